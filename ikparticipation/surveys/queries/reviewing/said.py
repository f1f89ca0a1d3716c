"""What was asked back and corrected, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import (
    Correction,
    Inquiry,
    InquiryEntry,
    Response,
    Wave,
)


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
