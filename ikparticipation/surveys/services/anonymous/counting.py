"""Counting anonymous answers: at once when they are sent, in the figures of all and no others.

Not by the audit trail as other answers: an event would say to the second when it was sent.
"""

from collections import Counter
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus, Wave, result_counter
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.surveys.results import (
    Contribution,
    Standing,
    Submitted,
    counts_of,
    deltas,
    slices_of,
)
from ikparticipation.surveys.results.slices import Line
from ikparticipation.surveys.services.results import add_lines
from ikparticipation.surveys.xlsform.document import Document


def count_answer(session: Session, answer: AnonymousAnswer) -> None:
    """Add what was sent to the counters of its wave."""
    add_lines(session, answer.wave_id, _lines(session, answer))


def recount(session: Session, wave: Wave) -> int:
    """Count all answers of an anonymous wave anew; return their number."""
    session.flush()
    session.refresh(wave, with_for_update={"of": Wave, "key_share": True})
    sent = session.scalars(
        select(AnonymousAnswer)
        .where(AnonymousAnswer.wave_id == wave.id, AnonymousAnswer.status == AnswerStatus.SUBMITTED)
        .execution_options(populate_existing=True)
    ).all()
    session.execute(delete(result_counter).where(result_counter.c.wave_id == wave.id))
    lines: Counter[Line] = Counter()
    for answer in sent:
        lines.update(_lines(session, answer))
    add_lines(session, wave.id, dict(sorted(lines.items())))
    return len(sent)


def _lines(session: Session, answer: AnonymousAnswer) -> dict[Line, int]:
    questionnaire = compiled_by_id(session, answer.wave.questionnaire_id)
    submitted = Submitted(cast("Document", answer.document), answer.clock, answer.seed)
    added = Contribution(slices_of(), counts_of(questionnaire, submitted))
    return deltas({}, dict.fromkeys(Standing, added))
