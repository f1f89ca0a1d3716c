"""The database: one declarative base, one session per request or task, on two databases.

SQLite and PostgreSQL run the same models. What differs stands in `_prepare_sqlite`.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, dataclass_transform
from uuid import UUID, uuid4

from flask import Flask, current_app, g
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    Insert,
    MetaData,
    Row,
    Text,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import (
    MANYTOONE,
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    MappedColumn,
    Session,
    make_transient_to_detached,
    mapped_column,
    sessionmaker,
)
from sqlalchemy.types import TypeDecorator

WRITES = "ikp_writes"

AnyRow = Row[*tuple[Any, ...]]
"""A row of chosen columns, read by their names."""


class UTCDateTime(TypeDecorator[datetime]):
    """Timestamps go in aware and come out aware, always UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.replace(tzinfo=value.tzinfo or UTC)


@dataclass_transform(kw_only_default=True, field_specifiers=(MappedColumn, mapped_column))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Base of all models: typed keyword constructor, an id from the start, UTC times."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: Text,  # lengths are checked in the forms, not in the schema
        datetime: UTCDateTime,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda e: [m.value for m in e],
        ),
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=uuid4, init=False)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"


M = TypeVar("M", bound=Base)


def connect(url: str) -> Engine:
    """Return an engine for `url` (`sqlite:///…` or `postgresql://…`), ready for use."""
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, patience, and a write lock from the start of a writing transaction.

    The driver's own transaction control is switched off, because it starts a transaction as a
    reader: two such transactions that both go on to write make one fail at once, whatever the
    busy timeout. PostgreSQL needs none of this.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 15000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, True)
        driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def init_app(app: Flask, url: str) -> sessionmaker[Session]:
    """Give the application its engine and the maker of all its sessions, which is returned."""
    engine = connect(url)
    sessions = sessionmaker(engine, expire_on_commit=False)
    app.extensions["ikp_sessions"] = sessions
    app.extensions["ikp_reading_engine"] = engine.execution_options(**{WRITES: False})
    app.teardown_appcontext(_close)
    return sessions


def sessions_of(app: Flask) -> sessionmaker[Session]:
    return cast("sessionmaker[Session]", app.extensions["ikp_sessions"])


def session(*, writes: bool = True) -> Session:
    """Return the session of this request or task, opened at the first call.

    One opened with `writes=False` never waits for a writer on SQLite.
    """
    if "session" not in g:
        bind = {} if writes else {"bind": current_app.extensions["ikp_reading_engine"]}
        g.session = sessions_of(current_app)(**bind)
    return cast("Session", g.session)


def _close(_error: BaseException | None) -> None:
    if (open_session := g.pop("session", None)) is not None:
        open_session.close()  # also rolls back what was not committed


@contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work outside a request. An error leaves nothing behind."""
    current = session()
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise


def rows(
    session: Session, statement: Executable, facts: Mapping[str, Any] | None = None
) -> Sequence[AnyRow]:
    """Return the rows of chosen columns, past the ORM: that costs less than half.

    For pages that many people read. What waits in the session unwritten is not seen.
    """
    return session.connection().execute(statement, facts).all()


def load(
    session: Session, model: type[M], statement: Executable, facts: Mapping[str, Any]
) -> M | None:
    """Return the object of the one row that `statement`, made of `columns_of(model)`, finds.

    As `Session.scalar` would, for half of what that costs: for what every request asks.
    """
    found = rows(session, statement, facts)
    return known(session, model, found[0]._mapping) if found else None  # noqa: SLF001 - public


def columns_of(model: type[Base]) -> Sequence[ColumnElement[Any]]:
    """Return all columns of a model, to select what `load` and `known` make an object of."""
    return [getattr(model, attribute.key) for attribute in inspect(model).column_attrs]


def values_of(columns: Sequence[ColumnElement[Any]], row: Sequence[Any]) -> dict[Any, Any]:
    """Return the values for `known` from a row, or the rest of one, that begins with these."""
    return {column.key: value for column, value in zip(columns, row, strict=False)}


def known(session: Session, model: type[M], values: Mapping[Any, Any]) -> M:
    """Return the stored object with these values, all columns by name, as if it had been read."""
    mapper = inspect(model)
    there = session.identity_map.get(mapper.identity_key_from_primary_key((values["id"],)))
    if there is not None:
        return cast("M", there)
    thing = cast("M", mapper.class_manager.new_instance())
    thing.__dict__.update(values)
    make_transient_to_detached(thing)
    session.add(thing)
    return thing


def insert_once(session: Session, thing: Base, *, once: str) -> bool:
    """Insert `thing` unless a row with its value in the unique column `once` is there already.

    Returns whether it was inserted; it then belongs to the session as if it had been added. Of
    two transactions at once the second waits for the first and gets False, not an error. Both
    databases have ON CONFLICT, but SQLAlchemy a statement of its own for each.
    """
    columns, references = _stored_parts(type(thing))
    values = {name: thing.__dict__[key] for key, name in columns if key in thing.__dict__}
    for relation, name, key in references:
        if (other := getattr(thing, relation)) is not None:
            values[name] = getattr(other, key)
    statement = _insert_or_nothing(session.get_bind().dialect.name, type(thing), once)
    if session.connection().execute(statement, values).first() is None:
        return False
    make_transient_to_detached(thing)
    session.add(thing)
    return True


@cache
def _stored_parts(
    model: type[Base],
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Return (attribute, column) of plain columns, and (relation, column, key there) of others."""
    mapper = inspect(model)
    columns = [(attribute.key, attribute.columns[0].name) for attribute in mapper.column_attrs]
    references = [
        (relation.key, str(here.name), str(there.key))
        for relation in mapper.relationships
        if relation.direction is MANYTOONE
        for here, there in relation.local_remote_pairs or ()
    ]
    return columns, references


@cache
def _insert_or_nothing(dialect: str, model: type[Base], once: str) -> Insert:
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]
    statement = insert(model.__table__).on_conflict_do_nothing(index_elements=[once])
    if (counter := inspect(model).version_id_col) is not None:
        statement = statement.values({counter: 1})
    return cast("Insert", statement.returning(model.id))
