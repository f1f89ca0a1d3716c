"""One line: its texts, its name, its type, its other cells."""

import pytest

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    outline,
    set_cells,
    set_name,
    set_texts,
    set_type,
)
from tests.surveys.xlsform.editing.drafts import choice_id, column, line_id, sheets


def test_texts_are_set_in_several_languages_at_once():
    draft = set_texts(sheets(), "survey-3", "label", {"de": " Was tun Sie? ", "en": "You do?"})

    assert outline(draft).find("was").texts["label"] == {"de": "Was tun Sie?", "en": "You do?"}


def test_a_text_that_has_no_column_yet_gets_one_in_its_language():
    draft = set_texts(sheets(), "survey-3", "hint", {"en": "Briefly"})

    assert draft.table("survey").headings[-1] == "hint::English (en)"
    assert outline(draft).find("was").texts["hint"] == {"en": "Briefly"}


def test_a_blank_text_goes_and_makes_no_column():
    draft = set_texts(sheets(), "survey-3", "label", {"en": "  "})
    draft = set_texts(draft, "survey-3", "hint", {"en": ""})

    assert outline(draft).find("was").texts == {"label": {"de": "Was machen Sie?"}}
    assert draft.table("survey").headings == sheets().table("survey").headings


def test_a_heading_without_a_language_is_the_default_one():
    draft = set_texts(
        sheets("type|name|label\ntext|a|Alt", "", ""), "survey-2", "label", {"de": "Neu"}
    )
    draft = set_texts(draft, "survey-2", "hint", {"de": "Hinweis"})

    assert draft.content["survey"] == (
        ("type", "name", "label", "hint"),
        ("text", "a", "Neu", "Hinweis"),
    )


def test_a_choice_has_a_label_to_set():
    draft = set_texts(sheets(), "choices-2", "label", {"de": "Dunkelrot"})

    assert outline(draft).choice("choices-2").labels["de"] == "Dunkelrot"


def test_renaming_a_question_rewrites_all_that_refers_to_it():
    survey = (
        "type|name|label|relevant|calculation\n"
        "text|a|A||\n"
        "text|b|Zu ${a} und ${ab}|${ a } = 'a' and /data/a != '/a'|concat(../a, /data/a/b, a(1))\n"
        "text|ab|${a}||"
    )
    choices = "list_name|name|label\nl|eins|Mit ${a}"

    draft = set_name(sheets(survey, choices, ""), "survey-2", "neu")

    assert column(draft, "name") == ["neu", "b", "ab"]
    assert column(draft, "label") == ["A", "Zu ${neu} und ${ab}", "${neu}"]
    assert column(draft, "relevant") == ["${neu} = 'a' and /data/neu != '/a'"]
    assert column(draft, "calculation") == ["concat(../neu, /data/neu/b, a(1))"]
    assert column(draft, "label", "choices") == ["Mit ${neu}"]


def test_a_function_is_no_question_of_that_name():
    formula = "/data/text() = ../child::text and /data/texts(1) and ../text"
    draft = sheets(f"type|name|relevant\ntext|text|\ntext|b|{formula}", "", "")

    draft = set_name(draft, "survey-2", "neu")

    assert column(draft, "relevant") == [
        "/data/text() = ../child::neu and /data/texts(1) and ../neu"
    ]


def test_a_renamed_question_keeps_what_it_is_over_all_waves():
    once = set_name(sheets(), "survey-3", "neu")
    twice = set_name(once, "survey-3", "neuer")

    assert outline(once).find("neu").cells["question_id"] == "was"
    assert outline(twice).find("neuer").cells["question_id"] == "was"


def test_a_renamed_group_has_no_identity_and_its_end_goes_with_it():
    draft = set_name(sheets(), line_id(sheets(), "angebot"), "hilfe")

    assert "question_id" not in draft.table("survey").headings
    assert column(draft, "name").count("hilfe") == 2


def test_what_or_other_asks_is_renamed_with_its_question():
    survey = "type|name|relevant\nselect_one l or_other|a|\ntext|b|${a_other} != ''"

    draft = set_name(sheets(survey, "", ""), "survey-2", "neu")

    assert column(draft, "relevant") == ["${neu_other} != ''"]


def test_of_two_lines_of_one_name_nobody_knows_which_is_meant():
    draft = set_name(sheets("type|name|label\ntext|a|A\ntext|a|${a}", "", ""), "survey-3", "b")

    assert column(draft, "label") == ["A", "${a}"]


@pytest.mark.parametrize(
    ("type_", "list_name", "or_other", "cell"),
    [
        ("integer", "", False, "integer"),
        ("select_multiple", "farben", False, "select_multiple farben"),
        ("select_one", "", True, "select_one was or_other"),
        ("rank", "toene", False, "rank toene"),
        ("select_one_from_file", "orte.csv", False, "select_one_from_file orte.csv"),
    ],
    ids=[
        "a type without a list",
        "a list that is there",
        "a list called after the question",
        "a list still to be made",
        "a list from a file",
    ],
)
def test_a_type_is_written_with_its_list(type_, list_name, or_other, cell):
    draft = set_type(sheets(), "survey-3", type_, list_name, or_other=or_other)

    assert column(draft, "type")[1] == cell


@pytest.mark.parametrize(
    ("meaning", "value", "written"),
    [
        ("required", "ja", "yes"),
        ("required", "no", ""),
        ("required", "${farbe} = 'rot'", "${farbe} = 'rot'"),
        ("constraint", ". != ''\nand true()", ". != ''\nand true()"),
        ("inventory", "organisation.description", "organisation.description"),
        ("publish", "aggregated", "aggregated"),
        ("question_id", "taetigkeit", "taetigkeit"),
        ("was", "alt, uralt", "alt uralt"),
        ("partner", "true", "yes"),
        ("intern", "${nichts} =", "${nichts} ="),
        ("relevant", "", ""),
    ],
    ids=[
        "yes in any spelling",
        "no is blank",
        "required by a condition",
        "formulas keep their lines",
        "a target of the inventory",
        "who may see it",
        "an identity",
        "earlier identities",
        "a mark",
        "columns of the author's own hold anything",
        "blank clears",
    ],
)
def test_a_cell_is_written_by_what_its_column_means(meaning, value, written):
    draft = set_cells(sheets(), "survey-3", {meaning: value})

    assert outline(draft).find("was").cells.get(meaning, "") == written


def test_a_repeat_becomes_something_and_has_limits():
    draft = set_cells(sheets(), "survey-7", {"inventory": "offer", "max_rows": "20"})

    assert outline(draft).find("angebot").cells == {"inventory": "offer", "max_rows": "20"}


def test_what_came_with_an_upload_may_stay_however_wrong_it_is():
    draft = sheets("type|name|relevant\ntext|a|${weg} =", "", "")

    assert set_cells(draft, "survey-2", {"relevant": "${weg} ="}) == draft


WRONG = {
    "a text of another kind": (set_texts, "survey-3", "name", {"de": "x"}),
    "a hint of a choice": (set_texts, "choices-2", "hint", {"de": "x"}),
    "a text of the settings": (set_texts, "settings-2", "label", {"de": "x"}),
    "a language the form has not": (set_texts, "survey-3", "label", {"fr": "x"}),
    "a quoted answer that is not there": (set_texts, "survey-3", "label", {"de": "${wer}"}),
    "a text too long for a cell": (set_texts, "survey-3", "label", {"de": "x" * 32_768}),
    "a line that is gone": (set_texts, "survey-99", "label", {"de": "x"}),
    "a name with an umlaut": (set_name, "survey-3", "größe"),
    "a blank name": (set_name, "survey-3", " "),
    "the name of another line": (set_name, "survey-3", "angebot"),
    "a type that is none": (set_type, "survey-3", "umfrage"),
    "a type for a group": (set_type, "survey-2", "text"),
    "a list with a space": (set_type, "survey-3", "select_one", "zwei worte"),
    "a list that looks like a file": (set_type, "survey-3", "select_one", "orte.csv"),
    "a file that is none": (set_type, "survey-3", "select_one_from_file", "orte"),
    "a formula that is none": (set_cells, "survey-3", {"relevant": "${farbe} ="}),
    "a formula about nobody": (set_cells, "survey-3", {"relevant": "${farben} = 1"}),
    "a mark that is neither yes nor no": (set_cells, "survey-3", {"partner": "vielleicht"}),
    "a target that is none": (set_cells, "survey-3", {"inventory": "offer"}),
    "limits of a question": (set_cells, "survey-3", {"max_rows": "3"}),
    "limits beyond all": (set_cells, "survey-7", {"max_rows": "201"}),
    "a group that is required": (set_cells, "survey-2", {"required": "yes"}),
    "an identity of another question": (set_cells, "survey-3", {"question_id": "farbe"}),
    "an identity with a space": (set_cells, "survey-3", {"question_id": "a b"}),
    "a name by the way of other cells": (set_cells, "survey-3", {"name": "x"}),
    "a column that is not there": (set_cells, "survey-3", {"erfunden": "x"}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_nonsense_is_refused_with_a_sentence(wrong):
    operation, *arguments = wrong

    with pytest.raises(EditError) as refused:
        operation(sheets(), *arguments)

    assert "%(" not in str(refused.value)


def test_a_slip_of_the_pen_is_answered_with_what_was_meant():
    with pytest.raises(EditError, match=r"Meinten Sie „\${farbe}“"):
        set_cells(sheets(), "survey-3", {"relevant": "${frabe} = 'rot'"})


def test_a_name_that_was_the_identity_of_a_renamed_question_stays_taken():
    draft = set_name(sheets(), "survey-3", "neu")

    with pytest.raises(EditError, match="gibt es schon"):
        set_name(draft, line_id(draft, "farbe"), "was")


def test_a_choice_has_no_other_cells_of_a_line():
    with pytest.raises(EditError):
        set_cells(sheets(), choice_id(sheets(), "farben", "rot"), {"relevant": "1"})
