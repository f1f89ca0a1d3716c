"""Any questionnaire, and any answers to one."""

from uuid import UUID

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.questionnaire import (
    NOT_ASKED,
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
from tests.surveys.xlsform.forms import every, small

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
"""One questionnaire with the types of the first inventory, a nested group and a repeat."""
EVERY = every()
"""One with every type there is, and rows in rows."""

INVALID = {
    QuestionType.INTEGER: "drei",
    QuestionType.DATE: "bald",
    QuestionType.DECIMAL: "viel",
    QuestionType.GEOPOINT: "52,1\n",
    QuestionType.RANK: "1 rot\n1 blau",
    QuestionType.TIME: "abends",
}


def values(question):
    names = list(question.choice_labels)
    return {
        QuestionType.TEXT: st.from_regex(r"[^\s\x00-\x1f\x7f-\x9f](x [ä-ü]){0,3}", fullmatch=True),
        QuestionType.INTEGER: st.integers(-MAX_INTEGER, MAX_INTEGER),
        QuestionType.DECIMAL: st.integers(-(10**9), 10**9).map(lambda n: _plain(n / 1000)),
        QuestionType.RANGE: st.integers(0, 20).map(lambda n: _plain(n / 2)),
        QuestionType.DATE: _DAYS.map(str),
        QuestionType.TIME: st.times().map(lambda t: t.strftime("%H:%M")),
        QuestionType.DATETIME: st.tuples(_DAYS, st.times()).map(
            lambda both: f"{both[0]}T{both[1]:%H:%M}"
        ),
        QuestionType.SELECT_ONE: st.sampled_from(names or ["-"]),
        QuestionType.SELECT_MULTIPLE: st.sets(st.sampled_from(names or ["-"]), min_size=1).map(
            lambda chosen: [name for name in names if name in chosen]
        ),
        QuestionType.RANK: st.permutations(names),
        QuestionType.ACKNOWLEDGE: st.just("OK"),
        QuestionType.GEOPOINT: st.tuples(_degrees(90), _degrees(180)).map(
            lambda both: {"lat": both[0], "lon": both[1]}
        ),
        QuestionType.IMAGE: _stored("image/png", "png"),
        QuestionType.FILE: _stored("application/pdf", "pdf"),
    }[question.type]


_DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2200)


def _plain(number):
    return int(number) if number == int(number) else number


def _degrees(limit):
    return st.integers(-limit * 10**6, limit * 10**6).map(lambda n: round(n / 10**6, 6))


def _stored(type_, ending):
    digits = st.text("0123456789abcdef", min_size=64, max_size=64)
    return digits.map(lambda d: {"file": d, "name": f"x.{ending}", "type": type_, "size": 3})


@st.composite
def records(draw, asked):
    """Answers to some of the questions, nonsense in a few fields, the rest blank."""
    answers, invalid = {}, {}
    for question in asked:
        state = draw(st.sampled_from(["answered", "blank", "invalid"]))
        if question.type in NOT_ASKED or question.calculation is not None:
            continue
        if state == "answered":
            answers[question.name] = draw(values(question))
        elif state == "invalid" and question.type in INVALID:
            invalid[question.name] = INVALID[question.type]
    return {"answers": answers} | ({"invalid": invalid} if invalid else {})


@st.composite
def rows_of(draw, repeats, ids):
    """Rows of some repeats, those inside of them too; `ids` gives every row another id."""
    found = {}
    for repeat in repeats:
        rows = []
        for _ in range(draw(st.integers(0, 3))):
            row = {"id": str(UUID(int=next(ids)))} | draw(records(repeat.questions))
            inner = draw(rows_of(repeat.repeats, ids))
            rows.append(row | ({"rows": inner} if inner else {}))
        if rows:
            found[repeat.name] = rows
    return found


@st.composite
def documents(draw, questionnaire=SMALL):
    record = draw(records([q for section in questionnaire.sections for q in section.questions]))
    repeats = [repeat for section in questionnaire.sections for repeat in section.repeats]
    rows = draw(rows_of(repeats, iter(draw(st.permutations(range(40))))))
    return {"answers": record["answers"], "rows": rows} | (
        {"invalid": record["invalid"]} if "invalid" in record else {}
    )
