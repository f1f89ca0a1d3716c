import pytest

from ikparticipation.surveys.xlsform.expression import (
    Context,
    ExpressionError,
    Kind,
    Node,
    compile_expression,
    from_rows,
    from_xml,
    parse,
)
from tests.surveys.xlsform.expression.forms import Form, NoNames, context_of


def text(source, context):
    return compile_expression(parse(source), NoNames()).string(context)


def test_the_text_of_a_leaf_follows_its_value():
    form = Form()
    before = form.text("/data/name/text()")

    form.name.value = "Verband"

    assert (before, form.text("/data/name/text()")) == ("Verein", "Verband")
    assert form.text("/data/name") == "Verband"


def test_a_blank_leaf_has_no_text_node():
    form = Form()

    form.name.value = ""

    assert form.text("count(/data/name/text())") == "0"


def test_a_text_node_asked_for_twice_is_the_same():
    form = Form()

    assert form.text("count(/data/name/text() | /data/name/text())") == "1"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("count(/data/offer)", "1"),
        ("sum(/data/offer/price)", "7"),
        ("max(//price)", "7"),
        ("join(', ', //title)", "B"),
        ("string(/data)", "VereinhaB7"),
        ("count(//price)", "1"),
        ("/data/offer[1]/title", "B"),
        ("position(/data/offer)", "1"),
        ("count(/data/town/following-sibling::*)", "1"),
        ("count(/data/town/following::*)", "3"),
        ("count(/data/offer/preceding-sibling::*)", "2"),
        ("count(${title})", "1"),
    ],
)
def test_steps_leave_out_what_is_not_relevant_and_all_below(source, value):
    form = Form()

    form.offers[0].relevant = False

    assert form.text(source) == value


def test_who_asks_sees_itself_and_what_is_above_relevant_or_not():
    form = Form()
    form.offers[0].relevant = False

    title = form.offers[0].children[0]

    assert form.text(". = 'A' and ../price = 5 and name(..) = 'offer'", title) == "true"


def test_rows_of_a_table_become_the_items_of_an_instance():
    instance = from_rows([{"name": "a", "label": "A"}, {"name": "b", "label": ""}])

    assert [item.name for item in instance.children[0].children] == ["item", "item"]
    assert instance.children[0].children[1].children[1].value == ""


def test_xml_is_read_as_nodes():
    root = from_xml("<a x='1'>t<b/><!--c--><?p q?></a>")
    [top] = root.children

    assert [child.kind for child in top.children] == [
        Kind.TEXT,
        Kind.ELEMENT,
        Kind.COMMENT,
        Kind.INSTRUCTION,
    ]
    assert [attribute.string() for attribute in top.attributes] == ["1"]
    assert repr(top) == "<element a 't'>"


def test_cdata_is_text_like_all_other():
    context = context_of("<!DOCTYPE a><a>x<![CDATA[<y>]]>z</a>")

    assert text("/a/text()", context) == "x<y>z"
    assert text("count(/node())", context) == "1"


def test_a_tree_read_as_a_browser_does_keeps_doctype_and_cdata_apart():
    root = from_xml("<!DOCTYPE a><a>x<![CDATA[<y>]]>z</a>", as_dom=True)

    context = Context(root, context_of("<a/>").surroundings)

    assert text("count(node())", context) == "2"
    assert text("count(a/text())", context) == "3"
    assert text("string(a)", context) == "x<y>z"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<a>", "kein gültiges XML"),
        ("no xml", "kein gültiges XML"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "Entities"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "Entities"),
        ("<a>" * 500 + "</a>" * 500, "200-mal verschachtelt"),
    ],
    ids=["unclosed", "no xml", "entity", "file", "deep"],
)
def test_xml_that_is_broken_or_dangerous_is_refused(xml, words):
    with pytest.raises(ExpressionError) as caught:
        from_xml(xml)

    assert words in str(caught.value)


def test_namespaces_in_scope_are_nodes_of_their_own():
    context = context_of("<a xmlns:p='x'><b xmlns:p='y' xmlns:q='z'/></a>")

    assert text("count(/a/b/namespace::*)", context) == "3"
    assert text("/a/b/namespace::p", context) == "y"
    assert text("count(/a/b/namespace::* | /a/b/namespace::*)", context) == "3"


def test_nodes_of_several_trees_keep_the_order_of_the_trees():
    one, other = Node(Kind.ELEMENT, "x", "1"), Node(Kind.ELEMENT, "y", "2")
    context = Context(one, context_of("<a/>").surroundings, current=other)

    assert text("join('', . | current() | .)", context) == "12"
