"""Staff take in a list of organisations and invite just these."""

import pytest
from playwright.sync_api import expect

from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser

WAYS = {
    "mouse": (Mouse, True, 1280),
    "keyboard on a phone without scripts": (Keyboard, False, 360),
}


class Case:
    """A register with two organisations, and a list that names them and two others."""

    def __init__(self, workshop, folder, town) -> None:
        self.known, self.meant = f"Sportfreunde Rot-Weiß {town}", f"Nähstube {town}"
        self.new = f"Radwerkstatt {town}"
        with workshop.database() as session:
            for name in (self.known, self.meant):
                organisation = make.organisation(session, name=name)
                make.member(session, of=organisation)
            self.wave = make_surveys.open_wave(session).id
            self.staff = make.steering(session, name="Sonja Steuerung").email
            session.commit()
        lines = (
            "Organisation;E-Mail;Ansprechperson;PLZ;Ort;Mitgliedsbeitrag",
            f"{self.known};;;39340;Haldensleben;12",
            f"Näh-Stubbe {town} e. V.;naehen@example.org;Nora Naht;39340;Haldensleben;0",
            f"{self.new};rad-{town}@example.org;Rita Rad;39387;Oschersleben;5",
            "Ohne richtige Adresse;kein-klammeraffe;Ute Unklar;;;3",
        )
        self.file = folder / f"vereine-{town}.csv"
        self.file.write_text("\n".join(lines), encoding="cp1252")
        self.here = f"/verwaltung/erhebungen/wellen/{self.wave}"


@pytest.mark.parametrize("way", WAYS)
def test_from_a_list_to_the_returns(workshop, tab, tmp_path, way):
    kind, js, width = WAYS[way]
    case = Case(workshop, tmp_path, "Wefensleben" if js else "Wanzleben")
    staff = kind(tab(workshop, case.staff, js=js, width=width), f"list-{kind.__name__.lower()}")

    _upload(staff, case)
    _look_through(staff, case)
    _decide_and_take_in(staff, case)
    workshop.let_the_worker_finish()
    _invite_from_the_list(staff, case)
    workshop.let_the_worker_finish()
    assert workshop.letters(f"rad-{case.new.split()[1].lower()}@example.org")


def _no_barriers(hand):
    """Look with axe, which is a script itself; without scripts the pages are the same."""
    if isinstance(hand, Mouse):
        width = hand.page.viewport_size
        assert_no_barriers(hand.page)
        hand.page.emulate_media(color_scheme="light")
        hand.page.set_viewport_size(width)


def _upload(staff, case):
    staff.open(f"{case.here}/einladen")
    staff.follow("Liste einlesen")
    staff.press("Liste prüfen")
    staff.is_told_what_is_wrong("Bitte wählen Sie eine Datei aus.")
    staff.page.get_by_label("Liste (.csv oder .xlsx)").set_input_files(case.file)
    staff.press("Liste prüfen")
    staff.sees("Liste prüfen")


def _look_through(staff, case):
    staff.reads(
        "Noch ist nichts gespeichert.",
        "1 Organisation kommt neu ins Verzeichnis.",
        "1 ist schon bekannt und bleibt, wie sie ist.",
        "1 Zweifel ist noch offen",
        "1 Zeile muss zuerst berichtigt werden",
        "Diese Spalten werden nicht gebraucht: Mitgliedsbeitrag.",
    )
    staff.looks("doubts")
    _no_barriers(staff)
    for view, words in {
        "Neu": case.new,
        "Schon bekannt": case.known,
        "Zu berichtigen": "kein-klammeraffe",
    }.items():
        staff.follow(f"{view} (1)")
        staff.reads(words)
        staff.looks(view.replace(" ", "-").lower())


def _decide_and_take_in(staff, case):
    staff.follow("Zweifel (1)")
    this = staff.page.get_by_role("radio", name=f"Das ist „{case.meant}“")
    staff._tick(this)  # noqa: SLF001 - its label goes on with the reasons
    expect(this).to_be_checked()
    staff.press("Auswahl speichern")
    staff.reads("Ihre Auswahl ist gespeichert.", "2 sind schon bekannt und bleiben, wie sie sind.")
    staff.press("Liste einlesen")
    staff.sees("Liste eingelesen")
    staff.reads("Neu im Verzeichnis", "Zur Vertretung eingeladen", "Zu berichtigen")
    staff.looks("report")
    _no_barriers(staff)


def _invite_from_the_list(staff, case):
    staff.follow("Weiter zur Einladung")
    staff.reads("Nur die Organisationen Ihrer Liste", "3 Organisationen")
    staff.reads(case.known, case.meant, case.new)
    staff.looks("candidates")
    staff.press("Ausgewählte einladen")
    staff.reads("Einladungen unterwegs: 3.", "0 von 3 haben geantwortet")
    staff.reads(case.known, case.meant, case.new)
    staff.looks("returns")
    staff.press(f"Einladung erneut senden – {case.new}")
    staff.sees("Heute noch eine Mail senden?")
    _no_barriers(staff)
    staff.press("Trotzdem senden")
    staff.reads(f"Die Einladung an {case.new} ist noch einmal unterwegs.")
