"""An organisation answers the standard questionnaire, and the inventory shows what it said."""

from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from tests import make
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.site import link_in

pytestmark = pytest.mark.browser

TITLE = "Erhebung der Wege"
SECTIONS = (
    "Ihre Organisation",
    "Ihre Beratungs- und Unterstützungsangebote",
    "Ihre Kooperationspartner",
    "Gremien und Netzwerke",
    "Bedarfe und Ausblick",
)
WAYS = {
    "mouse": (Mouse, True, 1280, "Barleben"),
    "phone without JavaScript": (Mouse, False, 390, "Wolmirstedt"),
    "keyboard": (Keyboard, True, 1280, "Colbitz"),
}
_number = count(1)


@pytest.fixture(scope="session")
def steering(site):
    with site.database() as session:
        return make.steering(session, name="Steuerung").email


@pytest.fixture(scope="session")
def wave(site, steering):
    """The path of a wave of the standard questionnaire, opened by staff through their pages."""
    staff = site.visitor(steering)
    staff.get("/verwaltung/erhebungen").form("Fragebogen übernehmen Beratungs").press()
    form = staff.get("/verwaltung/erhebungen").follow("Beratungs").follow("Welle anlegen").form()
    today = clock.now().date()
    form.fill("Titel", TITLE).fill("Erster Tag", f"{today - timedelta(days=1)}")
    page = form.fill("Letzter Tag", f"{today + timedelta(days=30)}").press("Welle anlegen")
    return page.url.removeprefix(site.url).removesuffix("/einladen")


@pytest.fixture
def invited(site, steering, wave):
    """`invited()`: name of an organisation that staff have asked, and who represents it."""

    def ask():
        n = next(_number)
        with site.database() as session:
            organisation = make.organisation(session, name=f"Sprachhaus {n}")
            person = make.member(session, of=organisation, name=f"Vertretung {n}")
        invitation = site.visitor(steering).get(f"{wave}/einladen").form("Ausgewählte einladen")
        invitation.choose("organisation", [organisation.name]).press().expect(organisation.name)
        return organisation.name, person.email

    return ask


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_goes_from_the_invitation_to_the_inventory(way, site, tab, invited):
    kind, js, width, town = WAYS[way]
    organisation, person = invited()
    hand = kind(tab(site, js=js, width=width), f"survey-{way.replace(' ', '-')}")

    _comes_by_the_invitation(hand, site.letter(person, "Bitte antworten Sie"))
    _describes_the_organisation(hand, town)
    _enters_two_offers(hand, town)
    back = kind(tab(site, js=js, width=width), f"{hand.name}-back")
    _comes_back_another_day(back, site, person)
    _names_three_partners_and_removes_one(back)
    _leaves_the_rest_blank(back)
    code = _completes_and_submits(back, organisation)

    assert f"Quittung: {code}" in site.letter(person, f"Quittung {code}")
    site.let_the_worker_finish()
    _finds_the_offer_and_where_it_is_from(back, organisation, town)


def _comes_by_the_invitation(hand, letter):
    hand.open(link_in(letter))
    hand.press("Anmelden")
    hand.sees(TITLE)
    hand.looks("overview")
    hand.follow("Fragebogen beginnen")


def _describes_the_organisation(hand, town):
    hand.sees(SECTIONS[0])
    hand.write("Was macht Ihre Organisation?", "Wir bringen Menschen ins Gespräch.")
    hand.tick(town, within=("In welchen Städten",))
    hand.tick("Bildung", "Sprachförderung", within=("In welchen Handlungsfeldern",))
    hand.write("Wie viele Menschen arbeiten hauptamtlich", "viele")
    hand.press("Speichern und weiter")
    hand.is_told_what_is_wrong("Wie viele Menschen arbeiten hauptamtlich")
    hand.looks("no-number")
    hand.write("Wie viele Menschen arbeiten hauptamtlich", "3")
    hand.press("Speichern und weiter")


def _enters_two_offers(hand, town):
    hand.sees(SECTIONS[1])
    hand.looks("no-offers")
    for n, name in enumerate(("Sprachcafé", "Lernwerkstatt"), start=1):
        hand.press("Angebot hinzufügen")
        row = f"Angebot {n}"
        hand.write("Wie heißt das Angebot?", f"{name} {town}", within=(row,))
        hand.pick("Was beschreibt das Angebot am besten?", "Sprachkurs", within=(row,))
        hand.tick("Sprachförderung", within=(row, "Zu welchen Handlungsfeldern"))
        hand.tick(town, within=(row, "In welchen Städten"))
        hand.write("Wie viele Menschen können", "12", within=(row,))
    hand.tick("Landkreis", within=("Angebot 2", "Woher kommt das Geld dafür?"))
    hand.press("Zwischenspeichern")
    hand.unfold("Angebot 2")
    hand.write("Bis wann ist „Lernwerkstatt", "2030-12-31", within=("Angebot 2",))
    hand.press("Zwischenspeichern")
    hand.reads("Zwischengespeichert.")
    hand.looks("offers")


def _comes_back_another_day(hand, site, person):
    hand.open("/anmelden")
    hand.follow("Link per E-Mail anfordern")
    hand.write("Ihre E-Mail-Adresse", person)
    hand.press("Link per E-Mail senden")
    hand.open(link_in(site.letter(person, "Ihr Link zum Anmelden")))
    hand.press("Anmelden")
    hand.sees("Meine Aufgaben")
    hand.looks("tasks")
    hand.follow(TITLE)
    hand.looks("half-done")
    hand.follow(SECTIONS[2])


def _names_three_partners_and_removes_one(hand):
    hand.sees(SECTIONS[2])
    for n, name in enumerate(("Kreissportbund", "Tafel", "Musikschule"), start=1):
        hand.press("Partner hinzufügen")
        row = f"Partner {n}"
        hand.write("Mit wem arbeiten Sie zusammen?", name, within=(row,))
        hand.tick("Wir unterstützen uns gegenseitig", within=(row, "Wer unterstützt wen?"))
    hand.unfold("Partner 2")
    hand.press("Partner 2 entfernen")
    hand.sees("Partner „Tafel“ entfernen?")
    hand.looks("remove")
    hand.press("Endgültig entfernen")
    hand.reads("Partner 1: Kreissportbund", "Partner 2: Musikschule")
    expect(hand.page.get_by_text("Tafel")).to_have_count(0)
    hand.looks("partners")
    hand.press("Speichern und weiter")


def _leaves_the_rest_blank(hand):
    hand.sees(SECTIONS[3])
    hand.press("Speichern und weiter")
    hand.sees(SECTIONS[4])
    hand.press("Speichern und prüfen")


def _completes_and_submits(hand, organisation):
    hand.sees("Antworten prüfen und absenden")
    hand.is_told_what_is_wrong("Eine Angabe fehlt noch", SECTIONS[0])
    hand.looks("review-incomplete")
    expect(hand.page.get_by_role("button", name="Antworten absenden")).to_have_count(0)
    hand.follow(SECTIONS[0], within=hand.page.get_by_role("alert"))
    hand.is_told_what_is_wrong("Bitte entscheiden Sie: ja oder nein.")
    hand.looks("missing")
    hand.tick("Ja", within=("Dürfen wir Ihre Organisation",))
    hand.press("Zwischenspeichern")
    hand.follow("Alle Antworten prüfen")
    hand.reads("Lernwerkstatt", "31. Dezember 2030", "Musikschule", "Wir bringen Menschen")
    hand.looks("review")
    hand.press("Antworten absenden")
    hand.sees("Vielen Dank! Ihre Antworten sind eingegangen")
    hand.reads(organisation, "1. Einsendung")
    hand.looks("receipt")
    return hand.page.locator(".receipt__code").inner_text()


def _finds_the_offer_and_where_it_is_from(hand, organisation, town):
    hand.follow("Bestand", within=hand.page.get_by_role("navigation", name="Hauptnavigation"))
    hand.looks("inventory")
    row = hand.page.get_by_role("row", name=town)
    expect(row.get_by_role("cell").first).to_have_text("2")
    hand.follow("2", within=row.get_by_role("cell").first)
    hand.sees("2 Angebote")
    hand.reads(organisation, f"Lernwerkstatt {town}")
    hand.looks("where-from")
    hand.follow(f"Sprachcafé {town}")
    hand.sees(f"Sprachcafé {town}")
    hand.reads("Woher?", f"Diese Angaben hat „{organisation}“ am", TITLE)
    hand.looks("offer")
    hand.follow("Ganze Antwort lesen")
    hand.reads("Das alles ist abgesendet", organisation, "Musikschule")
