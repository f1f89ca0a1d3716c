"""Many rows into one table at once.

PostgreSQL takes them by COPY, which costs it a third of what as many INSERTs cost; SQLite has no
such thing, and needs none.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert

Values = Mapping[str, Any]


def write(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that all tell the same columns."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        connection.execute(_insert(table), rows)


@cache
def _insert(table: Table) -> Insert:
    """Put together once: that costs more than running it."""
    return insert(table)


def _copy(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    columns = tuple(rows[0])
    into = ", ".join(f'"{column}"' for column in columns)
    stored = list(zip(columns, _processors(table, columns, connection.dialect), strict=True))
    driver: Any = connection.connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({into}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([as_stored(row[column]) for column, as_stored in stored])


@cache
def _processors(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> Sequence[Callable[[Any], Any]]:
    """Return for each column what makes a value that the driver knows: of enums, JSON, times."""
    found = (
        table.c[column].type.dialect_impl(dialect).bind_processor(dialect) for column in columns
    )
    return [each or _as_it_is for each in found]


def _as_it_is(value: Any) -> Any:
    return value
