import pytest

from ikparticipation.surveys.xlsform.expression import ExpressionError, parse
from ikparticipation.surveys.xlsform.expression.grammar.lexing import MAX_LENGTH
from ikparticipation.surveys.xlsform.expression.grammar.parsing import ANYWHERE, MAX_NESTING
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
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
    children,
    walk,
)

A, B, C = (Reference(name) for name in "abc")


def child(name, *predicates):
    return Step("child", NameTest(name), predicates)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("5", Number(5)),
        ("5.", Number(5)),
        (".5", Number(0.5)),
        ("'it'", Literal("it")),
        ('"it\'s"', Literal("it's")),
        ("${a}", A),
        ("${ a }", A),
        ("${straße-1.b}", Reference("straße-1.b")),
        ("-${a}", Negate(A)),
        ("--1", Negate(Negate(Number(1)))),
        ("${a}-${b}", Operation(("-",), (A, B))),  # no name goes on after a brace
        ("a-b", Path(None, (child("a-b"),))),  # but a name may have a hyphen
        ("a -b", Operation(("-",), (Path(None, (child("a"),)), Path(None, (child("b"),))))),
        ("${a} + ${b} - ${c}", Operation(("+", "-"), (A, B, C))),
        ("${a}or${b}and${c}", Operation(("or",), (A, Operation(("and",), (B, C))))),
        ("${a} = ${b} < ${c}", Operation(("=",), (A, Operation(("<",), (B, C))))),
        ("-${a} | ${b}", Negate(Operation(("|",), (A, B)))),
        ("2*-${a}", Operation(("*",), (Number(2), Negate(A)))),
        ("(${a})", A),
        ("f()", Call("f")),
        ("f (${a} ,1)", Call("f", (A, Number(1)))),
        ("jr:itext('x')", Call("jr:itext", (Literal("x"),))),
        (".", Path(None, (Step("self", KindTest("node")),))),
        ("..", Path(None, (Step("parent", KindTest("node")),))),
        (".>=1", Operation((">=",), (parse("."), Number(1)))),
        ("/", Path(Root(), ())),
        ("/a/b", Path(Root(), (child("a"), child("b")))),
        ("//a", Path(Root(), (ANYWHERE, child("a")))),
        ("a//@b", Path(None, (child("a"), ANYWHERE, Step("attribute", NameTest("b"))))),
        ("* * *", Operation(("*",), (parse("*"), parse("*")))),
        ("div div mod", Operation(("div",), (parse("div"), Path(None, (child("mod"),))))),
        ("or or or", Operation(("or",), (parse("or"), parse("or")))),
        ("x:*", Path(None, (Step("child", NameTest("*", "x")),))),
        ("self::x:y", Path(None, (Step("self", NameTest("y", "x")),))),
        ("text", Path(None, (child("text"),))),
        ("text()", Path(None, (Step("child", KindTest("text")),))),
        ("a[1][${a}]", Path(None, (child("a", Number(1), A),))),
        (".[${a}]", Path(None, (Step("self", KindTest("node"), (A,)),))),
        ("(a)[1]", Filter(parse("a"), (Number(1),))),
        ("${a}[1]/b", Path(Filter(A, (Number(1),)), (child("b"),))),
        ("instance('x')/root", Path(Call("instance", (Literal("x"),)), (child("root"),))),
        ("\u00a01\n+\t1", Operation(("+",), (Number(1), Number(1)))),  # spaces of Word
    ],
)
def test_an_expression_is_read_as_the_tree_that_it_says(source, tree):
    assert parse(source) == tree


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("", 0, "ist leer"),
        ("   ", 0, "ist leer"),
        ("1 +", 3, "bricht ab"),
        ("f(1", 3, "fehlt „)“"),
        ("a[1", 3, "fehlt „]“"),
        ("f(1 2)", 4, "Vor „2“ fehlt „)“"),
        ("f(,)", 2, "„,“ kann an dieser Stelle nicht"),
        ("1 2", 2, "„2“ kann an dieser Stelle nicht"),
        ("${a} ${b}", 5, "„b“ kann"),
        ("${a} == 1", 6, "„=“ kann"),
        ("a &lt; 1", 2, "„&“ kann in einer Formel nicht stehen"),
        ("'offen", 0, "endet nicht"),
        ("${a} = “x”", 7, "typografisches"),
        ("${a} = ‚x‘", 7, "typografisches"),
        ("${a} = „x“", 7, "typografisches"),
        ("${last-saved#a}", 0, "last-saved"),
        ("${}", 0, "geschweiften Klammern"),
        ("$", 0, "geschweiften Klammern"),
        ("up::a", 0, "Achse „up::“"),
        ("a/", 2, "bricht ab"),
        ("a///b", 3, "„/“ kann"),
        (")", 0, "„)“ kann"),
        ("9" * 400, 0, "zu groß"),
        ("1" + " " * MAX_LENGTH, MAX_LENGTH, "10001 Zeichen"),
        ("(" * 101 + "1" + ")" * 101, 100, "100-mal verschachtelt"),
        ("-" * 101 + "1", 100, "100-mal verschachtelt"),
        ("f(" * 4_000, 200, "100-mal verschachtelt"),
        ("a[" * 4_000, 200, "100-mal verschachtelt"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_what_cannot_be_read_is_told_with_its_place(source, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse(source)

    assert words in str(caught.value)
    assert caught.value.position == position


def test_as_many_levels_as_allowed_are_read_and_evaluated():
    deep = "(" * (MAX_NESTING - 1) + "1" + ")" * (MAX_NESTING - 1)

    assert parse(deep) == Number(1)


def test_a_long_chain_is_no_nesting():
    chain = parse("+".join(["1"] * 4_999))

    assert len(chain.operands) == 4_999


def test_a_tree_is_walked_in_the_order_written():
    tree = parse("if(${a} = 1, /x[${b}], -${c})[${a}]")

    names = [part.name for part in walk(tree) if isinstance(part, Reference)]

    assert names == ["a", "b", "c", "a"]
    assert children(Number(1)) == ()


def test_each_part_knows_where_it_stands():
    tree = parse("1 + sum(${price})")

    assert [part.position for part in walk(tree)] == [2, 0, 4, 8]
