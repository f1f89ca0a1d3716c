"""What waits: for the members of organisations, and for the administration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    ContactProposal,
    ContactStatus,
    Correction,
    Inquiry,
    InquiryEntry,
    Participation,
    ReopeningRequest,
    ReopeningStatus,
    Response,
    ResponseStatus,
    ReviewStatus,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries.reviewing import all_waiting
from ikparticipation.surveys.queries.waves import SAME_PLACE, SAME_SEAT


class TaskState(StrEnum):
    """Why a questionnaire waits for somebody."""

    NEW = "new"
    STARTED = "started"
    CHANGED = "changed"
    """Submitted, and changed since."""
    RETURNED = "returned"
    """The administration has asked back."""
    LATE = "late"
    """Never submitted, and still taken."""
    REOPENED = "reopened"
    """Opened once more because the organisation has asked for it."""


@dataclass(frozen=True)
class OpenTask:
    """A questionnaire somebody still has to work on."""

    wave_id: UUID
    organisation_id: UUID
    organisation: str
    titles: Mapping[str, str]
    state: TaskState
    closes_at: datetime
    """When the wave ends, or has ended."""
    until: datetime
    """Until when it can be done."""
    may_submit: bool

    @property
    def due_at(self) -> datetime:
        """What is overdue was due when the wave ended, however long it is still taken."""
        return self.closes_at if self.state is TaskState.LATE else self.until


def open_tasks(session: Session, user: User, at: datetime) -> list[OpenTask]:
    """Return what this person's organisations still have to answer, the most urgent first."""
    rows = session.execute(_seats(user, at))
    found = [
        OpenTask(
            wave_id=row.Wave.id,
            organisation_id=row.id,
            organisation=row.name,
            titles=row.Wave.titles,
            state=state,
            closes_at=row.Wave.closes_at,
            until=_until(row, state),
            may_submit=row.role is MemberRole.REPRESENTATIVE,
        )
        for row in rows
        if (state := _state(row, at)) is not None
    ]
    return sorted(found, key=lambda task: task.due_at)


def _seats(user: User, at: datetime) -> Any:
    """Ask for every questionnaire of this person's that might still change."""
    return (
        select(
            Wave,
            Organisation.id,
            Organisation.name,
            Membership.role,
            WaveInvitation.declined_at,
            Response.status,
            Response.review,
            Response.submitted_at,
            Response.reopened_until,
            Participation.begun_on,
            Participation.took_part_on,
            _inquiries().label("inquiries"),
            _unanswered().label("unanswered"),
            _is_reopened().label("is_reopened"),
        )
        .select_from(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
        .join(Wave, Wave.id == WaveInvitation.wave_id)
        .outerjoin(Response, SAME_PLACE)
        .outerjoin(Participation, SAME_SEAT)
        .where(
            Membership.user_id == user.id,
            Wave.opens_at <= at,
            or_(Wave.closes_at > at - policies.LATE, Response.reopened_until > at),
        )
        .order_by(Organisation.sort_key)
    )


def _inquiries() -> ScalarSelect[int]:
    """Count the questions back that are open."""
    return (
        select(func.count(Inquiry.id))
        .where(Inquiry.response_id == Response.id, Inquiry.settled_at.is_(None))
        .correlate(Response)
        .scalar_subquery()
    )


def _unanswered() -> ScalarSelect[int]:
    """Count those in which the administration has the last word."""
    last, later = aliased(InquiryEntry), aliased(InquiryEntry)
    newest = select(func.max(later.at)).where(later.inquiry_id == Inquiry.id).correlate(Inquiry)
    return (
        select(func.count(Inquiry.id.distinct()))
        .join(last, and_(last.inquiry_id == Inquiry.id, last.at == newest.scalar_subquery()))
        .where(
            Inquiry.response_id == Response.id,
            Inquiry.settled_at.is_(None),
            last.by_staff.is_(True),
        )
        .correlate(Response)
        .scalar_subquery()
    )


def _is_reopened() -> Any:
    """Whether it was opened on request, and nothing was submitted since."""
    return exists().where(
        ReopeningRequest.response_id == Response.id,
        ReopeningRequest.status == ReopeningStatus.GRANTED,
        or_(Response.submitted_at.is_(None), ReopeningRequest.decided_at > Response.submitted_at),
    )


def _state(row: AnyRow, at: datetime) -> TaskState | None:
    """Return what is to be done; None: nothing, or it cannot be done any more."""
    if row.Wave.anonymous:
        return _anonymous_state(row, at)
    stage = row if row.status else None
    if not policies.may_change(row.Wave, stage, at):
        return None
    return _first_state(row, at) if row.submitted_at is None else _later_state(row)


def _anonymous_state(row: AnyRow, at: datetime) -> TaskState | None:
    """Whether something was sent is not known, only whether they say so."""
    if not row.Wave.is_open(at) or row.took_part_on or row.declined_at:
        return None
    return TaskState.STARTED if row.begun_on else TaskState.NEW


def _first_state(row: AnyRow, at: datetime) -> TaskState | None:
    if row.declined_at is not None:
        return None
    if row.Wave.is_open(at):
        return TaskState.STARTED if row.status else TaskState.NEW
    is_late = policies.is_latecomer(row.Wave, row, at)
    return TaskState.LATE if is_late else TaskState.REOPENED


def _later_state(row: AnyRow) -> TaskState | None:
    is_changed = row.status is ResponseStatus.CHANGED
    all_answered = row.inquiries and not row.unanswered
    if row.review is ReviewStatus.RETURNED and (is_changed or not all_answered):
        return TaskState.RETURNED
    if is_changed:
        return TaskState.CHANGED
    return TaskState.REOPENED if row.is_reopened else None


def _until(row: AnyRow, state: TaskState) -> datetime:
    end: datetime = row.Wave.closes_at
    if state is TaskState.LATE:
        end += policies.LATE
    return max(end, row.reopened_until or end)


@dataclass(frozen=True)
class StaffQueues:
    """What of the surveys waits for the administration, and since when."""

    to_review: int
    """Responses that were submitted, answered or objected to; the objections are among them."""
    oldest_review_at: datetime | None
    objections: int
    """Corrections an organisation does not agree with."""
    oldest_objection_at: datetime | None
    named: int
    """Persons somebody named who should answer instead."""
    oldest_named_at: datetime | None
    named_in: UUID | None
    """The wave in which somebody was named first."""
    reopenings: int
    """Organisations that ask to change their answers once more."""


def staff_queues(session: Session) -> StaffQueues:
    """Return what the overview of the administration shows, in one statement."""
    reviews = all_waiting()
    disputed = and_(
        Correction.objected_at.is_not(None),
        Correction.withdrawn_at.is_(None),
        Correction.upheld_at.is_(None),
    )
    is_open = ContactProposal.status == ContactStatus.OPEN
    first = (
        select(WaveInvitation.wave_id)
        .join(ContactProposal, ContactProposal.invitation_id == WaveInvitation.id)
        .where(is_open)
        .order_by(ContactProposal.proposed_at, ContactProposal.id)
        .limit(1)
    )
    asked = (
        select(func.count()).select_from(reviews),
        select(func.min(reviews.c.submitted_at)),
        select(func.count(Correction.id)).where(disputed),
        select(func.min(Correction.objected_at)).where(disputed),
        select(func.count(ContactProposal.id)).where(is_open),
        select(func.min(ContactProposal.proposed_at)).where(is_open),
        first,
        select(func.count(ReopeningRequest.id)).where(
            ReopeningRequest.status == ReopeningStatus.ASKED
        ),
    )
    return StaffQueues(*session.execute(select(*(each.scalar_subquery() for each in asked))).one())
