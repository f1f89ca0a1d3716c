"""The page saves by itself and follows the answers; nothing that is typed is lost."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.journeys.sheets import document, saved

pytestmark = pytest.mark.browser
_number = count(1)


def test_questions_come_and_go_while_one_answers(tab, sheet, workshop):
    mine = sheet()
    page = tab(workshop, mine.email)
    page.goto(mine.path("auswahl"))
    more = page.get_by_role("group", name="Möchten Sie mehr sagen?")
    steps = page.get_by_role("navigation", name="Abschnitte des Fragebogens")

    more.get_by_label("Ja").check()
    expect(page.get_by_label("Was denn?")).to_be_visible()
    expect(more.get_by_label("Ja")).to_be_focused()
    expect(steps.get_by_role("link")).to_have_count(5)
    saved(page)
    page.get_by_label("Was denn?").fill("Viel")
    more.get_by_label("Nein").check()
    expect(page.get_by_label("Was denn?")).to_have_count(0)
    more.get_by_label("Ja").check()
    expect(page.get_by_label("Was denn?")).to_have_value("Viel")

    assert mine.answers["grund"] == "Viel"
    expect(steps.get_by_role("link")).to_have_count(5)


def test_without_scripts_the_page_stays_where_questions_came_up(tab, sheet, workshop):
    mine = sheet()
    page = tab(workshop, mine.email, js=False, width=360)
    page.goto(mine.path("auswahl"))
    page.get_by_role("group", name="Möchten Sie mehr sagen?").get_by_label("Ja").check()

    page.get_by_role("button", name="Speichern und weiter").click()

    told = page.get_by_role("alert").filter(has_text="Es sind Fragen dazugekommen")
    expect(told).to_be_focused()
    told.get_by_role("link", name="Zur ersten neuen Frage").click()
    assert page.url.endswith("#answers-grund")
    page.get_by_label("Was denn?").fill("Viel")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angebote")


def test_what_is_typed_stays_while_the_page_saves(tab, sheet, workshop):
    mine = sheet(document(name="Anna"))
    page = tab(workshop, mine.email)
    page.goto(mine.path("worte"))

    page.get_by_label("Wie viele?").fill("7")
    page.get_by_label("Wie viele?").blur()
    page.get_by_text("Mehr dazu").click()
    area = page.get_by_label("Was machen Sie?")
    area.press_sequentially("Wir beraten und begleiten viele Menschen", delay=25)

    saved(page)
    expect(area).to_be_focused()
    expect(area).to_have_value("Wir beraten und begleiten viele Menschen")
    assert area.evaluate("field => field.selectionStart") == 40
    expect(page.get_by_text("Der volle Name hilft")).to_be_visible()
    expect(page.locator("#answers-doppelt .shown__value")).to_have_text("14")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zeit und Ort")
    assert mine.answers["lang"] == "Wir beraten und begleiten viele Menschen"


def test_somebody_else_saved_meanwhile(tab, sheet, workshop):
    mine = sheet(document(name="Anna"), worte=1)
    page, other = tab(workshop, mine.email), tab(workshop, mine.email)
    for each in (page, other):
        each.goto(mine.path("worte"))
    other.get_by_label("Wie heißen Sie?").fill("Berta")
    other.get_by_role("button", name="Zwischenspeichern").click()

    page.get_by_label("Wie heißen Sie?").fill("Clara")
    page.get_by_label("Wie heißen Sie?").blur()

    told = page.get_by_role("alert").filter(has_text="jemand anders geändert")
    expect(told).to_be_visible()
    expect(page.get_by_label("Wie heißen Sie?")).to_have_value("Clara")
    page.get_by_role("button", name="Zwischenspeichern").click()
    both = page.get_by_role("group", name="Wie heißen Sie?")
    expect(both.get_by_role("radio", name="Gespeichert: Berta")).to_be_visible()
    expect(both.get_by_role("radio", name="Ihre Eingabe: Clara")).to_be_visible()
    assert mine.answers["name"] == "Berta"


def test_the_wave_ends_while_somebody_answers(tab, sheet, workshop):
    mine = sheet(document(name="Anna"), worte=1)
    page = tab(workshop, mine.email)
    page.goto(mine.path("worte"))
    mine.close()

    page.get_by_label("Wie heißen Sie?").fill("Clara")
    page.get_by_label("Wie heißen Sie?").blur()

    expect(page.get_by_role("alert").filter(has_text="inzwischen beendet")).to_be_visible()
    expect(page.get_by_label("Wie heißen Sie?")).to_have_value("Clara")


def test_the_session_ends_while_somebody_answers(unwatched, sheet):
    mine = sheet(document(name="Anna"), worte=1)
    page = unwatched(mine)
    cookies = page.context.cookies()
    page.context.clear_cookies()

    page.get_by_label("Wie heißen Sie?").fill("Clara")
    page.get_by_label("Wie heißen Sie?").blur()
    told = page.get_by_role("alert").filter(has_text="nicht mehr angemeldet")
    expect(told).to_be_visible()
    page.context.add_cookies(cookies)
    told.get_by_role("button", name="Noch einmal speichern").click()

    saved(page)
    expect(told).to_be_hidden()
    assert mine.answers["name"] == "Clara"


def test_the_server_does_not_answer(unwatched, sheet):
    mine = sheet(document(name="Anna"), worte=1)
    page = unwatched(mine)
    page.route("**/worte*", lambda route: route.abort())

    page.get_by_label("Wie heißen Sie?").fill("Clara")
    page.get_by_label("Wie heißen Sie?").blur()
    told = page.get_by_role("alert").filter(has_text="gerade nicht zu erreichen")
    expect(told).to_be_visible()
    page.unroute("**/worte*")
    told.get_by_role("button", name="Noch einmal speichern").click()

    saved(page)
    assert mine.answers["name"] == "Clara"


def test_when_a_question_goes_that_had_the_focus_the_next_one_takes_it(tab, sheet, workshop):
    mine = sheet(document(mehr="ja"), auswahl=1)
    page = tab(workshop, mine.email)
    page.goto(mine.path("auswahl"))

    page.get_by_role("group", name="Möchten Sie mehr sagen?").get_by_label("Nein").check()
    page.get_by_label("Was denn?").focus()

    expect(page.get_by_label("Was denn?")).to_have_count(0)
    expect(page.get_by_role("button", name="Speichern und weiter")).to_be_focused()
