"""What the register tells of an organisation to whom."""

import pytest
from sqlalchemy import select

from ikparticipation.inventory.models import Offer
from ikparticipation.organisations.models import Kind, LegalForm, OrganisationStatus
from ikparticipation.organisations.names import Level
from ikparticipation.organisations.services import set_fields
from tests import make, make_inventory

CONTACT = {"email": "info@example.org", "phone": "039403 1", "website": "https://example.org"}


def test_the_page_tells_what_the_register_knows(session, as_user):
    above = make.organisation(session, name="Landesverband Rot")
    organisation = make.organisation(
        session,
        name="Kreisverband Rot",
        level=Level.COUNTY,
        legal_form=LegalForm.REGISTERED_ASSOCIATION,
        umbrella_id=above.id,
    )
    make.other_name(session, of=organisation, name="KV Rot")
    set_fields(session, organisation.id, ["sport"])
    session.commit()

    page = as_user().get(f"/akteure/{organisation.id}").text

    assert f'<a href="/akteure/{above.id}">Landesverband Rot</a>' in page
    assert "eingetragener Verein (e. V.)" in page
    assert "Kreisverband (KV)" in page
    assert "KV Rot" in page
    assert "Sport" in page
    assert "Woher der Eintrag kommt" not in page


@pytest.mark.parametrize(
    ("who", "told"),
    [("visitor", False), ("member", True), ("other member", False), ("staff", True)],
)
def test_contact_that_is_not_public_is_for_staff_and_its_own_members(session, as_user, who, told):
    organisation = make.organisation(session, contact_public=False, **CONTACT)
    reader = {
        "visitor": lambda: None,
        "member": lambda: make.member(session, of=organisation),
        "other member": lambda: make.member(session),
        "staff": lambda: make.moderator(session),
    }[who]()

    page = as_user(reader).get(f"/akteure/{organisation.id}").text

    assert [CONTACT["email"] in page, CONTACT["phone"] in page] == [told, told]
    assert CONTACT["website"] in page


@pytest.mark.parametrize(("staff", "shown"), [(False, False), (True, True)])
def test_an_umbrella_body_that_is_not_public_is_named_to_staff_only(session, as_user, staff, shown):
    above = make.organisation(session, name="Verborgener Bund", public=False)
    organisation = make.organisation(session, umbrella_id=above.id)
    reader = make.moderator(session) if staff else None

    page = as_user(reader).get(f"/akteure/{organisation.id}").text

    assert ("Verborgener Bund" in page) is shown


def test_staff_read_where_the_entry_comes_from(session, as_user):
    organisation = make.organisation(session, origin_file="vereine.csv", origin_row=7)

    page = as_user(make.moderator(session)).get(f"/akteure/{organisation.id}").text

    assert "Zeile 7 der Liste „vereine.csv“" in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (OrganisationStatus.ACTIVE, None),
        (OrganisationStatus.RESTING, "Diese Organisation ruht zurzeit"),
        (OrganisationStatus.DISSOLVED, "Diese Organisation gibt es nicht mehr"),
    ],
)
def test_one_that_is_not_at_work_says_so(session, as_user, status, words):
    organisation = make.organisation(session, name="Roter Faden", status=status)

    page = as_user().get(f"/akteure/{organisation.id}").text
    listed = as_user().get("/akteure/").text

    assert "Roter Faden" in listed
    assert words is None or words in page
    assert ("gibt es nicht mehr" in page, "aufgelöst" in listed) == (
        status is OrganisationStatus.DISSOLVED,
    ) * 2


def test_one_that_was_merged_leads_to_the_other_and_is_not_listed(session, as_user):
    kept = make.organisation(session, name="Bleibt")
    gone = make.organisation(
        session, name="Geht", status=OrganisationStatus.MERGED, merged_into_id=kept.id
    )

    answer = as_user().get(f"/akteure/{gone.id}")

    assert (answer.status_code, answer.location) == (303, f"/akteure/{kept.id}")
    assert "Geht" not in as_user().get("/akteure/").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"suche": "faden"}, ["Roter Faden"]),
        ({"suche": "rf"}, ["Roter Faden"]),
        ({"art": "behoerde"}, ["Amt"]),
        ({"ort": "15083270"}, ["Amt", "Roter Faden"]),
        ({"ort": "15083245"}, []),
        ({"feld": "sport"}, ["Roter Faden"]),
        ({"feld": "sport", "art": "behoerde"}, []),
        ({"art": "kaiserreich"}, ["Amt", "Roter Faden"]),
    ],
    ids=[
        "words",
        "an other name",
        "kind",
        "place",
        "another place",
        "field",
        "two at once",
        "a kind that is none",
    ],
)
def test_the_public_list_is_filtered(session, as_user, asked, found):
    organisation = make.organisation(session, name="Roter Faden")
    make.organisation(session, name="Amt", kind=Kind.BEHOERDE)
    make.organisation(session, name="Roter Faden, verborgen", public=False)
    make.other_name(session, of=organisation, name="RF")
    set_fields(session, organisation.id, ["sport"])
    session.commit()

    page = as_user().get("/akteure/", query_string=asked).text

    assert [name for name in ("Amt", "Roter Faden") if f">{name}</a>" in page] == found
    assert "verborgen" not in page


@pytest.mark.parametrize("told", [True, False])
def test_an_offer_without_contact_of_its_own_tells_only_what_its_organisation_tells(
    session, as_user, told
):
    organisation = make.organisation(session, contact_public=told, **CONTACT)
    make_inventory.says(session, make_inventory.wave(session), organisation, make_inventory.offer())
    offer = session.scalars(select(Offer)).one()
    session.commit()

    pages = [
        as_user().get(path).text for path in (f"/angebote/{offer.lasting_id}", "/angebote/?druck=1")
    ]

    assert ["Beratung" in page for page in pages] == [True, True]
    assert [CONTACT["phone"] in page for page in pages] == [told, told]
