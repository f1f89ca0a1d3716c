"""Second half: from a text in the administration to a comment with an answer for all to read."""

from datetime import timedelta

from ikparticipation import clock
from tests.tour.guide import Tour
from tests.tour.survey import BRIDGE, MODERATOR, REPRESENTATIVE, STEERING, receipt_code
from tests.visitor import Page

TITLE = "Leitlinien des Rundgangs"
TEXT = """\
## Sprache

Wer Deutsch lernen will, soll binnen acht Wochen einen Platz finden. Kurse passen zum Leben.

- Kurse gibt es auch am Abend.
- Kinder werden in dieser Zeit betreut.

## Begegnung

Vereine stehen allen offen.
"""
QUOTE = "Kinder werden in dieser Zeit betreut."
COMMENT = "Bitte im selben Haus, sonst hilft es nicht."
PROPOSAL = "Kinder werden in dieser Zeit im selben Haus betreut."
PROPOSED = "im selben Haus"
"""What the proposal adds; pages mark it as new among the words that stay."""
REASON = "Das übernehmen wir. In der nächsten Fassung steht es so."


def steering_publishes(tour: Tour) -> None:
    form = tour.people[STEERING].get("/verwaltung/entwuerfe").follow("Neuen Text anlegen")
    page = form.form("Text anlegen").fill("Titel", TITLE).fill("Art des Textes", "Leitlinien")
    page = page.fill("Kurzname", "rundgang").press()
    page = page.form("Text speichern").fill("Text", TEXT).press("Text speichern")
    page = page.follow("Fassung veröffentlichen").expect("6 Abschnitte")
    page.form("Fassung 1 veröffentlichen").press()
    public = tour.visitor().get("/entwuerfe/rundgang/1").expect("Zum Lesen", QUOTE)
    passages = len(public.soup.select(".passage"))
    tour.compare("passages", 6, passages)
    tour.tell("steering writes and publishes guidelines", f"{passages} passages to read")


def steering_opens_round(tour: Tour) -> None:
    page = tour.people[STEERING].get("/verwaltung/runden").follow("Runde öffnen")
    today = clock.now().date()
    form = page.form("Runde öffnen")
    form.fill("Erster Tag", str(today - timedelta(days=1)))
    form.fill("Letzter Tag", str(today + timedelta(days=20))).press()
    public = tour.visitor().get("/entwuerfe/rundgang/1").expect("Offen für Kommentare")
    tour.compare("comments", expected=True, seen="0 Kommentare" in public.text)
    tour.tell("steering opens a round", "open for comments")


def representative_comments(tour: Tour) -> None:
    page = tour.people[REPRESENTATIVE].get("/entwuerfe/rundgang/1")
    form = passage(page, QUOTE).follow("Diesen Abschnitt kommentieren").form("Kommentar absenden")
    form.fill("Was ist Ihr Kommentar?", "Änderungsvorschlag").fill("Ihr Kommentar", COMMENT)
    form.fill("Ihr Vorschlag für den Wortlaut", PROPOSAL).fill("Für wen sprechen Sie?", BRIDGE)
    page = form.press().expect("Wird geprüft", COMMENT)
    tour.addresses["comment"] = page.url
    code = receipt_code(page)
    tour.mail(REPRESENTATIVE, f"Quittung {code}").expect(QUOTE, COMMENT)
    hidden = COMMENT not in tour.visitor().get("/entwuerfe/rundgang/1").text
    tour.compare("the comment is hidden before moderation", expected=True, seen=hidden)
    tour.tell("representative comments on a passage", f"receipt {code}, not public yet")


def moderator_publishes(tour: Tour) -> None:
    page = tour.people[MODERATOR].get("/verwaltung/moderation")
    page.expect("1 Kommentar wartet auf eine Entscheidung.")
    page = page.follow(COMMENT[:20]).expect(PROPOSED).form("Kommentar veröffentlichen").press()
    tour.people[MODERATOR].get("/verwaltung/moderation").expect("Nichts zu tun.")
    tour.mail(REPRESENTATIVE, "ist veröffentlicht").expect(COMMENT)
    tour.tell("moderator publishes", "the queue is empty, the author has a mail")


def visitor_sees_the_comment(tour: Tour) -> None:
    page = tour.visitor().get("/entwuerfe/rundgang/1").expect("1 Kommentar, 0 beantwortet")
    passage(page, QUOTE).expect(COMMENT, "neu:", PROPOSED, BRIDGE)
    tour.tell("visitor sees the comment at its passage", "1 Kommentar, 0 beantwortet")


def steering_answers(tour: Tour) -> None:
    page = tour.people[STEERING].get("/verwaltung/abwaegung").follow(COMMENT[:20])
    form = page.form("Speichern und freigeben").fill("Ergebnis", "Wird übernommen")
    page = form.fill("Begründung", REASON).press("Speichern und freigeben")
    page = page.expect("1 Antwort freigeben?", REASON).form("1 Antwort freigeben").press()
    tour.people[STEERING].get("/verwaltung/abwaegung").expect("Hier ist nichts offen.")
    tour.mail(REPRESENTATIVE, "Antwort auf Ihren Kommentar").expect("Wird übernommen", REASON)
    tour.tell("steering answers and releases", "nothing is open, the author has a mail")


def visitor_reads_the_answer(tour: Tour) -> None:
    page = tour.visitor().get("/entwuerfe/rundgang/1").expect("1 Kommentar, 1 beantwortet")
    passage(page, QUOTE).expect(REASON, "Wird übernommen")
    tour.visitor().get(tour.addresses["comment"]).expect(COMMENT, REASON)
    tour.tell("visitor reads the answer", "1 Kommentar, 1 beantwortet")


def author_has_every_mail(tour: Tour) -> None:
    rows = tour.administrator.get("/verwaltung/betrieb/postausgang").soup.select("li.queue__row")
    texts = [row.get_text(" ", strip=True) for row in rows]
    to_author = [text for text in texts if REPRESENTATIVE in text]
    tour.compare("mails to the author", 6, len(to_author))
    tour.compare("mails", 14, len(texts))
    tour.compare("mails not kept", [], [text for text in texts if "nur hier lesbar" not in text])
    tour.tell("the author's mails", f"{len(to_author)} of {len(texts)} in the outbox")


def nothing_is_left_undone(tour: Tour) -> None:
    page = tour.administrator.get("/verwaltung/betrieb/?stand=failed")
    tour.compare("failed events", [], page.soup.select("main table tbody tr, main li.queue__row"))
    tour.tell("administrator looks at the background work", "nothing has failed")


def passage(page: Page, words: str) -> Page:
    """Return the part of the page that is this passage, with its margin and comments."""
    for part in page.soup.select(".passage"):
        if words in part.get_text(" ", strip=True):
            return Page(page.visitor, page.url, page.status, f"<main>{part}</main>")
    raise AssertionError(f"{page.url}: no passage „{words}“")


ACTS = (
    steering_publishes,
    steering_opens_round,
    representative_comments,
    moderator_publishes,
    visitor_sees_the_comment,
    steering_answers,
    visitor_reads_the_answer,
    author_has_every_mail,
    nothing_is_left_undone,
)
