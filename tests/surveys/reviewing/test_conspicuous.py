"""What a person should look at: jumps, outliers, contradictions."""

import pytest

from ikparticipation.surveys.conspicuous import Compared, Remark, RemarkKind, Rules, remarks, ties
from tests import make_surveys
from tests.surveys.xlsform import workbooks

QUESTIONNAIRE = workbooks.compiled(make_surveys.workbook())
ROW = "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"


def said(**answers):
    return {"answers": {"was": "Wir", **answers}, "rows": {}}


def offer(places):
    return {"answers": {}, "rows": {"angebot": [{"id": ROW, "answers": {"plaetze": places}}]}}


def found(document, rules=None, *, is_late=False, **compared):
    rows = remarks(
        QUESTIONNAIRE, document, Compared(**compared), rules=rules or Rules(), is_late=is_late
    )
    return [(each.kind.value, each.question, each.row_id) for each in rows]


@pytest.mark.parametrize(
    ("before", "now", "jumps"),
    [
        (10, 29, False),
        (10, 30, True),
        (30, 10, True),
        (3, 12, False),
        (0, 10, True),
        (0, 9, False),
        (-10, 10, True),
        (12, 12, False),
    ],
    ids=[
        "less than three times",
        "three times",
        "a third",
        "three times, but by nine",
        "from nothing",
        "from nothing to little",
        "from minus to plus",
        "the same",
    ],
)
def test_jumps_against_the_last_wave(before, now, jumps):
    rows = found(said(anzahl=now), before=(QUESTIONNAIRE, said(anzahl=before)))

    assert rows == ([("jump", "anzahl", "")] if jumps else [])


def test_a_row_is_held_against_itself():
    before = QUESTIONNAIRE, offer(10)

    assert found(offer(100), before=before) == [("jump", "plaetze", ROW)]


@pytest.mark.parametrize(
    ("others", "now", "is_out"),
    [
        ([10, 11, 12, 13, 14, 15, 16, 17], 40, True),
        ([10, 11, 12, 13, 14, 15, 16, 17], 20, False),
        ([10, 11, 12, 13, 14, 15, 16], 400, False),
        ([12] * 8, 14, False),
        ([12] * 8, 16, True),
    ],
    ids=["far out", "at the edge", "too few others", "all the same, near", "all the same, far"],
)
def test_outliers_among_the_others(others, now, is_out):
    rows = found(said(anzahl=now), others=[said(anzahl=n) for n in others])

    assert rows == ([("outlier", "anzahl", "")] if is_out else [])


@pytest.mark.parametrize(
    ("ours", "theirs", "contradicts"),
    [
        ("given", "given", True),
        ("received", "received", True),
        ("given", "received", False),
        ("mutual", "given", False),
        ("given", "mutual", False),
        ("", "given", False),
    ],
)
def test_contradictions_between_two_organisations(ours, theirs, contradicts):
    sheet = {
        "survey": (
            ("type", "name", "label", "required", "inventory"),
            ("begin_repeat", "partner", "Partner", "", "tie"),
            ("text", "wer", "Mit wem?", "yes", "tie.partner"),
            ("select_one richtung", "wie", "In welcher Richtung?", "", "tie.direction"),
            ("end_repeat",),
        ),
        "choices": (
            ("list_name", "name", "label"),
            ("richtung", "mutual", "gegenseitig"),
            ("richtung", "given", "wir helfen"),
            ("richtung", "received", "uns wird geholfen"),
        ),
    }
    questionnaire = workbooks.compiled(workbooks.xlsx(sheet))
    answers = {"wer": "Nachbarn"} | ({"wie": ours} if ours else {})
    document = {"answers": {}, "rows": {"partner": [{"id": ROW, "answers": answers}]}}
    compared = Compared(said_by_partners={"Nachbarn": theirs})

    rows = remarks(questionnaire, document, compared, rules=Rules())

    assert [(row.kind, row.question, row.row_id) for row in rows] == (
        [(RemarkKind.CONTRADICTION, "wie", ROW)] if contradicts else []
    )
    assert [(tie.partner, tie.direction) for tie in ties(questionnaire, document)] == [
        ("Nachbarn", ours)
    ]


def test_a_rule_can_be_switched_off():
    before = QUESTIONNAIRE, said(anzahl=1)
    others = [said(anzahl=n) for n in range(8)]

    assert found(said(anzahl=500), Rules(jump=0, outlier=0), before=before, others=others) == []


def test_what_comes_late_is_remarked():
    assert found(said(), is_late=True) == [("late", "", "")]


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "12,5, beim letzten Mal 1,5."), ("en", "12.5, last time 1.5.")],
)
def test_it_is_said_in_the_language_of_the_page(language, words):
    stored = Remark(RemarkKind.JUMP, "anzahl", "", {"value": 12.5, "before": 1.5}).to_json()

    assert Remark.from_json(stored).text(language) == words
