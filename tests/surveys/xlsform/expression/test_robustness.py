import gc
import time

import pytest
from hypothesis import given, settings

from ikparticipation.surveys.xlsform.expression import (
    Context,
    ExpressionError,
    compile_expression,
    compile_predicate,
    parse,
    to_text,
)
from ikparticipation.surveys.xlsform.expression.grammar.lexing import MAX_LENGTH
from ikparticipation.surveys.xlsform.expression.patterns import pattern_of, searches
from tests.surveys.xlsform.expression.forms import NoNames, context_of
from tests.surveys.xlsform.expression.strategies import EXPRESSIONS, trees


class Leaves:
    """`${a}` is each element of that name in the whole tree."""

    def reference(self, name):
        return lambda node: [
            one for one in _all(node.top()) if one.name == name and not one.children
        ]

    all_of = reference


def _all(node):
    return [node, *(below for child in node.children for below in _all(child))]


@settings(max_examples=500, deadline=None)
@given(EXPRESSIONS, trees())
def test_evaluating_raises_nothing_but_expression_errors(expression, xml):
    context = context_of(xml)
    context.node = context.node.children[0]
    compiled = compile_expression(expression, Leaves())

    for ask in (compiled.value, compiled.string, compiled.number, compiled.boolean, compiled.nodes):
        try:
            result = ask(context)
        except ExpressionError as error:
            result = str(error)
        assert isinstance(result, str | float | bool | list | tuple)


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS, trees())
def test_what_is_written_and_read_again_has_the_same_value(expression, xml):
    outcomes = []
    for one in (expression, parse(to_text(expression))):
        context = context_of(xml)
        try:
            outcomes.append(compile_expression(one, Leaves()).string(context))
        except ExpressionError as error:
            outcomes.append(error.message)

    assert outcomes[0] == outcomes[1]


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS, trees())
def test_any_expression_filters_choices_or_says_why_not(expression, xml):
    context = context_of(xml)
    nodes = context.node.children[0].children

    try:
        kept = compile_predicate(expression, Leaves())(context, nodes)
    except ExpressionError:
        kept = []

    assert all(node in nodes for node in kept)


def seconds(source, context):
    """Processor time of this thread: what else the machine does, and tidying up, is left out."""
    compiled = compile_expression(parse(source), NoNames())
    gc.disable()
    try:
        started = time.thread_time()
        compiled.value(context)
        return time.thread_time() - started
    finally:
        gc.enable()


def form_of(rows):
    return context_of(
        "<data>" + "".join(f"<row><n>{n}</n><t>x</t></row>" for n in range(rows)) + "</data>"
    )


@pytest.mark.parametrize(
    "source",
    [
        "sum(/data/row/n)",
        "count(/data/row[n > 5])",
        "count(//n)",
        "join(',', //row/t)",
        "/data/row/n = /data/row/t",
        "/data/row/n < /data/row/t",
        "count(//row/.. | //n)",
        "count(/data/row[last()]/preceding-sibling::row)",
        "/data/row[n = '-1']/t",
        "count(//row/ancestor::*)",
        "count(//row[//row[//row[. = 'y']]])",  # what is the same for all is looked up once
        "count(/data/row[n = /data/row[last()]/n])",
    ],
)
def test_time_grows_with_the_rows_not_with_their_square(source):
    small, large = form_of(500), form_of(5_000)
    seconds(source, small)

    few = min(seconds(source, small) for _ in range(5))
    many = min(seconds(source, large) for _ in range(5))

    assert many < 40 * few + 0.01


@pytest.mark.parametrize(
    "source",
    [
        "count(//*[//*[//*[//*]]])",
        "count(//n[count(//n[count(//n) > 1]) > 1])",
        "count(//row[preceding::row[preceding::row[. = 'y']]])",
        "count(//row[count(preceding::row[count(preceding::row) > 1]) > 1])",
    ],
)
def test_predicates_inside_of_predicates_come_to_an_end(source):
    context = form_of(1_500)
    started = time.perf_counter()

    with pytest.raises(ExpressionError) as caught:
        compile_expression(parse(source), NoNames()).value(context)

    assert "vereinfachen" in str(caught.value)
    assert time.perf_counter() - started < 10


def test_a_pattern_made_to_take_for_ever_takes_a_moment():
    pattern, text = "(a+)+$", "a" * 50_000 + "b"
    started = time.perf_counter()

    found = searches(pattern_of(pattern), text)

    assert found is False
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "pattern", ["(?=a)", "(?<=a)b", r"(a)\1", "(", "[", "*", "a{1001}", "(?P<x", "\ud800"]
)
def test_a_pattern_that_cannot_be_read_finds_nothing(pattern):
    assert pattern_of(pattern) is None
    assert searches(pattern_of(pattern), "a") is False


@pytest.mark.parametrize(
    "source",
    [
        "+".join(["1"] * 2_499),
        " or ".join(["0"] * 1_999),
        "=".join(["1"] * 2_499),
        "|".join(["/"] * 1_599),
        "/".join(["*"] * 4_999),
        "." + "[1]" * 3_000,
        "-" * 99 + "1",
        "not(" * 99 + "1" + ")" * 99,
        "(1=" * 49 + "1" + ")" * 49,
        "if(1," * 99 + "1" + ",0)" * 99,
        "*[" * 99 + "1" + "]" * 99,
        "concat('" + "x" * (MAX_LENGTH - 10) + "')",
    ],
    ids=lambda source: source[:12],
)
def test_the_longest_and_the_deepest_are_evaluated(source):
    context = context_of("<a><a><a/></a></a>")
    tree = parse(source)

    compiled = compile_expression(tree, NoNames())

    assert isinstance(compiled.string(context), str)
    assert parse(to_text(tree)) == tree


def test_a_deep_tree_is_walked_without_recursion():
    context = context_of("<a>" * 150 + "x" + "</a>" * 150)

    value = compile_expression(parse("concat(count(//a), //a, count(//a/ancestor::a))"), NoNames())

    assert value.string(Context(context.node, context.surroundings)) == "150" + "x" * 150 + "149"


@pytest.mark.parametrize("source", ["join(., //t)", "concat(" + ",".join(["."] * 30) + ")"])
def test_a_text_that_would_fill_the_memory_is_not_made(source):
    context = context_of(f"<data>{'x' * 50_000}{'<t>y</t>' * 50}</data>")
    context.node = context.node.children[0]

    with pytest.raises(ExpressionError) as caught:
        compile_expression(parse(source), NoNames()).string(context)

    assert "mehr als 1000000 Zeichen" in str(caught.value)
