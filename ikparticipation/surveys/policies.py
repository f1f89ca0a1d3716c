"""Who may do what in a survey. Each reads like a sentence."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import ResponseStatus, ReviewStatus, Wave
from ikparticipation.text import BERLIN

LATE = timedelta(days=28)
"""How long after the end of a wave a first submission is still taken, as a late one."""
BEFORE_OPENING = timedelta(days=60)
"""How long before a wave opens its answers may have come in on paper."""
AFTER_CLOSING = LATE + timedelta(days=28)
"""How long after the end of a wave may still be typed what came in before."""


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


def may_change_until(wave: Wave, response: Stage | None, at: datetime) -> datetime:
    """Return until when answers that may change now still may."""
    end = wave.closes_at + (LATE if is_latecomer(wave, response, at) else timedelta())
    reopened = response.reopened_until if response else None
    return max(end, reopened or end)


def may_answer(role: MemberRole | None, wave: Wave, response: Stage | None, at: datetime) -> bool:
    """Every member of an organisation that was asked fills in, while it may change."""
    return role is not None and may_change(wave, response, at)


LEAST_ANONYMOUS = 5
"""So many anonymous answers must have come in before anybody sees what they say."""


def may_see_anonymous(wave: Wave, submitted: int, at: datetime) -> bool:
    """After the end only: with each answer that came later, the figures would tell what it says.

    Who took part is known to the day, so a figure of yesterday beside that of today would name it.
    """
    return at >= wave.closes_at and submitted >= LEAST_ANONYMOUS


def may_submit(role: MemberRole | None) -> bool:
    """Only who represents the organisation speaks for it."""
    return role is MemberRole.REPRESENTATIVE


def may_enter(user: User) -> bool:
    """Fill in for an organisation what it wrote on paper or said on the telephone."""
    return may_run_surveys(user)


def may_have_come(wave: Wave, received_on: date, today: date) -> bool:
    """Not tomorrow, and not long before it was asked: sheets may go out before the wave opens."""
    opens_on = wave.opens_at.astimezone(BERLIN).date()
    return opens_on - BEFORE_OPENING <= received_on <= today


def may_be_entered(wave: Wave, response: Stage | None, received_on: date, at: datetime) -> bool:
    """While it may change; afterwards, for a while, what came in when it still might."""
    if may_change(wave, response, at):
        return True
    came = moment_of(wave, received_on)
    is_soon = wave.opens_at <= at < wave.closes_at + AFTER_CLOSING
    return is_soon and came <= at and may_change(wave, response, came)


def moment_of(wave: Wave, received_on: date) -> datetime:
    """Return the moment that counts of a day: its beginning, or that of the wave."""
    return max(datetime.combine(received_on, time.min, BERLIN), wave.opens_at)


def may_object_to_entry(role: MemberRole | None) -> bool:
    return may_submit(role)


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


def may_assign(role: MemberRole | None, *, to_oneself: bool) -> bool:
    """Take a section oneself: every member. Give it to somebody else: who represents them."""
    return role is not None and (to_oneself or may_submit(role))


def may_take_from(role: MemberRole | None, *, is_own: bool) -> bool:
    """Release a section that somebody has, or give it to another person."""
    return role is not None and (is_own or may_submit(role))


def may_ask_to_reopen(wave: Wave, response: Stage | None, at: datetime) -> bool:
    """Once the wave has ended, who has answered something and cannot change it any more."""
    return response is not None and at >= wave.closes_at and not may_change(wave, response, at)
