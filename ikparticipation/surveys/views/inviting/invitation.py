"""One invitation: how far it is, its mails, what staff note about it, who else was named."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import ConflictError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.inviting import BounceForm, CallForm, DeclineForm
from ikparticipation.surveys.inviting.returns import WHY_NAMES, stage_names
from ikparticipation.surveys.models import ContactProposal, WaveInvitation
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, refuse, see_other

ONE = "/verwaltung/erhebungen/wellen/<uuid:wave_id>/eingeladen/<uuid:organisation_id>"


@bp.route(ONE, methods=["GET", "POST"])
@needs(may_run_surveys)
def invitation(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Show one invitation; note a call, a mail that came back, or that nobody takes part."""
    session = db.session()
    asked = queries.invitation_of(session, wave_id, organisation_id) or abort(404)
    call = CallForm()
    forms = {"call": call, "bounce": BounceForm(), "decline": DeclineForm()}
    if request.method == "GET":
        return render_template("surveys/invitation.html", **_page(asked, forms))
    if (said := _note(asked, call)) is None:
        return refuse("surveys/invitation.html", **_page(asked, forms))
    flash(said, "success")
    return see_other(".invitation", wave_id=wave_id, organisation_id=organisation_id)


def _note(asked: WaveInvitation, call: CallForm) -> str | None:
    """Do what the button says, and say what was done; None: the form must be corrected."""
    act = _ACTS.get(request.form.get("was", "")) or abort(400)
    return act(asked, call)


def _note_call(asked: WaveInvitation, call: CallForm) -> str | None:
    if not call.validate():
        return None
    words = call.words.data or ""
    services.note_call(db.session(), asked, words=words, actor=current_user(), at=clock.now())
    return gettext("Der Anruf ist notiert.")


def _note_bounce(asked: WaveInvitation, _call: CallForm) -> str:
    words = request.form.get("note", "")[:1000]
    services.note_bounce(db.session(), asked, words=words, actor=current_user(), at=clock.now())
    return gettext("Notiert: Die Mail oder der Brief kam zurück.")


def _clear_bounce(asked: WaveInvitation, _call: CallForm) -> str:
    services.clear_bounce(db.session(), asked, actor=current_user())
    return gettext("Der Vermerk ist gelöscht.")


def _decline(asked: WaveInvitation, _call: CallForm) -> str:
    reason = request.form.get("reason", "")[:1000]
    services.decline(db.session(), asked, reason=reason, by=current_user().id, at=clock.now())
    return gettext("Die Absage ist notiert. Erinnert wird nicht mehr.")


def _take_part(asked: WaveInvitation, _call: CallForm) -> str:
    services.take_part_after_all(db.session(), asked, by=current_user().id)
    return gettext("Die Absage ist zurückgenommen.")


_ACTS: dict[str, Callable[[WaveInvitation, CallForm], str | None]] = {
    "anruf": _note_call,
    "zurueck": _note_bounce,
    "erledigt": _clear_bounce,
    "absage": _decline,
    "doch": _take_part,
}


def _page(asked: WaveInvitation, forms: Mapping[str, object]) -> dict[str, object]:
    session = db.session()
    (row,) = queries.invitations(session, asked.wave_id, organisation_id=asked.organisation_id)
    return {
        "asked": asked,
        "wave": asked.wave,
        "row": row,
        "mails": queries.mails_of(session, asked.id),
        "calls": queries.call_notes(session, asked.wave_id).get(asked.id, ()),
        "why": [WHY_NAMES[each] for each in row.to_phone(clock.now())],
        "stage_names": stage_names(anonymous=asked.wave.anonymous),
        "now": clock.now(),
        **forms,
    }


@bp.post("/verwaltung/erhebungen/vorschlaege/<uuid:proposal_id>")
@needs(may_run_surveys)
def decide_contact(proposal_id: UUID) -> ResponseReturnValue:
    """Let a named person represent the organisation, or leave it."""
    proposal, session = get_or_404(ContactProposal, proposal_id), db.session()
    take, name = request.form.get("was") == "einladen", proposal.name
    wave_id = proposal.invitation.wave_id
    try:
        done = services.decide_contact(
            session, proposal, take=take, actor=current_user(), at=clock.now()
        )
    except ConflictError as error:
        session.rollback()
        flash(gettext(error.message, **error.facts), "warning")
        return see_other(".wave", wave_id=wave_id)
    flash(gettext(_DECIDED[done] if take else _NOT_TAKEN, name=name), "success")
    return see_other(".wave", wave_id=wave_id)


_NOT_TAKEN = N_("%(name)s wird nicht übernommen.")
_INVITED = N_("%(name)s ist als Vertretung eingeladen.")
_DECIDED = {
    None: _INVITED,
    services.Represents.INVITED: _INVITED,
    services.Represents.PROMOTED: N_(
        "%(name)s gehörte schon dazu und vertritt die Organisation jetzt. Senden Sie die Einladung "
        "erneut, damit auch diese Person sie bekommt."
    ),
    services.Represents.ALREADY: N_(
        "%(name)s vertritt die Organisation schon. Senden Sie die Einladung erneut, falls sie "
        "nicht angekommen ist."
    ),
}
