"""Anonymous waves: the answer of a code, who took part, and what all said. No query joins both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import Text, and_, func, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.exports import Answered
from ikparticipation.surveys.models import (
    AnonymousAnswer,
    AnswerStatus,
    Channel,
    Participation,
    ReviewStatus,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.results import Submitted
from ikparticipation.surveys.xlsform.document import Document

_AT_ONCE = 500
_SENT = AnonymousAnswer.status == AnswerStatus.SUBMITTED


@dataclass(frozen=True)
class Turnout:
    """How many did what in an anonymous wave."""

    invited: int
    begun: int
    took_part: int
    """Who has said so; nobody can check it."""
    new_starts: int
    """How often a second code was given out: so many answers may be double."""
    answers: int
    """Answers that were sent, by whomever."""


def with_answer(
    session: Session, wave_id: UUID, code_hash: str
) -> tuple[Wave, AnonymousAnswer | None] | None:
    """Return an anonymous wave and the answer of a code, if there is one."""
    query = (
        select(Wave, AnonymousAnswer)
        .outerjoin(
            AnonymousAnswer,
            and_(AnonymousAnswer.wave_id == Wave.id, AnonymousAnswer.code_hash == code_hash),
        )
        .where(Wave.id == wave_id, Wave.anonymous)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def participation_of(
    session: Session, wave_id: UUID, organisation_id: UUID
) -> Participation | None:
    return session.scalar(
        select(Participation).where(
            Participation.wave_id == wave_id, Participation.organisation_id == organisation_id
        )
    )


def name_of_invited(session: Session, wave_id: UUID, organisation_id: UUID) -> str | None:
    """Return the name of an organisation that was asked; None: it was not."""
    return session.scalar(
        select(Organisation.name)
        .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
        .where(WaveInvitation.wave_id == wave_id, Organisation.id == organisation_id)
    )


def turnout(session: Session, wave_id: UUID) -> Turnout:
    """Return the numbers of a wave, by one statement."""
    invited = (
        select(func.count(WaveInvitation.id))
        .where(WaveInvitation.wave_id == wave_id)
        .scalar_subquery()
    )
    answers = (
        select(func.count(AnonymousAnswer.id))
        .where(AnonymousAnswer.wave_id == wave_id, _SENT)
        .scalar_subquery()
    )
    query = select(
        invited,
        func.count(Participation.id),
        func.count(Participation.took_part_on),
        func.coalesce(func.sum(Participation.starts - 1), 0),
        answers,
    ).where(Participation.wave_id == wave_id)
    return Turnout(*session.execute(query).one())


def number_sent(session: Session, wave_id: UUID) -> int:
    """Return how many answers were sent."""
    query = select(func.count(AnonymousAnswer.id)).where(AnonymousAnswer.wave_id == wave_id, _SENT)
    return session.scalar(query) or 0


def sent_in(session: Session, wave: Wave) -> Sequence[Submitted]:
    """Return what was sent, in the order of random ids.

    Whoever shows words of several questions puts each list into an order of its own, or the lists
    could be laid side by side.
    """
    query = (
        select(AnonymousAnswer)
        .where(AnonymousAnswer.wave_id == wave.id, _SENT)
        .order_by(AnonymousAnswer.id)
    )
    return [
        Submitted(cast("Document", each.document), wave.closes_at, each.seed)
        for each in session.scalars(query)
    ]


def exported_in(session: Session, wave: Wave) -> Iterator[Answered]:
    """Return what was sent as an export has it: in random order, numbered as it comes.

    What other waves say of the organisation stays blank, and the moment is the end of the wave.
    """
    query = (
        select(AnonymousAnswer.id, as_type(AnonymousAnswer.document, Text))
        .where(AnonymousAnswer.wave_id == wave.id, _SENT)
        .order_by(func.random())
        .execution_options(yield_per=_AT_ONCE)
    )
    for number, (answer_id, document) in enumerate(session.execute(query), 1):
        yield Answered(
            response_id=str(number),
            organisation="",
            kind="",
            municipality="",
            ags="",
            submitted_at=wave.closes_at,
            review=ReviewStatus.ACCEPTED.value,
            is_late=False,
            channel=Channel.ONLINE.value,
            document=document,
            seed=AnonymousAnswer.seed_of(wave.id, answer_id),
        )
