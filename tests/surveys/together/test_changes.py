from uuid import UUID

import pytest

from ikparticipation.surveys.changes import changes
from ikparticipation.surveys.section_page import Speech
from tests.surveys.xlsform.forms import document, form, q, repeat, row, section, state
from tests.surveys.xlsform.workbooks import small

QUESTIONNAIRE = small()
WIR, ANGEBOTE = QUESTIONNAIRE.sections
A, B, C = (str(UUID(int=n)) for n in range(1, 4))


def told(part, before, after, questionnaire=QUESTIONNAIRE, language="de"):
    one, other = (state(questionnaire, said) for said in (before, after))
    found = changes(part, one, other, Speech("de", language))
    return [(c.kind, c.label, c.before, c.after) for c in found]


def offers(*rows):
    return document(angebot=list(rows))


def test_only_what_differs_is_told():
    before = document({"was": "Beraten", "anzahl": 1})
    after = document({"was": "Beraten", "anzahl": 2, "farbe": "rot"})

    assert told(WIR, before, after) == [
        ("answer", "Wie viele?", "1", "2"),
        ("answer", "Welche Farbe?", None, "Rot"),
    ]


def test_the_same_answers_do_not_differ():
    said = document({"was": "Beraten"}, angebot=[row(A, {"titel": "Eins"})])

    assert told(WIR, said, said) == told(ANGEBOTE, said, said) == []


def test_a_row_that_has_ended_is_told_as_ended_and_back_again():
    there = offers(row(A, {"titel": "Eins"}))
    over = offers() | {"ended": {"angebot": [row(A, {"titel": "Eins"})]}}
    words = "Wie heißt es? Eins"

    assert told(ANGEBOTE, there, over) == [("ended_row", "Angebot „Eins“", words, None)]
    assert told(ANGEBOTE, over, there) == [("resumed_row", "Angebot „Eins“", None, words)]


ROWS = {
    "an answer of a row, wherever the row stands now": (
        [row(A, {"titel": "Eins"}), row(B, {"titel": "Zwei"})],
        [row(B, {"titel": "Neu"}), row(A, {"titel": "Eins"})],
        [("answer", "Angebot „Neu“, Wie heißt es?", "Zwei", "Neu")],
    ),
    "a new row is told once, with all that stands in it": (
        [],
        [row(A, {"titel": "Eins", "plaetze": 3})],
        [("new_row", "Angebot „Eins“", None, "Wie heißt es? Eins; Wie viele Plätze? 3")],
    ),
    "so is a row that is gone": (
        [row(A, {"titel": "Eins"}), row(B, {"titel": "Zwei"})],
        [row(B, {"titel": "Zwei"})],
        [("gone_row", "Angebot „Eins“", "Wie heißt es? Eins", None)],
    ),
    "a blank row is nothing": ([row(A)], [row(B)], []),
    "a row without a name is called by its first answer": (
        [row(A, {"plaetze": 2}), row(B, {"titel": "x"})],
        [row(A, {"plaetze": 3}), row(B, {"titel": "x"})],
        [("answer", "Angebot „3“, Wie viele Plätze?", "2", "3")],
    ),
}


@pytest.mark.parametrize("rule", ROWS)
def test_rows(rule):
    before, after, expected = ROWS[rule]

    assert told(ANGEBOTE, offers(*before), offers(*after)) == expected


def test_what_was_typed_and_is_no_answer_is_told_as_it_was_typed():
    after = document({}) | {"invalid": {"anzahl": "viele"}}

    assert told(WIR, document({"anzahl": 1}), after) == [("answer", "Wie viele?", "1", "viele")]


def test_rows_in_rows_name_the_rows_around():
    inner = repeat("raum", q("groesse", "integer"))
    whole = form(section("zeilen", repeat("haus", q("strasse"), inner)))
    before, after = (
        document(haus=[row(A, {"strasse": "Weg"}, rows={"raum": [row(B, {"groesse": size})]})])
        for size in (10, 12)
    )

    ((kind, label, old, new),) = told(whole.sections[0], before, after, whole)

    assert (kind, old, new) == ("answer", "10", "12")
    assert "„Weg“" in label
