from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts import passwords, services
from ikparticipation.accounts.models import SignInLink
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import GoneError, NotAllowedError
from tests import make

COST = 64
NOW = clock.now()
PASSWORD = "Regen auf dem Dach"


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()


class TestLinks:
    def test_only_the_hash_of_a_link_is_stored(self, session):
        token = services.issue_link(session, make.user(session), leads_to="/x", at=NOW)

        stored = session.scalars(select(SignInLink)).one()

        assert len(token) >= 43
        assert token not in repr(stored.__dict__)
        assert stored.expires_at == NOW + timedelta(days=14)

    def test_a_link_opens_once(self, session):
        user = make.user(session)
        token = services.issue_link(session, user, leads_to="/x", at=NOW)

        link = services.use_link(session, token, at=NOW)

        assert (link.user, link.leads_to, user.signed_in_at) == (user, "/x", NOW)
        with pytest.raises(GoneError):
            services.use_link(session, token, at=NOW)

    @pytest.mark.parametrize(
        ("later", "opens"),
        [
            (timedelta(days=2, seconds=-1), True),
            (timedelta(days=2), False),
            (timedelta(days=3), False),
        ],
    )
    def test_a_link_ends(self, session, later, opens):
        token = services.issue_link(session, make.user(session), leads_to="/", at=NOW, days=2)

        if opens:
            assert services.use_link(session, token, at=NOW + later)
        else:
            with pytest.raises(GoneError):
                services.use_link(session, token, at=NOW + later)

    def test_an_invented_token_opens_nothing(self, session):
        services.issue_link(session, make.user(session), leads_to="/", at=NOW)

        with pytest.raises(GoneError):
            services.use_link(session, "invented", at=NOW)

    def test_a_locked_account_stays_locked(self, session):
        user = make.user(session, disabled_at=NOW)
        token = services.issue_link(session, user, leads_to="/", at=NOW)

        with pytest.raises(NotAllowedError):
            services.use_link(session, token, at=NOW)

    def test_asking_for_a_link_is_an_event_for_the_worker(self, session):
        user = make.user(session)

        services.request_link(session, user, leads_to="/erhebung/1")

        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.facts) == (
            Action.LINK_REQUESTED,
            {"leads_to": "/erhebung/1"},
        )

    def test_a_locked_account_gets_no_link(self, session):
        services.request_link(session, make.user(session, disabled_at=NOW))

        assert actions(session) == []


class TestSignInWithPassword:
    def user(self, session, **given):
        stored = passwords.hashed(PASSWORD, cost=COST)
        return make.user(session, **{"email": "anna@example.org", "password_hash": stored} | given)

    def sign_in(self, session, email="anna@example.org", password=PASSWORD, cost=COST):
        return services.sign_in_with_password(
            session, email=email, password=password, cost=cost, at=NOW
        )

    def test_address_and_password_name_the_person(self, session):
        user = self.user(session)

        assert self.sign_in(session, email=" Anna@Example.org") is user
        assert user.signed_in_at == NOW

    @pytest.mark.parametrize(
        ("given", "typed"),
        [
            ({}, {"password": "etwas anderes"}),
            ({}, {"password": ""}),
            ({}, {"email": "niemand@example.org"}),
            ({"password_hash": None}, {}),
            ({"disabled_at": NOW}, {}),
        ],
    )
    def test_anything_else_names_nobody(self, session, given, typed):
        user = self.user(session, **given)

        assert self.sign_in(session, **typed) is None
        assert user.signed_in_at is None

    def test_an_unknown_address_costs_the_same_work(self, session, monkeypatch):
        checked = []
        monkeypatch.setattr(
            passwords, "matches", lambda *_args, cost: checked.append(cost) or False
        )

        self.sign_in(session, email="niemand@example.org")

        assert checked == [COST]

    def test_a_hash_of_old_parameters_is_renewed(self, session):
        user = self.user(session)
        old = user.password_hash

        self.sign_in(session, cost=2 * COST)

        assert user.password_hash != old
        assert passwords.matches(PASSWORD, user.password_hash, cost=2 * COST)
        assert not passwords.is_outdated(user.password_hash, cost=2 * COST)
