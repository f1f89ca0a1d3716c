"""What waits for the review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import (
    Correction,
    Entry,
    Inquiry,
    InquiryEntry,
    Response,
    ResponseRevision,
    ReviewStatus,
    Wave,
)
from ikparticipation.text import pick

MOST_ROWS = 50


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
    objected: int
    """1: the organisation objects to what was entered for it."""

    def title(self, language: str) -> str:
        return pick(self.titles, language)


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


def _objected() -> Any:
    return (
        select(func.count(Entry.id))
        .where(
            Entry.revision_id == ResponseRevision.id,
            Entry.objected_at.is_not(None),
            Entry.settled_at.is_(None),
        )
        .correlate(ResponseRevision)
        .scalar_subquery()
    )


def _waiting() -> Select[Any]:
    newest = (
        select(func.max(ResponseRevision.number))
        .where(ResponseRevision.response_id == Response.id)
        .correlate(Response)
        .scalar_subquery()
    )
    answered, disputed, objected = _answered(), _disputed(), _objected()
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
            objected,
        )
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(
            ResponseRevision,
            and_(ResponseRevision.response_id == Response.id, ResponseRevision.number == newest),
        )
        .where(
            or_(Response.review == ReviewStatus.PENDING, answered > 0, disputed > 0, objected > 0)
        )
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


def all_waiting() -> Subquery:
    """Return all that waits for staff as a table, with `submitted_at`."""
    return _waiting().subquery()


def number_waiting(session: Session) -> int:
    """Return how many responses wait for staff."""
    return session.scalar(select(func.count()).select_from(_waiting().subquery())) or 0
