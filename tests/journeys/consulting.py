"""The acts of a consultation: what each person does on the pages, with whatever hand they have."""

from datetime import timedelta

from playwright.sync_api import expect

from ikparticipation import clock
from ikparticipation.consultation.period import day_of
from tests.journeys.hands import Hand

TITLE, SLUG = "Leitlinien für das Zusammenleben", "zusammenleben"
TEXT = """\
# Was uns leitet

Sprache öffnet Türen. Kurse gibt es in jedem Ort. Sie sind für alle offen.

- Kinderbetreuung während des Kurses
- Kurse am Abend
"""
SENTENCE, WISHED = "Kurse gibt es in jedem Ort.", "Kurse gibt es in jedem Ort und online."
WORD = "Kinderbetreuung"
NEW_TEXT = """\
# Was uns leitet

Sprache öffnet Türen. Kurse gibt es in jedem Ort und online. Sie sind für alle offen.

Wir beginnen in diesem Jahr.

- Kinderbetreuung während des Kurses
- Kurse am Abend und am Samstag
"""
ON_THE_WORD = "Für Kinder unter drei Jahren fehlt bisher jedes Angebot."
ON_THE_SENTENCE = "Wer auf dem Dorf wohnt, kommt abends nicht mehr heim."
ON_THE_WHOLE = "Wir haben nur samstags Zeit."
OFF_TOPIC = "Die Buslinie 23 fährt am Wochenende gar nicht mehr."
COMMENTS = (ON_THE_WORD, ON_THE_SENTENCE, ON_THE_WHOLE)
NOT_OURS = "Der Busverkehr steht im Nahverkehrsplan, nicht in den Leitlinien."
ANSWERS = {
    ON_THE_SENTENCE: "Den Zugang von zu Hause nehmen wir auf.",
    ON_THE_WORD: "Das klären wir mit den Trägern.",
    ON_THE_WHOLE: "Die Kurse am Samstag stehen jetzt im Text.",
}


def writes_and_publishes(hand: Hand) -> None:
    hand.open("/verwaltung/entwuerfe")
    hand.follow("Neuen Text anlegen")
    hand.write("Titel", TITLE)
    hand.write("Kurzname", SLUG)
    hand.press("Text anlegen")
    hand.write("Text", TEXT)
    hand.press("Text speichern")
    hand.reads("Der Text ist gespeichert.")
    hand.follow("Fassung veröffentlichen")
    hand.press("Fassung 1 veröffentlichen")
    hand.reads("Fassung 1 ist veröffentlicht.")


def opens_a_round(hand: Hand) -> None:
    hand.follow(f"Zu den Runden – {TITLE}")
    hand.follow(f"Runde öffnen – {TITLE}")
    today = day_of(clock.now())
    hand.write("Erster Tag", f"{today}")
    hand.write("Letzter Tag", f"{today + timedelta(days=14)}")
    hand.tick("Alle lesen und kommentieren", "Kommentare erscheinen nach der Prüfung")
    hand.press("Runde öffnen")
    hand.reads("Offen")


def drafts_on_a_word(hand: Hand, *, marks: bool) -> None:
    """By marking the word in the text; without a mouse or JavaScript by writing it down."""
    hand.open(f"/entwuerfe/{SLUG}/1")
    if marks:
        words = hand.page.locator("[data-passage] li").filter(has_text=WORD)
        words.dblclick(position={"x": 30, "y": 12})
        hand.follow("Diese Wörter kommentieren")
        expect(hand.page.get_by_role("radio", name=f"„{WORD}“")).to_be_checked()
    else:
        hand.follow("Diesen Abschnitt kommentieren – Abschnitt 3")
        hand.unfold("Genauer")
        hand.write("Oder nur diese Wörter des Abschnitts", WORD)
    hand.tick("Hinweis", within=("Was ist Ihr Kommentar?",))
    hand.write("Ihr Kommentar", ON_THE_WORD)
    hand.looks("draft")
    hand.press("Als Entwurf speichern")
    hand.reads("Der Entwurf ist gespeichert.")


def proposes_a_sentence(hand: Hand) -> None:
    hand.open(f"/entwuerfe/{SLUG}/1")
    hand.follow("Diesen Abschnitt kommentieren – Abschnitt 2")
    hand.tick(f"„{SENTENCE}“", within=("Worauf bezieht sich",))
    hand.tick("Änderungsvorschlag", within=("Was ist Ihr Kommentar?",))
    hand.press("Kommentar absenden")
    hand.is_told_what_is_wrong("Bitte schreiben Sie, wie es heißen soll.")
    hand.write("Ihr Vorschlag für den Wortlaut", WISHED)
    hand.write("Ihr Kommentar", ON_THE_SENTENCE)
    hand.looks("proposal")
    hand.press("Kommentar absenden")
    hand.reads("Ihr Kommentar ist eingegangen. Danke!", ON_THE_SENTENCE)
    hand.looks("receipt")


def comments_on_the_whole(hand: Hand) -> None:
    for words, kind in ((ON_THE_WHOLE, "Einwand"), (OFF_TOPIC, "Hinweis")):
        hand.open(f"/entwuerfe/{SLUG}/1")
        hand.follow("Den ganzen Text kommentieren")
        hand.sees("Den ganzen Text kommentieren")
        hand.tick(kind, within=("Was ist Ihr Kommentar?",))
        hand.write("Ihr Kommentar", words)
        hand.press("Kommentar absenden")
        hand.reads("Ihr Kommentar ist eingegangen. Danke!", "Zum ganzen Text", words)


def releases_the_statement(hand: Hand) -> None:
    hand.open(f"/entwuerfe/{SLUG}/1")
    hand.follow("Stellungnahme Ihrer Organisation ansehen und freigeben")
    hand.reads(ON_THE_WORD)
    hand.looks("statement")
    hand.press("Gewählte Entwürfe ansehen und freigeben")
    hand.sees("1 Entwurf freigeben?")
    hand.looks("release-the-statement")
    hand.press("Stellungnahme freigeben")
    hand.reads("Stellungnahme von „", "Prüfsumme")
    hand.looks("released-statement")


def declines_one_and_publishes_the_others(hand: Hand) -> None:
    hand.open("/mein/aufgaben")
    hand.follow("4 Kommentare prüfen")
    hand.looks("queue")
    hand.follow(OFF_TOPIC)
    hand.press("Kommentar ablehnen")
    hand.is_told_what_is_wrong("Bitte begründen Sie die Entscheidung.")
    hand.tick("Gehört nicht zu diesem Entwurf", within=("Grund",))
    hand.write("Begründung", NOT_OURS)
    hand.press("Kommentar ablehnen")
    hand.reads("ist abgelehnt.")
    hand.looks("moderate")
    for _ in COMMENTS:
        hand.press("Kommentar veröffentlichen")
        hand.reads("ist veröffentlicht.")
    hand.reads("Nichts zu tun.")


def asks_what_is_missing(hand: Hand, *missing: str) -> None:
    hand.open("/verwaltung/abwaegung")
    hand.follow("Was fehlt bis zur nächsten Fassung?")
    hand.sees("Fassung 2: was noch fehlt")
    hand.reads(*missing)
    hand.looks("gate")


def is_refused_a_version(hand: Hand, *missing: str) -> None:
    """Try to publish; there is only the page that says what is missing."""
    hand.open("/verwaltung/entwuerfe")
    hand.follow(TITLE)
    hand.follow("Fassung veröffentlichen")
    hand.sees("Fassung 2: was noch fehlt")
    hand.reads(*missing)
    hand.looks("gate")


def takes_the_proposal_over(hand: Hand) -> None:
    hand.open("/verwaltung/abwaegung")
    hand.follow(ON_THE_SENTENCE)
    hand.press("Vorschlag in den Text übernehmen")
    hand.reads("Der Vorschlag steht jetzt im Arbeitstext.")
    chosen = hand.page.get_by_role("radio", name="Wird übernommen", exact=True)
    expect(chosen).to_be_checked()
    expect(hand.page.get_by_label("Geändert, Abschnitt 2")).to_be_checked()
    hand.write("Begründung", ANSWERS[ON_THE_SENTENCE])
    hand.looks("answer")
    hand.press("Entwurf speichern")
    hand.reads("Der Entwurf der Antwort ist gespeichert.")


def changes_other_passages(hand: Hand) -> None:
    hand.open("/verwaltung/entwuerfe")
    hand.follow(TITLE)
    expect(hand.page.get_by_label("Text", exact=True)).to_have_value(
        TEXT.replace(SENTENCE, WISHED).strip()
    )
    hand.write("Text", NEW_TEXT)
    hand.press("Text speichern")
    hand.reads("Der Text ist gespeichert.")


def answers_the_others(hand: Hand) -> None:
    """One answer points to the change it led to."""
    for words, outcome, change in (
        (ON_THE_WORD, "Zur Kenntnis genommen", None),
        (ON_THE_WHOLE, "Wird teilweise übernommen", "Geändert, Abschnitt 5"),
    ):
        hand.open("/verwaltung/abwaegung")
        hand.follow(words)
        hand.tick(outcome, within=("Ergebnis",))
        hand.write("Begründung", ANSWERS[words])
        if change:
            hand.tick(change)
        hand.press("Entwurf speichern")
        hand.reads("Der Entwurf der Antwort ist gespeichert.")


def gives_the_reason(hand: Hand) -> None:
    """For a passage that nobody asked for."""
    hand.follow("Gründe angeben")
    hand.tick("Neu, Abschnitt 3")
    hand.press("Grund speichern")
    hand.is_told_what_is_wrong("Bitte wählen Sie einen Grund.")
    hand.tick("Eigene Änderung der Verwaltung")
    hand.press("Grund speichern")
    hand.reads("Der Grund ist für 1 Stelle gespeichert.")
    hand.looks("reasons")


def releases_all_answers(hand: Hand) -> None:
    hand.open("/verwaltung/abwaegung")
    for box in hand.page.get_by_role("checkbox", name="Antwort auswählen").all():
        hand.tick(box.get_attribute("aria-label") or "")
    hand.looks("answers")
    hand.press("Ausgewählte Antworten freigeben")
    hand.sees("3 Antworten freigeben?")
    hand.looks("release-the-answers")
    hand.press("3 Antworten freigeben")
    hand.reads("3 Antworten sind freigegeben.")


def publishes_the_next(hand: Hand) -> None:
    hand.reads("Hier ist nichts offen.")
    hand.follow("Entwürfe bearbeiten", within=hand.page.locator("main"))
    hand.follow(TITLE)
    hand.follow("Fassung veröffentlichen")
    hand.sees("Fassung 2 veröffentlichen?")
    hand.looks("publish")
    hand.follow("Alle Kommentare sind beantwortet, und jede Änderung hat ihren Grund.")
    hand.sees("Fassung 2 kann erscheinen")
    hand.follow("Fassung 2 veröffentlichen")
    hand.press("Fassung 2 veröffentlichen")
    hand.reads("Fassung 2 ist veröffentlicht.")


def reads_where_it_went(hand: Hand, words: str, *what: str) -> None:
    """From the comment at its old place, which says what came of it."""
    hand.open(f"/entwuerfe/{SLUG}/1")
    hand.reads(*COMMENTS, *ANSWERS.values())
    hand.looks("answered-version")
    hand.follow("Alle Kommentare als Liste")
    hand.looks("all-comments")
    comment = hand.page.get_by_role("article").filter(has_text=words)
    hand.follow("Kommentar ansehen", within=comment)
    hand.reads(words, ANSWERS[words], *what)
    hand.looks("where-it-went")


def compares(hand: Hand) -> None:
    hand.open(f"/entwuerfe/{SLUG}/2")
    hand.follow("Was sich ändert")
    hand.sees("Was sich geändert hat")
    for change in ("changed", "added"):
        expect(hand.page.locator(f".diff--{change}").first).to_be_visible()
    inserted = hand.page.locator(".diff--changed ins")
    expect(inserted.filter(has_text="und online").first).to_be_visible()
    expect(inserted.filter(has_text="und am Samstag").first).to_be_visible()
    expect(hand.page.locator(".diff--added")).to_contain_text("Wir beginnen in diesem Jahr.")
    hand.looks("comparison")
