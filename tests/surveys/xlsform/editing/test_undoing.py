"""The way back: small, and exact."""

import json

import pytest

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    Patch,
    add_choice,
    add_question,
    move_before,
    remove,
    remove_language,
    reversal,
    set_name,
    set_texts,
    set_title,
    undo,
)
from tests.surveys.xlsform.editing.drafts import sheets

STEPS = {
    "a text": lambda draft: set_texts(draft, "survey-3", "label", {"de": "Neu"}),
    "a text in a new column": lambda draft: set_texts(draft, "survey-3", "hint", {"de": "Neu"}),
    "a name that others refer to": lambda draft: set_name(draft, "survey-4", "neu"),
    "a new line": lambda draft: add_question(draft, "text", {"de": "Neu"}),
    "a removed group": lambda draft: remove(draft, "survey-2", forced=True),
    "a moved group": lambda draft: move_before(draft, "survey-7", "survey-2"),
    "a removed language": lambda draft: remove_language(draft, "en"),
    "a new title": lambda draft: set_title(draft, "Neu"),
    "nothing": lambda draft: draft,
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_is_undone_also_after_it_was_stored(step):
    before = sheets()
    after = step(before)

    stored = json.loads(json.dumps(reversal(before, after).to_json()))

    assert undo(after, Patch.from_json(stored)) == before


def test_a_sheet_that_came_with_a_step_goes_with_it():
    before = sheets(choices="")
    after = add_choice(before, "neu", {"de": "Ja"})

    assert undo(after, reversal(before, after)) == before
    assert "choices" not in undo(after, reversal(before, after)).tables


def test_the_way_back_holds_only_the_rows_that_changed():
    before = sheets()
    after = set_name(before, "survey-4", "neu")

    (patch,) = reversal(before, after).sheets

    assert [[row.id for row in splice.rows] for splice in patch.splices] == [
        ["survey-4", "survey-5"],
        ["survey-11"],
    ]


def test_an_id_is_never_used_for_a_second_row():
    before = sheets()
    after = add_question(before, "text", {"de": "Eins"})

    again = add_question(undo(after, reversal(before, after)), "text", {"de": "Zwei"})

    assert [row.id for row in again.table("survey").rows][-1] == "new-2"


def test_a_step_that_others_followed_is_not_undone():
    before = sheets()
    after = set_name(before, "survey-4", "neu")

    with pytest.raises(EditError, match="nicht mehr zurücknehmen"):
        undo(add_question(after, "text", {"de": "Noch eine"}), reversal(before, after))
