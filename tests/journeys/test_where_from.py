"""From a figure to the answer it comes from, in at most four clicks; and back from the answer."""

import pytest

from tests import make
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.make_inventory import HALDENSLEBEN, offer, partner, says, wave

pytestmark = pytest.mark.browser

MOST_CLICKS = 4
WAYS = {
    "mouse": (Mouse, {"width": 1280}),
    "keyboard on a phone without scripts": (Keyboard, {"js": False, "width": 390}),
}


class Case:
    """A club that has answered, a house that it names, a member of the club, and steering."""

    def __init__(self, workshop, town) -> None:
        self.club, self.house = f"Verein {town}", f"Haus {town}"
        self.offer = f"Werkstatt {town}"
        with workshop.database() as session:
            asked = wave(session)
            club = make.organisation(session, name=self.club)
            make.organisation(session, name=self.house)
            self.member = make.member(session, of=club).email
            self.staff = make.steering(session).email
            named = [partner(self.house, kind="exchange")]
            said = offer(self.offer, municipalities=[HALDENSLEBEN], fields=["bildung"])
            revision = says(session, asked, club, said, partners=named)
            revision.response.document = revision.document
            session.commit()
            self.wave, self.club_id = asked.id, club.id


class Counting:
    """A person whose clicks are counted."""

    def __init__(self, hand) -> None:
        self.hand, self.clicks = hand, 0

    def starts_at(self, path):
        self.hand.open(path)
        self.clicks = 0

    def follows(self, *links):
        for link in links:
            self.hand.follow(link)
            self.clicks += 1

    def has_arrived(self, path, *words):
        self.hand.reads(*words)
        assert path in self.hand.page.url
        assert self.clicks <= MOST_CLICKS


@pytest.mark.parametrize("way", WAYS)
def test_every_figure_leads_to_the_answer(workshop, tab, way):
    hand, look = WAYS[way]
    case = Case(workshop, "Calvörde" if hand is Mouse else "Zielitz")
    answer = f"/erhebung/{case.wave}/pruefen"
    member = Counting(hand(tab(workshop, case.member, **look), f"woher-{way[:5]}"))

    member.starts_at(f"/bestand/woher?welle={case.wave}&zahl=ruecklauf")
    member.follows(f"Antwort lesen – {case.club}")
    member.has_arrived(answer, case.offer)

    member.starts_at(f"/bestand/?welle={case.wave}")
    member.hand.page.locator('main a[href*="/bestand/woher"]').first.click()
    member.clicks += 1
    member.follows(f"Antwort lesen – {case.club}")
    member.has_arrived(answer, case.offer)

    member.starts_at(f"/netzwerk/?welle={case.wave}")
    member.follows(f"Woher? – {case.club}, {case.house}")
    member.hand.looks("paar")
    if hand is Mouse:
        assert_no_barriers(member.hand.page)
    member.follows(f"Antwort lesen – {case.club}")
    member.has_arrived(answer, case.house)

    member.starts_at(f"/akteure/{case.club_id}")
    member.follows(case.offer, f"Woher? – {case.offer}", f"Antwort lesen – {case.club}")
    member.has_arrived(answer, case.offer)

    member.starts_at("/mein/organisation")
    member.follows("Wo taucht unsere Antwort auf?")
    member.hand.looks("antworten")
    if hand is Mouse:
        assert_no_barriers(member.hand.page)
    member.follows("Im Verzeichnis der Angebote")
    member.has_arrived("/angebote/", case.offer)

    staff = Counting(hand(tab(workshop, case.staff, **look), f"woher-amt-{way[:5]}"))
    staff.starts_at(f"/netzwerk/?welle={case.wave}")
    staff.follows(f"Woher? – {case.club}, {case.house}", f"Antwort lesen – {case.club}")
    staff.has_arrived(f"/antworten/{case.club_id}", case.house)
