from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.timetable import is_open, read, told, weekly
from ikparticipation.inventory.timetable.rules import MIDNIGHT, Rule, monthly
from ikparticipation.text import BERLIN

UNDERSTOOD = {
    "a range of days": ("Montag bis Freitag 8:30–12:45 Uhr", "Mo–Fr 8:30–12:45 Uhr"),
    "days one by one": ("Montag, Mittwoch und Freitag 9–12 Uhr", "Mo, Mi, Fr 9–12 Uhr"),
    "short names with points": ("Mo.-Fr. 8.00-16.00 Uhr", "Mo–Fr 8–16 Uhr"),
    "as an adverb": ("dienstags 15–18 Uhr", "Di 15–18 Uhr"),
    "the hour said twice": ("Do 9 Uhr bis 12 Uhr", "Do 9–12 Uhr"),
    "more hours of one day": (
        "Mo, Di und Do 9–12 Uhr, Dienstag auch 14–18 Uhr",
        "Mo, Di, Do 9–12 Uhr; Di 14–18 Uhr",
    ),
    "two spans": ("Mo 9-12 und 14-16 Uhr", "Mo 9–12 Uhr; Mo 14–16 Uhr"),
    "every day": ("täglich 9-18", "Mo–So 9–18 Uhr"),
    "beyond midnight": ("Fr 18–2 Uhr", "Fr 18–24 Uhr; Sa 0–2 Uhr"),
    "beyond midnight into Monday": ("So 22–1 Uhr", "So 22–24 Uhr; Mo 0–1 Uhr"),
    "until midnight": ("Sa 20–24 Uhr", "Sa 20–24 Uhr"),
    "the first of a month": (
        "Jeden ersten Mittwoch im Monat, 15–18 Uhr",
        "jeden ersten Mittwoch im Monat 15–18 Uhr",
    ),
    "a number instead of a word": (
        "jeden 1. Mittwoch im Monat 17-19 Uhr",
        "jeden ersten Mittwoch im Monat 17–19 Uhr",
    ),
    "the last of a month": (
        "Jeden letzten Freitag im Monat, 18–22 Uhr",
        "jeden letzten Freitag im Monat 18–22 Uhr",
    ),
    "not in the holidays": (
        "dienstags 15–18 Uhr, nicht in den Ferien",
        "Di 15–18 Uhr (nicht in den Ferien)",
    ),
    "a remark in brackets": ("Sa 10-12 (außer Ferien)", "Sa 10–12 Uhr (außer Ferien)"),
    "something by appointment beside it": (
        "Samstag 9–12 Uhr, Fahrten nach Absprache",
        "Sa 9–12 Uhr (Fahrten nach Absprache)",
    ),
}
NOT_UNDERSTOOD = {
    "what limits the days": "Viermal im Halbjahr, mittwochs 17–19 Uhr",
    "what limits them afterwards": "Mo 9-12 Uhr alle 14 Tage",
    "which second Friday is meant": "Jeden zweiten Freitag, 8–15 Uhr",
    "no hours": "Vormittags in der Schulzeit",
    "no end": "Samstag 9 Uhr",
    "by appointment": "Nach Vereinbarung, auch abends",
    "days that run backwards": "So-Di 9-12 Uhr",
    "no time at all": "Mo 9–9 Uhr",
    "a summer only": "Mai bis September: Sa 10–12 Uhr",
    "workdays, which may include Saturday": "werktags 9–12 Uhr",
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_hours_as_people_write_them(case):
    written, meant = UNDERSTOOD[case]

    found = read(written)

    assert (told(found.rules), found.rest) == (meant, "")


@pytest.mark.parametrize("case", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_never_guessed(case):
    written = NOT_UNDERSTOOD[case]

    found = read(written)

    assert (found.rules, found.rest) == ((), written)


def test_one_sentence_does_not_stand_in_the_way_of_another():
    found = read("Mo 9-12 Uhr; Mi nach Vereinbarung")

    assert (told(found.rules), found.rest) == ("Mo 9–12 Uhr", "Mi nach Vereinbarung")


def _at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN)


OPEN = {
    "in the hours": ("Mo 9–12 Uhr", "2026-11-23T09:00", True),
    "at the end": ("Mo 9–12 Uhr", "2026-11-23T12:00", False),
    "on another day": ("Mo 9–12 Uhr", "2026-11-24T10:00", False),
    "after midnight": ("Fr 18–2 Uhr", "2026-11-28T01:59", True),
    "on the first Wednesday": (
        "Jeden ersten Mittwoch im Monat 15–18 Uhr",
        "2026-12-02T15:30",
        True,
    ),
    "on the second Wednesday": (
        "Jeden ersten Mittwoch im Monat 15–18 Uhr",
        "2026-12-09T15:30",
        False,
    ),
    "on the last Friday": ("Jeden letzten Freitag im Monat 18–22 Uhr", "2026-11-27T21:59", True),
    "on the last but one": ("Jeden letzten Freitag im Monat 18–22 Uhr", "2026-11-20T21:59", False),
}


@pytest.mark.parametrize("case", OPEN)
def test_whether_it_is_open_now(case):
    written, at, expected = OPEN[case]

    assert is_open(read(written).rules, _at(at)) is expected


def test_summer_time_is_that_of_the_place():
    rules = read("Mo 9–12 Uhr").rules

    assert is_open(rules, datetime.fromisoformat("2026-07-06T07:00+00:00"))
    assert not is_open(rules, datetime.fromisoformat("2026-01-05T07:00+00:00"))


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (700, 600), (-1, 5), (0, 1441)])
def test_a_rule_has_hours_of_one_day(opens, closes):
    with pytest.raises(ValueError, match="hours"):
        weekly(1, opens, closes)


minutes = st.integers(0, MIDNIGHT)
spans = st.tuples(minutes, minutes).filter(lambda span: span[0] != span[1]).map(sorted)
notes = st.sampled_from(("", "nicht in den Ferien", "außer feiertags"))
rules = st.one_of(
    st.builds(
        lambda days, span, note: weekly(days, *span, note), st.integers(1, 127), spans, notes
    ),
    st.builds(
        lambda nth, day, span, note: monthly(nth, day, *span, note),
        st.sampled_from((1, 2, 3, 4, -1)),
        st.integers(0, 6),
        spans,
        notes,
    ),
)


@given(st.lists(rules, max_size=4, unique=True))
def test_what_is_told_reads_back_the_same(given_rules):
    assert read(told(given_rules)).rules == tuple(given_rules)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ("Mo", "dienstags", "–", "bis", ",", "und", "9", "12.30", "Uhr", ";", "jeden", "1.",
                 "letzten", "im Monat", "(außer Ferien)", "nach Vereinbarung", "täglich", "24", "0")
            ),
            max_size=12,
        ).map(" ".join),
    )
)  # fmt: skip
def test_no_text_stops_it_and_nothing_closes_before_it_opens(text):
    found = read(text)

    assert all(isinstance(rule, Rule) and rule.opens < rule.closes for rule in found.rules)
    assert found.rules or found.rest or not any(map(str.isalnum, text))
