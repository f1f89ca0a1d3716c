"""Lines that come, go and move: groups stay whole, begin and end stay in balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    add_group,
    add_question,
    add_repeat,
    from_workbook,
    move_before,
    move_down,
    move_into,
    move_out,
    move_up,
    outline,
    referring,
    remove,
    set_name,
    to_xlsx,
)
from ikparticipation.surveys.xlsform.editing.naming import name_from
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.editing.drafts import (
    any_sheets,
    column,
    is_balanced,
    line_id,
    shape,
    sheets,
)

MOVES = {
    "a question steps over its neighbour": (
        move_up,
        "farbe",
        None,
        "wir(farbe was anzahl) angebot(titel ton) ende",
    ),
    "a question steps down": (
        move_down,
        "was",
        None,
        "wir(farbe was anzahl) angebot(titel ton) ende",
    ),
    "a line steps over a whole group": (
        move_up,
        "ende",
        None,
        "wir(was farbe anzahl) ende angebot(titel ton)",
    ),
    "a group steps with all that is in it": (
        move_down,
        "wir",
        None,
        "angebot(titel ton) wir(was farbe anzahl) ende",
    ),
    "a question goes before one of another group": (
        move_before,
        "was",
        "ton",
        "wir(farbe anzahl) angebot(titel was ton) ende",
    ),
    "a group goes before a line of another group": (
        move_before,
        "angebot",
        "anzahl",
        "wir(was farbe angebot(titel ton) anzahl) ende",
    ),
    "before itself nothing moves": (
        move_before,
        "was",
        "was",
        "wir(was farbe anzahl) angebot(titel ton) ende",
    ),
    "a line goes to the end of a group": (
        move_into,
        "ende",
        "wir",
        "wir(was farbe anzahl ende) angebot(titel ton)",
    ),
    "a line goes to the end of the form": (
        move_into,
        "was",
        None,
        "wir(farbe anzahl) angebot(titel ton) ende was",
    ),
    "out of a group means behind it": (
        move_out,
        "was",
        None,
        "wir(farbe anzahl) was angebot(titel ton) ende",
    ),
}


@pytest.mark.parametrize(("move", "line", "target", "after"), MOVES.values(), ids=MOVES)
def test_a_line_moves_with_all_that_is_in_it(move, line, target, after):
    draft = sheets()
    more = () if move in {move_up, move_down, move_out} else (target and line_id(draft, target),)

    moved = move(draft, line_id(draft, line), *more)

    assert shape(moved) == after
    assert (
        column(moved, "type").count("end_group") == column(moved, "type").count("end_repeat") == 1
    )


LONG = "wie_viele_menschen_haben_sie_im_letzten"
NO_MOVES = {
    "the first line cannot go up": (move_up, "was", ()),
    "the last line cannot go down": (move_down, "ende", ()),
    "a group cannot stand in itself": (move_into, "wir", ("wir",)),
    "a group cannot stand before what is in it": (move_before, "wir", ("was",)),
    "a question holds nothing": (move_into, "was", ("farbe",)),
    "outside is nothing further out": (move_out, "ende", ()),
}


@pytest.mark.parametrize(("move", "line", "others"), NO_MOVES.values(), ids=NO_MOVES)
def test_a_move_that_leads_nowhere_is_refused(move, line, others):
    draft = sheets()

    with pytest.raises(EditError):
        move(draft, line_id(draft, line), *(line_id(draft, other) for other in others))


def test_a_question_is_added_where_it_is_wanted_with_a_name_from_its_label():
    draft = sheets()
    draft = add_question(draft, "text", {"de": "Öffnungszeiten", "en": "Hours"}, before="survey-4")
    draft = add_question(draft, "select_one", {"de": "Öffnungszeiten"}, inside="survey-7")
    draft = add_question(draft, "note", {"de": "…"})

    assert shape(draft) == (
        "wir(was oeffnungszeiten farbe anzahl) angebot(titel ton oeffnungszeiten_2) ende frage"
    )
    assert outline(draft).find("oeffnungszeiten").texts["label"]["en"] == "Hours"
    assert outline(draft).find("oeffnungszeiten_2").list_name == "oeffnungszeiten_2"


def test_groups_are_added_with_their_ends():
    draft = add_group(sheets(), {"de": "Zahlen"}, inside="survey-2")
    draft = add_repeat(draft, {"de": "Orte"}, name="orte", before="survey-2")

    assert shape(draft) == "orte() wir(was farbe anzahl zahlen()) angebot(titel ton) ende"


def test_a_form_begins_with_nothing():
    draft = add_question(sheets("", "", ""), "text", {"de": "Was?"})

    assert draft.content["survey"] == (
        ("type", "name", "label::Deutsch (de)"),
        ("text", "was", "Was?"),
    )


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Öffnungszeiten", "oeffnungszeiten"),
        ("Wie heißt Ihr Café?", "wie_heisst_ihr_cafe"),
        ("2027 geplant", "frage_2027_geplant"),
        ("Как вас зовут?", "frage"),
        ("Wie viele Menschen haben Sie im letzten Jahr beraten?", LONG),
        ("x" * 60, "x" * 40),
        ("", "frage"),
    ],
    ids=[
        "umlauts",
        "signs and marks",
        "a number in front",
        "letters a name cannot have",
        "cut between words",
        "cut in a word",
        "nothing",
    ],
)
def test_a_name_is_made_of_the_label(label, name):
    assert name_from(label, "frage") == name


def test_what_others_refer_to_goes_only_if_one_insists():
    with pytest.raises(EditError, match="anzahl, ende"):
        remove(sheets(), "survey-4")

    assert referring(sheets(), "survey-4") == ("anzahl", "ende")
    assert shape(remove(sheets(), "survey-4", forced=True)) == (
        "wir(was anzahl) angebot(titel ton) ende"
    )


def test_a_group_goes_with_what_is_in_it_or_without():
    draft = sheets()

    assert referring(draft, "survey-2") == ("titel", "ende")
    assert shape(remove(draft, "survey-2", forced=True)) == "angebot(titel ton) ende"
    assert shape(remove(draft, "survey-2", keep_inside=True)) == (
        "was farbe anzahl angebot(titel ton) ende"
    )


def test_choices_and_paths_refer_too():
    draft = sheets(
        "type|name|calculation\ntext|a|\ncalculate|b|/data/a + 1", "list_name|name|label\nl|x|${a}"
    )

    assert referring(draft, "survey-2") == ("b", "l")


def test_what_or_other_asks_is_referred_to_as_part_of_its_question():
    draft = sheets("type|name|relevant\nselect_one l or_other|a|\ntext|b|${a_other} != ''", "", "")

    assert referring(draft, "survey-2") == ("b",)


def test_a_new_question_never_takes_the_identity_of_a_renamed_one():
    draft = add_question(set_name(sheets(), "survey-3", "neu"), "text", {"de": "Was?"})

    assert shape(draft).endswith("ende was_2")


def test_an_upload_out_of_balance_is_set_right_by_the_first_move():
    draft = sheets("type|name\nbegin_group|g\ntext|a\nend_repeat|\ntext|b", "", "")

    moved = move_up(draft, "survey-5")

    assert column(moved, "type") == ["begin_group", "text", "text", "end_group"]
    assert shape(moved) == "g(b a)"


TYPES = ["begin_group", "end_group", "begin_repeat", "end_repeat", "text", "", "unsinn"]


@given(st.lists(st.sampled_from(TYPES), max_size=12))
def test_however_an_upload_begins_and_ends_an_edit_sets_it_right_and_loses_no_question(types):
    lines = "\n".join(f"{type_}|n{number}" for number, type_ in enumerate(types))
    draft = sheets(f"type|name\n{lines}", "", "")

    edited = add_question(draft, "text", {}, name="neu")

    assert is_balanced(edited)
    assert shape(remove(edited, "new-1")) == shape(draft)
    questions = [f"n{number}" for number, type_ in enumerate(types) if type_ == "text"]
    assert [name for name in column(edited, "name") if name in questions] == questions


@given(any_sheets())
def test_any_upload_can_be_drawn_and_edited(draft):
    edited = add_group(draft, {})

    assert [line.kind for line in outline(edited).lines][-1] == "group"
    assert from_workbook(open_workbook(to_xlsx(edited))).content == edited.content


@pytest.mark.parametrize(
    "add",
    [
        lambda draft: add_question(draft, "umfrage", {"de": "x"}),
        lambda draft: add_question(draft, "text", {"de": "x"}, name="was"),
        lambda draft: add_question(draft, "text", {"de": "x"}, inside="survey-3"),
        lambda draft: add_question(draft, "text", {"de": "x"}, before="survey-99"),
        lambda draft: add_group(draft, {"fr": "x"}),
    ],
    ids=[
        "an unknown type",
        "a name that is taken",
        "inside a question",
        "before nothing",
        "in French",
    ],
)
def test_what_cannot_be_added_is_refused(add):
    with pytest.raises(EditError):
        add(sheets())


def test_a_sheet_takes_no_more_lines_than_can_be_read():
    draft = sheets("type|name\n" + "note|n\n" * 4_999, "", "")

    with pytest.raises(EditError, match="5000 Zeilen"):
        add_group(draft, {"de": "Gruppe"})
