"""Any questionnaire the model can hold, every field of it drawn, sensible or not."""

from dataclasses import fields

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Formula,
    Group,
    Publish,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)

TEXTS = st.text(max_size=8)
NAMES = st.text(alphabet="abcdef", min_size=1, max_size=6)
WORDS = st.dictionaries(st.sampled_from(["de", "en", "ar"]), TEXTS, max_size=2)
CELLS = st.dictionaries(NAMES, TEXTS, max_size=2)
FORMULAS = st.none() | st.builds(Formula, TEXTS)
CHOICES = st.builds(Choice, NAMES, WORDS, CELLS)

DRAWN = {
    "name": NAMES,
    "type": st.sampled_from(QuestionType),
    "publish": st.sampled_from(Publish),
    **dict.fromkeys(("choices", "ticks"), st.lists(CHOICES, max_size=2).map(tuple)),
    "appearance": st.lists(NAMES, max_size=2).map(tuple),
    "parameters": CELLS,
    "required": st.booleans(),
    "partner": st.booleans(),
    "is_loose": st.booleans(),
    "question_id": TEXTS,
    "was": st.lists(NAMES, max_size=2).map(tuple),
    "default": st.none() | TEXTS,
    "inventory": st.none() | NAMES,
    "catalogue": st.none() | NAMES,
    "min_rows": st.integers(0, 9),
    "max_rows": st.integers(0, 200),
    **dict.fromkeys(
        ("labels", "hints", "guidance", "required_messages", "constraint_messages"), WORDS
    ),
    **dict.fromkeys(
        ("required_when", "relevant", "constraint", "readonly", "calculation", "choice_filter"),
        FORMULAS,
    ),
    **dict.fromkeys(("default_formula", "row_count"), FORMULAS),
}
"""Field → its values. One that is missing here fails the tests that draw it."""


def anything(kind, **known):
    """Return any instance of a class of the model."""
    drawn = DRAWN | known
    return st.builds(kind, **{each.name: drawn[each.name] for each in fields(kind)})


ELEMENTS = st.recursive(
    anything(Question),
    lambda inner: (
        anything(Group, elements=st.lists(inner, max_size=2).map(tuple))
        | anything(Repeat, elements=st.lists(inner, max_size=2).map(tuple))
    ),
    max_leaves=4,
)
SECTIONS = anything(Section, elements=st.lists(ELEMENTS, max_size=2).map(tuple))
TABLES = st.dictionaries(NAMES, st.lists(CELLS, max_size=2).map(tuple), max_size=2)
QUESTIONNAIRES = st.builds(
    Questionnaire,
    title=TEXTS,
    languages=st.lists(NAMES, max_size=2).map(tuple),
    default_language=NAMES,
    sections=st.lists(SECTIONS, max_size=2).map(tuple),
    tables=TABLES,
    version=TEXTS,
)
