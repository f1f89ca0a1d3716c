from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Response, ResponseRevision, ResponseStatus
from ikparticipation.surveys.receipts import ALPHABET
from tests import make, make_surveys

NOW = clock.now()
ROW = str(uuid4())


def save(session, seat, form, section="wir", **given):
    wave, organisation, user = seat
    defaults = {"actor": user, "at": NOW}
    return services.save_section(session, wave, organisation.id, section, form, **defaults | given)


@pytest.fixture
def seat(session):
    return make_surveys.seat(session)


class TestSaveSection:
    def test_the_first_one_starts_the_response(self, session, seat):
        saved = save(session, seat, {"answers/was": ["Beraten"], "answers/anzahl": ["1.200"]})

        assert saved.response.document["answers"] == {"was": "Beraten", "anzahl": 1200}
        assert saved.response.section_versions == {"wir": 1}
        assert saved.response.status is ResponseStatus.DRAFT
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.RESPONSE_STARTED, saved.response.id)

    def test_a_later_one_adds_to_it(self, session, seat):
        first = save(session, seat, {"answers/was": ["Beraten"]}).response
        later = NOW + timedelta(hours=1)
        colleague = make.member(session, of=seat[1], role=MemberRole.CONTRIBUTOR)

        form = {"add/angebot": [ROW], f"rows/angebot/{ROW}/titel": ["Sprachcafé"]}
        second = save(session, seat, form, "angebote", actor=colleague, at=later).response

        assert second is first
        assert second.document["rows"]["angebot"] == [
            {"id": ROW, "answers": {"titel": "Sprachcafé"}}
        ]
        assert second.section_versions == {"wir": 1, "angebote": 1}
        assert (second.saved_at, second.saved_by_id) == (later, colleague.id)

    def test_the_same_form_twice_is_saved_once(self, session, seat):
        form = {"add/angebot": [ROW], f"rows/angebot/{ROW}/titel": ["Sprachcafé"]}

        save(session, seat, form, "angebote", opened=0)
        again = save(session, seat, form, "angebote", opened=0, at=NOW + timedelta(seconds=1))

        assert len(again.response.document["rows"]["angebot"]) == 1
        assert again.response.section_versions == {"angebote": 1}
        assert again.response.saved_at == NOW

    def test_what_is_missing_may_wait_and_what_is_no_answer_is_kept_as_it_was_typed(
        self, session, seat
    ):
        saved = save(session, seat, {"answers/anzahl": ["etwa 20"], "answers/was": [""]})

        assert saved.response.document == {
            "answers": {},
            "rows": {},
            "invalid": {"anzahl": "etwa 20"},
        }
        assert [problem.question for problem in saved.invalid] == ["anzahl"]
        assert saved.refused == ()

    def test_what_cannot_be_kept_is_told(self, session, seat):
        saved = save(session, seat, {"answers/farbe": ["grün"], "answers/was": ["Beraten"]})

        assert saved.response.document["answers"] == {"was": "Beraten"}
        assert [problem.question for problem in saved.refused] == ["farbe"]

    def test_a_stale_form_with_other_answers_is_not_saved(self, session, seat):
        save(session, seat, {"answers/was": ["Von mir"]}, opened=0)
        session.commit()

        with pytest.raises(services.SaveConflictError) as conflict:
            save(session, seat, {"answers/was": ["Von dir"]}, opened=0)

        assert conflict.value.version == 1
        assert conflict.value.response.document["answers"] == {"was": "Von mir"}
        assert conflict.value.merged["answers"] == {"was": "Von dir"}
        session.rollback()
        assert session.scalars(select(Response)).one().document["answers"]["was"] == "Von mir"

    def test_who_has_seen_the_other_answers_may_overwrite_them(self, session, seat):
        save(session, seat, {"answers/was": ["Von mir"]}, opened=0)

        saved = save(session, seat, {"answers/was": ["Von dir"]}, opened=1)

        assert saved.response.document["answers"] == {"was": "Von dir"}
        assert saved.response.section_versions == {"wir": 2}

    def test_another_section_that_was_saved_in_between_is_no_conflict(self, session, seat):
        save(session, seat, {"answers/was": ["Beraten"]}, opened=0)

        form = {"add/partner": [ROW], f"rows/partner/{ROW}/name": ["Stadt"]}
        save(session, seat, form, "partner", opened=0)
        saved = save(session, seat, {"answers/was": ["Begleiten"]}, opened=1)

        assert saved.response.document["answers"] == {"was": "Begleiten"}
        assert len(saved.response.document["rows"]["partner"]) == 1

    def test_what_changes_after_submitting_is_marked_until_it_is_as_submitted_again(
        self, session, seat
    ):
        wave, organisation, user = seat
        response = make_surveys.submitted(session, wave, organisation, user).response

        save(session, seat, {"answers/was": ["Etwas Neues"]})
        assert response.status is ResponseStatus.CHANGED

        save(session, seat, {"answers/was": [make_surveys.ANSWERS["was"]]})
        assert response.status is ResponseStatus.SUBMITTED

    @pytest.mark.parametrize(
        ("at", "says"), [(-2, "noch nicht begonnen"), (20, "beendet")], ids=["early", "late"]
    )
    def test_only_while_the_wave_is_open(self, session, seat, at, says):
        with pytest.raises(services.WaveClosedError, match=says):
            save(session, seat, {"answers/was": ["x"]}, at=NOW + at * make.DAY)

        assert session.scalars(select(Response)).all() == []

    def test_only_for_an_organisation_that_was_asked(self, session, seat):
        wave, _, user = seat
        own = make.organisation(session)
        make.member(session, of=own)

        with pytest.raises(NotAllowedError, match="nicht eingeladen"):
            save(session, (wave, own, user), {"answers/was": ["x"]})

    def test_only_for_an_organisation_one_acts_for(self, session, seat):
        with pytest.raises(NotAllowedError, match="nicht für diese Organisation"):
            save(session, seat, {"answers/was": ["x"]}, actor=make.steering(session))

    def test_only_in_a_section_there_is(self, session, seat):
        with pytest.raises(InvalidError):
            save(session, seat, {}, section="nirgends")


class TestSubmitResponse:
    def test_it_freezes_what_is_saved_with_a_receipt(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)

        revision = services.submit_response(session, response, actor=user, at=NOW)

        assert revision.number == 1
        assert revision.document == response.document
        assert (response.status, response.submitted_at) == (ResponseStatus.SUBMITTED, NOW)
        letters = revision.receipt_code.replace("-", "")
        assert len(letters) == 9
        assert set(letters) <= set(ALPHABET)
        assert len(revision.receipt_hash) == 64
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.RESPONSE_SUBMITTED, revision.id)
        assert event.facts == {"number": 1, "receipt": revision.receipt_code}

    def test_rows_in_which_nothing_was_written_are_left_out(self, session, seat):
        wave, organisation, user = seat
        document = make_surveys.document()
        document["rows"]["angebot"].append(make_surveys.row())
        response = make_surveys.response(session, wave, organisation, user, document=document)

        revision = services.submit_response(session, response, actor=user, at=NOW)

        assert len(revision.document["rows"]["angebot"]) == 1
        assert len(response.document["rows"]["angebot"]) == 2

    def test_twice_without_a_change_is_one_submission(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)

        first = services.submit_response(session, response, actor=user, at=NOW)
        again = services.submit_response(session, response, actor=user, at=NOW + make.DAY)

        assert again is first
        assert len(session.scalars(select(AuditEvent)).all()) == 1

    def test_changed_answers_become_the_next_revision_and_the_first_stays(self, session, seat):
        wave, organisation, user = seat
        first = make_surveys.submitted(session, wave, organisation, user)
        save(session, seat, {"answers/was": ["Etwas Neues"]})

        second = services.submit_response(
            session, first.response, actor=user, at=NOW + timedelta(hours=1)
        )

        assert (first.number, second.number) == (1, 2)
        assert first.document["answers"]["was"] == "Wir beraten."
        assert second.document["answers"]["was"] == "Etwas Neues"
        assert first.receipt_code != second.receipt_code
        assert first.receipt_hash != second.receipt_hash
        assert first.response.status is ResponseStatus.SUBMITTED

    def test_not_while_something_is_missing_or_wrong(self, session, seat):
        wave, organisation, user = seat
        document = make_surveys.document()
        del document["answers"]["was"]
        document["invalid"] = {"anzahl": "viele"}
        del document["answers"]["anzahl"]
        response = make_surveys.response(session, wave, organisation, user, document=document)

        with pytest.raises(services.IncompleteError) as incomplete:
            services.submit_response(session, response, actor=user, at=NOW)

        assert [problem.question for problem in incomplete.value.problems] == ["was", "anzahl"]
        assert session.scalars(select(ResponseRevision)).all() == []

    def test_not_what_was_changed_after_it_was_looked_at(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)
        seen = response.version
        save(session, seat, {"answers/was": ["Noch schnell etwas anderes"]})

        with pytest.raises(services.UnseenChangesError):
            services.submit_response(session, response, actor=user, at=NOW, seen=seen)

        services.submit_response(session, response, actor=user, at=NOW, seen=response.version)

    def test_a_contributor_cannot(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)
        contributor = make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR)

        with pytest.raises(NotAllowedError, match="vertretungsberechtigte"):
            services.submit_response(session, response, actor=contributor, at=NOW)

    def test_not_after_the_end(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)

        with pytest.raises(ConflictError, match="beendet"):
            services.submit_response(session, response, actor=user, at=wave.closes_at)


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
            return save(own, own_seat, form, section, opened=0).response.id

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
            return save(own, own_seat, form, opened=0).response.id

        results = self.both(app, one_save)

        conflicts = [r for r in results if isinstance(r, services.SaveConflictError)]
        assert len(conflicts) == 1
        kept = session.scalars(select(Response)).one().document["answers"]["was"]
        assert conflicts[0].merged["answers"]["was"] != kept
