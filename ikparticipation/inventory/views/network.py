"""Who works with whom, as each side says it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import figures, ties
from ikparticipation.inventory.views.blueprint import (
    answer_paths,
    bp,
    given,
    kept,
    reader,
    waves_and_chosen,
    words,
)
from ikparticipation.inventory.views.picture import page as picture
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.web import page_within


@bp.get("/netzwerk/")
def network() -> ResponseReturnValue:
    """Show who named whom, and what the other side says."""
    session, (waves, wave), eyes = db.session(), waves_and_chosen(), reader()
    if wave is None:
        return render_template("inventory/network.html", wave=None)
    wanted, counts = given("stand"), ties.tie_counts(session, wave.id, eyes)
    state = TieState(wanted) if wanted in set(TieState) else None
    is_told = wave.is_told("tie.partner", eyes)
    number = counts[state] if state else 0 if wanted else sum(counts.values())
    page, pages = page_within(number, ties.PAGE)
    rows = ties.ties(session, wave.id, eyes, state=state, page=page) if number and is_told else []
    return render_template(
        "inventory/network.html",
        waves=waves,
        wave=wave,
        numbers=figures.overview(session, wave.id, eyes),
        eyes=eyes,
        is_told=is_told,
        is_counted=wave.is_counted("tie.partner", eyes),
        ties=rows,
        net=picture.computed(wave, eyes),
        counts=counts,
        wanted=wanted,
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        paths=answer_paths(eyes, wave.id, {tie.speaker_id for tie in rows}),
        kinds=words(VOCABULARIES["tie.kind"]),
        directions=words(VOCABULARIES["tie.direction"]),
        intensities=words(VOCABULARIES["tie.intensity"]),
        page=page,
        pages=pages,
        url=f"/netzwerk/?{kept(('welle', 'stand'))}seite=",
    )
