"""An organisation that was asked, who represents it, and staff who enter for it."""

from datetime import date

import pytest

from ikparticipation.surveys import services
from ikparticipation.surveys.models import Channel, Response
from ikparticipation.text import BERLIN
from tests import make, make_surveys

NOW = make_surveys.NOW
TODAY = NOW.astimezone(BERLIN).date()


class Case:
    def __init__(self, session) -> None:
        self.session = session
        self.seat = self.wave, self.organisation, self.member = make_surveys.seat(
            session, email="vera@example.org"
        )
        self.staff = make.steering(session, name="Sonja Steuerung")
        self.form = {"answers/was": ["Beraten"], "answers/anzahl": ["7"]}

    @property
    def own(self) -> str:
        """Where the organisation answers, as staff call it."""
        return f"/erhebung/{self.wave.id}"

    @property
    def query(self) -> str:
        return f"?fuer={self.organisation.id}"

    @property
    def begin_page(self) -> str:
        return f"/verwaltung/erhebungen/wellen/{self.wave.id}/eintragen/{self.organisation.id}"

    def begin(self, *, channel=Channel.PAPER, day: date = TODAY, source="Ordner 3", **given):
        defaults = {"actor": self.staff, "at": NOW}
        entry = services.begin_entry(
            self.session,
            self.wave,
            self.organisation.id,
            channel=channel,
            received_on=day,
            source=source,
            **defaults | given,
        )
        self.session.commit()
        return entry

    def save(self, *, actor=None, at=NOW, **form):
        typed = {f"answers/{name}": [words] for name, words in form.items()} or self.form
        seat = self.wave, self.organisation, actor or self.staff
        return make_surveys.save(self.session, seat, typed, at=at)

    def complete(self, *, actor=None) -> Response:
        """What is saved: all that is asked."""
        stored = make_surveys.response(
            self.session, self.wave, self.organisation, actor or self.staff
        )
        self.session.commit()
        return stored

    def submit(self, response=None, *, actor=None, at=NOW):
        revision = services.submit_response(
            self.session, response or self.complete(), actor=actor or self.staff, at=at
        )
        self.session.commit()
        return revision

    def entered(self, **given):
        """An entry that is submitted."""
        entry = self.begin(**given)
        self.submit()
        return entry

    def objected(self, words="Das haben wir nie gesagt."):
        entry = self.entered()
        services.object_to_entry(self.session, entry.id, words=words, actor=self.member, at=NOW)
        self.session.commit()
        return entry


@pytest.fixture
def case(session):
    return Case(session)
