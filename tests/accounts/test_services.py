import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts import passwords, services
from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, GoneError, InvalidError, NotAllowedError
from tests import make

COST = 64
NOW = clock.now()
PASSWORD = "Regen auf dem Dach"


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()


class TestFindOrCreate:
    def test_a_new_person_is_stored_with_a_plain_address(self, session):
        user = services.find_or_create(
            session, email=" Anna.Berg@Example.ORG ", name="  Anna   Berg", language="en", at=NOW
        )

        assert (user.email, user.name, user.language) == (
            "anna.berg@example.org",
            "Anna Berg",
            "en",
        )

    def test_who_is_known_keeps_name_and_language(self, session):
        known = make.user(session, email="anna@example.org", name="Anna Berg")

        found = services.find_or_create(
            session, email="ANNA@example.org", name="Ana", language="en", at=NOW
        )

        assert found is known
        assert (known.name, known.language) == ("Anna Berg", "de")

    def test_an_unknown_language_becomes_german(self, session):
        user = services.find_or_create(
            session, email="a@example.org", name="A", language="tlh", at=NOW
        )

        assert user.language == "de"


class TestMakeAdministrator:
    def test_it_makes_one_out_of_nothing_and_sends_no_mail(self, session):
        user = services.make_administrator(session, email="a@example.org", name="A", at=NOW)

        assert user.staff_role is StaffRole.ADMINISTRATOR
        assert actions(session) == [Action.USER_CHANGED]

    def test_it_opens_a_locked_account_again(self, session):
        locked = make.user(session, disabled_at=NOW)

        services.make_administrator(session, email=locked.email, name="", at=NOW)

        assert locked.is_active
        assert locked.staff_role is StaffRole.ADMINISTRATOR


class TestInviteStaff:
    def invite(self, session, actor, **given):
        facts = {
            "email": "neu@example.org",
            "name": "Neu",
            "role": StaffRole.MODERATOR,
            "language": "de",
        }
        return services.invite_staff(session, actor=actor, at=NOW, **facts | given)

    def test_the_person_gets_the_role_and_the_act_is_recorded(self, session):
        actor = make.administrator(session)

        user = self.invite(session, actor, role=StaffRole.STEERING)

        assert user.staff_role is StaffRole.STEERING
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.USER_INVITED, user.id)
        assert event.actor_id == actor.id

    @pytest.mark.parametrize("role", [StaffRole.STEERING, StaffRole.MODERATOR, None])
    def test_only_administrators_invite(self, session, role):
        with pytest.raises(NotAllowedError):
            self.invite(session, make.user(session, staff_role=role))

    def test_nobody_is_invited_twice(self, session):
        known = make.moderator(session)

        with pytest.raises(ConflictError, match=known.name):
            self.invite(session, make.administrator(session), email=known.email)

    def test_a_locked_account_must_be_opened_first(self, session):
        locked = make.user(session, disabled_at=NOW)

        with pytest.raises(ConflictError, match="gesperrt"):
            self.invite(session, make.administrator(session), email=locked.email)


class TestTheLastAdministrator:
    def test_cannot_be_disabled(self, session):
        last = make.administrator(session)
        make.administrator(session, disabled_at=NOW)

        with pytest.raises(ConflictError):
            services.disable(session, last, actor=last, at=NOW)

    @pytest.mark.parametrize("role", [StaffRole.STEERING, StaffRole.MODERATOR, None])
    def test_cannot_lose_the_role(self, session, role):
        last = make.administrator(session)

        with pytest.raises(ConflictError):
            services.change_role(session, last, role=role, actor=last)

    def test_may_go_once_there_is_another(self, session):
        first, second = make.administrator(session), make.administrator(session)

        services.change_role(session, first, role=None, actor=second)

        assert first.staff_role is None
        assert actions(session) == [Action.USER_CHANGED]


class TestDisable:
    def test_it_ends_sessions_and_links(self, session):
        user, actor = make.moderator(session), make.administrator(session)
        key, token = user.session_key, services.issue_link(session, user, leads_to="/", at=NOW)

        services.disable(session, user, actor=actor, at=NOW)

        assert not user.is_active
        assert user.session_key != key
        with pytest.raises(GoneError):
            services.use_link(session, token, at=NOW)

    def test_enabling_brings_the_account_back(self, session):
        user, actor = make.moderator(session, disabled_at=NOW), make.administrator(session)

        services.enable(session, user, actor=actor)

        assert user.is_active

    @pytest.mark.parametrize("act", [services.disable, services.enable])
    def test_only_administrators_do_it(self, session, act):
        more = {"at": NOW} if act is services.disable else {}

        with pytest.raises(NotAllowedError):
            act(session, make.user(session), actor=make.steering(session), **more)


class TestOnesOwnAccount:
    def test_a_new_password_ends_the_other_sessions(self, session):
        user = make.user(session)
        key = user.session_key

        services.set_password(session, user, PASSWORD, cost=COST)

        assert passwords.matches(PASSWORD, user.password_hash, cost=COST)
        assert user.session_key != key
        assert actions(session) == [Action.PASSWORD_SET]

    @pytest.mark.parametrize("length", [0, 9, 201])
    def test_a_password_has_10_to_200_characters(self, session, length):
        with pytest.raises(InvalidError):
            services.set_password(session, make.user(session), "x" * length, cost=COST)

    @pytest.mark.parametrize("length", [10, 200])
    def test_and_no_other_rule(self, session, length):
        services.set_password(session, make.user(session), "x" * length, cost=COST)

    def test_a_password_can_be_removed(self, session):
        user = make.user(session, password_hash="x")

        services.remove_password(session, user)

        assert user.password_hash is None
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.facts) == (Action.PASSWORD_SET, {"removed": True})

    def test_signing_out_everywhere_ends_sessions_and_links_of_this_person_only(self, session):
        user, other = make.user(session), make.user(session)
        key, other_key = user.session_key, other.session_key
        token, others = (
            services.issue_link(session, person, leads_to="/", at=NOW) for person in (user, other)
        )

        services.sign_out_everywhere(session, user, at=NOW)

        assert user.session_key != key
        assert other.session_key == other_key
        assert services.use_link(session, others, at=NOW)
        with pytest.raises(GoneError):
            services.use_link(session, token, at=NOW)

    def test_name_and_language_can_be_corrected(self, session):
        user = make.user(session)

        services.change_profile(session, user, name=" Anna  Berg ", language="en")

        stored = session.scalars(select(User)).one()
        assert (stored.name, stored.language) == ("Anna Berg", "en")

    def test_a_language_we_do_not_speak_is_refused(self, session):
        with pytest.raises(InvalidError):
            services.change_profile(session, make.user(session), name="A", language="tlh")
