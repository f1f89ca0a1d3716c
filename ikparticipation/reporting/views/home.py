"""The first page: where the process stands, and what one can do now."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.consultation.anchors import sentences
from ikparticipation.consultation.labels import OUTCOME_COLOURS, OUTCOMES
from ikparticipation.consultation.queries import newest_answers, open_rounds, published_in
from ikparticipation.db import AnyRow
from ikparticipation.inventory.queries.figures import overview
from ikparticipation.inventory.queries.waves import chosen, inventory_waves
from ikparticipation.reporting.views.blueprint import bp

NEWEST = 3
TELLING = 50
"""Characters: a sentence that is shorter says nothing about what becomes of a comment."""


@bp.app_template_filter("opening")
def opening(words: str) -> str:
    """Return the first sentence; the next ones too if it is only a phrase ("Danke dafür.")."""
    text = " ".join(words.split())
    ends = [sentence.end for sentence in sentences(text)]
    return text[: next((end for end in ends if end >= TELLING), None)].rstrip()


@lru_cache(500)
def _kept(_round_id: UUID, _stamp: int) -> list[int]:
    """Return where the number of comments is kept that this stamp of a round stands for."""
    return []


def _comments(rounds: Sequence[AnyRow]) -> Mapping[UUID, int]:
    """Return how many comments each round has, counting only where something has changed."""
    places = {each.id: _kept(each.id, each.stamp) for each in rounds}
    if unknown := [round_id for round_id, place in places.items() if not place]:
        counted = published_in(db.session(), unknown)
        for round_id in unknown:
            places[round_id].append(counted.get(round_id, 0))
    return {round_id: place[0] for round_id, place in places.items()}


@bp.get("/")
def home() -> ResponseReturnValue:
    session, now = db.session(), clock.now()
    wave = chosen(inventory_waves(session, at=now), None)
    rounds = open_rounds(session, now, reader=reader(), counted=False)
    return render_template(
        "reporting/home.html",
        rounds=rounds,
        comments=_comments(rounds),
        answers=newest_answers(session, NEWEST),
        outcomes=OUTCOMES,
        outcome_colours=OUTCOME_COLOURS,
        wave=wave,
        running=wave is not None and wave.closes_at > now,
        numbers=overview(session, wave.id) if wave else None,
    )
