"""An anonymous wave, who was asked in it, and how to answer there by the services."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import AnonymousAnswer, Wave
from ikparticipation.surveys.services import anonymous
from tests import make, make_surveys


@dataclass
class Anonymous:
    """One anonymous wave and what one does in it. Each act is a transaction of its own."""

    session: Any
    wave: Wave

    def asked(self, **member: Any) -> tuple[Organisation, User]:
        _, organisation, user = make_surveys.seat(self.session, self.wave, **member)
        return organisation, user

    def begin(self, organisation: Organisation, user: User, browser: str = "browser") -> Any:
        begun = anonymous.begin(
            self.session, self.wave, organisation.id, browser=browser, actor=user, at=clock.now()
        )
        self.session.commit()
        return begun

    def open(self) -> str:
        code = anonymous.new_code()
        anonymous.open_answer(self.session, self.wave, code, at=clock.now())
        self.session.commit()
        return code

    def save(
        self, code: str, form: dict[str, list[str]], section: str = "wir", **given: Any
    ) -> Any:
        saved = anonymous.save_section(
            self.session, self.wave, code, section, form, **{"at": clock.now()} | given
        )
        self.session.commit()
        return saved

    def complete(self, code: str, **answers: str) -> None:
        document = make_surveys.document(**answers)
        for section in ("wir", "angebote", "partner"):
            self.save(code, make_surveys.fields(document, section), section)

    def submit(self, code: str, **given: Any) -> AnonymousAnswer:
        sent = anonymous.submit(self.session, self.wave, code, **{"at": clock.now()} | given)
        self.session.commit()
        return sent

    def sent(self, **answers: str) -> str:
        """Return the code of answers that were sent."""
        code = self.open()
        self.complete(code, **answers)
        self.submit(code)
        return code

    def end(self) -> None:
        self.wave.closes_at = clock.now()
        self.session.commit()

    def answer(self, code: str) -> AnonymousAnswer:
        wanted = anonymous.code_hash(self.wave.id, code)
        query = select(AnonymousAnswer).where(AnonymousAnswer.code_hash == wanted)
        found = self.session.scalars(query.execution_options(populate_existing=True)).one()
        self.session.commit()
        return found


@pytest.fixture
def anonymously(session):
    return Anonymous(session, make_surveys.open_wave(session, anonymous=True))


@pytest.fixture
def staff(session):
    return make.steering(session)
