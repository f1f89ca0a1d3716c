"""Functions of texts. Characters are code points."""

import math
from collections.abc import Callable, Iterable
from itertools import chain

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    Strings,
    ValueKind,
    booleans,
    numbers,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.patterns import pattern_of, searches
from ikparticipation.surveys.xlsform.expression.values import to_text
from ikparticipation.text import N_

MAX_TEXT = 1_000_000
_SPACES = " \t\r\n"
"""What XML calls white space."""
Texts = Callable[[Context], list[str]]


def _own(arguments: Arguments) -> Strings:
    """Return the text of the only argument, or without one of the context node."""
    return arguments[0].string if len(arguments) else lambda context: context.node.string()


def _string(arguments: Arguments) -> Compiled:
    return strings(_own(arguments))


def _all_texts(compiled: Compiled) -> Texts:
    """Return the texts of all nodes of a set, or of the one value."""
    value = compiled.value
    if compiled.kind is ValueKind.NODES:
        nodes = compiled.nodes
        return lambda context: [node.string() for node in nodes(context)]

    def texts(context: Context) -> list[str]:
        found = value(context)
        if isinstance(found, str | float | bool):
            return [to_text(found)]
        return [node.string() for node in found]

    return texts


def _concat(arguments: Arguments) -> Compiled:
    parts = [_all_texts(argument) for argument in arguments.compiled]
    return strings(lambda context: joined("", chain.from_iterable(part(context) for part in parts)))


def _join(arguments: Arguments) -> Compiled:
    """Return texts with a separator between; blanks are left out, so none stands doubled."""
    separator = arguments[0].string
    parts = [_all_texts(argument) for argument in arguments.compiled[1:]]

    def text(context: Context) -> str:
        texts = chain.from_iterable(part(context) for part in parts)
        return joined(separator(context), (one for one in texts if one))

    return strings(text)


def joined(separator: str, texts: Iterable[str]) -> str:
    """Join texts, up to a million characters."""
    found = list(texts)
    if sum(map(len, found)) + len(separator) * len(found) > MAX_TEXT:
        raise ExpressionError(TEXT_TOO_LONG, limit=MAX_TEXT)
    return separator.join(found)


def _contains(arguments: Arguments) -> Compiled:
    text, part = arguments[0].string, arguments[1].string
    return booleans(lambda context: part(context) in text(context))


def _starts_with(arguments: Arguments) -> Compiled:
    text, part = arguments[0].string, arguments[1].string
    return booleans(lambda context: text(context).startswith(part(context)))


def _ends_with(arguments: Arguments) -> Compiled:
    text, part = arguments[0].string, arguments[1].string
    return booleans(lambda context: text(context).endswith(part(context)))


def _substring_before(arguments: Arguments) -> Compiled:
    text, part = arguments[0].string, arguments[1].string

    def before(context: Context) -> str:
        whole, mark = text(context), part(context)
        return whole[: max(whole.find(mark), 0)]

    return strings(before)


def _substring_after(arguments: Arguments) -> Compiled:
    text, part = arguments[0].string, arguments[1].string

    def after(context: Context) -> str:
        whole, mark = text(context), part(context)
        place = whole.find(mark)
        return whole[place + len(mark) :] if place >= 0 else ""

    return strings(after)


def _substring(arguments: Arguments) -> Compiled:
    """Return characters by their number from 1, bounds rounded, as XPath 1.0 §4.2 counts them."""
    text, start = arguments[0].string, arguments[1].number
    length = arguments[2].number if len(arguments) > 2 else lambda _: math.inf  # noqa: PLR2004

    def part(context: Context) -> str:
        first = half_up(start(context))
        end = first + half_up(length(context))
        whole = text(context)
        if not (first < end and first <= len(whole) and end > 1):  # also if one is NaN
            return ""
        return whole[int(max(first, 1)) - 1 : int(min(end, len(whole) + 1)) - 1]

    return strings(part)


def half_up(number: float) -> float:
    """Round; a half goes to the larger number, as XPath 1.0 says: -1.5 becomes -1."""
    if not math.isfinite(number):
        return number
    below = math.floor(number)
    return float(below + (number - below >= 0.5))  # noqa: PLR2004 - number + 0.5 may not be exact


def _substr(arguments: Arguments) -> Compiled:
    """Return characters from an index (from 0) to before another; negative: from the end."""
    text, start = arguments[0].string, arguments[1].number
    end = arguments[2].number if len(arguments) > 2 else lambda _: math.inf  # noqa: PLR2004

    def part(context: Context) -> str:
        whole = text(context)
        return whole[_index(start(context), whole) : _index(end(context), whole)]

    return strings(part)


def _index(number: float, text: str) -> int:
    if number != number:  # noqa: PLR0124 - NaN
        return 0
    length = len(text)
    place = math.trunc(min(max(number, -length), length))
    return place + length if place < 0 else place


def _string_length(arguments: Arguments) -> Compiled:
    text = _own(arguments)
    return numbers(lambda context: float(len(text(context))))


def _normalize_space(arguments: Arguments) -> Compiled:
    text = _own(arguments)
    table_ = str.maketrans(_SPACES, " " * len(_SPACES))

    def normal(context: Context) -> str:
        words = text(context).translate(table_).split(" ")
        return " ".join(word for word in words if word)

    return strings(normal)


def _translate(arguments: Arguments) -> Compiled:
    text, old, new = (argument.string for argument in arguments.compiled)

    def translated(context: Context) -> str:
        before, after = old(context), new(context)
        mapping = {
            ord(character): after[index] if index < len(after) else None
            for index, character in reversed(list(enumerate(before)))
        }
        return text(context).translate(mapping)

    return strings(translated)


def _regex(arguments: Arguments) -> Compiled:
    """Return whether a pattern is found anywhere in a text, in time linear in the text."""
    text, source = arguments[0].string, arguments[1]
    if isinstance(source.constant, str):
        pattern = pattern_of(source.constant)
        return booleans(lambda context: searches(pattern, text(context)))
    written = source.string
    return booleans(lambda context: searches(pattern_of(written(context)), text(context)))


FUNCTIONS = table(
    Function("string", 0, 1, _string),
    Function("concat", 0, None, _concat),
    Function("join", 1, None, _join),
    Function("contains", 2, 2, _contains),
    Function("starts-with", 2, 2, _starts_with),
    Function("ends-with", 2, 2, _ends_with),
    Function("substring-before", 2, 2, _substring_before),
    Function("substring-after", 2, 2, _substring_after),
    Function("substring", 2, 3, _substring),
    Function("substr", 2, 3, _substr),
    Function("string-length", 0, 1, _string_length),
    Function("normalize-space", 0, 1, _normalize_space),
    Function("translate", 3, 3, _translate),
    Function("regex", 2, 2, _regex),
)

TEXT_TOO_LONG = N_("Der Text, den die Formel zusammensetzt, hat mehr als %(limit)s Zeichen.")
