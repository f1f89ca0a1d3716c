"""After each step of the staff the next page leads on, and says what it is about."""

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import Outcome
from ikparticipation.consultation.period import day_of
from tests import make, make_answers, make_drafts

OLD, NEW = "Kurse gibt es in jedem Ort.", "Kurse gibt es überall."
ANSWERS, TEXTS = "/verwaltung/abwaegung", "/verwaltung/entwuerfe"


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session, name="Karla Bergmann"))


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def ways_on(answer):
    assert answer.status_code == 200
    return {a.text: a["href"] for a in soup(answer).select(".flash a")}


def test_a_first_version_leads_to_itself_and_to_a_round(session, steering):
    document = make_drafts.document(session)
    address = f"{TEXTS}/{document.id}/veroeffentlichen"

    done = steering.post(address, data={"seen": document.version}, follow_redirects=True)

    ways = ways_on(done)
    assert list(ways) == ["Fassung ansehen", "Runde öffnen"]
    for way in ways.values():
        assert steering.get(way).status_code == 200, way


def test_a_later_version_leads_to_its_changes_and_the_synopsis_too(session, steering):
    document = make_drafts.closed_round(session).version.document
    make_answers.rewrite(session, document, OLD, NEW)
    page = f"{TEXTS}/{document.id}/aenderungen"
    key = soup(steering.get(page)).select_one('[name="changes"]')["value"]
    steering.post(page, data={"changes": [key], "reason": "editorial"})
    address = f"{TEXTS}/{document.id}/veroeffentlichen"
    session.refresh(document)
    seen = document.version
    session.commit()

    done = steering.post(address, data={"seen": seen}, follow_redirects=True)

    ways = ways_on(done)
    assert ways["Was sich geändert hat"] == f"/entwuerfe/{document.slug}/2/vergleich/1"
    assert ways["Synopse"] == f"/entwuerfe/{document.slug}/1/synopse"
    for way in ways.values():
        assert steering.get(way).status_code == 200, way


def test_nothing_new_leads_to_what_is_missing(session, steering):
    document = make_drafts.closed_round(session).version.document
    without_round = make_drafts.version(session).document

    page = soup(steering.get(f"{TEXTS}/{document.id}/veroeffentlichen"))
    other = soup(steering.get(f"{TEXTS}/{without_round.id}/veroeffentlichen"))

    gate = f"{TEXTS}/{document.id}/naechste-fassung"
    assert page.main.find("a", href=gate)
    assert steering.get(gate).status_code == 200
    assert "Es gibt nichts Neues." in other.main.text
    assert not other.main.select('a[href$="/naechste-fassung"]')


def test_a_new_round_leads_to_inviting(session, steering):
    version, today = make_drafts.version(session), day_of(clock.now())
    days = {"opens_on": today, "closes_on": today + 14 * make.DAY}

    done = steering.post(
        f"/verwaltung/runden/neu?fassung={version.id}",
        data=days | {"moderation": "pre", "circle": "everyone"},
        follow_redirects=True,
    )

    way = ways_on(done)["Organisationen einladen"]
    assert "Organisationen einladen" in steering.get(way).text


def test_words_of_a_title_stay_words_where_something_is_said(session, steering):
    new = {"title": "<b>Sport</b>", "kind": "guidelines", "slug": "sport"}

    page = steering.post(f"{TEXTS}/neu", data=new, follow_redirects=True)

    said = soup(page).select_one(".flash")
    assert "„<b>Sport</b>“ ist angelegt." in said.text
    assert not said.select("b")


def test_an_answer_leads_to_the_next_comment_until_there_is_none(session, steering):
    in_round = make_drafts.open_round(session)
    passages = make_drafts.passages(session, in_round.version)
    late, early = (
        make_drafts.comment(session, in_round=in_round, passage=passages[n]) for n in (3, 1)
    )
    data = {"outcome": "noted", "reason": "Ja.", "seen": 0, "comment_seen": 1}

    first = steering.post(f"{ANSWERS}/{early.id}", data=data, follow_redirects=True)
    second = steering.post(f"{ANSWERS}/{late.id}", data=data, follow_redirects=True)

    assert ways_on(first) == {"Nächster Kommentar": f"{ANSWERS}/{late.id}"}
    assert ways_on(second) == {}


def test_a_released_answer_leads_to_the_next_comment(session, steering):
    waiting = make_drafts.comment(session)
    answer = make_drafts.answer(session, released=False, outcome=Outcome.NOTED)
    page = soup(steering.get(f"{ANSWERS}/freigeben?antwort={answer.id.hex}"))
    chosen = page.select_one('[name="antwort"]')["value"]

    done = steering.post(f"{ANSWERS}/freigeben", data={"antwort": chosen}, follow_redirects=True)

    assert ways_on(done) == {"Nächster Kommentar": f"{ANSWERS}/{waiting.id}"}


@pytest.mark.parametrize("page", ["/verwaltung/abwaegung/{0}", "/verwaltung/abwaegung/freigeben"])
def test_whoever_answers_sees_which_words_are_black(session, steering, page):
    text = "Fragen Sie Frau Erika Beispiel."
    comment = make_drafts.comment(session, text=text, blackened=[[11, 30]])
    answer = make_drafts.answer(session, comment, released=False)

    shown = soup(steering.get(page.format(comment.id), query_string={"antwort": answer.id.hex}))

    black = shown.select(".comment__text mark.black")
    assert [mark.text for mark in black] == ["geschwärzt: Frau Erika Beispiel"]


def test_the_gate_says_until_when_a_comment_counts(session, steering):
    document = make_drafts.open_round(session).version.document

    page = soup(steering.get(f"{TEXTS}/{document.id}/naechste-fassung"))

    assert "Wer nach der Veröffentlichung von Fassung 2 noch kommentiert" in page.main.text
    assert "Jeder veröffentlichte Kommentar braucht" not in page.main.text


def test_an_end_before_the_beginning_is_told_at_the_last_day(session, steering):
    version, today = make_drafts.version(session), day_of(clock.now())
    wrong = {"opens_on": today, "closes_on": today - make.DAY}
    opened = make_drafts.open_round(session)

    new = steering.post(
        f"/verwaltung/runden/neu?fassung={version.id}",
        data=wrong | {"moderation": "pre", "circle": "everyone"},
    )
    changed = steering.post(f"/verwaltung/runden/{opened.id}", data=wrong)

    for page in map(soup, (new, changed)):
        assert "Das Ende muss nach dem Anfang" in page.select_one("#closes_on-fehler").text
        assert page.select_one(".error-summary a")["href"] == "#closes_on"


def test_what_has_no_reason_stands_first_and_is_ticked_at_one_go(session, steering):
    document = make_drafts.closed_round(session).version.document
    make_answers.rewrite(session, document, OLD, NEW)
    make_answers.rewrite(session, document, "am Abend", "am Morgen")
    page = f"{TEXTS}/{document.id}/aenderungen"
    first, second = (box["value"] for box in soup(steering.get(page)).select('[name="changes"]'))
    steering.post(page, data={"changes": [first], "reason": "editorial"})

    shown = soup(steering.get(page))
    ticked = soup(steering.get(shown.select_one(".change-choice__all a")["href"]))

    boxes = [(box["value"], box.has_attr("checked")) for box in shown.select('[name="changes"]')]
    assert boxes == [(second, False), (first, False)]
    checked = [box["value"] for box in ticked.select('[name="changes"][checked]')]
    assert checked == [second]
    steering.post(page, data={"changes": checked, "reason": "editorial"})
    assert not soup(steering.get(page)).select(".change-choice__all")


def test_the_list_says_its_order_and_keeps_its_filter_folded(session, steering):
    make_drafts.comment(session)

    page, filtered = (soup(steering.get(f"{ANSWERS}{query}")) for query in ("", "?stand=none"))

    assert "Geordnet nach Text, Fassung und Abschnitt" in page.main.text
    assert not page.select_one("details.filters").has_attr("open")
    assert filtered.select_one("details.filters").has_attr("open")
