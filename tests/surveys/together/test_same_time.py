"""Real threads on real connections: what two people or two clicks do at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from ikparticipation import db
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError
from ikparticipation.surveys.models import ReopeningRequest, SectionAssignment, SubmissionWish, Wave
from ikparticipation.surveys.services import reopening, together
from tests import make, make_surveys

NOW = make_surveys.NOW
AFTER = NOW + timedelta(days=12)


def both(app, act):
    """Do `act(session, 0)` and `act(session, 1)` at the same time; return what came of each."""
    barrier = Barrier(2)

    def run(number):
        with db.sessions_of(app)() as session:
            barrier.wait(10)
            try:
                result = act(session, number)
                session.commit()
            except ConflictError as error:
                session.rollback()
                return error
            return result

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def events(session, action):
    return len(session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all())


def test_of_two_who_take_a_section_one_gets_it_and_the_other_is_told(app, session, office):
    people = [office.people.henk.id, office.people.hanna.id]

    def take(own, number):
        together.assign_sections(
            own,
            own.get(Wave, office.wave.id),
            office.organisation.id,
            ["wir"],
            to=people[number],
            actor=own.get(User, people[number]),
            at=NOW,
            seen={"wir": None},
        )
        return people[number]

    results = both(app, take)

    (taken,) = session.scalars(select(SectionAssignment)).all()
    assert [r for r in results if not isinstance(r, ConflictError)] == [taken.user_id]
    assert sum(isinstance(r, together.SectionTakenError) for r in results) == 1
    assert events(session, Action.SECTIONS_ASSIGNED) == 1


def test_a_double_click_gives_a_section_once(app, session, office):
    def give(own, _number):
        return together.assign_sections(
            own,
            own.get(Wave, office.wave.id),
            office.organisation.id,
            ["wir", "partner"],
            to=office.people.henk.id,
            actor=own.get(User, office.people.vera.id),
            at=NOW,
            seen={"wir": None, "partner": None},
        )

    results = both(app, give)

    assert sorted(map(len, results)) == [0, 2]
    assert len(session.scalars(select(SectionAssignment)).all()) == 2
    assert events(session, Action.SECTIONS_ASSIGNED) == 1


def test_two_who_ask_to_submit_ask_once(app, session, office):
    office.answer()
    people = [office.people.henk.id, office.people.hanna.id]

    def ask(own, number):
        wave, actor = own.get(Wave, office.wave.id), own.get(User, people[number])
        return together.ask_to_submit(own, wave, office.organisation.id, actor=actor, at=NOW)

    assert sorted(both(app, ask)) == [False, True]
    assert len(session.scalars(select(SubmissionWish)).all()) == 1
    assert events(session, Action.SUBMISSION_WISHED) == 1


@pytest.mark.parametrize("who", [("henk", "henk"), ("henk", "hanna")], ids=["one", "two"])
def test_whoever_asks_to_open_again_there_is_one_request(app, session, office, who):
    make_surveys.submitted(session, office.wave, office.organisation, office.people.vera)
    people = [office.person(name).id for name in who]

    def ask(own, number):
        wave, actor = own.get(Wave, office.wave.id), own.get(User, people[number])
        return reopening.ask_to_reopen(
            own, wave, office.organisation.id, reason="Weil.", actor=actor, at=AFTER
        ).id

    results = both(app, ask)

    (request,) = session.scalars(select(ReopeningRequest)).all()
    assert request.id in results
    assert sum(isinstance(r, ConflictError) for r in results) == (len(set(who)) - 1)


def test_of_two_decisions_one_holds(app, session, office):
    make_surveys.submitted(session, office.wave, office.organisation, office.people.vera)
    staff = make.steering(session)
    request = reopening.ask_to_reopen(
        session,
        office.wave,
        office.organisation.id,
        reason="Weil.",
        actor=office.people.henk,
        at=AFTER,
    )
    session.commit()

    def decide(own, number):
        given = {"actor": own.get(User, staff.id), "at": AFTER}
        if number:
            return reopening.decline_reopening(own, request.id, answer="Nein.", **given).status
        until = AFTER + make.DAY
        return reopening.grant_reopening(own, request.id, until=until, **given).status

    results = both(app, decide)

    assert sum(isinstance(r, ConflictError) for r in results) == 1
    session.refresh(request)
    assert request.status in results
