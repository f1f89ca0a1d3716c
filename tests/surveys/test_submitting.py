from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.receipts import ALPHABET
from ikparticipation.surveys import services
from ikparticipation.surveys.models import ResponseRevision, ResponseStatus, ReviewStatus
from ikparticipation.surveys.policies import LATE
from tests import make, make_surveys

NOW = make_surveys.NOW


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

    def test_a_row_in_which_nothing_was_written_is_not_left_out_silently(self, session, seat):
        wave, organisation, user = seat
        document = make_surveys.document()
        document["rows"]["angebot"].append(blank := make_surveys.row())
        response = make_surveys.response(session, wave, organisation, user, document=document)

        with pytest.raises(services.IncompleteError) as refused:
            services.submit_response(session, response, actor=user, at=NOW)

        (problem,) = refused.value.problems
        assert (problem.row_id, problem.row_number, problem.question) == (blank["id"], 2, None)

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
        make_surveys.save(session, seat, {"answers/was": ["Etwas Neues"]})

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
        make_surveys.save(session, seat, {"answers/was": ["Noch schnell etwas anderes"]})

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
            services.submit_response(session, response, actor=user, at=wave.closes_at + LATE)

    def test_a_first_submission_after_the_end_is_kept_as_a_late_one(self, session, seat):
        wave, organisation, user = seat
        response = make_surveys.response(session, wave, organisation, user)

        revision = services.submit_response(session, response, actor=user, at=wave.closes_at)

        assert revision.is_late
        assert response.review is ReviewStatus.PENDING

    def test_what_was_submitted_in_time_is_not_changed_after_the_end(self, session, seat):
        wave = seat[0]
        make_surveys.submitted(session, *seat)

        with pytest.raises(services.WaveClosedError, match="beendet"):
            make_surveys.save(session, seat, {"answers/was": ["x"]}, at=wave.closes_at)

    def test_unless_it_is_reopened(self, session, seat):
        wave, _, user = seat
        revision = make_surveys.submitted(session, *seat)
        revision.response.reopened_until = wave.closes_at + make.DAY
        session.commit()

        saved = make_surveys.save(session, seat, {"answers/was": ["Neu"]}, at=wave.closes_at)
        again = services.submit_response(session, saved.response, actor=user, at=wave.closes_at)

        assert (again.number, again.is_late) == (2, False)
