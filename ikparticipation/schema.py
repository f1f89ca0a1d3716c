"""Bringing a database to the schema of this version of the product."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LOCK = 0x696B70  # "ikp": the advisory lock that keeps two processes from migrating at once


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return config


def is_current(engine: Engine) -> bool:
    """Tell whether the database has every migration, and no unknown one."""
    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def upgrade(engine: Engine, revision: str = "heads") -> None:
    """Migrate up to `revision`. Safe to call from several processes at once."""
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
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def write_revision(engine: Engine, message: str) -> None:
    """Write a migration from the difference between the models and this database."""
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True)
