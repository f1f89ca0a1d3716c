"""SPSS: a `.sav` file for each table, with the labels of one language.

Needs the extra `spss` of this package. The format asks for whole columns, so of this format alone
one table at a time stands in memory.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from ikparticipation.errors import DomainError
from ikparticipation.surveys.exports.codebook import label_of
from ikparticipation.surveys.exports.rows import Line, Value
from ikparticipation.surveys.exports.tables import Cell, Column, Table
from ikparticipation.surveys.xlsform.question import QuestionType
from ikparticipation.text import N_, pick

NOT_INSTALLED = N_(
    "SPSS-Dateien kann diese Installation nicht schreiben. Bitte wählen Sie ein anderes Format, "
    "oder bitten Sie die Administration, die Erweiterung „spss“ zu installieren."
)
LONGEST_NAME = 64
LONGEST_LABEL = 250
LONGEST_VALUE_LABEL = 120
LONGEST_TEXT = 32_767
"""All in octets of UTF-8, as the format counts."""
_RESERVED = frozenset(
    {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]")


def write_sav(path: Path, table: Table, rows: Iterable[Line], language: str) -> None:
    """Write a table. Raises DomainError where the extra is not installed."""
    pandas, pyreadstat = _tools()
    names = variable_names([column.name for column in table.columns])
    cells = list(zip(*rows, strict=True)) or [()] * len(names)
    frame = pandas.DataFrame(
        {
            name: _column(pandas, column, values)
            for name, column, values in zip(names, table.columns, cells, strict=True)
        }
    )
    labels = {name: _label(c, language) for name, c in zip(names, table.columns, strict=True)}
    values = dict(_value_labels(names, table, language))
    pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=values)


def _tools() -> tuple[Any, Any]:
    try:
        return import_module("pandas"), import_module("pyreadstat")
    except ImportError as error:
        raise DomainError(NOT_INSTALLED) from error


def variable_names(names: Iterable[str]) -> list[str]:
    """Return names that SPSS allows, all different without regard to capitals."""
    found: dict[str, str] = {}
    for name in names:
        tidy = _NOT_IN_NAMES.sub("_", name).strip("_.")
        if not tidy[:1].isalpha() or tidy.upper() in _RESERVED:
            tidy = f"v_{tidy}".rstrip("_.")
        fresh, number = tidy[:LONGEST_NAME].rstrip("_."), 1
        while fresh.casefold() in found:
            number += 1
            fresh = f"{tidy[: LONGEST_NAME - 1 - len(str(number))]}_{number}"
        found[fresh.casefold()] = fresh
    return list(found.values())


def _column(pandas: Any, column: Column, values: Iterable[Value]) -> Any:
    match column.cell:
        case Cell.NUMBER | Cell.YES_NO | Cell.PLACE:
            return pandas.Series(values, dtype="float64")
        case Cell.DAY:
            return pandas.Series([_day(value) for value in values], dtype="object")
    texts = ["" if value is None else cut(str(value), LONGEST_TEXT) for value in values]
    return pandas.Series(texts, dtype="object")


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def cut(text: str, most: int) -> str:
    """Return as much of a text as fits into so many octets."""
    data = text.encode()
    return text if len(data) <= most else data[:most].decode(errors="ignore")


def _label(column: Column, language: str) -> str:
    return cut(pick(label_of(column), language) or column.name, LONGEST_LABEL)


def _value_labels(
    names: Iterable[str], table: Table, language: str
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Return variable → value → label, of questions with one answer of a list."""
    for name, column in zip(names, table.columns, strict=True):
        question = column.placed.question if column.placed else None
        if question is not None and question.type is QuestionType.SELECT_ONE:
            yield (
                name,
                {
                    value: cut(pick(labels, language) or value, LONGEST_VALUE_LABEL)
                    for value, labels in question.choice_labels.items()
                },
            )
