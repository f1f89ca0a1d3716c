"""The review of responses: what waits for it, what was asked and corrected, what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import (
    Correction,
    Inquiry,
    InquiryEntry,
    Response,
    ResponseRevision,
    ReviewStatus,
    Wave,
)
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.text import pick

MOST_ROWS = 50
MOST_OTHERS = 500
"""Responses of others with which one is compared: those that came in last."""


@dataclass(frozen=True)
class Waiting:
    """A response somebody has to look at, and why."""

    wave_id: UUID
    titles: Mapping[str, str]
    organisation_id: UUID
    organisation: str
    review: ReviewStatus
    submitted_at: datetime
    is_late: bool
    number: int
    remarks: Sequence[Mapping[str, Any]]
    answered: int
    """Questions back to which the organisation has had the last word."""
    disputed: int
    """Corrections the organisation does not agree with."""

    def title(self, language: str) -> str:
        return pick(self.titles, language)


@dataclass(frozen=True)
class Entry:
    words: str
    by: str
    by_staff: bool
    at: datetime


@dataclass(frozen=True)
class Thread:
    id: UUID
    question: str
    row_id: str
    number: int
    settled_at: datetime | None
    entries: tuple[Entry, ...]

    @property
    def waits_for_organisation(self) -> bool:
        return self.settled_at is None and self.entries[-1].by_staff


def layers_of(session: Session, response_id: UUID) -> list[tuple[str, str, Any, Any]]:
    """Return question, row, original and value of the corrections that are not withdrawn."""
    query = (
        select(Correction.question, Correction.row_id, Correction.original, Correction.value)
        .where(Correction.response_id == response_id, Correction.withdrawn_at.is_(None))
        .order_by(Correction.corrected_at, Correction.id)
    )
    return [tuple(row) for row in session.execute(query)]


def corrections_of(session: Session, response_id: UUID) -> Sequence[AnyRow]:
    """Return each Correction with the name of who made it, the oldest first."""
    query = (
        select(Correction, User.name)
        .join(User, User.id == Correction.corrected_by_id)
        .where(Correction.response_id == response_id)
        .order_by(Correction.corrected_at, Correction.id)
    )
    return session.execute(query).all()


def threads_of(session: Session, response_id: UUID) -> list[Thread]:
    """Return what was asked back, the oldest first, each with all that was said."""
    query = (
        select(
            Inquiry.id,
            Inquiry.question,
            Inquiry.row_id,
            Inquiry.number,
            Inquiry.settled_at,
            InquiryEntry.words,
            User.name,
            InquiryEntry.by_staff,
            InquiryEntry.at,
        )
        .join(InquiryEntry, InquiryEntry.inquiry_id == Inquiry.id)
        .join(User, User.id == InquiryEntry.by_id)
        .where(Inquiry.response_id == response_id)
        .order_by(Inquiry.asked_at, Inquiry.id, InquiryEntry.at, InquiryEntry.id)
    )
    found: dict[UUID, tuple[AnyRow, list[Entry]]] = {}
    for row in session.execute(query):
        entry = Entry(row.words, row.name, row.by_staff, row.at)
        found.setdefault(row.id, (row, []))[1].append(entry)
    return [
        Thread(row.id, row.question, row.row_id, row.number, row.settled_at, tuple(entries))
        for row, entries in found.values()
    ]


def _answered() -> Any:
    """Count the open questions back in which the organisation spoke last."""
    last, later = aliased(InquiryEntry), aliased(InquiryEntry)
    newest = (
        select(func.max(later.at)).where(later.inquiry_id == Inquiry.id).correlate(Inquiry)
    ).scalar_subquery()
    return (
        select(func.count(Inquiry.id.distinct()))
        .join(last, and_(last.inquiry_id == Inquiry.id, last.at == newest))
        .where(
            Inquiry.response_id == Response.id,
            Inquiry.settled_at.is_(None),
            last.by_staff.is_(False),
        )
        .correlate(Response)
        .scalar_subquery()
    )


def _disputed() -> Any:
    return (
        select(func.count(Correction.id))
        .where(
            Correction.response_id == Response.id,
            Correction.objected_at.is_not(None),
            Correction.withdrawn_at.is_(None),
            Correction.upheld_at.is_(None),
        )
        .correlate(Response)
        .scalar_subquery()
    )


def _waiting() -> Select[Any]:
    newest = (
        select(func.max(ResponseRevision.number))
        .where(ResponseRevision.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    answered, disputed = _answered(), _disputed()
    return (
        select(
            Wave.id,
            Wave.titles,
            Organisation.id,
            Organisation.name,
            Response.review,
            Response.submitted_at,
            ResponseRevision.is_late,
            ResponseRevision.number,
            Response.remarks,
            answered,
            disputed,
        )
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(
            ResponseRevision,
            and_(ResponseRevision.response_id == Response.id, ResponseRevision.number == newest),
        )
        .where(or_(Response.review == ReviewStatus.PENDING, answered > 0, disputed > 0))
    )


def waiting_for_review(
    session: Session, *, wave_id: UUID | None = None, page: int = 1
) -> tuple[list[Waiting], bool]:
    """Return what waits for staff, the oldest first, and whether there is more after this page."""
    query = _waiting().order_by(Response.submitted_at, Organisation.sort_key)
    if wave_id is not None:
        query = query.where(Wave.id == wave_id)
    found = session.execute(query.offset((page - 1) * MOST_ROWS).limit(MOST_ROWS + 1)).all()
    return [Waiting(*row) for row in found[:MOST_ROWS]], len(found) > MOST_ROWS


def number_waiting(session: Session) -> int:
    """Return how many responses wait for staff."""
    return session.scalar(select(func.count()).select_from(_waiting().subquery())) or 0


def response_of(session: Session, wave_id: UUID, organisation_id: UUID) -> AnyRow | None:
    """Return Response, Wave, Organisation, name of who reviewed it last; None: nothing saved."""
    query = (
        select(Response, Wave, Organisation, User.name)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .outerjoin(User, User.id == Response.reviewed_by_id)
        .where(Response.wave_id == wave_id, Response.organisation_id == organisation_id)
    )
    return session.execute(query).one_or_none()


def newest_documents(session: Session, wave_id: UUID, *, but: UUID) -> list[tuple[UUID, Document]]:
    """Return organisation and newest submission of the others in a wave, the latest first."""
    later = aliased(ResponseRevision)
    newest = (
        select(func.max(later.number))
        .where(later.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    query = (
        select(Response.organisation_id, ResponseRevision.document)
        .join(ResponseRevision, ResponseRevision.response_id == Response.id)
        .where(
            Response.wave_id == wave_id,
            Response.organisation_id != but,
            ResponseRevision.number == newest,
        )
        .order_by(ResponseRevision.submitted_at.desc())
        .limit(MOST_OTHERS)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def counted_before(
    session: Session, wave_id: UUID, organisation_id: UUID
) -> tuple[UUID, Document] | None:
    """Return questionnaire and document of what an organisation said in a wave, as accepted."""
    query = (
        select(Wave.questionnaire_id, ResponseRevision.document)
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(
            ResponseRevision,
            and_(
                ResponseRevision.response_id == Response.id,
                ResponseRevision.number == Response.accepted_number,
            ),
        )
        .where(Response.wave_id == wave_id, Response.organisation_id == organisation_id)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])
