"""One offer: what is said about it, how to reach it, and whom to tell what is wrong."""

import pytest

from tests import make
from tests.make_inventory import offer, says, wave


def facts_of(tree):
    return {row.dt.text: " ".join(row.dd.text.split()) for row in tree.select("dl.facts > div")}


def the_offer(read, user=None):
    return read(read("/angebote/").select_one("main .card a")["href"], user)


@pytest.mark.parametrize(
    ("who", "told"),
    [("visitor", None), ("member", "– nicht gefragt"), ("staff", "– nicht gefragt")],
)
def test_an_offer_tells_what_was_not_asked_from_what_was_not_answered(session, read, who, told):
    """What nobody was asked is a word for those who run the survey or answered it."""
    organisation = make.organisation(session)
    asked = wave(session, without=["offer.languages"])
    says(session, asked, organisation, offer(hours="Mo 9–12"))
    user = {
        "visitor": lambda: None,
        "member": lambda: make.member(session, of=organisation),
        "staff": lambda: make.moderator(session),
    }[who]()

    facts = facts_of(the_offer(read, user))

    assert facts["Zeiten"] == "Mo 9–12"
    assert facts.get("Sprachen") == told
    assert facts["Plätze"] == "… keine Angabe"


def test_without_a_number_of_its_own_an_offer_has_that_of_the_organisation(session, read):
    organisation = make.organisation(
        session, phone="03904 1234", email="haus@example.org", website="https://example.org"
    )
    says(session, wave(session, without=["offer.email"]), organisation, offer())

    tree = the_offer(read)

    facts = facts_of(tree)
    assert facts["Telefon"] == "03904 1234 (allgemein, der Organisation)"
    assert facts["E-Mail"] == "haus@example.org (allgemein, der Organisation)"
    assert facts["Internet"] == "https://example.org (allgemein, der Organisation)"
    assert tree.select_one('.facts a[href="mailto:haus@example.org"]')
    assert tree.select_one('.facts a[href="tel:039041234"]')


def test_the_number_of_the_offer_comes_before_that_of_the_organisation(session, read):
    organisation = make.organisation(session, phone="03904 1234")
    says(session, wave(session), organisation, offer(phone="03904 99"))

    facts = facts_of(the_offer(read))

    assert facts["Telefon"] == "03904 99"
    assert facts["E-Mail"] == "… keine Angabe"


def test_an_offer_says_how_to_tell_what_is_no_longer_true(session, read):
    says(session, wave(session), None, offer())

    tree = the_offer(read)
    panel = tree.select_one('section[aria-labelledby="stimmt"]')

    assert "Stimmt nicht mehr?" in panel.text
    assert read(panel.a["href"]).h1.text == "Stimmt nicht mehr?"


def test_who_said_it_corrects_it_in_the_answer(session, read):
    organisation = make.organisation(session, email="haus@example.org")
    asked = wave(session)
    says(session, asked, organisation, offer())

    tree = the_offer(read, make.member(session, of=organisation))

    panel = tree.select_one('section[aria-labelledby="stimmt"]')
    assert [a["href"] for a in panel.select("a")] == [
        f"/erhebung/{asked.id}?fuer={organisation.id}"
    ]


def test_no_places_is_a_number(session, read):
    row = offer()
    row["answers"]["offer_capacity"] = 0
    says(session, wave(session), None, row)

    assert facts_of(the_offer(read))["Plätze"] == "0"
