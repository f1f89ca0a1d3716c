"""Whatever an author does, in whatever order: the form stays a form, and all can be undone."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import (
    EditError,
    Patch,
    Sheets,
    from_workbook,
    outline,
    reversal,
    to_markdown,
    to_xlsx,
    undo,
)
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.editing.drafts import CELLS, is_balanced, sheets

NAMES = st.sampled_from(["a", "b", "was", "farbe", "größe", "rot", "blau"])
CODES = st.sampled_from(["de", "en", "fr", "ar"])
WORDS = st.dictionaries(CODES, CELLS | st.sampled_from(["Was?", "${was}"]), max_size=2)
TYPES = st.sampled_from(["text", "select_one", "select_multiple", "note", "calculate"])
MEANINGS = st.sampled_from(["label", "hint", "guidance_hint", "constraint_message"])
CELL = st.dictionaries(
    st.sampled_from([*editing.CELLS, "intern"]),
    st.sampled_from(["", "yes", "${was} = 'x'", "3", "offer", "offer.name", "public", "kennung"]),
    max_size=2,
)
YES = st.booleans()


def _place(draw, draft):
    ids = _line_ids(draft)
    return draw(
        st.fixed_dictionaries({})
        | st.fixed_dictionaries({"before": ids})
        | st.fixed_dictionaries({"inside": ids})
    )


def _line_ids(draft):
    return st.sampled_from([line.id for line in outline(draft).walk()] or ["keine"])


def _choice_ids(draft):
    lists = outline(draft).lists.values()
    return st.sampled_from([choice.id for each in lists for choice in each.choices] or ["keine"])


STEPS = {
    "set_texts": lambda draw, d: (draw(_line_ids(d) | _choice_ids(d)), draw(MEANINGS), draw(WORDS)),
    "set_name": lambda draw, d: (draw(_line_ids(d)), draw(NAMES)),
    "set_type": lambda draw, d: (draw(_line_ids(d)), draw(TYPES), draw(NAMES | st.just(""))),
    "set_cells": lambda draw, d: (draw(_line_ids(d)), draw(CELL)),
    "move_up": lambda draw, d: (draw(_line_ids(d) | _choice_ids(d)),),
    "move_down": lambda draw, d: (draw(_line_ids(d) | _choice_ids(d)),),
    "move_before": lambda draw, d: (draw(_line_ids(d)), draw(_line_ids(d))),
    "move_into": lambda draw, d: (draw(_line_ids(d)), draw(_line_ids(d) | st.none())),
    "move_out": lambda draw, d: (draw(_line_ids(d)),),
    "add_choice": lambda draw, _: (draw(NAMES), draw(WORDS)),
    "set_choice_cells": lambda draw, d: (draw(_choice_ids(d)), {"gruppe": draw(CELLS)}),
    "move_choice_before": lambda draw, d: (draw(_choice_ids(d)), draw(_choice_ids(d))),
    "copy_list": lambda draw, d: (draw(_line_ids(d)),),
    "add_language": lambda draw, _: (draw(CODES),),
    "remove_language": lambda draw, _: (draw(CODES),),
    "set_default_language": lambda draw, _: (draw(CODES),),
    "set_title": lambda draw, _: (draw(CELLS),),
}
PLACING = {
    "add_question": lambda draw: (draw(TYPES), draw(WORDS)),
    "add_group": lambda draw: (draw(WORDS),),
    "add_repeat": lambda draw: (draw(WORDS),),
}
FORCED = {
    "remove": lambda draw, d: ((draw(_line_ids(d)),), {"keep_inside": draw(YES)}),
    "remove_choice": lambda draw, d: ((draw(_choice_ids(d)),), {}),
    "set_choice_name": lambda draw, d: ((draw(_choice_ids(d)), draw(NAMES)), {}),
}


def step(draw, draft: Sheets) -> Sheets:
    """Do one thing that an author can do; the same sheets where it makes no sense."""
    name = draw(st.sampled_from([*STEPS, *PLACING, *FORCED]))
    if name in STEPS:
        arguments, more = STEPS[name](draw, draft), {}
    elif name in PLACING:
        arguments, more = PLACING[name](draw), _place(draw, draft)
    else:
        arguments, more = FORCED[name](draw, draft)
        more |= {"forced": draw(YES)}
    try:
        return getattr(editing, name)(draft, *arguments, **more)
    except EditError:
        return draft


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_begin_and_end_stay_balanced_names_unique_and_everything_can_be_undone(data):
    first = draft = sheets()
    patches = []

    for _ in range(data.draw(st.integers(1, 12))):
        after = step(data.draw, draft)
        patches.append(reversal(draft, after).to_json())
        draft = after
        names = Counter(line.name for line in outline(draft).walk())
        assert is_balanced(draft)
        assert max(names.values(), default=1) == 1
        ids = Counter(row.id for table in draft.tables.values() for row in table.rows)
        assert max(ids.values(), default=1) == 1

    assert from_workbook(open_workbook(to_xlsx(draft))).content == draft.content
    for patch in reversed(patches):
        draft = undo(draft, Patch.from_json(patch))
    assert draft == first


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_can_be_written_as_markdown_reads_the_same(data):
    draft = sheets()
    for _ in range(data.draw(st.integers(0, 6))):
        draft = step(data.draw, draft)

    try:
        written = to_markdown(draft)
    except EditError:
        return

    assert from_workbook(open_workbook(written.encode())).content == draft.content
