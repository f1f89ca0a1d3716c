"""A name in an answer that nobody has: staff say who is meant, see it, and take it back."""

import pytest

from tests import make
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.make_inventory import partner, says, wave

pytestmark = pytest.mark.browser

WAYS = {
    "mouse": (Mouse, {"width": 1280}),
    "keyboard on a phone without scripts": (Keyboard, {"js": False, "width": 390}),
}
LIST = "/verwaltung/bestand/nennungen"


class Case:
    """A choir that writes the name of a workshop as the register does not have it."""

    def __init__(self, workshop, town) -> None:
        self.meant, self.written = f"Nähstube {town} e. V.", f"Nähstübchen {town}"
        with workshop.database() as session:
            make.organisation(session, name=self.meant)
            choir = make.organisation(session, name=f"Chor {town}")
            asked = wave(session)
            says(session, asked, choir, partners=[partner(self.written, kind="exchange")])
            self.network = f"/akteure/{choir.id}?welle={asked.id}"
            self.staff = make.steering(session, name="Sonja Steuerung").email


@pytest.mark.parametrize("way", WAYS)
def test_who_is_meant_is_said_once_seen_and_taken_back(workshop, tab, way):
    hand, look = WAYS[way]
    case = Case(workshop, "Völpke" if hand is Mouse else "Sommersdorf")
    staff = hand(tab(workshop, case.staff, **look), f"mentions-{way[:5]}")

    staff.open("/verwaltung/")
    staff.follow("Nennungen zuordnen")
    staff.reads(case.written)
    staff.looks("liste")
    staff.follow(case.written)
    staff.reads("Vielleicht gemeint", case.meant)
    staff.looks("name")
    if hand is Mouse:
        assert_no_barriers(staff.page)
    staff.write("Warum", "Auskunft am Telefon")
    staff.press(f"Ist gemeint – {case.meant}")
    staff.reads("ist zugeordnet")
    workshop.let_the_worker_finish()

    staff.open(case.network)
    staff.reads(case.meant)
    staff.looks("zugeordnet")

    staff.open(f"{LIST}/protokoll")
    staff.reads("Auskunft am Telefon")
    staff.looks("protokoll")
    staff.press(f"Aufheben – {case.written}")
    workshop.let_the_worker_finish()
    staff.open(LIST)
    staff.reads(case.written)


@pytest.mark.parametrize("way", WAYS)
def test_two_entries_are_merged_and_taken_apart_again(workshop, tab, way):
    hand, look = WAYS[way]
    town = "Ausleben" if hand is Mouse else "Gröningen"
    kept, gone = f"Freiwillige Feuerwehr {town}", f"FFW {town} e. V."
    with workshop.database() as session:
        first, second = (make.organisation(session, name=name) for name in (kept, gone))
        make.member(session, of=second)
        pages = [f"/verwaltung/akteure/{each.id}" for each in (first, second)]
        staff_mail = make.steering(session, name="Sonja Steuerung").email
    staff = hand(tab(workshop, staff_mail, **look), f"merging-{way[:5]}")

    staff.open("/verwaltung/akteure/doppelt")
    staff.reads(kept, gone)
    staff.looks("doppelt")
    staff.open(f"{pages[0]}/zusammenfuehren/{pages[1].rsplit('/', 1)[1]}")
    staff.reads("Mitgliedschaften: 1")
    if hand is Mouse:
        assert_no_barriers(staff.page)
    staff.write("Warum", "Dieselbe Wache")
    staff.looks("vergleich")
    staff.press("Zusammenführen")
    workshop.let_the_worker_finish()

    staff.open(pages[1])
    staff.reads("ist dieselbe Organisation", "Darin aufgegangen", "Dieselbe Wache")
    staff.looks("zusammengefuehrt")
    staff.press("Zusammenführung aufheben")
    staff.reads(gone, "Im Protokoll")
    staff.open("/verwaltung/akteure/zusammenfuehrungen")
    staff.reads("aufgehoben von Sonja Steuerung")
    staff.looks("protokoll")
