"""„Nicht die richtige Person“: from a mail without signing in, and from the questionnaire."""

from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import DomainError, NotAllowedError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.inviting import DeclineForm, OtherPersonForm
from ikparticipation.surveys.models import WaveInvitation
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_invited
from ikparticipation.text import N_
from ikparticipation.web import gettext, limiter, refuse

BY_ADDRESS = "60/hour"
NOT_CACHED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class Asked:
    """Whose invitation it is, who speaks, and where the pages are."""

    invitation: WaveInvitation
    by: UUID
    here: str
    opt_out: str


@bp.route("/nicht-zustaendig/<token>", methods=["GET", "POST"])
@limiter.limit(BY_ADDRESS)
def other_person(token: str) -> ResponseReturnValue:
    """Name somebody else, or say that the organisation does not take part."""
    asked = _by_token(token)
    return _answer(asked) if asked else _unknown()


@bp.route("/nicht-zustaendig/<token>/abmelden", methods=["GET", "POST"])
@limiter.limit(BY_ADDRESS)
def no_more_surveys(token: str) -> ResponseReturnValue:
    """Ask once more before an organisation is never asked again."""
    asked = _by_token(token)
    return _opt_out(asked) if asked else _unknown()


@bp.route("/erhebung/<uuid:wave_id>/nicht-zustaendig", methods=["GET", "POST"])
@for_invited
def other_person_signed_in(place: Place) -> ResponseReturnValue:
    """Take the same from whoever is signed in and represents the organisation."""
    return _answer(_by_place(place))


@bp.route("/erhebung/<uuid:wave_id>/nicht-zustaendig/abmelden", methods=["GET", "POST"])
@for_invited
def no_more_surveys_signed_in(place: Place) -> ResponseReturnValue:
    return _opt_out(_by_place(place))


def _by_token(token: str) -> Asked | None:
    found = queries.invitation_by_token(db.session(), token)
    if found is None:
        return None
    here = f"/nicht-zustaendig/{token}"
    return Asked(*found, here=here, opt_out=f"{here}/abmelden")


def _by_place(place: Place) -> Asked:
    if not place.may_submit:
        raise NotAllowedError(N_("Das darf nur, wer die Organisation vertritt."))
    invitation = queries.invitation_of(db.session(), place.wave.id, place.seat.organisation_id)
    if invitation is None:
        raise NotAllowedError(N_("Ihre Organisation ist zu dieser Erhebung nicht eingeladen."))
    here, opt_out = place.path("nicht-zustaendig"), place.path("nicht-zustaendig/abmelden")
    return Asked(invitation, current_user().id, here, opt_out)


def _unknown() -> ResponseReturnValue:
    return render_template("surveys/other_person_unknown.html"), 404, NOT_CACHED


def _answer(asked: Asked) -> ResponseReturnValue:
    person, decline = OtherPersonForm(), DeclineForm()
    page = {"asked": asked, "person": person, "decline": decline, "now": clock.now()}
    if request.method == "GET":
        return render_template("surveys/other_person.html", **page), 200, NOT_CACHED
    is_person = request.form.get("was") != "absage"
    if is_person and not person.validate():
        return refuse("surveys/other_person.html", **page)
    if not is_person and not decline.validate():
        return refuse("surveys/other_person.html", **page)
    try:
        thanks = _propose(asked, person) if is_person else _decline(asked, decline)
    except DomainError as error:
        (person if is_person else decline).form_errors.append(gettext(error.message, **error.facts))
        page["failed"] = True
        return render_template("surveys/other_person.html", **page), error.status
    return render_template("surveys/other_person_thanks.html", asked=asked, thanks=thanks)


def _propose(asked: Asked, form: OtherPersonForm) -> str:
    services.propose_contact(
        db.session(),
        asked.invitation,
        name=form.name.data or "",
        email=form.email.data or "",
        note=form.note.data or "",
        language=form.language.data,
        by=asked.by,
        at=clock.now(),
    )
    return gettext(
        "Wir prüfen Ihren Vorschlag und schreiben dann der genannten Person. "
        "Bis dahin kann sie nichts sehen."
    )


def _decline(asked: Asked, form: DeclineForm) -> str:
    if request.form.get("doch"):
        services.take_part_after_all(db.session(), asked.invitation, by=asked.by)
        return gettext("Schön, dass Sie doch teilnehmen. Der Fragebogen steht Ihnen offen.")
    reason = form.reason.data or ""
    services.decline(db.session(), asked.invitation, reason=reason, by=asked.by, at=clock.now())
    return gettext(
        "Ihre Organisation nimmt an dieser Erhebung nicht teil. Wir erinnern nicht mehr."
    )


def _opt_out(asked: Asked) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("surveys/no_more_surveys.html", asked=asked), 200, NOT_CACHED
    services.opt_out(
        db.session(),
        asked.invitation.organisation,
        reason=request.form.get("reason", "")[:1000],
        by=asked.by,
        at=clock.now(),
    )
    thanks = gettext("Wir laden Ihre Organisation nicht mehr zu Erhebungen ein.")
    return render_template("surveys/other_person_thanks.html", asked=asked, thanks=thanks)
