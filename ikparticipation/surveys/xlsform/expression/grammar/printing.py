"""Expressions as text: what `parse` reads back as the same tree."""

from decimal import Decimal

from ikparticipation.surveys.xlsform.expression.grammar.parsing import ANYWHERE
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    NEGATION,
    PRECEDENCE,
    Call,
    Expression,
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
    Variable,
)

_SHORT: dict[tuple[str, NameTest | KindTest], str] = {
    ("self", KindTest("node")): ".",
    ("parent", KindTest("node")): "..",
}
_ATOM = 10


def to_text(expression: Expression) -> str:
    match expression:
        case Negate(operand):
            return f"-{_bracketed(operand, NEGATION)}"
        case Operation():
            return _operation(expression)
        case Call(name, arguments):
            return f"{name}({', '.join(map(to_text, arguments))})"
        case Path():
            return _path(expression)
        case Filter(base, predicates):
            return _bracketed(base, _ATOM) + _predicates(predicates)
        case _:
            return _simple(expression)


def _simple(expression: Number | Literal | Reference | Variable | Root) -> str:
    match expression:
        case Number(value):
            return f"{Decimal(repr(value)):f}".removesuffix(".0")
        case Literal(text):
            return quoted(text)
        case Reference(name):
            return f"${{{name}}}"
        case Variable(name):
            return f"${name}"
        case Root():
            return "/"


def quoted(text: str) -> str:
    """Return text as a literal; with both kinds of quotes in it, as a concat() of several."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = text.split("'")
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in parts) + ")"


def _operation(operation: Operation) -> str:
    level = PRECEDENCE[operation.operators[0]]
    first, *others = (_bracketed(operand, level + 1) for operand in operation.operands)
    pairs = zip(operation.operators, others, strict=True)
    return first + "".join(f" {operator} {operand}" for operator, operand in pairs)


def _bracketed(expression: Expression, least: int) -> str:
    text = to_text(expression)
    return text if _binding(expression) >= least else f"({text})"


def _binding(expression: Expression) -> int:
    match expression:
        case Operation(operators):
            return PRECEDENCE[operators[0]]
        case Negate():
            return NEGATION
        case Root() | Path(Root(), ()):
            return 0  # what follows a bare slash would be read as a step
        case Path() | Filter():
            return _ATOM - 1
        case _:
            return _ATOM


def _path(path: Path) -> str:
    if path.start is None:
        return _steps(path.steps)
    if isinstance(path.start, Root):
        return _steps(path.steps, "/") if path.steps else "/"
    is_plain = isinstance(path.start, Filter)
    start = to_text(path.start) if is_plain else _bracketed(path.start, _ATOM)
    return start + _steps(path.steps, "/")


def _steps(steps: tuple[Step, ...], before: str = "") -> str:
    """Return steps with slashes between; `//` where an `ANYWHERE` has both neighbours."""
    text, slash = "", before
    for index, step in enumerate(steps):
        if step == ANYWHERE and slash == "/" and index + 1 < len(steps):
            slash = "//"
            continue
        text += slash + _step(step)
        slash = "/"
    return text


def _step(step: Step) -> str:
    short = _SHORT.get((step.axis, step.test))
    return (short or _axis(step.axis) + _test(step.test)) + _predicates(step.predicates)


def _axis(axis: str) -> str:
    return {"child": "", "attribute": "@"}.get(axis, f"{axis}::")


def _test(test: NameTest | KindTest) -> str:
    match test:
        case NameTest(name, ""):
            return name
        case NameTest(name, prefix):
            return f"{prefix}:{name}"
        case KindTest(kind, ""):
            return f"{kind}()"
        case KindTest(kind, target):
            return f"{kind}({quoted(target)})"


def _predicates(predicates: tuple[Expression, ...]) -> str:
    return "".join(f"[{to_text(predicate)}]" for predicate in predicates)
