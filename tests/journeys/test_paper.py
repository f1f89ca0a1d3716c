"""A letter is entered by the administration; the organisation is told, objects and is answered."""

import pytest

from ikparticipation import clock
from ikparticipation.surveys.models import Acceptance
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser

WAYS = {
    "mouse": (Mouse, True, 1280),
    "keyboard without scripts on a narrow page": (Keyboard, False, 360),
}


class People:
    def __init__(self, workshop, number) -> None:
        with workshop.database() as session:
            wave = make_surveys.open_wave(session, acceptance=Acceptance.BY_HAND)
            name = f"Briefverein {number}"
            organisation = make_surveys.invited(
                session, wave, make.organisation(session, name=name)
            )
            self.speaker = make.member(session, name="Vera Vertretung", of=organisation)
            make_surveys.response(
                session,
                wave,
                organisation,
                self.speaker,
                document=make_surveys.document(was=None),
                section_versions={"angebote": 1, "partner": 1},
            )
            self.staff = make.steering(session, name="Sonja Steuerung")
            self.name, self.here = name, f"/erhebung/{wave.id}"
            self.wave = f"/verwaltung/erhebungen/wellen/{wave.id}"
            session.commit()


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_is_entered_and_the_organisation_objects(workshop, tab, way):
    kind, js, width = WAYS[way]
    people = People(workshop, list(WAYS).index(way))
    staff, speaker = (
        kind(tab(workshop, person.email, js=js, width=width), f"paper-{width}-{who}")
        for who, person in (("staff", people.staff), ("speaker", people.speaker))
    )

    _staff_begin(staff, people)
    _staff_fill_in_and_submit(staff, people)
    workshop.let_the_worker_finish()
    _the_organisation_objects(
        speaker, workshop.letter(people.speaker.email, "Für Sie eingetragen"), people
    )
    _staff_answer(staff, people)
    workshop.let_the_worker_finish()
    letter = workshop.letter(people.speaker.email, "Antwort auf Ihren Widerspruch")
    assert "Wir haben noch einmal angerufen." in letter
    speaker.open(f"{people.here}/eingetragen")
    speaker.reads("Widerspruch beantwortet", "Wir haben noch einmal angerufen.")


def _no_barriers(hand):
    """Look with axe, which is a script itself; without scripts the pages are the same."""
    if isinstance(hand, Mouse):
        width = hand.page.viewport_size
        assert_no_barriers(hand.page)
        hand.page.emulate_media(color_scheme="light")
        hand.page.set_viewport_size(width)


def _staff_begin(staff, people):
    staff.open(people.wave)
    staff.follow(people.name)
    staff.looks("invitation")
    staff.follow("Antwort von Papier oder Telefon eintragen")
    staff.reads("Diese Organisation hat schon begonnen", "Vera Vertretung")
    _no_barriers(staff)
    staff.press("Weiter zum Fragebogen")
    staff.is_told_what_is_wrong("Bitte wählen Sie, wie die Antwort kam.")
    staff.looks("begin")
    staff.tick("Papier")
    staff.write("Wann ging sie ein?", f"{clock.now().astimezone(BERLIN):%Y-%m-%d}")
    staff.write("Von wem, und wo liegt das Papier?", "Brief von Frau Berg, Ordner 3")
    staff.press("Weiter zum Fragebogen")
    staff.reads(f"Sie tragen die Antwort von „{people.name}“ ein: auf Papier")
    staff.looks("overview")
    _no_barriers(staff)


def _staff_fill_in_and_submit(staff, people):
    staff.follow("Weitermachen")
    staff.reads("Brief von Frau Berg, Ordner 3")
    staff.write("Was machen Sie?", "Beraten.")
    staff.looks("section")
    _no_barriers(staff)
    staff.press("Speichern und weiter")
    staff.open(staff.page.url.replace("/angebote", "/pruefen"))
    staff.looks("review")
    _no_barriers(staff)
    staff.press("Antworten absenden")
    staff.reads("Eingetragen und abgesendet. Die Organisation bekommt eine Mail.")
    staff.reads("Von der Verwaltung eingetragen", "Brief von Frau Berg, Ordner 3")
    staff.looks("response")
    _no_barriers(staff)


def _the_organisation_objects(speaker, letter, people):
    assert "Brief von Frau Berg, Ordner 3" in letter
    speaker.open(people.here)
    speaker.reads("weil es auf Papier kam")
    speaker.looks("told")
    _no_barriers(speaker)
    speaker.follow("Das stimmt so nicht?")
    _no_barriers(speaker)
    speaker.looks("entered")
    speaker.write("Was stimmt nicht?", "Wir beraten nicht, wir nähen.")
    speaker.press("Widersprechen")
    speaker.reads("Widerspruch bei der Verwaltung", "Wir beraten nicht, wir nähen.")
    speaker.looks("objected")


def _staff_answer(staff, people):
    staff.open("/verwaltung/erhebungen/pruefung")
    staff.reads("Widerspruch gegen die Eintragung")
    staff.follow(people.name)
    staff.follow("Widerspruch beantworten")
    staff.reads("Wir beraten nicht, wir nähen.")
    staff.looks("settle")
    _no_barriers(staff)
    staff.write("Ihre Antwort an die Organisation", "Wir haben noch einmal angerufen.")
    staff.press("Antwort absenden")
    staff.reads("Ihre Antwort ist gespeichert.")
    staff.open(f"{people.wave}/ruecklauf")
    staff.reads("Papier")
    staff.looks("returns")
    staff.open(people.wave)
    staff.looks("wave")
