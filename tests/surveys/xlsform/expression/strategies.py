"""Any expression, any tree."""

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    AXES,
    PRECEDENCE,
    Call,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negate,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
)

NAMES = ["a", "b", "or", "div", "text"]
LEVELS = [
    [symbol for symbol in PRECEDENCE if PRECEDENCE[symbol] == level]
    for level in sorted(set(PRECEDENCE.values()))
]
TESTS = st.one_of(
    st.builds(NameTest, st.sampled_from([*NAMES, "*"])),
    st.builds(NameTest, st.sampled_from(NAMES), st.just("xml")),
    st.sampled_from([KindTest("node"), KindTest("text"), KindTest("comment")]),
)
NUMBERS = st.floats(0, 1e20, allow_nan=False).map(abs).map(Number)
TEXTS = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), max_size=8)
DATES = st.dates().map(str)


def _operations(inside):
    def of_level(symbols):
        operands = st.lists(inside, min_size=2, max_size=4)
        return operands.flatmap(
            lambda found: st.builds(
                Operation,
                st.tuples(*[st.sampled_from(symbols)] * (len(found) - 1)),
                st.just(tuple(found)),
            )
        )

    return st.sampled_from(LEVELS).flatmap(of_level)


def _steps(inside):
    predicates = st.lists(inside, max_size=1).map(tuple)
    return st.builds(Step, st.sampled_from(sorted(AXES)), TESTS, predicates)


def _calls(inside):
    arguments = st.lists(inside, max_size=4).map(tuple)
    return st.builds(Call, st.sampled_from([*sorted(FUNCTIONS), "no-such"]), arguments)


def _paths(inside):
    steps = st.lists(_steps(inside), min_size=1, max_size=3).map(tuple)
    starts = st.one_of(st.none(), st.just(Root()), _calls(inside))
    return st.builds(Path, starts, steps)


def _filters(inside):
    return st.builds(Filter, inside, st.lists(inside, min_size=1, max_size=2).map(tuple))


LEAVES = st.one_of(
    NUMBERS,
    st.builds(Literal, TEXTS),
    st.builds(Literal, DATES),
    st.builds(Reference, st.sampled_from(["a", "b"])),
    st.just(Path(Root(), ())),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inside: st.one_of(
        _operations(inside), st.builds(Negate, inside), _calls(inside), _paths(inside)
    ),
    max_leaves=12,
)

PLAIN = st.sampled_from(["", "1", "2.5", "x", "a b", " ", "-7"])
VALUES = PLAIN | st.just("2027-03-12")


@st.composite
def trees(draw, values=VALUES, depth=3):
    """XML whose elements are numbered in document order by the attribute `n`."""
    numbers = iter(range(1_000))
    return _element(draw, values, depth, numbers)


def _element(draw, values, depth, numbers):
    name = draw(st.sampled_from(NAMES[:2]))
    start = f"<{name} n='{next(numbers)}'>"
    if depth == 0 or draw(st.booleans()):
        return f"{start}{draw(values)}</{name}>"
    inside = "".join(
        _element(draw, values, depth - 1, numbers) + draw(st.sampled_from(["", "t"]))
        for _ in range(draw(st.integers(0, 3)))
    )
    return f"{start}{inside}</{name}>"


PREDICATES = [
    "[1]",
    "[2]",
    "[last()]",
    "[position() > 1]",
    "[a]",
    "[. = 'x']",
    "[a = 'x']",
    "[a = //b]",
    "[//a = .]",
    "[count(//a) > 2]",
    "[position() = count(//b[1])]",
    "[a = //a[last()]]",
    "[(//a)[2] = .]",
    "[(//a | b)[. = 'x']]",
    "[ancestor::a[1]/b = a]",
    "[../a[2]][1]",
    "[string-length(//a[b]) > 1]",
]
PATH_STEPS = st.builds(
    "{}::{}{}".format,
    st.sampled_from(sorted(AXES - {"namespace", "attribute"})),
    st.sampled_from(["a", "b", "*", "node()", "text()"]),
    st.sampled_from(["", *PREDICATES]),
)
PATHS = st.builds(
    "{}{}".format,
    st.sampled_from(["", "/", "//", "(//a)/", "(//b | //a)[2]/"]),
    st.lists(PATH_STEPS, min_size=1, max_size=4).map("/".join),
)
