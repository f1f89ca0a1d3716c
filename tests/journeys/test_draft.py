"""Staff publish guidelines, an actor comments on them, and the comment is answered in public."""

from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from ikparticipation.consultation.period import day_of
from tests import make
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.site import link_in

pytestmark = pytest.mark.browser

TEXT = """\
# Leitlinien für das Zusammenleben

Sprache öffnet Türen. Kurse gibt es in jedem Ort. Sie sind für alle offen.

## Was wir uns vornehmen

- Kinderbetreuung während des Kurses
- Kurse am Abend
"""
SENTENCE = "Kurse gibt es in jedem Ort."
MARKED = "Kinderbetreuung"
OFF_TOPIC = "Die Buslinie 23 fährt am Wochenende gar nicht mehr."
PROPOSAL = "Auch für Kleinkinder, nicht nur ab drei Jahren."
REASON = "Der Busverkehr steht im Nahverkehrsplan, nicht in den Leitlinien."
ANSWER = "Wir nehmen die Kleinkinder auf und sprechen mit den Trägern."
WAYS = {
    "mouse": (Mouse, True, 1280),
    "phone without JavaScript": (Mouse, False, 390),
    "keyboard": (Keyboard, True, 1280),
}
_number = count(1)


@pytest.fixture
def people(site):
    """E-mail addresses by role; the author speaks for an organisation."""
    n = next(_number)
    with site.database() as session:
        organisation = make.organisation(session, name=f"Elternverein {n}", public=True)
        return {
            "steering": make.steering(session, name="Steuerung").email,
            "moderator": make.moderator(session, name="Moderation").email,
            "author": make.member(session, of=organisation, name="Autorin").email,
        }


@pytest.mark.parametrize("way", WAYS)
def test_a_comment_goes_from_the_words_to_the_public_answer(way, site, tab, people):
    kind, js, width = WAYS[way]
    n = next(_number)
    title, slug = f"Leitlinien {n}", f"leitlinien-{n}"

    def hand(role=None):
        return kind(
            tab(site, people.get(role), js=js, width=width),
            f"draft-{way.replace(' ', '-')}-{role or 'visitor'}",
        )

    steering, author, moderator, visitor = hand("steering"), hand(), hand("moderator"), hand()
    _writes_and_publishes(steering, title, slug, js=js)
    _opens_a_round(steering, title)
    _signs_in_where_the_comment_is(author, site, people["author"], title)
    _comments_on_a_sentence(author)
    _proposes_other_words(author, slug, marks=kind is Mouse and js)
    _reads_the_receipt(author, site, people["author"])
    _declines_one_and_publishes_the_other(moderator)
    _hears_what_was_decided(author, site, people["author"])
    _answers_and_releases(steering)
    _reads_the_answer(visitor, title)
    _is_led_to_the_answer(author, site, people["author"])


def _writes_and_publishes(hand, title, slug, *, js):
    hand.open("/verwaltung/")
    hand.looks("administration")
    hand.follow("Entwürfe", within=hand.page.locator("main"))
    hand.follow("Neuen Text anlegen")
    hand.press("Text anlegen")
    hand.is_told_what_is_wrong("Bitte geben Sie einen Titel ein.")
    hand.looks("no-title")
    hand.write("Titel", title)
    hand.write("Kurzname", slug)
    hand.press("Text anlegen")
    hand.sees(title)
    hand.write("Text", TEXT)
    if js:  # the preview comes to the page
        hand.page.get_by_role("button", name="Vorschau", exact=True).press("Enter")
    else:
        hand.press("Vorschau")
    expect(hand.page.get_by_role("heading", name="Vorschau")).to_be_focused()
    expect(hand.page.get_by_role("heading", name="Was wir uns vornehmen")).to_be_visible()
    hand.looks("preview")
    hand.press("Text speichern")
    hand.reads("Der Text ist gespeichert.")
    hand.follow("Fassung veröffentlichen")
    hand.looks("publish")
    hand.press("Fassung 1 veröffentlichen")
    hand.reads("Fassung 1 ist veröffentlicht.")


def _opens_a_round(hand, title):
    today = day_of(clock.now())
    hand.follow(f"Zu den Runden – {title}")
    hand.looks("rounds")
    hand.follow(f"Runde öffnen – {title}")
    hand.write("Erster Tag", f"{today}")
    hand.write("Letzter Tag", f"{today + timedelta(days=14)}")
    hand.tick("Kommentare erscheinen nach der Prüfung")
    hand.looks("open-a-round")
    hand.press("Runde öffnen")
    hand.reads("Offen")


def _signs_in_where_the_comment_is(hand, site, person, title):
    """Whoever wants to comment before signing in comes back to the same passage."""
    hand.open("/")
    hand.looks("home")
    hand.follow(f"„{title}“ lesen und kommentieren")
    hand.sees(title)
    hand.looks("text")
    hand.follow("Diesen Abschnitt kommentieren – Abschnitt 2")
    hand.sees("Anmelden")
    hand.follow("Link per E-Mail anfordern")
    hand.write("Ihre E-Mail-Adresse", person)
    hand.press("Link per E-Mail senden")
    hand.open(link_in(site.letter(person, "Ihr Link zum Anmelden")))
    hand.press("Anmelden")


def _comments_on_a_sentence(hand):
    hand.sees("Abschnitt 2 kommentieren")
    hand.press("Kommentar absenden")
    hand.is_told_what_is_wrong("Bitte schreiben Sie Ihren Kommentar.")
    hand.looks("no-comment")
    hand.tick(f"„{SENTENCE}“", within=("Worauf bezieht sich",))
    hand.tick("Hinweis", within=("Was ist Ihr Kommentar?",))
    hand.write("Ihr Kommentar", OFF_TOPIC)
    hand.press("Kommentar absenden")
    hand.sees("Ihr Kommentar")


def _proposes_other_words(hand, slug, *, marks):
    """By marking the words in the text; without JavaScript or mouse, by the link beside it."""
    hand.follow("Weiter kommentieren")
    if marks:
        _mark(hand.page, MARKED)
        hand.follow("Diese Wörter kommentieren")
        expect(hand.page.get_by_role("radio", name=f"„{MARKED}“")).to_be_checked()
    else:
        hand.follow("Diesen Abschnitt kommentieren – Abschnitt 4")
        hand.tick("Der ganze Abschnitt", within=("Worauf bezieht sich",))
    hand.sees("Abschnitt 4 kommentieren")
    hand.tick("Änderungsvorschlag", within=("Was ist Ihr Kommentar?",))
    hand.write("Ihr Kommentar", PROPOSAL)
    hand.write("Ihr Vorschlag für den Wortlaut", "Betreuung für Kinder jeden Alters")
    hand.looks("comment")
    hand.press("Kommentar absenden")


def _mark(page, word):
    """Mark a word in the text as one does with a mouse."""
    box = page.evaluate(
        """word => {
          const passages = [...document.querySelectorAll("[data-passage]")];
          const node = document.createTreeWalker(
            passages.find(p => p.textContent.includes(word)), NodeFilter.SHOW_TEXT).nextNode();
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(word));
          range.setEnd(node, node.data.indexOf(word) + word.length);
          range.startContainer.parentElement.scrollIntoView({ block: "center" });
          const box = range.getBoundingClientRect();
          return { left: box.left, right: box.right, y: (box.top + box.bottom) / 2 };
        }""",
        word,
    )
    page.mouse.move(box["left"] + 1, box["y"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["y"], steps=5)
    page.mouse.up()


def _reads_the_receipt(hand, site, person):
    hand.reads("Ihr Kommentar ist eingegangen. Danke!", PROPOSAL, "Quittung")
    hand.looks("receipt")
    code = hand.page.locator(".receipt__code").inner_text()
    assert PROPOSAL in site.letter(person, f"Quittung {code}")


def _declines_one_and_publishes_the_other(hand):
    hand.open("/mein/aufgaben")
    hand.follow("2 Kommentare prüfen")
    hand.looks("moderation")
    hand.follow(OFF_TOPIC)
    hand.press("Kommentar ablehnen")
    hand.is_told_what_is_wrong("Bitte begründen Sie die Entscheidung.")
    hand.looks("no-reason")
    hand.tick("Gehört nicht zu diesem Entwurf", within=("Grund",))
    hand.write("Begründung", REASON)
    hand.press("Kommentar ablehnen")
    hand.reads("ist abgelehnt.")
    hand.looks("moderate")
    hand.press("Kommentar veröffentlichen")
    hand.reads("ist veröffentlicht.", "Nichts zu tun.")


def _hears_what_was_decided(hand, site, person):
    assert REASON in site.letter(person, "wird nicht veröffentlicht")
    assert PROPOSAL in site.letter(person, "ist veröffentlicht")
    hand.open("/mein/aufgaben")
    hand.follow(OFF_TOPIC)
    hand.reads("Ihr Kommentar wird nicht veröffentlicht: Gehört nicht zu diesem Entwurf", REASON)
    hand.looks("declined")


def _answers_and_releases(hand):
    hand.open("/verwaltung/abwaegung")
    hand.follow(PROPOSAL)
    hand.press("Entwurf speichern")
    hand.is_told_what_is_wrong("Bitte wählen Sie ein Ergebnis.", "Bitte begründen Sie")
    hand.tick("Wird übernommen", within=("Ergebnis",))
    hand.write("Begründung", ANSWER)
    hand.looks("answer")
    hand.press("Entwurf speichern")
    hand.reads("Der Entwurf der Antwort ist gespeichert.")
    hand.tick_the_only_one("Antwort auswählen")
    hand.looks("answers")
    hand.press("Ausgewählte Antworten freigeben")
    hand.sees("1 Antwort freigeben?")
    hand.looks("release")
    hand.press("1 Antwort freigeben")
    hand.reads("1 Antwort ist freigegeben.")


def _reads_the_answer(hand, title):
    hand.open("/entwuerfe/")
    hand.looks("drafts")
    hand.follow(title)
    hand.reads(PROPOSAL, "Wird übernommen", ANSWER)
    expect(hand.page.get_by_text(OFF_TOPIC)).to_have_count(0)
    hand.looks("answered")


def _is_led_to_the_answer(hand, site, person):
    letter = site.letter(person, "Antwort auf Ihren Kommentar")
    assert ANSWER in letter
    hand.open(next(line for line in letter.splitlines() if "/kommentare/" in line))
    hand.sees("Ihr Kommentar")
    hand.reads("Beantwortet", ANSWER, "Betreuung für Kinder jeden Alters")
    hand.looks("answer-read")
