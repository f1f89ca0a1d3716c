"""Bringing a database to the schema of this version of the product.

Alembic is imported only when there is something to do: it takes a tenth of the time of a start.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LOCK = 0x696B70  # "ikp": the advisory lock that keeps two processes from migrating at once
_REVISION = re.compile(r"^(down_)?revision = (.+)$", re.MULTILINE)
_NAME = re.compile(r"\w+(?=[\"'])")


class UnknownRevisionError(RuntimeError):
    """The database has a migration that this version of the product does not have."""


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see the head of this file

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return config


def is_current(engine: Engine) -> bool:
    """Tell whether the database has every migration.

    Raises UnknownRevisionError if it has others: it was made by a newer version.
    """
    known: set[str] = set()
    followed: set[str] = set()
    for file in (MIGRATIONS / "versions").glob("*.py"):
        for before, names in _REVISION.findall(file.read_text()):
            (followed if before else known).update(_NAME.findall(names))
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        stored = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    if unknown := stored - known:
        raise UnknownRevisionError(", ".join(sorted(unknown)))
    return stored == known - followed


def upgrade(engine: Engine, revision: str = "heads") -> None:
    """Migrate up to `revision`. Safe to call from several processes at once."""
    from alembic import command  # noqa: PLC0415

    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
            connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({LOCK})")
            connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down to `revision` (`base`: an empty database)."""
    from alembic import command  # noqa: PLC0415

    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def write_revision(engine: Engine, message: str) -> None:
    """Write a migration from the difference between the models and this database."""
    from alembic import command  # noqa: PLC0415

    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True)
