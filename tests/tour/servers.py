"""Servers that somebody lends to the tour: they must be empty, and are empty again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from sqlalchemy import create_engine, inspect

from ikparticipation import schema


class NotEmptyError(RuntimeError):
    """Somebody else's data lie there; the tour does not touch them."""


@contextmanager
def database(url: str | None) -> Iterator[None]:
    """Refuse a database with tables in it; take our own away again at the end."""
    if url is None:
        yield
        return
    engine = create_engine(url)
    if tables := inspect(engine).get_table_names():
        raise NotEmptyError(
            f"The database {engine.url!r} is not empty ({len(tables)} tables). "
            "The tour needs one of its own: create one, and give its address."
        )
    try:
        yield
    finally:
        if inspect(engine).has_table("alembic_version"):
            schema.downgrade(engine, "base")
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP TABLE alembic_version")
        engine.dispose()


@contextmanager
def redis(url: str | None) -> Iterator[None]:
    """Refuse a Redis database with keys in it; empty it at the end."""
    if url is None:
        yield
        return
    with Redis.from_url(url) as client:
        if keys := client.dbsize():
            raise NotEmptyError(
                f"The Redis database is not empty ({keys} keys). "
                "Give the address of an unused one: redis://…/1, redis://…/2 and so on."
            )
        try:
            yield
        finally:
            client.flushdb()
