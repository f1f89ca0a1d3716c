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
