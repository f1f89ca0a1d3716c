r"""Texts that match a pattern, for the patterns people write: `^[0-9]{5}$`, `.+@.+\..+`.

They are examples and no more: whoever takes one tries it on the formula itself.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product
from re import _parser  # type: ignore[attr-defined]  # `sre_parse` is deprecated
from typing import Any

MAX_EXAMPLES = 6
MAX_LENGTH = 1_000
_CLASSES = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_WORD": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "a",
}
_OTHERS = "aA7 -.@ßé"
"""What a class that excludes something is tried with."""


def examples(pattern: str) -> tuple[str, ...]:
    """Return a few texts that a pattern may find itself in; none when it cannot be read."""
    try:
        with warnings.catch_warnings():  # about brackets that another version may read otherwise
            warnings.simplefilter("ignore")
            read = _parser.parse(pattern)
        found = islice(_sequence(list(read)), MAX_EXAMPLES * 4)
        return tuple(dict.fromkeys(text for text in found if len(text) <= MAX_LENGTH))[
            :MAX_EXAMPLES
        ]
    except (re.error, RecursionError, OverflowError, MemoryError):
        return ()


def _sequence(parts: Sequence[Any]) -> Iterator[str]:
    """Return texts for parts that follow one another, each part with its first few."""
    each = [list(islice(_part(*part), 3)) for part in parts]
    for texts in islice(product(*each), MAX_EXAMPLES * 4):
        yield "".join(texts)


def _part(code: Any, argument: Any) -> Iterator[str]:
    match str(code):
        case "LITERAL":
            yield chr(argument)
        case "NOT_LITERAL":
            yield next(c for c in _OTHERS if ord(c) != argument)
        case "ANY":
            yield "a"
        case "IN":
            yield from _one_of(argument)
        case _:
            yield from _structure(str(code), argument)


def _structure(code: str, argument: Any) -> Iterator[str]:
    match code:
        case "BRANCH":
            yield from chain.from_iterable(zip(*map(_all, argument[1]), strict=False))
            yield from chain.from_iterable(_sequence(list(branch)) for branch in argument[1])
        case "SUBPATTERN":
            yield from _sequence(list(argument[-1]))
        case "ATOMIC_GROUP":
            yield from _sequence(list(argument))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield from _repeated(*argument)
        case _:  # anchors, looks around, back references
            yield ""


def _all(branch: Any) -> list[str]:
    return list(islice(_sequence(list(branch)), MAX_EXAMPLES))


def _repeated(least: int, most: int, inside: Any) -> Iterator[str]:
    text = next(_sequence(list(inside)), "")
    for count in dict.fromkeys((max(least, min(most, 1)), least, min(most, max(least, 3)))):
        if count * max(len(text), 1) <= MAX_LENGTH:
            yield text * count


def _one_of(members: Sequence[Any]) -> Iterator[str]:
    if str(members[0][0]) == "NEGATE":
        refused = _ranges(members[1:])
        yield next((c for c in _OTHERS if not any(a <= ord(c) <= b for a, b in refused)), "~")
        return
    for code, argument in members:
        match str(code):
            case "LITERAL":
                yield chr(argument)
            case "RANGE":
                yield chr(argument[0])
                yield chr(argument[1])
            case "CATEGORY":
                yield _CLASSES.get(str(argument), "a")


def _ranges(members: Sequence[Any]) -> list[tuple[int, int]]:
    found = []
    for code, argument in members:
        if str(code) == "LITERAL":
            found.append((argument, argument))
        elif str(code) == "RANGE":
            found.append(argument)
        elif str(code) == "CATEGORY":
            one = ord(_CLASSES.get(str(argument), "a"))
            found.append((one, one))
    return found
