from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation.accounts.models import StaffRole
from ikparticipation.audit import AuditEvent
from ikparticipation.organisations.models import Kind, Organisation
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
        assert "suche=nummer&amp;art=&amp;ort=&amp;seite=1" in page

    def test_it_costs_the_same_with_many_organisations(self, session, steering, statements):
        for _ in range(40):
            make.member(session)

        with statements() as seen:
            steering.get(REGISTER)

        assert len(seen) == 4


READS = ["", "/neu", "/{id}", "/{id}/bearbeiten", "/{id}/einladen"]


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
