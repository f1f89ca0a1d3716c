"""The first page: where the process stands, and what one can do now."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.consultation.labels import OUTCOME_COLOURS, OUTCOMES
from ikparticipation.consultation.queries import newest_answers, open_rounds
from ikparticipation.inventory.queries.figures import overview
from ikparticipation.inventory.queries.waves import chosen, inventory_waves
from ikparticipation.reporting.views.blueprint import bp

NEWEST = 3


@bp.get("/")
def home() -> ResponseReturnValue:
    session, now = db.session(), clock.now()
    wave = chosen(inventory_waves(session, at=now), None)
    return render_template(
        "reporting/home.html",
        rounds=open_rounds(session, now, reader=reader()),
        answers=newest_answers(session, NEWEST),
        outcomes=OUTCOMES,
        outcome_colours=OUTCOME_COLOURS,
        wave=wave,
        running=wave is not None and wave.closes_at > now,
        numbers=overview(session, wave.id) if wave else None,
    )
