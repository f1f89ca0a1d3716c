"""The cells of the sheet survey that are expressions, as Formulas, each source parsed once.

`yes` and `no` in such a cell are `true()` and `false()`, as the standard has it. A default is an
expression when pyxform says so: when it calls, quotes an answer, or calculates.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from ikparticipation.surveys.xlsform.expression import Expression, ExpressionError
from ikparticipation.surveys.xlsform.questionnaire import Formula
from ikparticipation.surveys.xlsform.reading.columns import NO, YES, Entry
from ikparticipation.surveys.xlsform.reading.meanings import FORMULAS

Formulas = Mapping[tuple[int, str], Formula]
"""(index of the item, aspect of the model such as `required_when`) → its expression."""

MAX_CHARACTERS = 1_000_000
"""Of all different expressions together; 1,000 questions with three of 60 each have 180,000."""

_ALWAYS, _NEVER = Formula("true()"), Formula("false()")
_TYPES_WITH_HYPHENS = {"date": "date", "datetime": "dateTime", "geopoint": "geopoint"}
_LONGEST_DEFAULT = 10_000


def formulas_in(entries: Iterable[tuple[int, Entry]]) -> dict[tuple[int, str], Formula]:
    """Return all of them; nothing is parsed yet, so a wrong one raises only when it is read."""
    known: dict[str, Formula] = {}
    formulas: dict[tuple[int, str], Formula] = {}
    for index, entry in entries:
        for column, aspect in FORMULAS.items():
            cell = entry.get(column)
            formula = _formula(column, cell, entry, known) if cell else None
            if formula is not None:
                formulas[index, aspect] = formula
    return formulas


def _formula(column: str, cell: str, entry: Entry, known: dict[str, Formula]) -> Formula | None:
    word = cell.casefold()
    if column == "default":
        return _kept(cell, known) if is_dynamic(cell, entry.get("type")) else None
    if column in {"required", "readonly", "relevant", "constraint"} and word in YES:
        return _ALWAYS if column == "readonly" else None
    if word in NO:
        return None if column in {"required", "readonly"} else _NEVER
    return _ALWAYS if word in YES else _kept(cell, known)


def _kept(cell: str, known: dict[str, Formula]) -> Formula:
    return known.setdefault(cell, Formula(cell))


def first_too_many(formulas: Formulas) -> tuple[int, str] | None:
    """Return the expression with which all of them are more than is parsed at all."""
    known: set[str] = set()
    characters = 0
    for key, formula in formulas.items():
        if formula.source not in known:
            known.add(formula.source)
            characters += len(formula.source)
            if characters > MAX_CHARACTERS:
                return key
    return None


def readable(formulas: Formulas) -> Iterator[tuple[tuple[int, str], Expression]]:
    """Return the expressions that can be parsed; none if they are too many."""
    if first_too_many(formulas) is None:
        for key, formula in formulas.items():
            with suppress(ExpressionError):
                yield key, formula.tree


def is_dynamic(default: str, type_: str) -> bool:
    """Whether a default is computed, as pyxform decides it."""
    if default.isalnum() or len(default) > _LONGEST_DEFAULT:
        return False
    from pyxform.utils import default_is_dynamic  # noqa: PLC0415 - slow to import

    kind = _TYPES_WITH_HYPHENS.get("".join(type_.casefold().split()))
    return bool(default_is_dynamic(default, kind))
