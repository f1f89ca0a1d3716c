from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from ikparticipation import db, schema
from tests import services


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = services.create_database(
            request.getfixturevalue("postgres_url"), f"empty{uuid4().hex}"
        )
    engine = db.connect(url)
    yield engine
    engine.dispose()


def test_migrations_and_models_agree(empty_database):
    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Base.metadata) == []


def test_the_database_is_current_only_after_the_migrations(empty_database):
    assert not schema.is_current(empty_database)

    schema.upgrade(empty_database)
    schema.upgrade(empty_database)

    assert schema.is_current(empty_database)


def test_a_database_of_a_newer_version_is_refused(empty_database):
    schema.upgrade(empty_database)
    with empty_database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'newer'")

    with pytest.raises(schema.UnknownRevisionError, match="newer"):
        schema.is_current(empty_database)


def test_the_newest_migration_is_the_one_alembic_would_go_to(empty_database):
    schema.upgrade(empty_database)

    with empty_database.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert set(heads) == set(scripts.get_heads())
    assert schema.is_current(empty_database)


def test_the_way_down_leaves_nothing_and_the_way_up_works_again(empty_database):
    schema.upgrade(empty_database)
    schema.downgrade(empty_database, "base")
    assert set(inspect(empty_database).get_table_names()) == {"alembic_version"}

    schema.upgrade(empty_database)

    assert schema.is_current(empty_database)
