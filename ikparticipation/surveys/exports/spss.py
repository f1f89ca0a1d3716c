"""SPSS: a `.sav` file for each table, with the labels of one language.

Needs the extra `spss` of this package. The format asks for whole columns, so of this format alone
one table at a time stands in memory.

In a column of numbers, what was not asked is `NOT_ASKED`, a missing value of the user; what was
not answered is the system's own. Texts and dates have no such value (SPSS takes none longer than
8 octets), so there only the column `not_asked` tells the two apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from ikparticipation.errors import DomainError
from ikparticipation.surveys.exports.codebook import label_of
from ikparticipation.surveys.exports.rows import Line, Value
from ikparticipation.surveys.exports.tables import Cell, Column, Table
from ikparticipation.surveys.exports.variables import variable_names
from ikparticipation.surveys.xlsform.question import QuestionType
from ikparticipation.text import N_, pick, translate

NOT_INSTALLED = N_(
    "SPSS-Dateien kann diese Installation nicht schreiben. Bitte wählen Sie ein anderes Format, "
    "oder bitten Sie die Administration, die Erweiterung „spss“ zu installieren."
)
NOT_ASKED = -9_999_999_999_998
"""Beyond every number that can be answered (`values.MAX_INTEGER`)."""
WAS_NOT_ASKED = N_("nicht gefragt")
LONGEST_LABEL = 250
LONGEST_VALUE_LABEL = 120
LONGEST_TEXT = 32_767
"""All in octets of UTF-8, as the format counts."""
_NUMBERS = frozenset({Cell.NUMBER, Cell.YES_NO, Cell.PLACE})
_WHOLE = frozenset({QuestionType.INTEGER, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
_MEASURES = {
    Cell.NUMBER: "scale",
    Cell.DAY: "scale",
    Cell.PLACE: "ordinal",
}
"""All others are nominal."""


def write_sav(path: Path, table: Table, rows: Iterable[Line], language: str) -> None:
    """Write a table. Raises DomainError where the extra is not installed."""
    pandas, pyreadstat = _tools()
    variables = dict(zip(variable_names(c.name for c in table.columns), table.columns, strict=True))
    cells = list(zip(*rows, strict=True)) or [()] * len(variables)
    not_asked = _not_asked(table, cells)
    frame = pandas.DataFrame(
        {
            name: _column(pandas, column, values, not_asked)
            for (name, column), values in zip(variables.items(), cells, strict=True)
        }
    )
    hanging = [
        name
        for name, column in variables.items()
        if column.cell in _NUMBERS and not_asked is not None and column.placed is not None
    ]
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels={name: _label(column, language) for name, column in variables.items()},
        variable_value_labels=dict(_value_labels(variables, hanging, language)),
        missing_ranges={name: [NOT_ASKED] for name in hanging},
        variable_measure={
            name: _MEASURES.get(column.cell, "nominal") for name, column in variables.items()
        },
        variable_format={name: "F16.0" for name, c in variables.items() if _is_whole(c)},
    )


def _tools() -> tuple[Any, Any]:
    try:
        return import_module("pandas"), import_module("pyreadstat")
    except ImportError as error:
        raise DomainError(NOT_INSTALLED) from error


def _is_whole(column: Column) -> bool:
    if column.placed is None:
        return column.cell in _NUMBERS
    return column.cell in _NUMBERS and column.placed.question.type in _WHOLE


def _not_asked(table: Table, cells: Sequence[Sequence[Value]]) -> Sequence[frozenset[str]] | None:
    """Return for each row what was not asked in it; None: all was, in all rows."""
    at = table.not_asked_at
    if at is None:
        return None
    known: dict[Value, frozenset[str]] = {}
    return [known.setdefault(cell, frozenset(str(cell or "").split())) for cell in cells[at]]


def _column(
    pandas: Any,
    column: Column,
    values: Iterable[Value],
    not_asked: Sequence[frozenset[str]] | None,
) -> Any:
    if column.cell in _NUMBERS:
        if column.placed is not None and not_asked is not None:
            name = column.placed.question.name
            values = [
                NOT_ASKED if value is None and name in hidden else value
                for value, hidden in zip(values, not_asked, strict=True)
            ]
        return pandas.Series(values, dtype="float64")
    if column.cell is Cell.DAY:
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
    variables: Mapping[str, Column], hanging: Iterable[str], language: str
) -> Iterator[tuple[str, Mapping[str | int, str]]]:
    """Return variable → value → label: of one answer of a list, and of what was not asked."""
    for name, column in variables.items():
        question = column.placed.question if column.placed else None
        if question is not None and question.type is QuestionType.SELECT_ONE:
            yield (
                name,
                {
                    value: cut(pick(labels, language) or value, LONGEST_VALUE_LABEL)
                    for value, labels in question.choice_labels.items()
                },
            )
    for name in hanging:
        yield name, {NOT_ASKED: translate(language, WAS_NOT_ASKED)}
