"""From the mail of invitation: two colleagues share the work and save the same field; what they
submit is returned, corrected and accepted.
"""

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import Acceptance
from ikparticipation.surveys.services import invite
from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.site import link_in

pytestmark = pytest.mark.browser

WAYS = {
    "mouse on a phone": (Mouse, True, 390),
    "keyboard without scripts": (Keyboard, False, 1280),
}


class People:
    """Who takes part, and the wave in which nothing is accepted without a person."""

    def __init__(self, workshop, number) -> None:
        with workshop.database() as session:
            wave = make_surveys.open_wave(session, acceptance=Acceptance.BY_HAND)
            self.organisation = make.organisation(session, name=f"Nähstube {number}")
            of = {"of": self.organisation}
            self.speaker = make.member(session, name="Vera Vertretung", **of)
            self.helper = make.member(session, name="Henk Hilfe", role=MemberRole.CONTRIBUTOR, **of)
            self.staff = make.steering(session, name="Sonja Steuerung")
            self.here = f"/erhebung/{wave.id}"
            self.name, self.title = self.organisation.name, wave.title("de")
            invite(session, wave, self.organisation, actor=self.staff, at=clock.now())
            session.commit()


@pytest.mark.parametrize("way", WAYS)
def test_from_two_colleagues_to_an_accepted_answer(workshop, tab, way):
    kind, js, width = WAYS[way]
    people = People(workshop, list(WAYS).index(way))
    helper, staff = (
        kind(tab(workshop, person.email, js=js, width=width), f"review-{who}")
        for who, person in (("helper", people.helper), ("staff", people.staff))
    )
    speaker = kind(tab(workshop, js=js, width=width), "review-speaker")

    _the_mail_leads_there(speaker, workshop.letter(people.speaker.email, people.title), people)
    _the_work_is_shared_out(speaker, people)
    assert "– Über uns" in workshop.letter(people.helper.email, "Ihr Teil am Fragebogen")
    _both_answer_the_same(helper, speaker, people)
    _the_representative_submits(speaker, people)
    workshop.let_the_worker_finish()
    _staff_return_it_with_a_question(staff, people)
    _the_organisation_replies_and_changes(
        speaker, workshop.letter(people.speaker.email, "Rückfrage"), people
    )
    workshop.let_the_worker_finish()
    _staff_correct_and_accept(staff, people)
    workshop.let_the_worker_finish()
    assert "Gezählt haben wir 13." in workshop.letter(people.speaker.email, "berichtigt")
    assert "angenommen" in workshop.letter(people.speaker.email, "Angenommen")
    _what_counts_is_public_and_the_correction_is_seen(speaker, people)


def _no_barriers(hand):
    """Look with axe, which is a script itself; without scripts the pages are the same."""
    if isinstance(hand, Mouse):
        width = hand.page.viewport_size
        assert_no_barriers(hand.page)
        hand.page.emulate_media(color_scheme="light")
        hand.page.set_viewport_size(width)


def _act_on(hand, address):
    """Follow a link that stands beside one answer: it is called as those beside the others."""
    hand._go(hand.page.locator(f'a[href*="{address}"]'))  # noqa: SLF001


def _the_mail_leads_there(speaker, letter, people):
    speaker.open(link_in(letter))
    speaker.press("Anmelden")
    speaker.sees(people.title)
    speaker.looks("overview")
    _no_barriers(speaker)


def _the_work_is_shared_out(speaker, people):
    speaker.unfold("Abschnitte aufteilen")
    speaker.tick("Über uns")
    speaker.pick("Oder jemand anders:", "Henk Hilfe")
    speaker.looks("sharing")
    _no_barriers(speaker)
    speaker.press("Zuteilen")
    speaker.reads("1 Abschnitt ist zugeteilt.", "Henk Hilfe hat das übernommen")
    speaker.looks("shared")


def _both_answer_the_same(helper, speaker, people):
    helper.open("/mein/aufgaben")
    helper.follow("Über uns")
    helper.reads("Sie haben diesen Abschnitt übernommen.")
    for hand in (helper, speaker):
        hand.open(f"{people.here}/wir")
    helper.write("Was machen Sie?", "Nähen.")
    helper.press("Zwischenspeichern")
    speaker.write("Was machen Sie?", "Nähen und beraten.")
    speaker.write("Wie viele sind Sie?", "12")
    speaker.press("Zwischenspeichern")
    speaker.reads("Diesen Abschnitt hat inzwischen jemand geändert", "Henk Hilfe", "Nähen.")
    speaker.looks("conflict")
    _no_barriers(speaker)
    speaker.press("Auswahl speichern")
    speaker.is_told_what_is_wrong("Bitte wählen Sie, was gelten soll")
    speaker.looks("nothing-chosen")
    speaker.tick("Gespeichert: Nähen.", within=("Was machen Sie?",))
    speaker.press("Auswahl speichern")
    speaker.reads("Zwischengespeichert.")
    helper.open(f"{people.here}/pruefen")
    helper.reads("Nähen.", "12", "Absenden kann Vera Vertretung.", "zuletzt Vera Vertretung, heute")
    helper.looks("answers")


def _the_representative_submits(speaker, people):
    speaker.open(f"{people.here}/angebote")
    speaker.press("Angebot hinzufügen")
    speaker.write("Wie heißt es?", "Nähkurs am Abend", within=("Angebot 1",))
    speaker.press("Speichern und weiter")
    speaker.open(f"{people.here}/pruefen")
    speaker.press("Antworten absenden")
    speaker.sees("Vielen Dank! Ihre Antworten sind eingegangen")


def _staff_return_it_with_a_question(staff, people):
    staff.open("/verwaltung/erhebungen/pruefung")
    _no_barriers(staff)
    staff.follow(people.name)
    staff.sees(people.name)
    staff.looks("response")
    _no_barriers(staff)
    _act_on(staff, "nachfragen?frage=anzahl")
    staff.press("Rückfrage notieren")
    staff.is_told_what_is_wrong("Bitte schreiben Sie Ihre Frage.")
    _no_barriers(staff)
    staff.write("Ihre Frage", "Zählen Sie alle oder nur den Vorstand?")
    staff.press("Rückfrage notieren")
    staff.follow("Zurückgeben")
    staff.reads("Zählen Sie alle oder nur den Vorstand?")
    _no_barriers(staff)
    staff.press("Antworten zurückgeben")
    staff.reads("Zurückgegeben von Sonja Steuerung", "Wartet auf die Organisation")


def _the_organisation_replies_and_changes(speaker, letter, people):
    assert "Zählen Sie alle oder nur den Vorstand?" in letter
    address = next(line for line in letter.splitlines() if "/rueckfragen" in line)
    speaker.open(address)
    speaker.reads("Bitte sehen Sie Ihre Antworten noch einmal an", "nur den Vorstand?")
    speaker.looks("inquiries")
    _no_barriers(speaker)
    speaker.write("Ihre Antwort", "Bisher nur den Vorstand. Wir ändern es.")
    speaker.press("Antworten")
    speaker.reads("Ihre Antwort ist bei der Verwaltung.")
    speaker.open(f"{people.here}/wir")
    speaker.write("Wie viele sind Sie?", "14")
    speaker.press("Speichern und weiter")
    speaker.open(f"{people.here}/pruefen")
    speaker.press("Antworten absenden")
    speaker.reads("2. Einsendung", "Was sich geändert hat", "vorher 12, jetzt 14")
    speaker.looks("receipt")


def _staff_correct_and_accept(staff, people):
    staff.open("/verwaltung/erhebungen/pruefung")
    staff.reads("1 Rückfrage beantwortet")
    staff.follow(people.name)
    staff.reads("Bisher nur den Vorstand. Wir ändern es.", "14")
    _act_on(staff, "berichtigen?frage=anzahl")
    _no_barriers(staff)
    staff.write("Wie viele sind Sie?", "viele")
    staff.write("Begründung", "Gezählt haben wir 13.")
    staff.press("Berichtigen")
    expect(staff.page.get_by_role("main")).to_contain_text("viele")
    staff.looks("no-number")
    staff.write("Wie viele sind Sie?", "13")
    staff.press("Berichtigen")
    staff.reads("Es zählt: 13")
    _no_barriers(staff)
    staff.press("Annehmen")
    staff.reads("Die Antworten sind angenommen und zählen jetzt.", "Angenommen von Sonja")
    staff.looks("accepted")


def _what_counts_is_public_and_the_correction_is_seen(speaker, people):
    speaker.open(f"{people.here}/rueckfragen")
    speaker.reads("Berichtigt auf", "13", "Gezählt haben wir 13.", "Erledigt")
    speaker.open("/angebote/")
    speaker.reads("Nähkurs am Abend")


def test_a_returned_answer_is_found_from_the_mail_by_who_is_not_signed_in(workshop, tab):
    people = People(workshop, "dritte")
    page = tab(workshop)
    page.goto(f"{people.here}/rueckfragen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    assert "weiter=" in page.url
