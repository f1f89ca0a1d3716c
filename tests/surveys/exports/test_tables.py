"""Tables and rows of a questionnaire with every type of question, and rows in rows."""

import pytest

from ikparticipation.surveys.exports.rows import Rows
from ikparticipation.surveys.exports.tables import Cell, tables
from ikparticipation.surveys.xlsform.question import Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from tests.surveys import every_type
from tests.surveys.exports.answered import answered
from tests.surveys.questionnaires import shipped

EVERY = tables(every_type.questionnaire())


def cells_of(answers, **rows):
    """The cells of the response by column."""
    document = {"answers": answers, "rows": rows}
    line, _ = Rows(every_type.questionnaire(), EVERY).of(answered(document))
    return dict(zip([column.name for column in EVERY[0].columns], line, strict=True))


def test_there_is_a_table_of_responses_and_one_for_each_repeat_at_any_depth():
    assert [table.name for table in EVERY] == ["responses", "angebot", "treffen", "kind"]
    assert [len(table.chain) for table in EVERY] == [0, 1, 2, 1]


@pytest.mark.parametrize("which", ["standard", "fachdienste"])
def test_each_question_of_a_shipped_questionnaire_has_a_column_and_names_are_unique(which):
    questionnaire = shipped.questionnaire(which)

    found = tables(questionnaire)

    told = {c.placed.question.name for table in found for c in table.columns if c.placed}
    asked = {p.question.name for p in questionnaire.placed if p.question.type != QuestionType.NOTE}
    assert told == asked
    for table in found:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("answers", "cells"),
    [
        ({"name": "Löwe"}, {"name": "Löwe"}),
        ({"anzahl": 0}, {"anzahl": 0}),
        ({"stunden": 1.5}, {"stunden": 1.5}),
        ({"tag": "2027-03-12"}, {"tag": "2027-03-12"}),
        ({"ort": {"lat": 52.2, "lon": -11}}, {"ort/lat": 52.2, "ort/lon": -11}),
        (
            {"bild": {"file": "a", "name": "x.png", "type": "image/png", "size": 1}},
            {"bild": "x.png"},
        ),
        ({"farbe": "rot"}, {"farbe": "rot"}),
        (
            {"mehrere": ["rot", "gelb"]},
            {"mehrere": "rot gelb", "mehrere/rot": 1, "mehrere/blau": 0, "mehrere/gelb": 1},
        ),
        (
            {"rang": ["blau", "rot", "gelb"]},
            {"rang/rot": 2, "rang/blau": 1, "rang/gelb": 3},
        ),
        ({"einig": "OK"}, {"einig": "OK"}),
        ({"doppelt_roh": 24}, {"doppelt_roh": 24}),
        ({"gibt_es_nicht": 1}, {}),
    ],
    ids=" ".join,
)
def test_an_answer_fills_its_cells_and_all_others_stay_empty(answers, cells):
    filled = {name: cell for name, cell in cells_of(answers).items() if cell is not None}

    assert {name: cell for name, cell in filled.items() if name[0] != "_"} == cells


def test_what_is_known_of_the_response_stands_before_its_answers():
    cells = cells_of({})

    assert list(cells.items())[:9] == [
        ("_response", "00000000-0000-0000-0000-000000000001"),
        ("_organisation", "Verein 1"),
        ("_kind", "verein"),
        ("_municipality", "Haldensleben"),
        ("_ags", "15083270"),
        ("_submitted_at", "2027-03-12T11:05:00+00:00"),
        ("_review", "accepted"),
        ("_late", 0),
        ("_channel", "online"),
    ]


def test_rows_name_their_response_the_row_around_them_and_their_number():
    def row(id_, rows=None, **answers):
        return {"id": id_, "answers": answers} | ({"rows": rows} if rows else {})

    rows = {
        "angebot": [
            row("a", titel="Eins"),
            row("b", {"treffen": [row("c", wo="Hier"), row("d", wo="Dort")]}, titel="Zwei"),
        ],
        "kind": [row("e", vorname="Eda")],
    }

    one = answered({"answers": {}, "rows": rows})
    _, inner = Rows(every_type.questionnaire(), EVERY).of(one)

    own = one.response_id
    assert inner == [
        ("angebot", [own, "a", None, 1, None, "Eins", None, None]),
        ("angebot", [own, "b", None, 2, None, "Zwei", None, None]),
        ("treffen", [own, "c", "b", 1, None, "Hier"]),
        ("treffen", [own, "d", "b", 2, None, "Dort"]),
        ("kind", [own, "e", None, 1, None, "Eda"]),
    ]


def test_rows_that_ended_follow_with_all_that_was_in_them_and_have_no_number():
    below = {"id": "c", "answers": {"wo": "Hier"}, "said": "same"}
    over = {"id": "b", "answers": {"titel": "Zwei"}, "rows": {"treffen": [below]}, "said": "ended"}
    still = {"id": "a", "answers": {"titel": "Eins"}, "said": "same"}
    document = {"answers": {}, "rows": {"angebot": [still]}, "ended": {"angebot": [over]}}
    one = answered(document)

    _, inner = Rows(every_type.questionnaire(), EVERY).of(one)

    own = one.response_id
    assert inner == [
        ("angebot", [own, "a", None, 1, "same", "Eins", None, None]),
        ("angebot", [own, "b", None, None, "ended", "Zwei", None, None]),
        ("treffen", [own, "c", "b", None, "ended", "Hier"]),
    ]


def test_a_response_of_which_all_has_ended_has_its_rows_too():
    over = {"id": "b", "answers": {"titel": "Zwei"}, "said": "ended"}
    one = answered({"answers": {}, "rows": {}, "ended": {"angebot": [over]}})

    _, [(table, line)] = Rows(every_type.questionnaire(), EVERY).of(one)

    assert (table, line[4]) == ("angebot", "ended")


def test_a_question_called_like_a_column_of_ours_keeps_its_name():
    asked = Question(name="_kind", type=QuestionType.INTEGER)
    section = Section(name="s", labels={}, elements=(asked,))
    form = Questionnaire(title="x", languages=("de",), default_language="de", sections=(section,))

    (table,) = tables(form)

    cells = {column.name: column.cell for column in table.columns}
    assert (cells["_kind"], cells["__kind"]) == (Cell.NUMBER, Cell.TEXT)
