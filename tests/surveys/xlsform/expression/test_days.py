# ruff: noqa: DTZ001 - what is compared is the clock on the wall
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.expression import BERLIN, Calendar
from ikparticipation.surveys.xlsform.expression.days import (
    Moment,
    days,
    read_date_time,
    read_time,
    wall_of,
)
from tests.surveys.xlsform.expression.forms import Form

MOMENTS = st.datetimes(datetime(2, 1, 2), datetime(9998, 1, 1)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2027, 3, 12, 22, 59, tzinfo=UTC), "2027-03-12"),
        (datetime(2027, 3, 12, 23, 1, tzinfo=UTC), "2027-03-13"),  # winter: an hour ahead
        (datetime(2027, 7, 12, 21, 59, tzinfo=UTC), "2027-07-12"),
        (datetime(2027, 7, 12, 22, 1, tzinfo=UTC), "2027-07-13"),  # summer: two
    ],
)
def test_today_is_the_day_in_berlin(now, today):
    form = Form()
    context = form.context()
    object.__setattr__(context.surroundings, "now", now)

    assert form.compiled("today()").string(context) == today
    assert form.compiled("now()").string(context).startswith(today)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2027-03-12", datetime(2027, 3, 12)),
        ("2027-3-1", datetime(2027, 3, 1)),
        (" 2027-03-12 ", datetime(2027, 3, 12)),
        ("2027-03-12T18:00", datetime(2027, 3, 12, 18)),
        ("2027-03-12T18:00:30.5", datetime(2027, 3, 12, 18, 0, 30, 500_000)),
        ("2027-03-12 18:00", datetime(2027, 3, 12, 18)),
        ("2027-03-12T18:00:00Z", datetime(2027, 3, 12, 19)),
        ("2027-07-12T18:00:00Z", datetime(2027, 7, 12, 20)),
        ("2027-03-12T18:00:00+05:30", datetime(2027, 3, 12, 13, 30)),
        ("2027-03-12T18:00:00-0700", datetime(2027, 3, 13, 2)),
        ("2027-02-29", None),
        ("2027-13-01", None),
        ("2027-03-12T24:00", None),
        ("2027-03-12T18:00:00+24:00", None),
        ("2027-03-12T18:00:00+01:60", None),
        ("0001-01-01T00:00:00+12:00", None),
        ("12.03.2027", None),
        ("2027-03", None),
        ("2027-03-12x", None),
        ("", None),
        ("2027", None),
    ],
)
def test_a_date_is_read_on_the_clock_of_the_form(text, wall):
    assert read_date_time(text, BERLIN) == wall


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("18:30", 18, 30), ("18:30:59.999", 18, 30), ("17:30Z", 18, 30), ("23:30:00-01:00", 1, 30)],
)
def test_a_time_is_read_on_the_first_day(text, hour, minute):
    wall = read_time(text, BERLIN)

    assert (wall.date().isoformat(), wall.hour, wall.minute) == ("1970-01-01", hour, minute)


@given(MOMENTS)
def test_a_number_of_days_leads_back_to_the_moment(moment):
    assert abs(wall_of(days(moment, BERLIN), BERLIN) - moment) <= timedelta(milliseconds=1)


@given(st.dates(), st.dates())
def test_the_difference_of_two_dates_is_whole_whatever_the_clocks_did(one, other):
    form = Form()

    difference = form.compiled(f"'{one}' - '{other}'").number(form.context())

    assert difference == (one - other).days


@given(MOMENTS)
def test_what_a_moment_reads_as_is_the_same_moment(moment):
    again = Moment.of(read_date_time(Moment.of(moment, BERLIN).text, BERLIN), BERLIN)

    assert abs(again - Moment.of(moment, BERLIN)) < 2 / 24  # an hour is told twice in October


def test_day_zero_may_be_midnight_utc():
    utc_counting = Calendar(ZoneInfo("Europe/Berlin"), datetime(1970, 1, 1, 1))

    assert Moment.of(read_date_time("1970-01-01T00:00:00Z", utc_counting), utc_counting) == 0


def test_a_date_far_beyond_the_calendar_is_none():
    form = Form()

    assert form.text("date(99999999)") == "Invalid Date"
    assert form.text("date(1 div 0)") == "Invalid Date"
    assert form.text("format-date(99999999, '%Y')") == ""
