"""Any questionnaire, and any answers to one."""

from uuid import UUID

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.questionnaire import (
    SELECTS,
    Choice,
    Group,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import MAX_INTEGER
from tests.surveys.xlsform.workbooks import small

WORDS = st.dictionaries(st.sampled_from(["de", "en", "ar", "uk"]), st.text(max_size=20), max_size=3)
NAMES = st.from_regex(r"[a-z_][a-z0-9_.-]{0,8}", fullmatch=True)
CHOICES = st.lists(
    st.builds(Choice, NAMES, WORDS), min_size=1, max_size=4, unique_by=lambda choice: choice.name
).map(tuple)


@st.composite
def questions(draw, name):
    type_ = draw(st.sampled_from(QuestionType))
    return Question(
        name=name,
        type=type_,
        labels=draw(WORDS),
        hints=draw(WORDS),
        required=draw(st.booleans()),
        required_messages=draw(WORDS),
        choices=draw(CHOICES) if type_ in SELECTS else (),
        appearance=draw(st.sampled_from([(), ("multiline",), ("minimal",)])),
        inventory=draw(st.sampled_from([None, "organisation.phone"])),
    )


@st.composite
def questionnaires(draw):
    """A questionnaire with a section for each shape there is, all names different."""
    names = iter(draw(st.lists(NAMES, min_size=14, max_size=14, unique=True)))
    some = [draw(questions(next(names))) for _ in range(6)]
    repeat = Repeat(
        name=next(names),
        labels=draw(WORDS),
        hints=draw(WORDS),
        elements=(some[0], Group(name=next(names), labels=draw(WORDS), elements=(some[1],))),
        inventory=draw(st.sampled_from([None, "offer"])),
        min_rows=draw(st.integers(0, 3)),
        max_rows=draw(st.integers(3, 200)),
    )
    group = Group(name=next(names), labels=draw(WORDS), hints=draw(WORDS), elements=(some[2],))
    sections = (
        Section(name=next(names), labels=draw(WORDS), elements=(some[3], group, some[4])),
        Section(name=repeat.name, labels=repeat.labels, hints=repeat.hints, elements=(repeat,)),
        Section(name=next(names), labels=draw(WORDS), elements=(some[5],)),
    )
    languages = draw(st.permutations(["de", "en", "ar"]))
    return Questionnaire(
        title=draw(st.text(max_size=20)),
        languages=tuple(languages),
        default_language=languages[0],
        sections=sections,
    )


SMALL = small()
"""One questionnaire with every type, a nested group and a repeat."""

TYPED = st.text(max_size=30)
INVALID = {QuestionType.INTEGER: "drei", QuestionType.DATE: "bald"}


def values(question):
    names = list(question.choice_labels)
    return {
        QuestionType.TEXT: st.from_regex(r"[^\s\x00-\x1f\x7f-\x9f](x [ä-ü]){0,3}", fullmatch=True),
        QuestionType.INTEGER: st.integers(-MAX_INTEGER, MAX_INTEGER),
        QuestionType.DATE: st.dates().filter(lambda d: 1900 <= d.year <= 2200).map(str),
        QuestionType.SELECT_ONE: st.sampled_from(names or ["-"]),
        QuestionType.SELECT_MULTIPLE: st.sets(st.sampled_from(names or ["-"]), min_size=1).map(
            lambda chosen: [name for name in names if name in chosen]
        ),
    }[question.type]


@st.composite
def records(draw, asked):
    """Answers to some of the questions, nonsense in a few fields, the rest blank."""
    answers, invalid = {}, {}
    for question in asked:
        state = draw(st.sampled_from(["answered", "blank", "invalid"]))
        if question.type is QuestionType.NOTE:
            continue
        if state == "answered":
            answers[question.name] = draw(values(question))
        elif state == "invalid" and question.type in INVALID:
            invalid[question.name] = INVALID[question.type]
    return {"answers": answers} | ({"invalid": invalid} if invalid else {})


@st.composite
def documents(draw, questionnaire=SMALL):
    record = draw(records([q for section in questionnaire.sections for q in section.questions]))
    rows = {}
    for section in questionnaire.sections:
        for repeat in section.repeats:
            ids = draw(st.lists(st.integers(0, 9), max_size=4, unique=True))
            rows[repeat.name] = [
                {"id": str(UUID(int=number))} | draw(records(repeat.questions)) for number in ids
            ]
    filled = {name: found for name, found in rows.items() if found}
    return {"answers": record["answers"], "rows": filled} | (
        {"invalid": record["invalid"]} if "invalid" in record else {}
    )
