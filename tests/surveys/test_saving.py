from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Response, ResponseStatus
from tests import make, make_surveys

NOW = make_surveys.NOW
ROW = str(uuid4())


class TestSaveSection:
    def test_the_first_one_starts_the_response(self, session, seat):
        saved = make_surveys.save(
            session, seat, {"answers/was": ["Beraten"], "answers/anzahl": ["1.200"]}
        )

        assert saved.response.document["answers"] == {"was": "Beraten", "anzahl": 1200}
        assert saved.response.section_versions == {"wir": 1}
        assert saved.response.status is ResponseStatus.DRAFT
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.RESPONSE_STARTED, saved.response.id)

    def test_a_later_one_adds_to_it(self, session, seat):
        first = make_surveys.save(session, seat, {"answers/was": ["Beraten"]}).response
        later = NOW + timedelta(hours=1)
        colleague = make.member(session, of=seat[1], role=MemberRole.CONTRIBUTOR)

        form = {"add/angebot": [ROW], f"rows/angebot/{ROW}/titel": ["Sprachcafé"]}
        second = make_surveys.save(
            session, seat, form, "angebote", actor=colleague, at=later
        ).response

        assert second is first
        assert second.document["rows"]["angebot"] == [
            {"id": ROW, "answers": {"titel": "Sprachcafé"}}
        ]
        assert second.section_versions == {"wir": 1, "angebote": 1}
        assert (second.saved_at, second.saved_by_id) == (later, colleague.id)

    def test_the_same_form_twice_is_saved_once(self, session, seat):
        form = {"add/angebot": [ROW], f"rows/angebot/{ROW}/titel": ["Sprachcafé"]}

        make_surveys.save(session, seat, form, "angebote", opened=0)
        again = make_surveys.save(
            session, seat, form, "angebote", opened=0, at=NOW + timedelta(seconds=1)
        )

        assert len(again.response.document["rows"]["angebot"]) == 1
        assert again.response.section_versions == {"angebote": 1}
        assert again.response.saved_at == NOW

    def test_what_is_missing_may_wait_and_what_is_no_answer_is_kept_as_it_was_typed(
        self, session, seat
    ):
        saved = make_surveys.save(
            session, seat, {"answers/anzahl": ["etwa 20"], "answers/was": [""]}
        )

        assert saved.response.document == {
            "answers": {},
            "rows": {},
            "invalid": {"anzahl": "etwa 20"},
        }
        assert [problem.question for problem in saved.invalid] == ["anzahl"]
        assert saved.refused == ()

    def test_what_cannot_be_kept_is_told(self, session, seat):
        saved = make_surveys.save(
            session, seat, {"answers/farbe": ["grün"], "answers/was": ["Beraten"]}
        )

        assert saved.response.document["answers"] == {"was": "Beraten"}
        assert [problem.question for problem in saved.refused] == ["farbe"]

    def test_a_stale_form_with_other_answers_is_not_saved(self, session, seat):
        make_surveys.save(session, seat, {"answers/was": ["Von mir"]}, opened=0)
        session.commit()

        with pytest.raises(services.SaveConflictError) as conflict:
            make_surveys.save(session, seat, {"answers/was": ["Von dir"]}, opened=0)

        assert conflict.value.version == 1
        assert conflict.value.response.document["answers"] == {"was": "Von mir"}
        assert conflict.value.state.document["answers"] == {"was": "Von dir"}
        session.rollback()
        assert session.scalars(select(Response)).one().document["answers"]["was"] == "Von mir"

    def test_who_has_seen_the_other_answers_may_overwrite_them(self, session, seat):
        make_surveys.save(session, seat, {"answers/was": ["Von mir"]}, opened=0)

        saved = make_surveys.save(session, seat, {"answers/was": ["Von dir"]}, opened=1)

        assert saved.response.document["answers"] == {"was": "Von dir"}
        assert saved.response.section_versions == {"wir": 2}

    def test_another_section_that_was_saved_in_between_is_no_conflict(self, session, seat):
        make_surveys.save(session, seat, {"answers/was": ["Beraten"]}, opened=0)

        form = {"add/partner": [ROW], f"rows/partner/{ROW}/name": ["Stadt"]}
        make_surveys.save(session, seat, form, "partner", opened=0)
        saved = make_surveys.save(session, seat, {"answers/was": ["Begleiten"]}, opened=1)

        assert saved.response.document["answers"] == {"was": "Begleiten"}
        assert len(saved.response.document["rows"]["partner"]) == 1

    def test_what_changes_after_submitting_is_marked_until_it_is_as_submitted_again(
        self, session, seat
    ):
        wave, organisation, user = seat
        response = make_surveys.submitted(session, wave, organisation, user).response

        make_surveys.save(session, seat, {"answers/was": ["Etwas Neues"]})
        assert response.status is ResponseStatus.CHANGED

        make_surveys.save(session, seat, {"answers/was": [make_surveys.ANSWERS["was"]]})
        assert response.status is ResponseStatus.SUBMITTED

    @pytest.mark.parametrize(
        ("at", "says"), [(-2, "noch nicht begonnen"), (39, "beendet")], ids=["early", "late"]
    )
    def test_only_while_the_wave_is_open(self, session, seat, at, says):
        with pytest.raises(services.WaveClosedError, match=says):
            make_surveys.save(session, seat, {"answers/was": ["x"]}, at=NOW + at * make.DAY)

        assert session.scalars(select(Response)).all() == []

    def test_only_for_an_organisation_that_was_asked(self, session, seat):
        wave, _, user = seat
        own = make.organisation(session)
        make.member(session, of=own)

        with pytest.raises(NotAllowedError, match="nicht eingeladen"):
            make_surveys.save(session, (wave, own, user), {"answers/was": ["x"]})

    def test_only_for_an_organisation_one_acts_for(self, session, seat):
        with pytest.raises(NotAllowedError, match="nicht für diese Organisation"):
            make_surveys.save(session, seat, {"answers/was": ["x"]}, actor=make.member(session))

    def test_only_in_a_section_there_is(self, session, seat):
        with pytest.raises(InvalidError):
            make_surveys.save(session, seat, {}, section="nirgends")
