"""Somebody looks for a place to go to, finds that a telephone number is wrong, and is answered."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation.inventory.models import Offer
from tests import make
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.make_inventory import BARLEBEN, HALDENSLEBEN, offer, says, wave

pytestmark = pytest.mark.browser

WAYS = {
    "mouse": (Mouse, {"width": 1280}),
    "keyboard on a phone without scripts": (Keyboard, {"js": False, "width": 390}),
}


class Case:
    """A house with two offers in two towns, and a member of the house."""

    def __init__(self, workshop, word) -> None:
        self.word = word
        self.near, self.far = f"{word}beratung", f"{word}kurs"
        with workshop.database() as session:
            house = make.organisation(session, name=f"Haus {word}")
            self.member = make.member(session, of=house).email
            near = offer(
                self.near,
                places="Haldensleben, Am Markt 1",
                hours="Mo–So 0–24 Uhr",
                municipalities=[HALDENSLEBEN],
                fields=["bildung"],
                languages=["ar"],
                capacity=20,
                capacity_available=3,
                phone="03904 1",
            )
            far = offer(
                self.far, municipalities=[BARLEBEN], fields=["sport"], hours="nach Vereinbarung"
            )
            says(session, wave(session), house, near, far)
            found = select(Offer.lasting_id).where(Offer.name == self.near)
            self.id = session.scalars(found).one()


@pytest.mark.parametrize("way", WAYS)
def test_from_a_search_to_an_answer_about_what_is_no_longer_true(workshop, tab, way):
    hand, look = WAYS[way]
    case = Case(workshop, "Klöpplerei" if hand is Mouse else "Imkerei")
    reader = hand(tab(workshop, None, **look), f"verzeichnis-{way[:5]}")

    reader.open("/angebote/")
    reader.write("Suchwort", case.word)
    reader.press("Anzeigen")
    reader.reads("2 Angebote gefunden", case.near, case.far)
    reader.looks("gefunden")
    reader.write("Ort oder Postleitzahl", "Haldensleben")
    reader.press("Anzeigen")
    reader.reads("1 Angebot gefunden", "jetzt geöffnet", case.near)
    reader.looks("im-ort")
    if hand is Mouse:
        assert_no_barriers(reader.page)
    reader.follow(case.near)
    reader.sees(case.near)
    reader.reads("Am Markt 1", "Arabisch", "Montag")
    reader.looks("angebot")
    if hand is Mouse:
        assert_no_barriers(reader.page)
    reader.follow("Hinweis geben")
    reader.press("Hinweis absenden")
    reader.is_told_what_is_wrong("Bitte")
    reader.write("Was stimmt nicht mehr?", "Unter der Nummer meldet sich niemand.")
    reader.press("Hinweis absenden")
    reader.reads("Danke")
    reader.looks("danke")

    member = hand(tab(workshop, case.member, **look), f"hinweis-{way[:5]}")
    member.open("/mein/organisation/hinweise")
    member.follow(case.near)
    member.reads("Unter der Nummer meldet sich niemand.")
    member.looks("hinweis")
    member.tick("Das Angebot gilt weiterhin so, wie es dasteht")
    member.press("Antwort absenden")
    member.reads("Beantwortet")

    reader.open(f"/angebote/{case.id}")
    reader.reads("bestätigt, dass das Angebot weiterhin gilt")
    expect(reader.page.locator("main")).to_contain_text(re.compile(r"zuletzt\sbestätigt\sheute"))
