"""The tree that a page draws, and the ids that lead back to a line."""

import pytest

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    LineKind,
    add_question,
    added,
    line_at,
    outline,
)
from tests.surveys.xlsform.editing.drafts import line_id, shape, sheets

HEAD = "type | name\n"


def test_lines_stand_in_what_holds_them():
    found = outline(sheets())

    assert shape(sheets()) == "wir(was farbe anzahl) angebot(titel ton) ende"
    assert (found.title, found.languages, found.default_language) == ("Probe", ("de", "en"), "de")


def test_a_line_says_everything_its_row_says():
    line = outline(sheets()).find("anzahl")

    assert (line.kind, line.type, line.number, line.depth) == (LineKind.QUESTION, "integer", 5, 1)
    assert line.texts == {"label": {"de": "Wie viele?", "en": "How many?"}}
    assert line.cells == {"relevant": "${farbe}='rot'"}
    assert (line.parent, line.is_first, line.is_last) == ("survey-2", False, True)
    assert line.label("en") == "How many?"


def test_columns_of_the_author_are_among_the_cells():
    assert outline(sheets()).find("was").cells == {"intern": "a"}


def test_a_list_names_its_choices_and_the_questions_that_share_it():
    farben = outline(sheets()).lists["farben"]

    assert farben.used_by == ("farbe", "ton")
    assert [(c.name, c.labels["en"], c.cells) for c in farben.choices] == [
        ("rot", "Red", {"gruppe": "warm"}),
        ("blau", "Blue", {"gruppe": "kalt"}),
    ]


@pytest.mark.parametrize(
    ("lines", "drawn"),
    [
        ("begin_group | g\ntext | a", "g(a)"),
        ("text | a\nend_group |\ntext | b", "a b"),
        ("begin_group | g\nbegin_repeat | r\ntext | a\nend_group |\ntext | b", "g(r(a)) b"),
        ("begin_group | g\nend_repeat |\ntext | a\nend_group |", "g(a)"),
        ("start | s\nseltsam | x\n | bemerkung", "s x bemerkung"),
    ],
    ids=[
        "a group without its end goes to the end of the form",
        "an end without a beginning is no line",
        "what is open inside ends with the group around it",
        "an end of another kind is no end",
        "what is no question is a line all the same",
    ],
)
def test_an_upload_out_of_balance_has_a_tree_too(lines, drawn):
    assert shape(sheets(HEAD + lines, "", "")) == drawn


def test_groups_nested_beyond_all_reading_are_refused():
    with pytest.raises(EditError, match="mehr als 50 Gruppen"):
        outline(sheets(HEAD + "begin_group | g\n" * 51, "", ""))


@pytest.mark.parametrize(
    ("sheet", "row", "uploaded", "found"),
    [
        ("survey", 3, True, "survey-3"),
        ("survey", 4, False, "survey-3"),
        ("survey", 2, False, "new-1"),
        ("survey", 2, True, "survey-2"),
        ("survey", 7, False, "survey-2"),
        ("choices", 3, False, "choices-3"),
        ("survey", 1, False, None),
        ("survey", 99, True, None),
        ("settings", 2, True, None),
        ("survey", None, False, None),
    ],
    ids=[
        "the file as it came",
        "the file as it would be written, one line lower",
        "a line that was added",
        "the first line as it came",
        "the end of a group leads to its beginning",
        "a choice",
        "the headings are no line",
        "beyond the end",
        "settings have no lines",
        "no row",
    ],
)
def test_a_finding_leads_to_its_line(sheet, row, uploaded, found):
    draft = add_question(sheets(), "text", {"de": "Neu"}, before="survey-2")

    assert line_at(draft, sheet, row or 0, uploaded=uploaded) == found


def test_an_added_line_is_found_by_what_was_there_before():
    before = sheets()
    after = add_question(before, "text", {"de": "Neu"})

    assert added(before, after) == line_id(after, "neu")
    assert added(after, after) == ""
