from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.models import WaveInvitation
from tests import make, make_surveys

NOW = clock.now()
PERIOD = {"opens_at": NOW, "closes_at": NOW + timedelta(days=30)}
TITLES = {"de": "Erhebung 2027", "en": "Survey 2027"}


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()


class TestOpenWave:
    def test_it_is_planned_with_its_titles_and_leaves_a_trace(self, session):
        questionnaire, actor = make_surveys.questionnaire(session), make.steering(session)

        wave = services.open_wave(
            session, questionnaire, titles=TITLES, actor=actor, at=NOW, **PERIOD
        )

        assert wave.titles == TITLES
        assert wave.is_open(NOW)
        assert actions(session) == [Action.WAVE_OPENED]

    def test_a_title_that_is_missing_in_english_reads_german(self, session):
        wave = services.open_wave(
            session,
            make_surveys.questionnaire(session),
            titles={"de": "  Erhebung   2027 "},
            intros={"de": " Worum es geht ", "en": "  "},
            actor=make.steering(session),
            at=NOW,
            **PERIOD,
        )

        assert wave.title("en") == wave.title("de") == "Erhebung 2027"
        assert wave.intros == {"de": "Worum es geht"}

    @pytest.mark.parametrize(
        "changed",
        [
            {"closes_at": NOW},
            {"closes_at": NOW - timedelta(days=1)},
            {"opens_at": NOW - timedelta(days=9), "closes_at": NOW - timedelta(days=1)},
            {"titles": {"en": "Survey"}},
        ],
        ids=[
            "the end is not after the beginning",
            "the end is before the beginning",
            "it would be over before anybody can answer",
            "there is no German title",
        ],
    )
    def test_not_when(self, session, changed):
        given = {"titles": TITLES, "actor": make.steering(session), "at": NOW} | PERIOD | changed

        with pytest.raises(InvalidError):
            services.open_wave(session, make_surveys.questionnaire(session), **given)

    def test_not_twice_with_the_same_title(self, session):
        questionnaire, actor = make_surveys.questionnaire(session), make.steering(session)
        given = {"titles": TITLES, "actor": actor, "at": NOW} | PERIOD
        services.open_wave(session, questionnaire, **given)

        with pytest.raises(ConflictError, match="Erhebung 2027"):
            services.open_wave(session, questionnaire, **given)

    @pytest.mark.parametrize("role", [make.moderator, make.user])
    def test_only_steering_opens_one(self, session, role):
        given = {"titles": TITLES, "actor": role(session), "at": NOW} | PERIOD

        with pytest.raises(NotAllowedError):
            services.open_wave(session, make_surveys.questionnaire(session), **given)


class TestChangeWave:
    def test_a_later_end_opens_a_closed_wave_again_and_both_ends_are_noted(self, session):
        before = NOW - timedelta(days=1)
        wave = make_surveys.open_wave(session, opens_at=NOW - timedelta(days=9), closes_at=before)
        after = NOW + timedelta(days=3)

        services.change_wave(session, wave, closes_at=after, actor=make.steering(session), at=NOW)

        assert wave.is_open(NOW)
        event = session.scalars(select(AuditEvent)).one()
        assert event.action is Action.WAVE_CHANGED
        assert event.facts == {"before": before.isoformat(), "after": after.isoformat()}

    def test_the_same_end_is_no_change(self, session):
        wave = make_surveys.open_wave(session)

        services.change_wave(
            session, wave, closes_at=wave.closes_at, actor=make.steering(session), at=NOW
        )

        assert actions(session) == []

    @pytest.mark.parametrize("days", [-1, -40])
    def test_the_end_lies_in_the_future_and_after_the_beginning(self, session, days):
        wave = make_surveys.open_wave(session)

        with pytest.raises(InvalidError):
            services.change_wave(
                session,
                wave,
                closes_at=NOW + timedelta(days=days),
                actor=make.steering(session),
                at=NOW,
            )


class TestInvite:
    def test_it_leaves_one_invitation_and_one_trace(self, session):
        wave, member = make_surveys.open_wave(session), make.organisation(session)
        make.member(session, of=member)

        invitation = services.invite(session, wave, member, actor=make.steering(session), at=NOW)

        assert invitation.organisation is member
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.ORGANISATION_INVITED, invitation.id)

    def test_who_was_asked_keeps_the_first_invitation(self, session):
        wave, organisation, _ = make_surveys.seat(session)
        actor = make.steering(session)
        first = session.scalars(select(WaveInvitation)).one()

        again = services.invite(session, wave, organisation, actor=actor, at=NOW)

        assert again is first
        assert actions(session) == []

    def test_several_at_once(self, session):
        wave = make_surveys.open_wave(session)
        organisations = [make.organisation(session) for _ in range(3)]
        for each in organisations:
            make.member(session, of=each)
        ids = [each.id for each in organisations]

        new = services.invite_all(session, wave, ids, actor=make.steering(session), at=NOW)

        assert {invitation.organisation_id for invitation in new} == set(ids)
        assert actions(session) == [Action.ORGANISATION_INVITED] * 3

    @pytest.mark.parametrize(
        "member",
        [
            None,
            {"role": MemberRole.CONTRIBUTOR},
            {"disabled_at": NOW},
        ],
        ids=["nobody", "only a contributor", "a locked representative"],
    )
    def test_not_without_somebody_who_can_submit(self, session, member):
        wave, organisation = make_surveys.open_wave(session), make.organisation(session)
        if member is not None:
            make.member(session, of=organisation, **member)

        with pytest.raises(ConflictError, match=organisation.name):
            services.invite(session, wave, organisation, actor=make.steering(session), at=NOW)

    def test_not_when_the_wave_is_over(self, session):
        wave, organisation, _ = make_surveys.seat(session)

        with pytest.raises(ConflictError, match="beendet"):
            services.invite(
                session, wave, organisation, actor=make.steering(session), at=wave.closes_at
            )


class TestRepeatInvitation:
    def test_a_second_click_within_a_minute_sends_nothing_more(self, session):
        wave, organisation, _ = make_surveys.seat(session)
        given = {"actor": make.steering(session)}

        services.repeat_invitation(session, wave, organisation.id, at=NOW, **given)
        services.repeat_invitation(
            session, wave, organisation.id, at=NOW + timedelta(seconds=2), **given
        )
        assert actions(session) == [Action.INVITATION_REPEATED]

        services.repeat_invitation(
            session, wave, organisation.id, at=NOW + timedelta(days=2), **given
        )
        assert len(actions(session)) == 2

    def test_who_has_started_may_be_reminded(self, session):
        wave, organisation, user = make_surveys.seat(session)
        make_surveys.response(session, wave, organisation, user)

        services.repeat_invitation(
            session, wave, organisation.id, actor=make.steering(session), at=NOW
        )

        assert actions(session) == [Action.INVITATION_REPEATED]

    def test_who_has_answered_is_left_in_peace(self, session):
        wave, organisation, user = make_surveys.seat(session)
        make_surveys.submitted(session, wave, organisation, user)

        with pytest.raises(ConflictError, match="schon geantwortet"):
            services.repeat_invitation(
                session, wave, organisation.id, actor=make.steering(session), at=NOW
            )

    def test_not_who_was_never_asked_and_not_after_the_end(self, session):
        wave, organisation, _ = make_surveys.seat(session)
        actor = make.steering(session)

        with pytest.raises(ConflictError, match="nicht eingeladen"):
            services.repeat_invitation(
                session, wave, make.organisation(session).id, actor=actor, at=NOW
            )
        with pytest.raises(ConflictError, match="beendet"):
            services.repeat_invitation(
                session, wave, organisation.id, actor=actor, at=wave.closes_at
            )
