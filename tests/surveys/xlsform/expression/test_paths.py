from hypothesis import given, settings
from lxml import etree

from ikparticipation.surveys.xlsform.expression import Context, Kind, compile_expression, parse
from tests.surveys.xlsform.expression.forms import NoNames, context_of
from tests.surveys.xlsform.expression.strategies import PATHS, PLAIN, trees


def at_top_element(xml):
    context = context_of(xml)
    return Context(context.node.children[0], context.surroundings)


def numbers_of(nodes):
    return [node.attributes[0].string() for node in nodes if node.kind is Kind.ELEMENT]


def their_numbers(found):
    return [one.get("n") for one in found if hasattr(one, "get")]


@settings(max_examples=400)
@given(trees(), PATHS)
def test_a_path_leads_where_libxml_says(xml, path):
    ours = compile_expression(parse(path), NoNames()).nodes(at_top_element(xml))
    theirs = etree.fromstring(xml).xpath(path)

    assert numbers_of(ours) == their_numbers(theirs)


@settings(max_examples=200)
@given(trees(PLAIN), PATHS)
def test_texts_counts_and_comparisons_are_those_of_libxml(xml, path):
    for question in (
        f"string({path})",
        f"count({path})",
        f"{path} = //a",
        f"{path} != 'x'",
        f"{path} < //b",
        f"{path} >= 1",
        f"boolean({path})",
    ):
        theirs = etree.fromstring(xml).xpath(question)
        ours = compile_expression(parse(question), NoNames()).value(at_top_element(xml))

        assert ours == theirs, question
