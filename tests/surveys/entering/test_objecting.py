import pytest

from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.models import (
    ReviewStatus,
)
from ikparticipation.surveys.queries.reviewing import number_waiting, waiting_for_review
from ikparticipation.surveys.services import reviewing
from tests import make
from tests.surveys.entering.conftest import NOW


class TestObjecting:
    def test_it_waits_for_staff_and_nothing_is_accepted_before(self, session, case):
        entry = case.objected()

        (waiting,) = waiting_for_review(session)[0]
        assert waiting.objected == 1
        with pytest.raises(ConflictError, match="für sie eingetragen"):
            reviewing.accept(session, entry.revision.response_id, seen=1, actor=case.staff, at=NOW)

    def test_also_when_it_was_accepted_before(self, session, case):
        entry = case.entered()
        response = entry.revision.response
        reviewing.accept(session, response.id, seen=1, actor=case.staff, at=NOW)
        assert number_waiting(session) == 0

        services.object_to_entry(session, entry.id, words="Nein.", actor=case.member, at=NOW)

        assert number_waiting(session) == 1
        assert response.review is ReviewStatus.ACCEPTED

    def test_an_answer_settles_it(self, session, case):
        entry = case.objected()

        services.settle_objection(
            session, entry.id, words="Wir haben es geändert.", actor=case.staff, at=NOW
        )

        assert (entry.settlement, entry.is_disputed) == ("Wir haben es geändert.", False)
        reviewing.accept(session, entry.revision.response_id, seen=1, actor=case.staff, at=NOW)
        assert number_waiting(session) == 0

    def test_what_the_organisation_submits_itself_makes_it_past(self, session, case):
        case.objected()
        saved = case.save(actor=case.member, was="So ist es richtig")
        revision = case.submit(saved.response, actor=case.member)

        reviewing.accept(session, revision.response_id, seen=2, actor=case.staff, at=NOW)

        assert number_waiting(session) == 0

    def test_only_once_and_with_words(self, session, case):
        entry = case.entered()
        act = {"actor": case.member, "at": NOW}

        with pytest.raises(InvalidError):
            services.object_to_entry(session, entry.id, words=" ", **act)
        services.object_to_entry(session, entry.id, words="Nein.", **act)
        with pytest.raises(ConflictError):
            services.object_to_entry(session, entry.id, words="Wirklich nicht.", **act)

        assert entry.objection == "Nein."

    @pytest.mark.parametrize("who", ["contributor", "stranger", "staff"])
    def test_only_who_represents_the_organisation(self, session, case, who):
        entry = case.entered()
        person = {
            "contributor": make.member(session, of=case.organisation, role=MemberRole.CONTRIBUTOR),
            "stranger": make.member(session),
            "staff": case.staff,
        }[who]

        with pytest.raises(NotAllowedError):
            services.object_to_entry(session, entry.id, words="Nein.", actor=person, at=NOW)

    def test_not_to_an_older_submission(self, session, case):
        entry = case.entered()
        saved = case.save(actor=case.member, was="So ist es richtig")
        case.submit(saved.response, actor=case.member)

        with pytest.raises(ConflictError, match="neuere"):
            services.object_to_entry(session, entry.id, words="Nein.", actor=case.member, at=NOW)

    def test_nobody_settles_what_nobody_objected_to(self, session, case):
        entry = case.entered()

        with pytest.raises(ConflictError):
            services.settle_objection(session, entry.id, words="So.", actor=case.staff, at=NOW)
