"""Visitors who are signed in and fill in the real forms of the pages."""

import httpx
import pytest
from sqlalchemy import select

from ikparticipation import db
from ikparticipation.surveys.models import Response
from tests import make_surveys
from tests.visitor import Visitor


@pytest.fixture
def visit(app):
    """`visit(user)`: a visitor of their own, signed in as this user."""
    opened = []

    def make(user) -> Visitor:
        visitor = Visitor("http://localhost", httpx.WSGITransport(app=app))
        signer = app.session_interface.get_signing_serializer(app)
        signed_in = signer.dumps({"_user_id": user.get_id(), "_fresh": True})
        visitor.http.cookies.set("session", signed_in, domain="localhost.local")
        opened.append(visitor)
        return visitor

    yield make
    for visitor in opened:
        visitor.http.close()


@pytest.fixture
def seat(session):
    """A wave that is open, an organisation that was asked, and who represents it."""
    return make_surveys.seat(session)


@pytest.fixture
def client(as_user, seat):
    """The site as the representative sees it."""
    return as_user(seat[2])


@pytest.fixture
def here(seat):
    """Where the organisation answers."""
    return f"/erhebung/{seat[0].id}"


@pytest.fixture
def stored(app):
    """`stored()`: the only response there is, as the database has it now, or None."""

    def read() -> Response | None:
        with db.sessions_of(app)() as own:
            return own.scalars(select(Response)).one_or_none()

    return read
