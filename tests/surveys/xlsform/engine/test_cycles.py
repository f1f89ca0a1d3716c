import pytest

from ikparticipation.surveys.xlsform.engine import CycleError, State, dependencies, find_cycle
from tests.surveys.xlsform.forms import NOW, document, form, group, q, repeat, section


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        pytest.param([q("a", relevant="${a} = 1")], ("a", "a"), id="a question shows itself"),
        pytest.param([q("a", relevant=". = ''")], ("a", "a"), id="it looks at its own answer"),
        pytest.param([q("a", relevant="string() = 'x'")], ("a", "a"), id="or asks for its text"),
        pytest.param([q("a", relevant="current()/. = 1")], ("a", "a"), id="or names where it is"),
        pytest.param(
            [q("a", relevant="${b} = 1"), q("b", relevant="${a} = 1")],
            ("a", "b", "a"),
            id="two questions show each other",
        ),
        pytest.param(
            [
                q("a", "calculate", calculation="${c} + 1"),
                q("b", "calculate", calculation="${a} + 1"),
                q("c", relevant="${b} > 1"),
            ],
            ("a", "c", "b", "a"),
            id="each needs the one before",
        ),
        pytest.param(
            [group("g", q("a"), relevant="${a} = 1")],
            ("g", "g"),
            id="a group hangs on what it hides",
        ),
        pytest.param(
            [repeat("r", q("a", "integer"), row_count="sum(${a})")],
            ("r", "r"),
            id="rows are counted by what is in them",
        ),
        pytest.param(
            [repeat("r", q("a", "calculate", calculation="indexed-repeat(${a}, ${r}, 1) + 1"))],
            ("a", "a"),
            id="from row to row",
        ),
        pytest.param(
            [q("a", "select_one", choice_filter="name != ${a}")],
            ("a", "a"),
            id="an answer decides whether it is offered",
        ),
        pytest.param(
            [
                section("s1", q("a"), relevant="${b} = 1"),
                section("s2", q("b", relevant="${a} = 1")),
            ],
            ("s1", "b", "s1"),
            id="over a section",
        ),
    ],
)
def test_formulas_that_go_round_are_found_and_named_in_order(parts, names):
    questionnaire = form(*parts)

    assert find_cycle(questionnaire) == names
    with pytest.raises(CycleError) as refused:
        State.of(questionnaire, document(), now=NOW)
    assert " → ".join(names) in str(refused.value)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(q("a", constraint="${a} > 1 and . < 5"), id="a constraint may name itself"),
        pytest.param(q("a", required_when="${a} = ''"), id="so may required"),
        pytest.param(q("a", required_when=". = ''"), id="also by its place"),
        pytest.param(
            repeat("r", q("a", relevant="count(${b}[. = 1]) > 0"), q("b")),
            id="the nodes of a path are not where it stands",
        ),
        pytest.param(q("a", "select_one", choice_filter=". != 'rot'"), id="nor are choices"),
        pytest.param(q("a", relevant="position(.) = 1"), id="a place is no answer"),
        pytest.param(q("a", relevant="b = 1"), id="what is inside of a question is not it"),
        pytest.param(q("a", "calculate", calculation="once(random())"), id="once looks at itself"),
        pytest.param(
            repeat("r", q("a", relevant="position(..) < count(${r})"), q("b")),
            id="a row may count its neighbours",
        ),
        pytest.param(
            repeat("r", q("a"), q("b", relevant="indexed-repeat(${a}, ${r}, position(..)-1) = 1")),
            id="another question of the row before",
        ),
        pytest.param(group("g", q("a"), q("b", relevant="${a} = 1")), id="neighbours in a group"),
        pytest.param(q("a", "calculate", calculation="count(/data/*)"), id="a path to everything"),
    ],
)
def test_what_does_not_go_round_is_left_alone(part):
    assert find_cycle(form(part)) is None


def test_dependencies_name_what_a_formula_looks_at_in_the_order_of_the_form():
    questionnaire = form(
        q("a"),
        q("b", relevant="${a} = 1"),
        repeat("r", q("c"), q("d", constraint="${c} > ${b} and . > ${a}"), row_count="${a}"),
        q("e", "calculate", calculation="count(${r}) + sum(${d})"),
        q("f", "calculate", calculation="sum(/data/s/r[c > 5]/d)"),
    )

    found = [(one.name, one.aspect, one.on) for one in dependencies(questionnaire)]

    assert found == [
        ("b", "relevant", ("a",)),
        ("r", "row_count", ("a",)),
        ("d", "constraint", ("a", "b", "c")),
        ("e", "calculation", ("r", "d")),
        ("f", "calculation", ("s", "r", "c", "d")),
    ]
