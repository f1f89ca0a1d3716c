"""When may be entered what came in on which day, and whether that is late."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.services import came_at

OPENS = datetime(2027, 3, 1, 7, tzinfo=UTC)
CLOSES = datetime(2027, 4, 30, 21, 59, 59, tzinfo=UTC)
WAVE = Wave(questionnaire=None, titles={}, opens_at=OPENS, closes_at=CLOSES, created_at=OPENS)


@dataclass
class Stage:
    submitted_at: datetime | None = None
    reopened_until: datetime | None = None


DRAFT, SENT = Stage(), Stage(submitted_at=OPENS)


def noon(month, day):
    return datetime(2027, month, day, 12, tzinfo=UTC)


REOPENED = Stage(submitted_at=OPENS, reopened_until=noon(5, 20))
CASES = [
    ("open wave, came today", None, date(2027, 3, 20), noon(3, 20), True),
    ("open wave, came before it opened", None, date(2027, 2, 20), noon(3, 20), True),
    (
        "open wave, the organisation has submitted itself",
        SENT,
        date(2027, 3, 20),
        noon(3, 20),
        True,
    ),
    ("the wave has not opened", None, date(2027, 2, 20), noon(2, 21), False),
    ("ended, came on the last day", None, date(2027, 4, 30), noon(5, 20), True),
    ("ended, came in time, saved and not submitted", DRAFT, date(2027, 4, 29), noon(5, 20), True),
    (
        "ended, came in time as a change of what was sent",
        SENT,
        date(2027, 4, 29),
        noon(5, 20),
        True,
    ),
    ("ended, came too late, first answer", None, date(2027, 5, 3), noon(5, 20), True),
    ("ended, came too late, a change of what was sent", SENT, date(2027, 5, 3), noon(5, 20), False),
    (
        "returned, came before the day that was given",
        REOPENED,
        date(2027, 5, 19),
        noon(5, 19),
        True,
    ),
    ("returned, typed shortly after that day", REOPENED, date(2027, 5, 19), noon(5, 25), True),
    ("came after the weeks for latecomers", None, date(2027, 5, 29), noon(6, 1), False),
    ("came as a latecomer, typed some weeks later", None, date(2027, 5, 25), noon(6, 20), True),
    ("came in time, but months ago", None, date(2027, 4, 20), noon(7, 20), False),
]


@pytest.mark.parametrize(
    ("stage", "received_on", "at", "may"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_may_be_entered(stage, received_on, at, may):
    assert policies.may_be_entered(WAVE, stage, received_on, at) is may


@pytest.mark.parametrize(
    ("received_on", "at", "late"),
    [
        pytest.param(date(2027, 4, 30), noon(5, 20), False, id="on the last day, typed later"),
        pytest.param(date(2027, 5, 1), noon(5, 1), True, id="on the day after"),
        pytest.param(date(2027, 2, 1), noon(3, 2), False, id="before the wave opened"),
    ],
)
def test_the_day_it_came_in_decides_whether_it_is_late(received_on, at, late):
    class Typed:
        pass

    Typed.received_on = received_on

    assert policies.is_latecomer(WAVE, None, came_at(WAVE, Typed, at)) is late


@pytest.mark.parametrize(
    ("received_on", "may"),
    [
        pytest.param(date(2027, 3, 20), True, id="today"),
        pytest.param(date(2027, 3, 21), False, id="tomorrow"),
        pytest.param(date(2027, 1, 20), True, id="weeks before the wave"),
        pytest.param(date(2026, 3, 1), False, id="a year before: a mistyped year"),
    ],
)
def test_days_that_can_be_meant(received_on, may):
    assert policies.may_have_come(WAVE, received_on, date(2027, 3, 20)) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (None, False),
        (StaffRole.MODERATOR, False),
        (StaffRole.STEERING, True),
        (StaffRole.ADMINISTRATOR, True),
    ],
)
def test_who_enters(role, may):
    person = User(email="a@example.org", name="A", created_at=OPENS, staff_role=role)

    assert policies.may_enter(person) is may
