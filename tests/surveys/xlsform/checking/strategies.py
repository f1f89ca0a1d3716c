"""Any questionnaire with formulas of all kinds, sensible or not."""

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.questionnaire import (
    SELECTS,
    Choice,
    Formula,
    Group,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)

NAMES = tuple(f"q{number}" for number in range(9))
CHOICES = tuple(Choice(name, {"de": name.upper()}, {"land": name[0]}) for name in ("aa", "ab", "b"))

ODD = st.sampled_from(
    [
        "true()",
        "false()",
        "1 div 0",
        "-'x'",
        "regex(., '^[0-9]{5}$')",
        "regex(., '(a|b)+c?')",
        "string-length(.) > 3",
        "count-selected(.) >= 2",
        "nothing/here[1] = 2",
        "substr(., 0, 1) = 'x'",
        "pulldata('liste', 'a', 'b', .) = ''",
    ]
)
ROWS = ("count(${zeile})", "sum(${q6})", "position(..)", "indexed-repeat(${q6}, ${zeile}, 2)")
CONSTANTS = (".", "today()", "random()", "''", "'aa'", "'2030-01-01'", "'x'")


def conditions(names):
    """Return conditions over the questions of these names (and over anything, rarely)."""
    quoted = [f"${{{name}}}" for name in names]
    operands = st.one_of(
        st.sampled_from(quoted or ["."]),
        st.sampled_from(quoted or ["1"]),
        st.sampled_from([*CONSTANTS, *(ROWS if "q6" in names else ())]),
        st.integers(-5, 2000).map(str),
    )
    signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    comparisons = st.builds(lambda a, sign, b: f"{a} {sign} {b}", operands, signs, operands)
    return st.recursive(
        comparisons | ODD,
        lambda inner: st.one_of(
            st.builds(lambda a, b: f"({a}) and ({b})", inner, inner),
            st.builds(lambda a, b: f"({a}) or ({b})", inner, inner),
            st.builds(lambda a: f"not({a})", inner),
        ),
        max_leaves=4,
    )


CONDITIONS = conditions(NAMES)


def formulas(names):
    return st.none() | st.none() | conditions(names).map(Formula)


WORDS = st.sampled_from([{"de": "Frage?"}, {"de": "Wie ${q0}?", "en": "How?"}, {}])


@st.composite
def questions(draw, name, before=NAMES):
    """A question whose formulas look at those before it, now and then at any."""
    some = formulas(draw(st.sampled_from([before, before, before, before, NAMES])))
    is_row = name in {"q5", "q7"}  # rows of which nothing is left are no rows
    type_ = QuestionType.TEXT if is_row else draw(st.sampled_from(QuestionType))
    return Question(
        name=name,
        type=type_,
        labels=draw(WORDS),
        required=draw(st.booleans()),
        required_when=draw(some),
        relevant=None if is_row else draw(some),
        constraint=draw(formulas(NAMES)),
        readonly=None if is_row else draw(some | st.just(Formula("true()"))),
        calculation=None if is_row else draw(some),
        default=draw(st.sampled_from([None, "5", "aa", "2030-01-01"])),
        default_formula=draw(some),
        choices=CHOICES if type_ in SELECTS else (),
        choice_filter=draw(some) if type_ in SELECTS else None,
        parameters={"start": "0", "end": "10", "step": "2"} if type_ == "range" else {},
    )


@st.composite
def questionnaires(draw):
    some = [draw(questions(name, NAMES[:place])) for place, name in enumerate(NAMES)]
    inner = Repeat(name="innen", labels={}, elements=(some[7],), max_rows=3)
    repeat = Repeat(
        name="zeile",
        labels={},
        elements=(some[5], some[6], inner),
        relevant=draw(formulas(NAMES[:5])),
        min_rows=draw(st.integers(0, 2)),
        max_rows=4,
        row_count=draw(st.none() | st.sampled_from([Formula("${q1}"), Formula("2")])),
    )
    group = Group(
        name="gruppe", labels={}, relevant=draw(formulas(NAMES[:3])), elements=(some[3], some[4])
    )
    sections = (
        Section(name="eins", labels={}, elements=(some[0], some[1], some[2], group)),
        Section(name="zeile", labels={}, relevant=repeat.relevant, elements=(repeat,)),
        Section(name="drei", labels={}, relevant=draw(formulas(NAMES[:8])), elements=(some[8],)),
    )
    return Questionnaire(title="", languages=("de",), default_language="de", sections=sections)
