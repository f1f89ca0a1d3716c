from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ikparticipation.accounts.models import StaffRole
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys import services
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Response,
    WaveInvitation,
)
from ikparticipation.surveys.queries.inviting import invitations
from tests import make, make_surveys
from tests.surveys.entering.conftest import NOW, TODAY

DAY = make.DAY


def events(session, action):
    return session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all()


class TestBeginning:
    def test_without_an_entry_staff_cannot_fill_in(self, case):
        with pytest.raises(NotAllowedError, match="keine Eintragung offen"):
            case.save()

    def test_with_one_they_can_and_the_audit_trail_says_so(self, session, case):
        entry = case.begin(channel=Channel.TELEPHONE, source="Frau Berg, Vorstand")

        saved = case.save()

        assert saved.response.document["answers"]["was"] == "Beraten"
        assert saved.response.saved_by_id == case.staff.id
        (event,) = events(session, Action.ENTRY_BEGUN)
        assert (event.subject_id, event.actor_id) == (entry.id, case.staff.id)
        assert event.facts["source"] == "Frau Berg, Vorstand"

    def test_a_colleague_goes_on_with_it(self, session, case):
        case.begin()

        assert case.save(actor=make.administrator(session)).response.section_versions == {"wir": 1}

    def test_another_entry_of_a_colleague_is_refused_and_says_whose(self, session, case):
        case.begin(source="Brief von Frau Berg")

        with pytest.raises(services.EntryOpenError) as refused:
            case.begin(actor=make.steering(session, name="Karl Kollege"))

        assert refused.value.facts["name"] == "Sonja Steuerung"
        assert refused.value.facts["source"] == "Brief von Frau Berg"

    def test_who_began_it_may_change_the_day_and_a_second_click_does_nothing(self, session, case):
        entry = case.begin()

        assert case.begin().id == entry.id
        assert case.begin(day=TODAY - DAY, source="Ordner 4").id == entry.id

        assert (entry.received_on, entry.source) == (TODAY - DAY, "Ordner 4")
        assert len(events(session, Action.ENTRY_BEGUN)) == 2

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            pytest.param({"channel": Channel.ONLINE}, InvalidError, id="online is no way"),
            pytest.param({"source": "  "}, InvalidError, id="without a source"),
            pytest.param({"day": TODAY + DAY}, services.ReceivedError, id="tomorrow"),
            pytest.param({"day": TODAY - 90 * DAY}, services.ReceivedError, id="long before"),
        ],
    )
    def test_what_it_must_say(self, session, case, given, error):
        with pytest.raises(error):
            case.begin(**given)

        assert session.scalar(select(func.count(Entry.id))) == 0

    @pytest.mark.parametrize("who", ["member", "moderator", "stranger"])
    def test_nobody_else_begins(self, session, case, who):
        person = {
            "member": case.member,
            "moderator": make.moderator(session),
            "stranger": make.member(session),
        }[who]

        with pytest.raises(NotAllowedError):
            case.begin(actor=person)

    def test_not_for_an_organisation_one_belongs_to(self, session, case):
        member = make.member(session, of=case.organisation, staff_role=StaffRole.STEERING)

        with pytest.raises(ConflictError, match="gehören selbst"):
            case.begin(actor=member)

    def test_not_for_one_that_was_not_asked(self, session, case):
        case.organisation = make.organisation(session)

        with pytest.raises(ConflictError, match="nicht eingeladen"):
            case.begin()

    def test_not_in_an_anonymous_wave(self, session, case):
        case.wave.anonymous = True
        session.commit()

        with pytest.raises(ConflictError, match="anonym"):
            case.begin()

    def test_a_member_still_answers_as_a_member(self, case):
        case.begin()
        saved = case.save(actor=case.member)

        revision = case.submit(_complete(case, saved.response), actor=case.member)

        assert (revision.channel, revision.source) == (Channel.ONLINE, "")

    def test_the_database_keeps_to_one_open_entry(self, session, case):
        first = case.begin()
        second = Entry(
            invitation=session.get_one(WaveInvitation, first.invitation_id),
            channel=Channel.PAPER,
            received_on=TODAY,
            source="Ordner 3",
            opened_at=NOW,
            opened_by_id=case.staff.id,
        )
        session.add(second)

        with pytest.raises(IntegrityError):
            session.flush()


def _complete(case, response):
    response.document = make_surveys.document()
    case.session.commit()
    return response


class TestConflicts:
    def test_what_the_organisation_saved_meanwhile_is_not_overwritten(self, case):
        case.begin()
        case.save(actor=case.member, was="Nähen")

        with pytest.raises(services.SaveConflictError):
            make_surveys.save(
                case.session, (case.wave, case.organisation, case.staff), case.form, opened=0
            )

    def test_and_the_other_way_round(self, case):
        case.begin()
        case.save(was="Beraten")

        with pytest.raises(services.SaveConflictError):
            make_surveys.save(case.session, case.seat, {"answers/was": ["Nähen"]}, opened=0)


class TestSubmitting:
    def test_the_revision_says_where_it_comes_from_and_the_entry_is_closed(self, session, case):
        entry = case.begin(day=TODAY - DAY, source="Ordner 3")

        revision = case.submit()

        assert (revision.channel, revision.received_on) == (Channel.PAPER, TODAY - DAY)
        assert (revision.source, revision.submitted_by_id) == ("Ordner 3", case.staff.id)
        assert (entry.revision_id, entry.closed_at) == (revision.id, NOW)
        (event,) = events(session, Action.RESPONSE_SUBMITTED)
        assert event.facts["channel"] == "paper"
        (listed,) = invitations(session, case.wave.id)
        assert (listed.organisation_id, listed.came) == (case.organisation.id, Channel.PAPER)
        assert listed.entry is None

    def test_the_same_checks_hold(self, case):
        case.begin()
        response = case.save(anzahl="7").response

        with pytest.raises(services.IncompleteError):
            case.submit(response)

    def test_after_it_nothing_can_be_saved_without_a_new_entry(self, case):
        case.entered()

        with pytest.raises(NotAllowedError):
            case.save(was="Noch etwas")

    def test_what_says_nothing_new_leaves_the_submission_of_the_organisation(self, case):
        own = case.submit(case.complete(actor=case.member), actor=case.member)
        entry = case.begin()

        again = case.submit(own.response)

        assert again.id == own.id
        assert again.channel is Channel.ONLINE
        assert (entry.closed_at, entry.revision_id) == (NOW, None)

    def test_a_paper_of_the_last_day_typed_a_week_later_is_not_late(self, session, case):
        case.wave.closes_at = NOW - 7 * DAY
        case.wave.opens_at = NOW - 20 * DAY
        session.commit()
        case.begin(day=TODAY - 8 * DAY)
        case.save()

        assert case.submit(_complete(case, case.save().response)).is_late is False

    def test_a_paper_that_came_after_the_end_is_late(self, session, case):
        case.wave.closes_at = NOW - 7 * DAY
        case.wave.opens_at = NOW - 20 * DAY
        session.commit()
        case.begin(day=TODAY - 2 * DAY)

        assert case.submit().is_late is True

    def test_when_it_became_too_late_meanwhile_it_is_refused(self, case):
        case.begin()

        with pytest.raises(services.WaveClosedError):
            case.save(at=case.wave.closes_at + timedelta(days=60))


class TestDiscarding:
    def test_nothing_is_submitted_and_what_was_typed_stays(self, session, case):
        entry = case.begin()
        response = case.save().response

        services.discard_entry(session, entry.id, actor=case.staff, at=NOW)
        services.discard_entry(session, entry.id, actor=case.staff, at=NOW + DAY)

        assert entry.closed_at == NOW
        assert response.document["answers"]["was"] == "Beraten"
        assert response.submitted_at is None
        assert len(events(session, Action.ENTRY_DISCARDED)) == 1
        with pytest.raises(NotAllowedError):
            case.save(was="Mehr")

    def test_for_the_wrong_organisation_what_was_typed_is_taken_back(self, session, case):
        entry = case.begin()
        case.save()

        services.discard_entry(session, entry.id, actor=case.staff, at=NOW, take_back=True)

        assert session.scalars(select(Response)).all() == []
        (event,) = events(session, Action.ENTRY_DISCARDED)
        assert event.facts == {"taken_back": True}
        assert case.save(actor=case.member, was="Nähen").response.document["answers"] == {
            "was": "Nähen"
        }

    def test_nor_what_an_earlier_entry_left(self, session, case):
        first = case.begin()
        case.save()
        services.discard_entry(session, first.id, actor=case.staff, at=NOW)
        second = case.begin(at=NOW + DAY / 2)

        with pytest.raises(ConflictError):
            services.discard_entry(
                session, second.id, actor=case.staff, at=NOW + DAY, take_back=True
            )

    @pytest.mark.parametrize("when", ["before", "meanwhile"])
    def test_never_what_the_organisation_saved_itself(self, session, case, when):
        if when == "before":
            case.save(actor=case.member, at=NOW - DAY / 2, was="Nähen")
        entry = case.begin()
        case.save(anzahl="7")
        if when == "meanwhile":
            case.save(actor=case.member, was="Nähen")

        with pytest.raises(ConflictError, match="selbst gespeichert"):
            services.discard_entry(session, entry.id, actor=case.staff, at=NOW, take_back=True)

        assert session.scalars(select(Response)).one().document["answers"]["was"] == "Nähen"

    def test_another_can_be_begun_then(self, session, case):
        entry = case.begin()
        services.discard_entry(session, entry.id, actor=case.staff, at=NOW)

        assert case.begin(actor=make.steering(session)).id != entry.id

    def test_not_after_it_was_submitted(self, session, case):
        entry = case.entered()

        with pytest.raises(ConflictError):
            services.discard_entry(session, entry.id, actor=case.staff, at=NOW)

    def test_not_by_others(self, session, case):
        entry = case.begin()

        with pytest.raises(NotAllowedError):
            services.discard_entry(session, entry.id, actor=case.member, at=NOW)
