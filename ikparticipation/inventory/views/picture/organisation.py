"""One organisation of the network: what it says of others, and they of it."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.queries import ties
from ikparticipation.inventory.views.blueprint import bp, kept, reader, waves_and_chosen, words
from ikparticipation.inventory.views.picture.shown import Only, shown
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES


@bp.get("/netzwerk/organisation/<uuid:organisation_id>")
def network_organisation(organisation_id: UUID) -> ResponseReturnValue:
    """Show who said what. Where scripts run, the picture shows this page's middle beside itself."""
    session, (_waves, wave), eyes = db.session(), waves_and_chosen(), reader()
    found = shown(session, wave.id, eyes, Only()) if wave else None
    rows = found.everybody if found else ()
    row = next((each for each in rows if each.face and each.face.id == organisation_id), None)
    if wave is None or row is None:
        abort(404)
    said = ties.ties_about(session, wave.id, organisation_id, eyes)
    return render_template(
        "inventory/network/organisation.html",
        wave=wave,
        row=row,
        names=[tie for tie in said if tie.speaker_id == organisation_id],
        named=[tie for tie in said if tie.speaker_id != organisation_id],
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        kinds=words(VOCABULARIES["tie.kind"]),
        query=kept(("welle",)),
    )
