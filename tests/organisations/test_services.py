from functools import partial

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.models import Kind, MemberRole, Membership, Organisation
from ikparticipation.organisations.services import Entry, Profile, SameNameError, StaleError
from tests import make

NOW = clock.now()
PROFILE = Profile(description="Tut Gutes.", email="info@example.org", public=False)
REPRESENTATIVE, CONTRIBUTOR = MemberRole.REPRESENTATIVE, MemberRole.CONTRIBUTOR


def entry(name="Heimatverein Gröningen e. V.", **given) -> Entry:
    return Entry(**{"name": name, "kind": Kind.VEREIN, "ags": "15083270"} | given)


def register(session, name="Heimatverein Gröningen e. V.", **given) -> Organisation:
    facts = {"actor": None, "at": NOW}
    return services.register_organisation(session, entry(name), PROFILE, **facts | given)


def membership(session, user, organisation) -> Membership:
    return queries.membership_of(session, user, organisation.id)


class TestRegister:
    def test_an_organisation_is_stored_with_what_finds_it_again(self, session):
        actor = make.steering(session)

        organisation = register(session, "  Ährenkranz   e. V. ", actor=actor)

        assert (organisation.name, organisation.sort_key) == (
            "Ährenkranz e. V.",
            "ahrenkranz e. v.",
        )
        assert (organisation.description, organisation.public) == ("Tut Gutes.", False)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.actor_id) == (Action.ORGANISATION_REGISTERED, actor.id)

    def test_only_steering_keeps_the_register(self, session):
        with pytest.raises(NotAllowedError):
            register(session, actor=make.moderator(session))

    def test_another_spelling_must_be_confirmed(self, session):
        known = register(session)

        with pytest.raises(SameNameError) as refused:
            register(session, "HEIMATVEREIN GROENINGEN")

        assert [twin.id for twin in refused.value.twins] == [known.id]

    def test_a_confirmed_twin_is_stored_and_never_merged(self, session):
        register(session)

        twin = register(session, "Heimatverein Gröningen", twin_is_meant=True)

        assert {o.name for o in session.scalars(select(Organisation))} == {
            "Heimatverein Gröningen e. V.",
            "Heimatverein Gröningen",
        }
        assert twin.normal_name == "heimatverein groeningen"

    def test_exactly_the_same_name_is_refused_even_if_meant(self, session):
        register(session)

        with pytest.raises(ConflictError, match="steht schon im Verzeichnis"):
            register(session, twin_is_meant=True)

    @pytest.mark.parametrize("name", ["", "  ", "!?", "\0"])
    def test_a_name_needs_letters(self, session, name):
        with pytest.raises(InvalidError):
            register(session, name)


class TestChange:
    def change(self, session, organisation, profile=PROFILE, **given):
        facts = {"seen": organisation.version, "actor": None}
        return services.change_organisation(session, organisation, profile, **facts | given)

    def test_what_changed_is_recorded_by_the_names_of_the_fields(self, session):
        organisation = register(session, at=NOW)

        self.change(session, organisation, Profile(description="Neu", email="info@example.org"))

        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.ORGANISATION_CHANGED)
        ).one()
        assert event.facts == {"fields": ["description", "public"]}

    def test_saving_without_a_change_records_nothing(self, session):
        organisation = register(session)

        self.change(session, organisation, entry=entry())

        assert organisation.version == 1
        assert session.scalars(select(AuditEvent.action)).all() == [Action.ORGANISATION_REGISTERED]

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, session):
        organisation = register(session)
        self.change(session, organisation, Profile(description="Erste"))

        with pytest.raises(StaleError):
            self.change(session, organisation, Profile(description="Zweite"), seen=1)

        assert organisation.description == "Erste"

    def test_a_new_name_is_found_again(self, session):
        organisation = register(session)

        self.change(session, organisation, entry=entry("Bürgerbus e. V."))

        assert queries.resolve(session, ["bürgerbus"]) == {"bürgerbus": organisation.id}

    def test_a_new_name_must_be_free(self, session):
        register(session, "Bürgerbus e. V.")
        organisation = register(session)

        with pytest.raises(SameNameError):
            self.change(session, organisation, entry=entry("Buergerbus"))

    def test_an_old_twin_does_not_stand_in_the_way_of_other_changes(self, session):
        register(session)
        twin = register(session, "Heimatverein Gröningen", twin_is_meant=True)

        self.change(session, twin, Profile(phone="1"), entry=entry("Heimatverein Gröningen"))

        assert twin.phone == "1"

    def test_a_representative_changes_the_profile_but_not_the_name(self, session):
        organisation = register(session)
        actor = make.member(session, of=organisation)

        self.change(session, organisation, Profile(phone="1"), actor=actor)

        assert organisation.phone == "1"
        with pytest.raises(NotAllowedError):
            self.change(session, organisation, entry=entry("Neu"), actor=actor)

    @pytest.mark.parametrize("who", [make.user, make.member, make.moderator])
    def test_others_change_nothing(self, session, who):
        organisation = register(session)

        with pytest.raises(NotAllowedError):
            self.change(session, organisation, Profile(phone="1"), actor=who(session))


class TestMembers:
    def invite(self, session, organisation, actor=None, **given):
        facts = {"email": "neu@example.org", "name": "Neu", "role": CONTRIBUTOR, "language": "en"}
        return services.invite_member(session, organisation, actor=actor, at=NOW, **facts | given)

    def test_an_invited_person_is_a_member_at_once(self, session):
        organisation = make.organisation(session)

        user = self.invite(session, organisation)

        member = membership(session, user, organisation)
        assert (member.role, member.since, user.language) == (CONTRIBUTOR, NOW, "en")
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.MEMBER_INVITED, member.id)
        assert event.facts == {
            "user_id": str(user.id),
            "organisation_id": str(organisation.id),
        }

    def test_one_account_serves_several_organisations(self, session):
        first, second = make.organisation(session), make.organisation(session)

        people = {self.invite(session, organisation).id for organisation in (first, second)}

        assert len(people) == 1
        assert len(session.scalars(select(User)).all()) == 1

    def test_nobody_is_invited_twice(self, session):
        organisation = make.organisation(session)
        self.invite(session, organisation)

        with pytest.raises(ConflictError, match="gehört schon zu"):
            self.invite(session, organisation, email="NEU@example.org")

    def test_a_locked_account_cannot_be_invited(self, session):
        locked = make.user(session, disabled_at=NOW)

        with pytest.raises(ConflictError, match="gesperrt"):
            self.invite(session, make.organisation(session), email=locked.email)

    @pytest.mark.parametrize(("role", "allowed"), [(REPRESENTATIVE, True), (CONTRIBUTOR, False)])
    def test_representatives_invite(self, session, role, allowed):
        organisation = make.organisation(session)
        actor = make.member(session, of=organisation, role=role)

        if allowed:
            assert self.invite(session, organisation, actor)
        else:
            with pytest.raises(NotAllowedError):
                self.invite(session, organisation, actor)

    def test_but_not_for_another_organisation(self, session):
        with pytest.raises(NotAllowedError):
            self.invite(session, make.organisation(session), make.member(session))

    def test_a_role_can_be_changed(self, session):
        organisation = make.organisation(session)
        actor = make.member(session, of=organisation)
        other = make.member(session, of=organisation, role=CONTRIBUTOR)

        services.change_member_role(
            session, membership(session, other, organisation), role=REPRESENTATIVE, actor=actor
        )

        assert membership(session, other, organisation).role is REPRESENTATIVE
        assert session.scalars(select(AuditEvent.action)).all() == [Action.MEMBER_CHANGED]

    def test_a_member_can_be_removed_and_the_person_stays(self, session):
        organisation = make.organisation(session)
        actor, other = make.member(session, of=organisation), make.member(session, of=organisation)

        services.remove_member(session, membership(session, other, organisation), actor=actor)

        assert membership(session, other, organisation) is None
        assert session.get(User, other.id)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.facts["user_id"]) == (Action.MEMBER_REMOVED, str(other.id))

    @pytest.mark.parametrize(
        "act",
        [services.remove_member, partial(services.change_member_role, role=CONTRIBUTOR)],
        ids=["remove", "demote"],
    )
    def test_members_leave_somebody_who_represents_them(self, session, act):
        organisation = make.organisation(session)
        last = make.member(session, of=organisation)
        make.member(session, of=organisation, role=CONTRIBUTOR)
        own = membership(session, last, organisation)

        with pytest.raises(ConflictError, match="Jemand muss die Organisation vertreten"):
            act(session, own, actor=last)

    def test_steering_may_remove_the_last_one(self, session):
        organisation = make.organisation(session)
        last = make.member(session, of=organisation)

        services.remove_member(
            session, membership(session, last, organisation), actor=make.steering(session)
        )

        assert membership(session, last, organisation) is None
