"""What helps to answer: the map, suggestions, the register, files, other languages."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.sheets import PNG, document, saved

pytestmark = pytest.mark.browser
_number = count(1)


def test_a_place_is_pointed_at_on_the_map(tab, sheet, workshop):
    mine = sheet()
    for js in (True, False):
        page = tab(workshop, mine.email, js=js, width=360)
        page.goto(mine.path("zeiten"))

        page.get_by_alt_text("Karte des Landkreises").click(position={"x": 128, "y": 140})

        expect(page.get_by_label("Geografische Breite")).to_have_value(re.compile(r"52,\d{4}"))
        page.get_by_role("button", name="Zwischenspeichern").click()
        point = mine.answers["ort"]
        assert 52.0 < point["lat"] < 52.4
        assert 11.1 < point["lon"] < 11.6


def test_the_middle_of_a_municipality_is_taken_for_a_place(tab, sheet, workshop):
    mine = sheet()
    page = tab(workshop, mine.email, js=False)
    page.goto(mine.path("zeiten"))
    page.get_by_label("Oder die Mitte einer Gemeinde nehmen").select_option("Haldensleben")

    page.get_by_role("button", name="Mitte übernehmen").click()

    expect(page.get_by_label("Geografische Breite")).to_have_value(re.compile(r"52,\d{4}"))
    assert 52.2 < mine.answers["ort"]["lat"] < 52.4


def test_a_long_list_is_searched_by_keyboard_alone(tab, sheet, workshop):
    mine = sheet()
    page = tab(workshop, mine.email)
    page.goto(mine.path("auswahl"))
    box = page.get_by_role("combobox", name="Lieblingsort")
    box.focus()

    page.keyboard.type("süd")
    offered = page.get_by_role("listbox", name="Lieblingsort")
    expect(offered.get_by_role("option")).to_have_count(8)
    expect(page.get_by_role("status").filter(has_text="9 Vorschläge")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(offered.get_by_role("option", name="Südort 2")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(offered).to_be_hidden()

    expect(box).to_have_value("Südort 2")
    saved(page)
    expect(box).to_be_focused()
    assert mine.answers["alle_orte"] == "s2"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("nirgends")
    page.keyboard.press("Tab")
    expect(box).to_have_value("Südort 2")


def test_a_partner_is_found_in_the_register(tab, sheet, workshop):
    name = f"Sprachhaus Süd {next(_number)} e. V."
    with workshop.database() as session:
        make.organisation(session, name=name)
    row = make_surveys.row(titel="Café")
    mine = sheet(document(row, name="Anna"), angebote=1)

    plain = tab(workshop, mine.email, js=False, width=360)
    plain.goto(mine.path("angebote"))
    plain.get_by_label("Mit wem?").fill("sprachh süd")
    plain.get_by_role("button", name="Im Verzeichnis suchen (Mit wem?)").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Im Verzeichnis suchen")
    assert_no_barriers(tab_with(tab, workshop, mine, plain.url))
    plain.get_by_role("button", name=name).click()
    expect(plain.get_by_label("Mit wem?")).to_have_value(name)
    assert mine.document["rows"]["angebot"][0]["answers"]["wer"] == name

    page = tab(workshop, mine.email)
    page.goto(mine.path("angebote"))
    box = page.get_by_role("combobox", name="Mit wem?")
    box.fill("Eine, die es nicht gibt")
    box.press("Tab")
    saved(page)
    assert mine.document["rows"]["angebot"][0]["answers"]["wer"] == "Eine, die es nicht gibt"


def test_the_language_is_switched_without_losing_anything(tab, sheet, workshop):
    for js in (True, False):
        mine = sheet()
        page = tab(workshop, mine.email, js=js, width=360)
        page.goto(mine.path("worte"))
        page.get_by_label("Wie heißen Sie?").fill("Anna")
        page.get_by_label("Wie viele?").fill("sehr viele")
        page.get_by_role("button", name="العربية").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("كلمات وأرقام")
        expect(page.get_by_label("ما اسمك؟")).to_have_value("Anna")
        expect(page.get_by_label("كم العدد؟")).to_have_value("sehr viele")
        assert page.locator("h1").get_attribute("dir") == "rtl"
        field = page.get_by_label("كم العدد؟")
        assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
        field.fill("300")
        page.get_by_role("button", name="Speichern und weiter").click()
        expect(page.get_by_text("مئة على الأكثر.").first).to_be_visible()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_label("What is your name?")).to_have_value("Anna")
        assert mine.answers["anzahl"] == 300


def test_a_file_that_is_too_big_is_told_at_its_place(tab, sheet, workshop):
    big = {
        "name": "gross.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-" + b"0" * 1_200_000,
    }
    for js in (True, False):
        mine = sheet()
        page = tab(workshop, mine.email, js=js)
        page.goto(mine.path("zeiten"))
        page.get_by_label("Um wie viel Uhr?").fill("14:30")
        page.get_by_label("Ein Bericht").set_input_files(big)
        if not js:
            page.get_by_role("button", name="Zwischenspeichern").click()

        expect(page.get_by_text("größer als 1 MB").first).to_be_visible()
        expect(page.get_by_label("Um wie viel Uhr?")).to_have_value("14:30")
        assert mine.files() == 0


def test_a_file_is_replaced_and_removed(tab, sheet, workshop):
    mine = sheet()
    page = tab(workshop, mine.email, js=False, width=360)
    page.goto(mine.path("zeiten"))
    for name in ("eins.png", "zwei.png"):
        content = {"name": name, "mimeType": "image/png", "buffer": PNG + name.encode()}
        page.locator("#answers-bild").set_input_files(content)
        page.get_by_role("button", name="Zwischenspeichern").click()
        expect(page.get_by_role("link", name=name)).to_be_visible()
        assert mine.files() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="zwei.png").click()
    assert download.value.suggested_filename == "zwei.png"

    page.get_by_label("Diese Datei entfernen").check()
    page.get_by_role("button", name="Zwischenspeichern").click()

    expect(page.get_by_role("link", name="zwei.png")).to_have_count(0)
    assert mine.files() == 0


def tab_with(tab, site, mine, url):
    page = tab(site, mine.email)
    page.goto(url)
    return page
