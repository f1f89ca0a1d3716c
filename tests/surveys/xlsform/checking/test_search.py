"""Searches beside what trying everything out says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.checking.outline import Outline
from ikparticipation.surveys.xlsform.checking.probing.goals import Budget, Goal
from ikparticipation.surveys.xlsform.checking.probing.search import can_hold
from ikparticipation.surveys.xlsform.checking.probing.trees import conjuncts
from ikparticipation.surveys.xlsform.checking.probing.world import Surface
from ikparticipation.surveys.xlsform.checking.samples import samples_of
from ikparticipation.surveys.xlsform.checking.samples.patterns import examples
from ikparticipation.surveys.xlsform.expression import parse
from ikparticipation.surveys.xlsform.expression.patterns import pattern_of, searches
from ikparticipation.surveys.xlsform.values import refusal
from tests.surveys.xlsform.checking.forms import line, questionnaire
from tests.surveys.xlsform.checking.strategies import CONDITIONS, questions

FORM = questionnaire(
    line("integer", "a"),
    line("integer", "b"),
    line("select_one farben", "c"),
    line("text", "d"),
)
SIGNS = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">=": lambda one, other: one >= other,
}
COMPARISONS = st.tuples(
    st.sampled_from(["a", "b"]), st.sampled_from(sorted(SIGNS)), st.integers(-2, 3)
)


def search(condition):
    goals = [Goal("d", part) for part in conjuncts(parse(condition))]
    return can_hold(Surface(Outline(FORM)), "d", goals, Budget())


def holds(comparisons, values):
    return all(
        values[name] is not None and SIGNS[sign](values[name], number)
        for name, sign, number in comparisons
        if not (values[name] is None and sign == "!=")
    )


@settings(deadline=None)
@given(st.lists(COMPARISONS, min_size=1, max_size=5))
def test_comparisons_of_numbers_are_decided_as_by_trying_all_of_them(comparisons):
    condition = " and ".join(f"${{{n}}} {sign} {number}" for n, sign, number in comparisons)
    every = [None, *range(-5, 7)]
    possible = any(holds(comparisons, {"a": a, "b": b}) for a in every for b in every)

    outcome = search(condition)

    assert (outcome.answers is not None) == possible
    assert possible or outcome.is_sure


@settings(deadline=None)
@given(questions("q"), CONDITIONS)
def test_samples_are_answers_to_the_question(question, condition):
    for value in samples_of(question, [parse(condition)], own="q").values:
        assert refusal(question, value) is None, value


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["[0-9]", "[a-z]", "[^a]", "x", "\\d", "\\w", ".", "(ab|c)", "\\.", "ä", "[A-Fx]"]
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["", "+", "*", "?", "{3}", "{2,4}"]),
)
def test_examples_of_patterns_match(parts, often):
    pattern = f"^{''.join(parts)}{often}$"
    read = pattern_of(pattern)

    found = examples(pattern)

    assert any(searches(read, text) for text in found)


@given(st.text(alphabet="ab[](){}*+?|^$\\-0123456789,.:<>=!", max_size=30))
def test_no_pattern_is_too_odd(pattern):
    assert len(examples(pattern)) <= 6
