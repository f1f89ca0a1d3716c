"""Whether this process answers, and whether its database does: for those who balance and watch."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from ikparticipation import db


def init_app(app: Flask) -> None:
    @app.get("/healthz")
    def healthz() -> ResponseReturnValue:
        """Tell that the process answers."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> ResponseReturnValue:
        """Tell whether the database answers; 503 lets a balancer ask another process."""
        try:
            db.session().execute(text("SELECT 1 FROM alembic_version"))
        except Exception:  # noqa: BLE001 - whatever it is, this process is not ready
            db.session().rollback()
            return {"status": "database not ready"}, 503
        return {"status": "ok"}
