"""What publication says of an expression: errors, and where the engines of ODK differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS, Function
from ikparticipation.surveys.xlsform.expression.functions.dates import IDENTIFIERS
from ikparticipation.surveys.xlsform.expression.functions.digests import (
    ALGORITHMS,
    UNKNOWN_ALGORITHM,
)
from ikparticipation.surveys.xlsform.expression.grammar.parsing import ANYWHERE
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Expression,
    Filter,
    Literal,
    Negate,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
    Variable,
    walk,
)
from ikparticipation.surveys.xlsform.expression.patterns import pattern_of
from ikparticipation.text import N_


@dataclass(frozen=True)
class Remark:
    """`message` is a msgid, `facts` fill it; `position` counts characters from 0."""

    message: str
    position: int
    facts: dict[str, Any] = field(default_factory=dict)


NODE_FUNCTIONS = frozenset({"instance", "current", "randomize", "indexed-repeat", "id"})
_ANY_KIND = frozenset({"if", "jr:itext", "depend"})
_NEED_NODES = {"count": (0,), "count-non-empty": (0,), "sum": (0,), "randomize": (0,)}
_COMMON_AXES = frozenset({"child", "parent", "self"})
_IDENTIFIER = re.compile(r"%(.)")


def problems(expression: Expression) -> tuple[Remark, ...]:
    """Return why an expression cannot be published."""
    return tuple(remark for part in walk(expression) for remark in _problems(part))


def warnings(expression: Expression) -> tuple[Remark, ...]:
    """Return where it means something else in ODK Collect or Web Forms, or what it seems to say."""
    return tuple(remark for part in walk(expression) for remark in _warnings(part))


def _problems(part: Expression) -> Iterator[Remark]:
    match part:
        case Variable(name, position):
            yield Remark(NO_VARIABLE, position, {"name": name})
        case Call():
            yield from _of_call(part)
        case Path(Root() | None):
            pass
        case Path(base) | Filter(base) if base is not None and not may_be_nodes(base):
            yield Remark(NO_PATH_FROM_VALUE, part.position)
        case Operation(("|", *_), operands, position):
            if not all(may_be_nodes(operand) for operand in operands):
                yield Remark(NO_UNION_OF_VALUES, position)


def _of_call(call: Call) -> Iterator[Remark]:
    known = FUNCTIONS.get(call.name)
    if known is None:
        yield _unknown(call.name, call.position)
    elif not known.takes(len(call.arguments)):
        yield _miscounted(call, known)
    else:
        yield from _arguments(call)


def _unknown(name: str, position: int) -> Remark:
    near = get_close_matches(name, FUNCTIONS, 1) or get_close_matches(name.lower(), FUNCTIONS, 1)
    if near:
        return Remark(UNKNOWN_NEAR, position, {"name": name, "near": near[0]})
    return Remark(UNKNOWN, position, {"name": name})


def _miscounted(call: Call, known: Function) -> Remark:
    facts = {"name": call.name, "count": len(call.arguments)}
    if known.pairs_after is not None:
        return Remark(NOT_IN_PAIRS, call.position, facts)
    if known.most is None:
        return Remark(TOO_FEW, call.position, facts | {"least": known.least})
    if known.least == known.most:
        return Remark(WRONG_COUNT, call.position, facts | {"expected": known.least})
    bounds = {"least": known.least, "most": known.most}
    return Remark(COUNT_OUTSIDE, call.position, facts | bounds)


def _arguments(call: Call) -> Iterator[Remark]:
    match call:
        case Call("regex", (_, Literal(source, position))) if pattern_of(source) is None:
            yield Remark(BAD_PATTERN, position, {"pattern": source})
        case Call("digest", (_, Literal(name, position), *_)) if name not in ALGORITHMS:
            yield Remark(UNKNOWN_ALGORITHM, position, {"name": name, "known": _KNOWN_ALGORITHMS})
    places = _NEED_NODES.get(call.name, ())
    if call.name == "indexed-repeat":
        places = (0, *range(1, len(call.arguments), 2))
    for place in places:
        if not may_be_nodes(call.arguments[place]):
            yield Remark(NEEDS_NODES, call.position, {"name": call.name})


def may_be_nodes(expression: Expression) -> bool:
    """Return whether an expression is, or may turn out to be, a set of nodes."""
    match expression:
        case Number() | Literal() | Negate():
            return False
        case Operation(operators):
            return operators[0] == "|"
        case Call(name):
            return name in NODE_FUNCTIONS or name in _ANY_KIND or name not in FUNCTIONS
        case _:
            return True


def _warnings(part: Expression) -> Iterator[Remark]:
    match part:
        case Call(name, _, position):
            if name in _DIFFER:
                yield Remark(_DIFFER[name], position)
            yield from _of_use(part)
        case Operation(operators, operands):
            yield from _operands(operators[0], operands)
        case Path(_, steps):
            yield from _axes(steps)


def _of_use(call: Call) -> Iterator[Remark]:
    match call:
        case Call("regex", (_, Literal(source, position))) if not _is_anchored(source):
            yield Remark(SEARCHES, position)
        case Call("not" | "boolean" | "if", (Reference(name, position), *_)):
            yield Remark(MERELY_THERE, position, {"name": name})
        case Call("coalesce", (_, _, _, *_), position):
            yield Remark(MORE_THAN_TWO, position)
        case Call("format-date" | "format-date-time", (_, Literal(pattern, position))):
            yield from _identifiers(pattern, position)


def _is_anchored(pattern: str) -> bool:
    return pattern.startswith("^") and pattern.endswith("$")


def _identifiers(pattern: str, position: int) -> Iterator[Remark]:
    for letter in _IDENTIFIER.findall(pattern):
        if letter != "%" and letter not in IDENTIFIERS:
            yield Remark(UNKNOWN_IDENTIFIER, position, {"name": f"%{letter}"})


def _operands(operator: str, operands: tuple[Expression, ...]) -> Iterator[Remark]:
    """Remark on `${a} and …` and `${a} = true()`: both only ask whether the question is there."""
    compares_truth = operator in {"=", "!="} and any(_is_truth(one) for one in operands)
    if operator in {"and", "or"} or compares_truth:
        for operand in operands:
            if isinstance(operand, Reference):
                yield Remark(MERELY_THERE, operand.position, {"name": operand.name})


def _is_truth(expression: Expression) -> bool:
    return isinstance(expression, Call) and expression.name in {"true", "false"}


def _axes(steps: tuple[Step, ...]) -> Iterator[Remark]:
    for step in steps:
        if step == ANYWHERE:
            yield Remark(ANY_DEPTH, step.position)
        elif step.axis not in _COMMON_AXES:
            yield Remark(RARE_AXIS, step.position, {"name": step.axis})


_KNOWN_ALGORITHMS = ", ".join(ALGORITHMS)

NO_VARIABLE = N_("„$%(name)s“ hat keinen Wert. Meinten Sie ${%(name)s}?")
UNKNOWN = N_("Die Funktion „%(name)s()“ gibt es nicht.")
UNKNOWN_NEAR = N_("Die Funktion „%(name)s()“ gibt es nicht. Meinten Sie „%(near)s()“?")
WRONG_COUNT = N_(
    "Zahl der Angaben in den Klammern von „%(name)s()“: %(count)s. Richtig: %(expected)s."
)
COUNT_OUTSIDE = N_(
    "Zahl der Angaben in den Klammern von „%(name)s()“: %(count)s. Richtig: %(least)s bis %(most)s."
)
TOO_FEW = N_(
    "Zahl der Angaben in den Klammern von „%(name)s()“: %(count)s. Nötig: mindestens %(least)s."
)
NOT_IN_PAIRS = N_(
    "Zahl der Angaben in den Klammern von „%(name)s()“: %(count)s. Die hinteren gehören paarweise "
    "zusammen; eine fehlt oder ist zu viel."
)
BAD_PATTERN = N_(
    "Das Muster „%(pattern)s“ kann nicht gelesen werden. Vorausschau „(?=“, Rückschau „(?<=“ und "
    "Rückverweise „\\1“ sind nicht möglich; bitte prüfen Sie auch, ob alle Klammern geschlossen "
    "sind."
)
NO_PATH_FROM_VALUE = N_(
    "Ein Text oder eine Zahl hat keine Teile: Vor „/“ und „[“ muss ein Verweis auf Fragen stehen."
)
NO_UNION_OF_VALUES = N_("„|“ verbindet nur Verweise auf Fragen. Für „oder“ schreiben Sie „or“.")
NEEDS_NODES = N_(
    "„%(name)s()“ braucht einen Verweis auf Fragen oder Zeilen, zum Beispiel %(name)s(${name})."
)
SEARCHES = N_(
    "regex() sucht das Muster hier an beliebiger Stelle, ODK Collect vergleicht den ganzen Text. "
    "Mit „^“ am Anfang und „$“ am Ende bedeutet es überall dasselbe."
)
MERELY_THERE = N_(
    "Hier wird nur gefragt, ob „%(name)s“ überhaupt vorkommt; andere Programme fragen, ob die "
    "Antwort nicht leer ist. Eindeutig ist ${%(name)s} != '' oder ${%(name)s} = 'true'."
)
BLANKS_LEFT_OUT = N_(
    "Leere Angaben werden hier ausgelassen; ODK Web Forms setzt auch für sie ein Trennzeichen."
)
DAYS_FROM_MIDNIGHT = N_(
    "Tage werden hier ab Mitternacht hiesiger Zeit gezählt, in ODK Web Forms ab Mitternacht "
    "Weltzeit. Unterschiede zwischen zwei Tagen sind gleich, die Zahl selbst nicht."
)
MORE_THAN_TWO = N_(
    "coalesce() mit mehr als zwei Angaben kennt ODK Collect nicht. Überall geht es verschachtelt: "
    "coalesce(a, coalesce(b, c))."
)
UNKNOWN_IDENTIFIER = N_("Das Zeichen „%(name)s“ kennt format-date() nicht; es bleibt stehen.")
ANY_DEPTH = N_(
    "„//“ sucht in allen Ebenen; ODK Collect rechnet damit langsam und nicht überall gleich. "
    "Besser ist ein Verweis wie ${name}."
)
RARE_AXIS = N_("Die Achse „%(name)s::“ kennt ODK Collect nicht.")
_DIFFER = {"join": BLANKS_LEFT_OUT, "decimal-date-time": DAYS_FROM_MIDNIGHT}
