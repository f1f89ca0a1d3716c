"""A response that was submitted, who looks at it, and what both do."""

from datetime import timedelta

import pytest

from ikparticipation.surveys.services import reviewing
from tests import make, make_surveys

NOW = make_surveys.NOW


class Case:
    """One submitted response, its organisation and a person of the administration."""

    def __init__(self, session) -> None:
        self.session = session
        self.seat = self.wave, self.organisation, self.member = make_surveys.seat(session)
        self.staff = make.steering(session)
        self.revision = make_surveys.submitted(session, *self.seat, accepted=False)
        self.response = self.revision.response

    @property
    def row(self) -> str:
        """Id of the only offer."""
        return self.revision.document["rows"]["angebot"][0]["id"]

    def ask(self, words="Sind das alle?", question="anzahl", row_id="", actor=None):
        return reviewing.ask(
            self.session,
            self.response.id,
            question=question,
            row_id=row_id,
            words=words,
            actor=actor or self.staff,
            at=NOW,
        )

    def correct(self, form=None, question="anzahl", row_id="", reason="Tippfehler.", **given):
        return reviewing.correct(
            self.session,
            self.response.id,
            question=question,
            row_id=row_id,
            form=form or {"answers/anzahl": ["13"]},
            reason=reason,
            **{"seen": self.response_number, "actor": self.staff, "at": NOW} | given,
        )

    @property
    def response_number(self) -> int:
        return self.revision.number

    def accept(self, seen=1, actor=None):
        return reviewing.accept(
            self.session, self.response.id, seen=seen, actor=actor or self.staff, at=NOW
        )

    def send_back(self, words="Bitte ergänzen.", seen=1, days=7, actor=None):
        return reviewing.return_response(
            self.session,
            self.response.id,
            seen=seen,
            words=words,
            until=NOW + timedelta(days=days),
            actor=actor or self.staff,
            at=NOW,
        )

    def submit_again(self, **answers):
        form = {f"answers/{name}": [value] for name, value in answers.items()}
        saved = make_surveys.save(self.session, self.seat, form)
        revision = make_surveys.services.submit_response(
            self.session, saved.response, actor=self.member, at=NOW
        )
        self.session.commit()
        self.revision = revision
        return revision


@pytest.fixture
def case(session):
    return Case(session)
