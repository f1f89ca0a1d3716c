"""Two organisations about the same pair: one names the other, which says whether that is so."""

import pytest

from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.make_inventory import partner, says, wave

pytestmark = pytest.mark.browser

WAYS = {
    "mouse": (Mouse, {"width": 1280}),
    "keyboard on a phone without scripts": (Keyboard, {"js": False, "width": 390}),
}


class Case:
    """A choir that names a house and a club, and a member of each of the three."""

    def __init__(self, workshop, town) -> None:
        self.choir, self.house, self.club = (f"{word} {town}" for word in ("Chor", "Haus", "Klub"))
        with workshop.database() as session:
            asked = wave(session)
            known = {}
            for name in (self.choir, self.house, self.club):
                organisation = make.organisation(session, name=name)
                known[name] = (organisation, make.member(session, of=organisation).email)
            said = [partner(self.house, kind="exchange", direction="mutual"), partner(self.club)]
            says(session, asked, known[self.choir][0], partners=said)
            make_surveys.invited(session, asked, known[self.house][0])
            self.wave = asked.id
            self.ids = {name: organisation.id for name, (organisation, _) in known.items()}
            self.members = {name: email for name, (_, email) in known.items()}


@pytest.mark.parametrize("way", WAYS)
def test_what_one_side_says_the_other_confirms_or_denies_with_one_click(workshop, tab, way):
    hand, look = WAYS[way]
    case = Case(workshop, "Hötensleben" if hand is Mouse else "Harbke")

    def person(name):
        return hand(tab(workshop, case.members[name], **look), f"ties-{name.split()[0]}-{way[:5]}")

    house, club, choir = person(case.house), person(case.club), person(case.choir)

    house.open("/mein/aufgaben")
    house.reads("Andere nennen Sie als Partner")
    house.looks("aufgaben")
    house.follow("1 Organisation nennt Sie als Partner")
    house.reads(f"„{case.choir}“ nennt Sie als Partner: stimmt das?", "Austausch · gegenseitig")
    house.looks("frage")
    if hand is Mouse:
        assert_no_barriers(house.page)
        house.page.emulate_media(color_scheme="light")
        house.page.set_viewport_size({"width": 1280, "height": 800})
    house.press("Ja, das stimmt")
    house.reads("Von beiden genannt", "Auf Nachfrage bestätigt von", "Keine offene Frage")
    house.looks("bestaetigt")

    club.open("/mein/organisation")
    club.reads("1 Organisation nennt Sie als Partner und wartet auf Ihre Antwort.")
    club.looks("organisation")
    club.follow("Fragen beantworten")
    club.press("Nein")
    club.reads("Die Seiten widersprechen sich", "Von Ihnen verneint")
    club.looks("verneint")

    choir.open("/mein/organisation/partner")
    choir.reads(
        "Die Seiten widersprechen sich",
        "Von beiden genannt",
        "Die andere Seite hat das am",
    )
    choir.looks("andere-seite")
    choir.open(f"/netzwerk/?welle={case.wave}")
    choir.looks("netzwerk")
    choir.open(f"/netzwerk/{case.ids[case.choir]}/{case.ids[case.club]}")
    choir.reads("auf Nachfrage verneint am", "Von der anderen Seite verneint")
    choir.looks("paar")
    choir.open(f"/akteure/{case.ids[case.house]}?welle={case.wave}")
    choir.reads("Von beiden genannt")
    choir.looks("akteur")
