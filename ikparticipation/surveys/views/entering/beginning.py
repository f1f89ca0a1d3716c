"""Beginning to enter an answer for an organisation, and leaving it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.entering import EntryForm
from ikparticipation.surveys.models import Channel, Entry, WaveInvitation
from ikparticipation.surveys.policies import may_enter
from ikparticipation.surveys.queries.entering import only_entered, open_entry, who_is_told
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import BERLIN
from ikparticipation.web import get_or_404, gettext, see_other

BEGIN = "/verwaltung/erhebungen/wellen/<uuid:wave_id>/eintragen/<uuid:organisation_id>"


@bp.route(BEGIN, methods=["GET", "POST"])
@needs(may_enter)
def begin_entry(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Say how and when an answer came in; then the questionnaire itself is filled in."""
    session = db.session()
    asked = queries.invitation_of(session, wave_id, organisation_id) or abort(404)
    entry = open_entry(session, wave_id, organisation_id)
    own = entry is not None and entry.opened_by_id == current_user().id
    on_the_phone = clock.now().astimezone(BERLIN).date() if "weg" in request.args else None
    form = EntryForm.of(entry if own else None, called_on=on_the_phone)
    if not form.is_submitted():
        return _page(asked, entry, form)
    if not form.validate():
        return _page(asked, entry, form), 422
    try:
        services.begin_entry(
            session,
            asked.wave,
            organisation_id,
            channel=Channel(form.channel.data),
            received_on=form.day,
            source=form.source.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except services.ReceivedError as error:
        form.received_on.errors = [gettext(error.message, **error.facts)]
        return _page(asked, entry, form), error.status
    except (ConflictError, InvalidError) as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _page(asked, open_entry(session, wave_id, organisation_id), form), error.status
    return redirect(f"/erhebung/{wave_id}?fuer={organisation_id}", 303)


def _page(asked: WaveInvitation, entry: Entry | None, form: EntryForm) -> str:
    session = db.session()
    (row,) = queries.invitations(session, asked.wave_id, organisation_id=asked.organisation_id)
    return render_template(
        "surveys/entering/begin.html",
        wave=asked.wave,
        organisation=asked.organisation,
        row=row,
        form=form,
        entry=entry,
        by=queries.name_of(session, entry.opened_by_id) if entry else "",
        told=who_is_told(session, asked.organisation_id),
    )


@bp.route("/verwaltung/erhebungen/eintragungen/<uuid:entry_id>/verwerfen", methods=["GET", "POST"])
@needs(may_enter)
def discard_entry(entry_id: UUID) -> ResponseReturnValue:
    """Ask once more, then stop entering; what was typed stays saved or goes, as is wished."""
    entry = get_or_404(Entry, entry_id)
    asked = entry.invitation
    if request.method == "GET":
        return render_template(
            "surveys/entering/discard.html",
            entry=entry,
            asked=asked,
            may_take_back=only_entered(db.session(), entry) is not None,
        )
    services.discard_entry(
        db.session(),
        entry_id,
        actor=current_user(),
        at=clock.now(),
        take_back="zuruecknehmen" in request.form,
    )
    flash(gettext("Die Eintragung ist beendet. Abgesendet wurde nichts."), "success")
    return see_other(".invitation", wave_id=asked.wave_id, organisation_id=asked.organisation_id)


def after_entry(entry: Entry) -> str:
    """Return where one goes on when it is submitted."""
    asked = entry.invitation
    return url_for(".read_response", wave_id=asked.wave_id, organisation_id=asked.organisation_id)


def said_of_entry(entry: Entry) -> str:
    if entry.revision is None:
        return gettext("Es steht nichts Neues darin: Die frühere Einsendung bleibt, wie sie ist.")
    if who_is_told(db.session(), entry.invitation.organisation_id):
        return gettext("Eingetragen und abgesendet. Die Organisation bekommt eine Mail.")
    return gettext(
        "Eingetragen und abgesendet. Diese Organisation hat keine E-Mail-Adresse: "
        "Sagen Sie ihr auf anderem Weg Bescheid."
    )
