from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import StaffRole
from ikparticipation.audit import AuditEvent
from ikparticipation.organisations.models import Kind, Organisation, OrganisationStatus
from tests import make

REGISTER = "/verwaltung/akteure"
SCRIPT = "<script>alert(1)</script>"
TYPED = {
    "name": "Heimatverein Gröningen e. V.",
    "kind": "verein",
    "ags": "15083270",
    "description": "Erzählcafé\r\nund Sprachtandem",
    "email": "info@example.org",
    "phone": "039403 1234",
    "website": "www.example.org",
    "public": "y",
    "reason": "Steht im Vereinsregister",
    "version": "1",
}


@pytest.fixture
def steering(session, as_user):
    """The site as the Integrationskoordination sees it."""
    return as_user(make.steering(session))


def stored(session) -> Organisation:
    session.expire_all()
    organisation = session.scalars(select(Organisation)).one()
    session.commit()
    return organisation


class TestTheList:
    def test_an_empty_register_says_what_to_do(self, steering):
        page = steering.get(REGISTER).text

        assert "Das Verzeichnis ist noch leer." in page
        assert f"{REGISTER}/neu" in page

    def test_it_finds_by_words_kind_and_place(self, session, steering):
        make.organisation(session, name="Bürgerbus Börde", kind=Kind.VEREIN)
        make.organisation(session, name="Rathaus", kind=Kind.BEHOERDE, ags=None)

        page = steering.get(REGISTER, query_string={"suche": "bus", "art": "verein"}).text

        assert "Bürgerbus Börde" in page
        assert "Rathaus" not in page
        assert "1 Organisation<" in page

    def test_nothing_found_is_not_an_empty_register(self, session, steering):
        make.organisation(session)

        page = steering.get(REGISTER, query_string={"suche": "gibt es nicht"}).text

        assert "Keine Organisation passt zu dieser Auswahl." in page

    @pytest.mark.parametrize(
        "asked",
        [
            {"art": "kaiserreich"},
            {"ort": SCRIPT},
            {"suche": SCRIPT},
            {"suche": "x" * 5000},
            {"suche": "a\0b"},
            {"seite": "-1"},
            {"seite": "viele"},
            {"seite": "9" * 30},
        ],
    )
    def test_no_question_breaks_it(self, session, steering, asked):
        make.organisation(session)

        answer = steering.get(REGISTER, query_string=asked)

        assert answer.status_code == 200
        assert SCRIPT not in answer.text

    def test_the_next_page_keeps_the_filter(self, session, steering):
        for number in range(51):
            make.organisation(session, name=f"Verein Nummer {number:02}")

        page = steering.get(REGISTER, query_string={"suche": "nummer", "seite": 2}).text

        assert "Verein Nummer 50" in page
        assert "suche=nummer&amp;art=" in page
        assert "&amp;seite=1" in page

    def test_it_costs_the_same_with_many_organisations(self, session, steering, statements):
        for _ in range(40):
            make.member(session)

        with statements() as seen:
            steering.get(REGISTER)

        assert len(seen) == 5

    def test_it_is_filtered_by_all_that_an_entry_says(self, session, steering):
        above = make.organisation(session, name="Bund")
        organisation = make.organisation(session, name="Rotes Kreuz", umbrella_id=above.id)
        make.other_name(session, of=organisation, name="DRK")
        make.member(session, of=organisation)
        wanted = {"suche": "drk", "dach": above.id, "stand": "active", "konto": "ja"}

        found = steering.get(REGISTER, query_string=wanted | {"oeffentlich": "ja"}).text
        none = steering.get(REGISTER, query_string=wanted | {"feld": "sport"}).text

        assert "Rotes Kreuz" in found
        assert "1 Organisation<" in found
        assert "Keine Organisation passt zu dieser Auswahl." in none

    @pytest.mark.parametrize("path", ["", "/akteure/"])
    def test_a_thousand_organisations_cost_what_fifty_do(self, session, steering, statements, path):
        costs = []

        for start, end in ((0, 50), (50, 1000)):
            session.add_all(entry(number) for number in range(start, end))
            session.commit()
            with statements() as seen:
                steering.get(path or REGISTER)
            costs.append(len(seen))

        assert costs[0] == costs[1] <= 8


def entry(number) -> Organisation:
    return Organisation(
        name=f"Verein {number}",
        sort_key=f"verein {number:04}",
        normal_name=f"verein {number}",
        kind=Kind.VEREIN,
        ags=None,
        registered_at=clock.now(),
        origin_file="tests",
    )


class TestAnEntry:
    def test_it_tells_all_and_where_it_comes_from(self, session, steering):
        steering.post(f"{REGISTER}/neu", data=TYPED | {"level": "county", "legal_form": "ev"})
        organisation = stored(session)
        steering.post(
            f"{REGISTER}/{organisation.id}/bearbeiten",
            data=TYPED | {"name": "Heimatverein Colbitz", "status": "dissolved"},
        )

        page = steering.get(f"{REGISTER}/{organisation.id}").text

        assert "„Steht im Vereinsregister“" in page
        assert "Kreisverband (KV)" in page
        assert "aufgelöst" in page
        assert "(vorher „Heimatverein Gröningen e. V.“)" in page
        assert "früherer Name" in page
        assert "Ins Verzeichnis aufgenommen" in page

    def test_a_line_of_a_list_is_told_as_such(self, session, steering):
        organisation = make.organisation(session, origin_file="vereine.csv", origin_row=12)

        page = steering.get(f"{REGISTER}/{organisation.id}").text

        assert "Zeile 12 der Liste „vereine.csv“" in page

    def test_one_that_was_merged_leads_to_the_other_and_is_not_edited(self, session, steering):
        kept = make.organisation(session)
        gone = make.organisation(session, status=OrganisationStatus.MERGED, merged_into_id=kept.id)

        shown = steering.get(f"{REGISTER}/{gone.id}")
        edited = steering.get(f"{REGISTER}/{gone.id}/bearbeiten")

        assert (shown.status_code, shown.location) == (303, f"{REGISTER}/{kept.id}")
        assert edited.status_code == 409
        assert "in einen anderen übergegangen" in edited.text

    def test_it_costs_the_same_with_many_members_names_and_bodies(
        self, session, steering, statements
    ):
        above = make.organisation(session)
        organisation = make.organisation(session, umbrella_id=above.id)
        for number in range(10):
            make.member(session, of=organisation)
            make.organisation(session, umbrella_id=organisation.id)
            make.other_name(session, of=organisation, name=f"Name {number}")

        with statements() as seen:
            steering.get(f"{REGISTER}/{organisation.id}")

        assert len(seen) <= 8


READS = ["", "/neu", "/{id}", "/{id}/bearbeiten", "/{id}/einladen", "/{id}/namen"]


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        (StaffRole.MODERATOR, 403),
        (StaffRole.STEERING, 200),
        (StaffRole.ADMINISTRATOR, 200),
    ],
)
def test_only_steering_opens_the_register(session, as_user, path, role, status):
    organisation = make.organisation(session)
    user = make.user(session, staff_role=role)

    assert as_user(user).get(REGISTER + path.format(id=organisation.id)).status_code == status


@pytest.mark.parametrize("path", ["", "/bearbeiten", "/einladen"])
def test_not_even_those_who_represent_the_organisation(session, as_user, path):
    organisation = make.organisation(session)
    representative = make.member(session, of=organisation)

    answer = as_user(representative).get(f"{REGISTER}/{organisation.id}{path}")

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/neu", "/{id}/bearbeiten"])
def test_others_change_nothing(session, as_user, path):
    organisation = make.organisation(session)
    user = as_user(make.member(session, of=organisation))

    answer = user.post(REGISTER + path.format(id=organisation.id), data=TYPED)

    assert answer.status_code == 403
    assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.parametrize("path", ["", "/bearbeiten", "/einladen"])
def test_an_organisation_that_does_not_exist_is_not_found(steering, path):
    assert steering.get(f"{REGISTER}/{uuid4()}{path}").status_code == 404
