"""A running installation as a journey meets it: its pages, its people and its post."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.accounts.services import HOME, issue_link
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.mail import OutgoingMail
from tests.instance import Instance
from tests.visitor import Visitor

PATIENCE = 30.0


class Site:
    """Web and worker are processes of their own; a test looks into their database from outside."""

    def __init__(self, instance: Instance) -> None:
        self.url = instance.base_url
        self._engine = db.connect(f"sqlite:///{instance.folder / 'ik.db'}")
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        self._visitors: dict[str, Visitor] = {}

    @contextmanager
    def database(self) -> Iterator[Session]:
        with self._sessions() as session:
            yield session
            session.commit()

    def close(self) -> None:
        for visitor in self._visitors.values():
            visitor.http.close()
        self._engine.dispose()

    def link(self, email: str, leads_to: str = HOME) -> str:
        """Return the address of a fresh link that signs this person in once."""
        with self.database() as session:
            user = session.scalars(select(User).where(User.email == email)).one()
            token = issue_link(session, user, leads_to=leads_to, at=clock.now())
        return f"{self.url}/anmelden/{token}"

    def visitor(self, email: str) -> Visitor:
        """Return this person over HTTP, signed in once for all tests: sign-in is rate-limited."""
        if email not in self._visitors:
            visitor = Visitor(self.url)
            visitor.get(self.link(email)).form("Anmelden").press()
            self._visitors[email] = visitor
        return self._visitors[email]

    def stranger(self) -> Visitor:
        """Return somebody over HTTP who is not signed in."""
        return self._visitors.setdefault("", Visitor(self.url))

    def letters(self, to: str) -> list[OutgoingMail]:
        written = select(OutgoingMail).where(OutgoingMail.to == to)
        with self.database() as session:
            return list(session.scalars(written.order_by(OutgoingMail.written_at)))

    def letter(self, to: str, about: str, *, at_least: int = 1) -> str:
        """Wait until the worker has written so many mails of this kind; return the newest."""
        deadline = time.monotonic() + PATIENCE
        while len(found := [m for m in self.letters(to) if about in m.subject]) < at_least:
            subjects = [m.subject for m in self.letters(to)]
            assert time.monotonic() < deadline, f"no mail „{about}“ for {to}, only {subjects}"
            time.sleep(0.05)
        return found[-1].body

    def let_the_worker_finish(self) -> None:
        """Wait until everything is done that follows from what happened so far."""
        undone = select(func.count(AuditEvent.id)).where(AuditEvent.state != EventState.DONE)
        deadline = time.monotonic() + PATIENCE
        while True:
            with self.database() as session:
                left = session.scalar(undone)
            if not left:
                return
            assert time.monotonic() < deadline, f"{left} events are not done"
            time.sleep(0.05)


def link_in(letter: str) -> str:
    """Return the link that signs in."""
    found = re.search(r"^https?://\S+/anmelden/\S+$", letter, re.MULTILINE)
    assert found, letter
    return found[0]
