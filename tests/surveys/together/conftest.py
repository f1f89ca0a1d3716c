"""An organisation with several members that answers together."""

from types import SimpleNamespace

import pytest
from sqlalchemy import update

from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys.services import together
from tests import make, make_surveys

NOW = make_surveys.NOW


class Office:
    """Vera may submit; Henk and Hanna fill in; Fred belongs to another organisation."""

    def __init__(self, session) -> None:
        self.session = session
        self.wave, self.organisation, vera = make_surveys.seat(session, name="Vera Vertretung")
        helps = {"of": self.organisation, "role": MemberRole.CONTRIBUTOR}
        self.people = SimpleNamespace(
            vera=vera,
            henk=make.member(session, name="Henk Hilfe", **helps),
            hanna=make.member(session, name="Hanna Hilfe", language="en", **helps),
            fred=make_surveys.seat(session, self.wave, name="Fred Fremd")[2],
        )
        session.execute(update(Membership).values(since=NOW - make.DAY))
        session.commit()
        self.here = f"/erhebung/{self.wave.id}"

    def person(self, name):
        return getattr(self.people, name)

    def assign(self, by, to, *sections, **given):
        done = together.assign_sections(
            self.session,
            self.wave,
            self.organisation.id,
            sections,
            to=self.person(to).id,
            actor=self.person(by),
            **{"at": NOW} | given,
        )
        self.session.commit()
        return done

    def release(self, by, *sections, **given):
        done = together.release_sections(
            self.session,
            self.wave,
            self.organisation.id,
            sections,
            actor=self.person(by),
            **{"at": NOW} | given,
        )
        self.session.commit()
        return done

    def ask_to_submit(self, by, **given):
        done = together.ask_to_submit(
            self.session,
            self.wave,
            self.organisation.id,
            actor=self.person(by),
            **{"at": NOW} | given,
        )
        self.session.commit()
        return done

    def answer(self, **given):
        response = make_surveys.response(
            self.session, self.wave, self.organisation, self.people.henk, **given
        )
        self.session.commit()
        return response


@pytest.fixture
def office(session):
    return Office(session)
