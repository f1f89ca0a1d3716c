"""Lists of choices, shared or not."""

import pytest

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    add_choice,
    copy_list,
    move_choice_before,
    move_down,
    move_up,
    outline,
    remove_choice,
    set_choice_cells,
    set_choice_name,
)
from tests.surveys.xlsform.editing.drafts import choice_id, column, names_in, sheets

MIXED = "list_name|name|label\na|a1|A1\nb|b1|B1\na|a2|A2\nb|b2|B2"


def test_a_choice_is_added_at_the_end_of_its_list_or_before_another():
    draft = add_choice(sheets(choices=MIXED), "a", {"de": "Größe"})
    draft = add_choice(draft, "a", {"de": "Zuerst"}, name="null", before="choices-2")

    assert names_in(draft, "a") == ["null", "a1", "a2", "groesse"]
    assert column(draft, "name", "choices") == ["null", "a1", "b1", "a2", "groesse", "b2"]


def test_the_first_choice_makes_the_list_and_its_sheet():
    draft = add_choice(sheets(choices=""), "neu", {"de": "Ja", "en": "Yes"})

    assert draft.content["choices"] == (
        ("list_name", "name", "label::Deutsch (de)", "label::English (en)"),
        ("neu", "ja", "Ja", "Yes"),
    )


def test_a_choice_moves_among_those_of_its_list():
    draft = sheets(choices=MIXED)

    assert names_in(move_down(draft, "choices-2"), "a") == ["a2", "a1"]
    assert names_in(move_up(draft, "choices-5"), "b") == ["b2", "b1"]
    assert names_in(move_choice_before(draft, "choices-4", "choices-2"), "a") == ["a2", "a1"]
    assert column(move_down(draft, "choices-2"), "name", "choices") == ["a2", "b1", "a1", "b2"]


def test_a_choice_that_a_formula_names_changes_only_if_one_insists():
    rot = choice_id(sheets(), "farben", "rot")

    with pytest.raises(EditError, match="anzahl"):
        remove_choice(sheets(), rot)
    with pytest.raises(EditError, match="anzahl"):
        set_choice_name(sheets(), rot, "dunkelrot")

    assert names_in(remove_choice(sheets(), rot, forced=True), "farben") == ["blau"]
    assert names_in(set_choice_name(sheets(), rot, "dunkelrot", forced=True), "farben") == [
        "dunkelrot",
        "blau",
    ]


def test_a_choice_that_nobody_names_changes_freely():
    blau = choice_id(sheets(), "farben", "blau")

    assert names_in(set_choice_name(sheets(), blau, "azur"), "farben") == ["rot", "azur"]
    assert names_in(remove_choice(sheets(), blau), "farben") == ["rot"]


def test_a_choice_that_is_a_default_is_named_too():
    draft = sheets("type|name|default\nselect_multiple l|a|x y", "list_name|name|label\nl|x|X")

    with pytest.raises(EditError, match="bei: a"):
        remove_choice(draft, "choices-2")


def test_a_question_gets_its_own_copy_of_a_shared_list():
    draft = copy_list(sheets(), "survey-9")

    assert outline(draft).find("ton").list_name == "ton"
    assert names_in(draft, "ton") == ["rot", "blau"]
    assert outline(draft).lists["farben"].used_by == ("farbe",)
    assert outline(draft).lists["ton"].choices[0].cells == {"gruppe": "warm"}


def test_further_columns_of_a_choice_are_for_filters():
    draft = set_choice_cells(sheets(), "choices-2", {"gruppe": "kalt", "kreis": "15083"})

    assert outline(draft).choice("choices-2").cells == {"gruppe": "kalt", "kreis": "15083"}


WRONG = {
    "a list with a space": (add_choice, "zwei worte", {"de": "x"}),
    "a name twice in a list": lambda draft: add_choice(draft, "farben", {"de": "x"}, name="rot"),
    "a name with a slash": lambda draft: add_choice(draft, "farben", {"de": "x"}, name="a/b"),
    "before a choice of another list": lambda draft: add_choice(
        draft, "neu", {"de": "x"}, before="choices-2"
    ),
    "a new name that is taken": (set_choice_name, "choices-3", "rot"),
    "the first one up": (move_up, "choices-2"),
    "a choice that is gone": (remove_choice, "choices-9"),
    "a question without a list": (copy_list, "survey-3"),
    "the label by another way": (set_choice_cells, "choices-2", {"label": "x"}),
    "a column of two words": (set_choice_cells, "choices-2", {"zwei worte": "x"}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_nonsense_is_refused_with_a_sentence(wrong):
    draft = sheets()

    with pytest.raises(EditError) as refused:
        wrong(draft) if callable(wrong) else wrong[0](draft, *wrong[1:])

    assert "%(" not in str(refused.value)
