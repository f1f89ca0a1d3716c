import pytest

from ikparticipation import clock
from ikparticipation.organisations.models import (
    LegalForm,
    MemberRole,
    Membership,
    OrganisationStatus,
)
from tests import make

MINE = "/mein/organisation"
PROFILE = {
    "description": "Wir fahren Bus.",
    "email": "info@example.org",
    "phone": "039403 1",
    "website": "https://example.org",
    "version": "1",
}


def test_who_belongs_to_none_is_told_what_to_do(session, as_user):
    page = as_user(make.user(session)).get(MINE).text

    assert "Sie gehören zu keiner Organisation." in page


@pytest.mark.parametrize(
    ("role", "shown"), [(MemberRole.REPRESENTATIVE, True), (MemberRole.CONTRIBUTOR, False)]
)
def test_members_see_each_other_and_only_representatives_see_the_buttons(
    session, as_user, role, shown
):
    organisation = make.organisation(session, name="Bürgerbus Börde")
    reader = make.member(session, of=organisation, role=role)
    make.member(session, of=organisation, name="Bernd Kühn")
    make.member(session, name="Fremde Person")

    page = as_user(reader).get(MINE).text

    assert "Bürgerbus Börde" in page
    assert "Haldensleben" in page
    assert "Bernd Kühn" in page
    assert "Fremde Person" not in page
    assert (f"{MINE}/{organisation.id}/einladen" in page) is shown
    assert (f"{MINE}/{organisation.id}/bearbeiten" in page) is shown
    assert (f"{MINE}/{organisation.id}/mitglieder/" in page) is shown


def test_it_costs_the_same_for_several_organisations(session, as_user, statements):
    reader = make.member(session)
    for _ in range(5):
        organisation = make.organisation(session)
        make.store(
            session,
            Membership(
                user=reader,
                organisation=organisation,
                role=MemberRole.CONTRIBUTOR,
                since=clock.now(),
            ),
        )
        make.member(session, of=organisation)

    with statements() as seen:
        page = as_user(reader).get(MINE).text

    assert "Meine Organisationen" in page
    assert len(seen) <= 7


def test_a_representative_changes_the_profile_and_nothing_else(session, as_user):
    organisation = make.organisation(session, name="Bürgerbus Börde")
    client = as_user(make.member(session, of=organisation))
    path = f"{MINE}/{organisation.id}/bearbeiten"
    assert 'name="name"' not in client.get(path).text

    forbidden = {"name": "Anders", "kind": "behoerde", "ags": "", "level": "state"}
    forbidden |= {"umbrella": make.organisation(session).name, "status": "dissolved"}

    answer = client.post(path, data=PROFILE | forbidden)

    assert (answer.status_code, answer.location) == (303, MINE)
    session.refresh(organisation)
    assert (organisation.description, organisation.public) == ("Wir fahren Bus.", False)
    assert (organisation.name, organisation.ags) == ("Bürgerbus Börde", "15083270")
    assert (organisation.level, organisation.umbrella_id) == (None, None)
    assert organisation.status is OrganisationStatus.ACTIVE


def test_a_representative_tells_legal_form_fields_and_what_is_public(session, as_user):
    organisation = make.organisation(session)
    client = as_user(make.member(session, of=organisation))
    typed = {"legal_form": "ggmbh", "fields": ["sport"], "public": "y"}

    client.post(f"{MINE}/{organisation.id}/bearbeiten", data=PROFILE | typed)

    session.refresh(organisation)
    page = client.get(MINE).text
    assert organisation.legal_form is LegalForm.GGMBH
    assert (organisation.public, organisation.contact_public) == (True, False)
    assert "gemeinnützige GmbH" in page
    assert "Sport" in page


def test_a_stale_profile_shows_both_states(session, as_user):
    organisation = make.organisation(session)
    client = as_user(make.member(session, of=organisation))
    path = f"{MINE}/{organisation.id}/bearbeiten"
    client.post(path, data=PROFILE | {"phone": "gespeichert"})

    answer = client.post(path, data=PROFILE | {"phone": "getippt"})

    assert answer.status_code == 409
    assert "gespeichert" in answer.text
    assert 'value="getippt"' in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("description", "x" * 2001), ("email", "nein"), ("website", "javascript:alert(1)")],
)
def test_what_does_not_fit_comes_back(session, as_user, field, value):
    organisation = make.organisation(session)
    client = as_user(make.member(session, of=organisation))

    answer = client.post(f"{MINE}/{organisation.id}/bearbeiten", data=PROFILE | {field: value})

    assert answer.status_code == 422


def test_visitors_are_asked_to_sign_in(session, as_user):
    assert as_user().get(MINE).location == f"/anmelden?weiter={MINE}"
