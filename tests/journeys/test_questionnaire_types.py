"""Every type of question, answered with and without scripts, on a phone, in three languages."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests import make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.sheets import PNG, document

pytestmark = pytest.mark.browser
_number = count(1)


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_every_type_is_answered_on_a_phone(tab, sheet, workshop, js):
    mine = sheet()
    page = tab(workshop, mine.email, js=js, width=360)

    page.goto(mine.path("worte"))
    page.get_by_label("Wie heißen Sie?").fill("Anna")
    page.get_by_label("Was machen Sie?").fill("Beraten\nund begleiten")
    page.get_by_label("Telefon").fill("03904 1")
    page.get_by_label("Wie viele?").fill("12")
    page.get_by_label("Stunden je Woche").fill("19,5")
    page.get_by_role("radio", name="4", exact=True).check()
    page.get_by_label("Anteil in Prozent").fill("35")
    page.get_by_role("button", name="Speichern und weiter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Zeit und Ort")
    page.get_by_label("An welchem Tag?").fill("2027-03-12")
    page.get_by_label("Um wie viel Uhr?").fill("14:30")
    page.get_by_label("Wann genau?").fill("2027-03-12T14:30")
    page.get_by_label("Geografische Breite").fill("52,2")
    page.get_by_label("Geografische Länge").fill("11,4")
    page.get_by_label("Ein Bild davon").set_input_files(
        {"name": "bild.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.get_by_role("button", name="Speichern und weiter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Auswahl")
    page.get_by_role("group", name="Welche Farbe?").get_by_label("Blau").check()
    page.get_by_role("group", name="Geht das?").get_by_label("Ja").check()
    page.get_by_role("group", name="Wie wichtig?").get_by_label("Mittel").check()
    page.get_by_label("Zweite Farbe").select_option("Gelb")
    page.get_by_role("group", name="Welche auch?").get_by_label("Rot").check()
    _rank(page, js=js)
    page.get_by_label("Ich stimme zu.").check()
    page.get_by_role("radio", name="… den Schulen (Pflichtangabe) Sehr").check()
    page.get_by_role("group", name="In welchem Teil?").get_by_label("Norden").check()
    page.get_by_role("button", name="Speichern und weiter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Angebote")
    answers = mine.answers
    assert answers | {"bild": None} == {
        "name": "Anna",
        "lang": "Beraten\nund begleiten",
        "telefon": "03904 1",
        "anzahl": 12,
        "stunden": 19.5,
        "note_r": 4,
        "prozent": 35,
        "fest": "A-17",
        "tag": "2027-03-12",
        "uhr": "14:30",
        "moment": "2027-03-12T14:30",
        "ort": {"lat": 52.2, "lon": 11.4},
        "bild": None,
        "farbe": "blau",
        "schnell": "ja",
        "likert": "mittel",
        "minimal": "gelb",
        "mehrere": ["rot"],
        "rang": ["blau", "rot", "gelb"],
        "einig": "OK",
        "schule": "sehr",
        "bezirk": "nord",
    }
    assert answers["bild"]["name"] == "bild.png"
    assert mine.files() == 1


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_rows_are_added_moved_and_removed(tab, sheet, workshop, js):
    mine = sheet()
    page = tab(workshop, mine.email, js=js, width=360)
    page.goto(mine.path("angebote"))

    for title in ("Café", "Nähkurs"):
        page.get_by_role("button", name="Angebot hinzufügen").click()
        page.get_by_label("Wie heißt es?").last.fill(title)
        if title == "Café":
            page.get_by_role("button", name="Treffen hinzufügen").click()
            page.get_by_label("Wo trifft man sich?").fill("Rathaus")
    page.get_by_role("button", name="Angebot 2 nach oben").click()
    expect(page.locator("summary").filter(has_text="Angebot 1: Nähkurs")).to_be_focused()

    rows = mine.document["rows"]["angebot"]
    assert [row["answers"].get("titel") for row in rows] == ["Nähkurs", "Café"]
    assert rows[1]["rows"]["treffen"][0]["answers"] == {"wo": "Rathaus"}
    page.locator("summary").filter(has_text="Angebot 2: Café").click()
    page.get_by_role("button", name="Angebot 2 entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angebot „Café“ entfernen?")
    expect(page.get_by_text("Treffen 1, Wo trifft man sich?")).to_be_visible()
    page.get_by_role("button", name="Endgültig entfernen").click()
    assert [r["answers"]["titel"] for r in mine.document["rows"]["angebot"]] == ["Nähkurs"]


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("section", ["worte", "zeiten", "auswahl", "angebote"])
@pytest.mark.parametrize("how", ["", "?pruefen=1"], ids=["as it is", "with errors"])
def test_no_page_has_barriers(tab, sheet, workshop, section, language, how):
    rows = [make_surveys.row(titel=f"Angebot {n}") for n in range(30)]
    rows[0]["rows"] = {"treffen": [make_surveys.row()]}
    filled = {"name": "Anna", "bezirk": "nord", "anzahl": 300, "mehr": "ja", "kinder": 2}
    filled |= {"tag": "nie"}
    mine = sheet(document(*rows, **filled), worte=1, angebote=1)
    page = tab(workshop, mine.email)
    page.goto(mine.path(section))
    page.locator(f"#sprache-{language}").click()
    if how:
        page.goto(mine.path(section) + how)

    assert_no_barriers(page)


def _rank(page: Page, *, js: bool) -> None:
    if js:
        up = page.get_by_role("button", name="„Blau“ nach oben")
        up.click()
        expect(up).to_be_focused()
    else:
        group = page.get_by_role("group", name="Welche zuerst?")
        for place, colour in enumerate(["Blau", "Rot", "Gelb"], start=1):
            group.get_by_label(colour).select_option(f"Platz {place}")
