import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.models import (
    Kind,
    NameKind,
    OrganisationName,
    OrganisationStatus,
)
from ikparticipation.organisations.services import Entry, SameNameError, TakenNameError
from tests import make

NOW = clock.now()
REGISTER = "/verwaltung/akteure"


def add(session, organisation, name="DRK Börde", **given) -> OrganisationName:
    facts = {
        "kind": NameKind.SHORT,
        "reason": "Steht im Briefkopf",
        "actor": make.steering(session),
        "at": NOW,
    }
    return services.add_name(session, organisation, name=name, **facts | given)


def rename(session, organisation, name, **given):
    return services.change_organisation(
        session,
        organisation,
        services.profile_of(organisation),
        entry=Entry(name=name, kind=organisation.kind, ags=organisation.ags),
        seen=organisation.version,
        actor=make.steering(session),
        at=NOW,
        **given,
    )


def names(session, organisation) -> dict[str, NameKind]:
    session.flush()
    return {row.name: row.kind for row in queries.other_names(session, [organisation.id])}


class TestAdding:
    def test_a_name_says_who_knew_it_and_why(self, session):
        organisation = make.organisation(session)
        actor = make.steering(session)

        added = add(session, organisation, "  DRK   Börde ", actor=actor)

        row = queries.other_names(session, [organisation.id])[0]
        assert (row.name, row.kind, row.person) == ("DRK Börde", NameKind.SHORT, actor.name)
        assert (row.reason, added.normal_name) == ("Steht im Briefkopf", "drk boerde")
        event = session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject_id) == (Action.NAME_ADDED, organisation.id)
        assert event.facts["normal_name"] == "drk boerde"

    @pytest.mark.parametrize(
        ("name", "reason", "words"),
        [
            ("!?", "Weiß ich", "mit Buchstaben oder Ziffern"),
            ("DRK Börde", "  ", "woher Sie das wissen"),
            ("ROTES KREUZ", "Weiß ich", "So heißt die Organisation schon"),
        ],
        ids=["nothing to compare", "no reason", "only another spelling of its name"],
    )
    def test_what_says_nothing_is_refused(self, session, name, reason, words):
        organisation = make.organisation(session, name="Rotes Kreuz e. V.")

        with pytest.raises(InvalidError, match=words):
            add(session, organisation, name, reason=reason)

    def test_the_same_name_stands_there_once(self, session):
        organisation = make.organisation(session)
        add(session, organisation)

        with pytest.raises(ConflictError, match="steht schon bei dieser Organisation"):
            add(session, organisation, "drk börde")

    def test_the_name_of_another_organisation_is_refused_with_the_way_out(self, session):
        other = make.organisation(session, name="DRK Börde e. V.")

        with pytest.raises(TakenNameError, match="führen Sie sie zusammen") as refused:
            add(session, make.organisation(session))

        assert refused.value.other.id == other.id

    def test_but_not_the_name_of_an_entry_that_was_merged_into_it(self, session):
        organisation = make.organisation(session)
        make.organisation(
            session,
            name="DRK Börde",
            status=OrganisationStatus.MERGED,
            merged_into_id=organisation.id,
        )

        assert add(session, organisation).name == "DRK Börde"

    def test_two_may_share_another_name_and_one_is_told(self, session):
        first = make.organisation(session, name="Kreisverband Nord")
        add(session, first)

        added = add(session, make.organisation(session))

        assert services.shared_with(session, added) == ["Kreisverband Nord"]

    @pytest.mark.parametrize("who", [make.user, make.member, make.moderator])
    def test_only_steering_adds_and_removes(self, session, who):
        organisation = make.organisation(session)
        known, actor = add(session, organisation), who(session)

        with pytest.raises(NotAllowedError):
            add(session, organisation, "Anders", actor=actor)
        with pytest.raises(NotAllowedError):
            services.remove_name(session, organisation, known, reason="Nein", actor=actor)


class TestRemoving:
    def test_what_was_wrong_goes_and_the_audit_trail_says_why(self, session):
        organisation, actor = make.organisation(session), make.steering(session)
        known = add(session, organisation)

        services.remove_name(session, organisation, known, reason="War ein Irrtum", actor=actor)

        assert names(session, organisation) == {}
        query = select(AuditEvent).where(AuditEvent.action == Action.NAME_REMOVED)
        event = session.scalars(query).one()
        assert (event.facts["name"], event.facts["reason"]) == ("DRK Börde", "War ein Irrtum")

    def test_it_needs_a_reason(self, session):
        organisation, actor = make.organisation(session), make.steering(session)
        known = add(session, organisation)

        with pytest.raises(InvalidError):
            services.remove_name(session, organisation, known, reason=" ", actor=actor)


class TestRenaming:
    def test_the_name_before_stays_as_a_former_one(self, session):
        organisation = make.organisation(session, name="Roter Faden e. V.")

        rename(session, organisation, "Blaues Band")

        assert names(session, organisation) == {"Roter Faden e. V.": NameKind.FORMER}
        query = select(AuditEvent).where(AuditEvent.action == Action.ORGANISATION_CHANGED)
        assert session.scalars(query).one().facts["former"] == "Roter Faden e. V."

    def test_another_spelling_is_no_other_name(self, session):
        organisation = make.organisation(session, name="Roter Faden")

        rename(session, organisation, "ROTER FADEN e. V.")

        assert names(session, organisation) == {}

    def test_there_and_back_again_leaves_one_former_name(self, session):
        organisation = make.organisation(session, name="Roter Faden")

        for name in ("Blaues Band", "Roter Faden", "Blaues Band", "Roter Faden"):
            rename(session, organisation, name)

        assert names(session, organisation) == {"Blaues Band": NameKind.FORMER}

    def test_an_other_name_can_become_the_name(self, session):
        organisation = make.organisation(session, name="Deutsches Rotes Kreuz Börde")
        add(session, organisation)

        rename(session, organisation, "DRK Börde")

        assert names(session, organisation) == {"Deutsches Rotes Kreuz Börde": NameKind.FORMER}

    def test_the_installation_renames_too_and_says_so(self, session):
        organisation = make.organisation(session, name="Roter Faden")

        services.change_organisation(
            session,
            organisation,
            services.profile_of(organisation),
            entry=Entry(name="Blaues Band", kind=Kind.VEREIN),
            seen=1,
            actor=None,
        )

        assert queries.other_names(session, [organisation.id])[0].file == "./ik manage"

    def test_whoever_takes_a_former_name_of_another_is_asked_first(self, session):
        organisation = make.organisation(session, name="Roter Faden")
        rename(session, organisation, "Blaues Band")
        entry = Entry(name="Roter Faden e. V.", kind=Kind.VEREIN)

        with pytest.raises(SameNameError) as refused:
            services.register_organisation(session, entry, services.Profile(), actor=None, at=NOW)

        assert [twin.name for twin in refused.value.twins] == ["Blaues Band"]


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


TYPED = {"name": "DRK Börde", "kind": "short", "reason": "Steht im Briefkopf"}


class TestPages:
    def test_a_name_is_added_and_shown_with_where_it_comes_from(self, session, steering):
        organisation = make.organisation(session)
        path = f"{REGISTER}/{organisation.id}/namen"
        assert "Es steht noch kein weiterer Name da." in steering.get(path).text

        answer = steering.post(path, data=TYPED)
        page = steering.get(path).text

        assert (answer.status_code, answer.location) == (303, path)
        assert "DRK Börde" in page
        assert "„Steht im Briefkopf“" in page
        assert "DRK Börde" in steering.get(f"{REGISTER}/{organisation.id}").text

    @pytest.mark.parametrize(
        "wrong", [{"name": ""}, {"name": "x" * 201}, {"reason": ""}, {"kind": "nick"}]
    )
    def test_what_does_not_fit_comes_back(self, session, steering, wrong):
        organisation = make.organisation(session)

        answer = steering.post(f"{REGISTER}/{organisation.id}/namen", data=TYPED | wrong)

        assert answer.status_code == 422
        assert "Bitte prüfen Sie Ihre Angaben" in answer.text

    def test_a_taken_name_leads_to_whoever_has_it(self, session, steering):
        other = make.organisation(session, name="DRK Börde")
        organisation = make.organisation(session)

        answer = steering.post(f"{REGISTER}/{organisation.id}/namen", data=TYPED)

        assert answer.status_code == 422
        assert f'href="{REGISTER}/{other.id}"' in answer.text
        assert 'value="DRK Börde"' in answer.text

    def test_a_shared_name_is_told(self, session, steering):
        add(session, make.organisation(session, name="Kreisverband Nord"))
        organisation = make.organisation(session)

        page = steering.post(
            f"{REGISTER}/{organisation.id}/namen", data=TYPED, follow_redirects=True
        ).text

        assert "ist auch ein Name von: Kreisverband Nord" in page

    def test_removing_asks_why(self, session, steering):
        organisation = make.organisation(session)
        known = add(session, organisation)
        session.commit()
        path = f"{REGISTER}/{organisation.id}/namen/{known.id}/entfernen"

        asked, refused = steering.get(path), steering.post(path, data={"reason": ""})
        done = steering.post(path, data={"reason": "War ein Irrtum"})

        assert "„DRK Börde“ entfernen?" in asked.text
        assert [refused.status_code, done.status_code] == [422, 303]
        assert names(session, organisation) == {}
        assert "War ein Irrtum" in steering.get(f"{REGISTER}/{organisation.id}").text

    def test_a_name_is_only_found_under_its_organisation(self, session, steering):
        known = add(session, make.organisation(session))
        session.commit()
        path = f"{REGISTER}/{make.organisation(session).id}/namen/{known.id}/entfernen"

        assert steering.get(path).status_code == 404

    def test_it_costs_the_same_for_many_names(self, session, steering, statements):
        organisation = make.organisation(session)
        for number in range(20):
            make.other_name(session, of=organisation, name=f"Name {number}")

        with statements() as seen:
            steering.get(f"{REGISTER}/{organisation.id}/namen")

        assert len(seen) <= 4
