"""A throw-away installation with the demo county, prepared in this process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from ikparticipation import clock, db, schema
from ikparticipation.app import create_app
from ikparticipation.catalogue.services import load
from ikparticipation.demo.fill import fill, sign_in_links
from ikparticipation.settings import Settings

KEY = "only-for-benchmarks-only-for-benchmarks"


@dataclass(frozen=True)
class Instance:
    """`links`: role → path of a link that signs in once."""

    app: Flask
    environment: dict[str, str]
    links: dict[str, str]


@contextmanager
def demo_instance(database_url: str = "") -> Iterator[Instance]:
    """Fill a fresh database, SQLite if none is given; what follows from its events is left."""
    with TemporaryDirectory(prefix="ikp-bench-") as folder:
        environment = {
            "IKP_INSTANCE": folder,
            "IKP_DATABASE_URL": database_url or f"sqlite:///{Path(folder) / 'ik.db'}",
            "IKP_BROKER_URL": "memory://",
            "IKP_SECRET_KEY": KEY,
        }
        app = create_app(Settings.from_env(os.environ | environment), lambda _event: None)
        engine = db.sessions_of(app).kw["bind"]
        schema.upgrade(engine)
        with app.app_context(), db.transaction() as session:
            load(session)
            fill(session, at=clock.now())
            links = {role: path for role, _, path in sign_in_links(session, at=clock.now())}
        yield Instance(app, environment, links)
        engine.dispose()
