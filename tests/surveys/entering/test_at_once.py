from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ikparticipation import db
from ikparticipation.accounts.models import User
from ikparticipation.errors import ConflictError
from ikparticipation.surveys import services
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Wave,
)
from tests import make
from tests.surveys.entering.conftest import NOW, TODAY


class TestOnPaper:
    def test_an_organisation_without_anybody_can_be_asked_and_entered_for(self, session, case):
        case.organisation = make.organisation(session)
        with pytest.raises(ConflictError):
            services.invite_all(
                session, case.wave, [case.organisation.id], actor=case.staff, at=NOW
            )

        services.invite_all(
            session, case.wave, [case.organisation.id], actor=case.staff, at=NOW, on_paper=True
        )
        case.begin()

        assert case.submit().channel is Channel.PAPER


def test_two_who_begin_at_once_get_one_entry(app, session, case):
    """Real threads on real connections."""
    people = [case.staff.id, make.steering(session).id]
    barrier, wave_id = Barrier(2), case.wave.id
    organisation_id = case.organisation.id
    session.commit()

    def begin(number):
        with db.sessions_of(app)() as own:
            actor, wave = own.get_one(User, people[number]), own.get_one(Wave, wave_id)
            own.commit()
            barrier.wait(10)
            try:
                entry = services.begin_entry(
                    own,
                    wave,
                    organisation_id,
                    channel=Channel.PAPER,
                    received_on=TODAY,
                    source=f"Ordner {number}",
                    actor=actor,
                    at=NOW,
                ).id
                own.commit()
            except ConflictError as error:
                own.rollback()
                return error
            return entry

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(begin, range(2)))

    errors = [each for each in results if isinstance(each, services.EntryOpenError)]
    assert len(errors) == 1
    assert session.scalar(select(func.count(Entry.id))) == 1
