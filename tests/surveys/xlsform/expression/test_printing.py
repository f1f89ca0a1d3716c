import pytest
from hypothesis import given, settings

from ikparticipation.surveys.xlsform.expression import parse, to_text
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Literal
from tests.surveys.xlsform.expression.strategies import EXPRESSIONS


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1.50", "1.5"),
        ("1000000000000000000000", "1000000000000000000000"),
        ("0.0000001", "0.0000001"),
        ('"x"', "'x'"),
        ('"it\'s"', '"it\'s"'),
        ("${ a }='x'", "${a} = 'x'"),
        ("((1+2))*3", "(1 + 2) * 3"),
        ("1+(2*3)", "1 + 2 * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "(1 - 2) - 3"),
        ("-(1+2)", "-(1 + 2)"),
        ("(-1)|a", "(-1) | a"),
        ("(/) or 1", "(/) or 1"),
        ("child::a/attribute::b", "a/@b"),
        ("self::node()/parent::node()", "./.."),
        ("/descendant-or-self::node()/a", "//a"),
        ("descendant-or-self::node()", "descendant-or-self::node()"),
        ("a/descendant-or-self::node()", "a/descendant-or-self::node()"),
        ("(a/b)[1]/c", "(a/b)[1]/c"),
        ("(a|b)/c", "(a | b)/c"),
        ("processing-instruction('x')", "processing-instruction('x')"),
        ("$v", "$v"),
        ("/", "/"),
        ("if( ${a} ,1,2 )", "if(${a}, 1, 2)"),
    ],
)
def test_an_expression_is_written_plainly(source, text):
    assert to_text(parse(source)) == text


def test_a_text_with_both_quotes_is_joined_of_parts():
    assert to_text(Literal("a'b\"c")) == "concat('a', \"'\", 'b\"c')"


@settings(max_examples=300)
@given(EXPRESSIONS)
def test_what_is_written_is_read_as_the_same_tree(expression):
    text = to_text(expression)

    again = parse(text)

    assert again == expression
    assert to_text(again) == text
