"""What two organisations say about each other: who, what, and when."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.network import supports
from ikparticipation.inventory.queries import ties
from ikparticipation.inventory.queries.organisations import named
from ikparticipation.inventory.queries.waves import inventory_waves
from ikparticipation.inventory.views.blueprint import answer_paths, bp, reader, words
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES


@bp.get("/netzwerk/<uuid:organisation_id>/<uuid:partner_id>")
def pair(organisation_id: UUID, partner_id: UUID) -> ResponseReturnValue:
    """Show both sides of a pair in all waves, each with the answer it was said in."""
    session, eyes = db.session(), reader()
    names = named(session, (organisation_id, partner_id), eyes)
    if len(names) != 2 or organisation_id == partner_id:  # noqa: PLR2004 - a pair
        abort(404)
    said = ties.ties_between(session, organisation_id, partner_id, eyes)
    waves = {wave.id: wave for wave in inventory_waves(session, at=clock.now())}
    shown = [
        (waves[wave_id], [tie for tie in said if tie.wave_id == wave_id])
        for wave_id in dict.fromkeys(tie.wave_id for tie in said)
        if wave_id in waves
    ]
    return render_template(
        "inventory/pair.html",
        names=names,
        one=organisation_id,
        other=partner_id,
        shown=shown,
        helps={wave.id: _helps(rows) for wave, rows in shown},
        paths={wave.id: answer_paths(eyes, wave.id, names) for wave, _ in shown},
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        kinds=words(VOCABULARIES["tie.kind"]),
        directions=words(VOCABULARIES["tie.direction"]),
        intensities=words(VOCABULARIES["tie.intensity"]),
    )


def _helps(rows: list[ties.Tie]) -> list[tuple[UUID, UUID, bool]]:
    """Return who supports whom as it was said, and whether both sides say so."""
    said = [(str(row.speaker_id), str(row.partner_id), row.direction) for row in rows]
    return [
        (UUID(giver), UUID(taker), len(sides) > 1)
        for (giver, taker), sides in supports(said).items()
    ]
