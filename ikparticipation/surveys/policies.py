"""Who may do what in a survey. Each reads like a sentence."""

from datetime import datetime, timedelta
from typing import Protocol

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import ResponseStatus, ReviewStatus, Wave

LATE = timedelta(days=28)
"""How long after the end of a wave a first submission is still taken, as a late one."""


class Stage(Protocol):
    """How far a response is: what of it decides whether it may still change."""

    submitted_at: datetime | None
    reopened_until: datetime | None


def may_run_surveys(user: User) -> bool:
    """Questionnaires, waves, invitations, and reading what was submitted."""
    return may_steer(user)


def may_change(wave: Wave, response: Stage | None, at: datetime) -> bool:
    """While the wave is open, while it is reopened, or as a latecomer."""
    if wave.is_open(at) or is_latecomer(wave, response, at):
        return True
    until = response.reopened_until if response else None
    return until is not None and wave.opens_at <= at < until


def is_latecomer(wave: Wave, response: Stage | None, at: datetime) -> bool:
    """Who has never submitted still may for a while; whether it counts is decided by staff."""
    is_first = response is None or response.submitted_at is None
    return is_first and wave.closes_at <= at < wave.closes_at + LATE


def may_answer(role: MemberRole | None, wave: Wave, response: Stage | None, at: datetime) -> bool:
    """Every member of an organisation that was asked fills in, while it may change."""
    return role is not None and may_change(wave, response, at)


def may_submit(role: MemberRole | None) -> bool:
    """Only who represents the organisation speaks for it."""
    return role is MemberRole.REPRESENTATIVE


def may_be_reminded(status: ResponseStatus | None) -> bool:
    """Who has answered is left in peace, also with changes that are not submitted."""
    return status in {None, ResponseStatus.DRAFT}


def may_review(user: User) -> bool:
    """Accept, return, ask back, correct."""
    return may_run_surveys(user)


def may_be_accepted(review: ReviewStatus) -> bool:
    return review in {ReviewStatus.PENDING, ReviewStatus.RETURNED, ReviewStatus.REFUSED}


def may_be_returned(review: ReviewStatus) -> bool:
    """Also what was accepted: something may come to light later."""
    return review in {ReviewStatus.PENDING, ReviewStatus.ACCEPTED, ReviewStatus.RETURNED}
