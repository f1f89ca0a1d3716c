"""What every test can have: an empty database on both engines, the site, and visitors to it."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask_login import FlaskLoginClient
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.orm import Session

from ikparticipation import db, web
from ikparticipation.app import create_app
from ikparticipation.catalogue.services import load as load_catalogue
from ikparticipation.settings import Settings
from tests import services
from worker.events import run_event

hypothesis_settings.register_profile("tests", deadline=None)  # machines are shared
hypothesis_settings.load_profile("tests")

CATALOGUE = {"field_of_action", "language", "target_group", "municipality"}


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL of this test run's own. Without one the tests fail, they do not skip."""
    with services.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url():
    with services.redis() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request, tmp_path_factory):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.db'}"
    return request.getfixturevalue("postgres_url")


def make_settings(database_url: str, instance: Path, **given) -> Settings:
    defaults = {
        "secret_key": "only-for-tests-only-for-tests-only",
        "database_url": database_url,
        "broker_url": "memory://",
        "instance": instance,
        "testing": True,
        "password_cost": 64,
    }
    return Settings(**defaults | given)


@pytest.fixture(scope="session")
def announcements() -> list[UUID]:
    """Ids of events in the order in which they were announced."""
    return []


@pytest.fixture(scope="session")
def app(database_url, tmp_path_factory, announcements):
    settings = make_settings(database_url, tmp_path_factory.mktemp("instance"))
    app = create_app(settings, announcements.append)
    app.config.update(WTF_CSRF_ENABLED=False)
    web.limiter.enabled = False
    app.test_client_class = FlaskLoginClient
    with db.sessions_of(app)() as session:
        db.Base.metadata.drop_all(session.get_bind())
        db.Base.metadata.create_all(session.get_bind())
        load_catalogue(session)
        session.commit()
    yield app
    db.sessions_of(app).kw["bind"].dispose()


@pytest.fixture
def session(app, announcements):
    """A session on a database with nothing but the catalogue in it.

    No app context: requests must open their own.
    """
    with db.sessions_of(app)() as session:
        yield session
        session.rollback()
        _empty(session)
    announcements.clear()


def _empty(session: Session) -> None:
    """Delete every row but the catalogue's, in one message to the database."""
    tables = reversed(db.Base.metadata.sorted_tables)
    names = [t.name for t in tables if t.name not in CATALOGUE]
    words = "; ".join(f'DELETE FROM "{name}"' for name in names)  # noqa: S608 - our own names
    driver = session.connection().connection
    if session.get_bind().dialect.name == "sqlite":
        driver.executescript(words)
    else:
        driver.cursor().execute(words)
    session.commit()


@pytest.fixture
def as_user(app):
    """`as_user(user).get(...)`: the site as this user sees it; `as_user()` is a visitor."""
    return lambda user=None: app.test_client(user=user)


@pytest.fixture
def work(app, session, announcements):
    """`work()`: let the worker do all that follows from what was announced; how many events."""

    def run() -> int:
        session.commit()
        done = 0
        while announcements:
            assert run_event(app, announcements.pop(0), lease=timedelta(minutes=1))
            done += 1
        session.expire_all()
        return done

    return run


@pytest.fixture
def statements(app):
    """`with statements() as seen: ...` collects the SQL statements that pages send."""
    engine = db.sessions_of(app).kw["bind"]

    @contextmanager
    def collect():
        seen: list[str] = []

        def note(_conn, _cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return collect
