from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from sqlalchemy import select

from ikparticipation import db
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Response, ResponseRevision
from tests import make_surveys

NOW = make_surveys.NOW
ROW = str(uuid4())


class TestAtTheSameTime:
    """Real threads on real connections: what two people or two clicks do at once."""

    def both(self, app, act):
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

    def test_two_submissions_give_one_revision_and_one_receipt(self, app, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)

        def submit(own, _number):
            found = own.get(Response, response.id)
            actor = own.get(type(user), user.id)
            return services.submit_response(own, found, actor=actor, at=NOW).receipt_code

        codes = self.both(app, submit)

        assert codes[0] == codes[1]
        assert len(session.scalars(select(ResponseRevision)).all()) == 1
        submitted = select(AuditEvent).where(AuditEvent.action == Action.RESPONSE_SUBMITTED)
        assert len(session.scalars(submitted).all()) == 1

    def test_two_first_saves_of_different_sections_are_both_kept(self, app, session, seat):
        wave, organisation, user = seat
        forms = [
            ("wir", {"answers/was": ["Beraten"]}),
            ("partner", {"add/partner": [ROW], f"rows/partner/{ROW}/name": ["Stadt"]}),
        ]

        def first_save(own, number):
            section, form = forms[number]
            own_seat = own.get(type(wave), wave.id), organisation, own.get(type(user), user.id)
            return make_surveys.save(own, own_seat, form, section, opened=0).response.id

        ids = self.both(app, first_save)

        assert ids[0] == ids[1]
        document = session.scalars(select(Response)).one().document
        assert document["answers"] == {"was": "Beraten"}
        assert len(document["rows"]["partner"]) == 1

    def test_of_two_saves_of_one_section_the_second_sees_the_first(self, app, session, seat):
        wave, organisation, user = seat

        def one_save(own, number):
            own_seat = own.get(type(wave), wave.id), organisation, own.get(type(user), user.id)
            form = {"answers/was": [f"Von Person {number}"]}
            return make_surveys.save(own, own_seat, form, opened=0).response.id

        results = self.both(app, one_save)

        conflicts = [r for r in results if isinstance(r, services.SaveConflictError)]
        assert len(conflicts) == 1
        kept = session.scalars(select(Response)).one().document["answers"]["was"]
        assert conflicts[0].state.document["answers"]["was"] != kept
