"""Three questionnaires from the first page to the receipt: by keyboard, on a phone.

With and without scripts, in every language each of them declares.
"""

from functools import cache
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ikparticipation.surveys import questionnaires
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.stored import to_json
from tests import make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.forms import Filler, Rows, Story, said
from tests.journeys.hands import Keyboard
from tests.journeys.sheets import Sheet
from tests.surveys import language_courses

pytestmark = pytest.mark.browser
SHIPPED = Path(questionnaires.__file__).parent
_number = count(1)

WORKBOOKS = {
    "standard": (SHIPPED / "beratungs-und-netzwerkstruktur.xlsx").read_bytes,
    "offices": (SHIPPED / "fachdienste-massnahmen-und-zahlen.xlsx").read_bytes,
    "courses": language_courses.workbook,
}
H, O = language_courses.HALDENSLEBEN, language_courses.OSCHERSLEBEN  # noqa: E741
OFFER = {
    "angebot_name": "Sprachcafé",
    "angebot_art": "language_course",
    "angebot_handlungsfelder": ["bildung", "sprachfoerderung"],
    "angebot_form": ["on_site"],
    "angebot_gemeinden": [H],
    "angebot_plaetze": 12,
    "angebot_zugang": "registration",
    "angebot_kosten": "free",
    "angebot_finanzierung": ["donations"],
}
OFFER_LATER = {
    "angebot_orte": "Rathaus",
    "angebot_telefon": "03904 1234",
    "angebot_gefoerdert_bis": "2031-12-31",
}
STORIES = {
    "standard": Story(
        {
            "organisation": (
                {
                    "beschreibung": "Wir beraten.",
                    "taetig_in": [H, O],
                    "handlungsfelder": ["bildung"],
                    "hauptamtliche": 3,
                    "verzeichnis": "yes",
                },
                {"telefon": "03904 4711", "webseite": "www.beispiel.example"},
            ),
            "angebote": (Rows("angebot", [OFFER]), Rows("angebot", [OFFER_LATER], are_there=True)),
            "kooperationen": (
                Rows("kooperation", [{"partner_name": "Tafel", "partner_richtung": "mutual"}]),
            ),
            "netzwerke": (
                Rows("netzwerk", [{"netzwerk_name": "Runder Tisch", "netzwerk_rolle": "guest"}]),
            ),
            "bedarfe": ({"bedarf_handlungsfelder": ["bildung"], "bedarf_fehlt": "Zeit."},),
        },
        forgotten={"organisation": {"taetig_in": [H, O]}},
    ),
    "offices": Story(
        {
            "stelle": ({"einheit": "Jugendamt", "berichtsjahr": 2026},),
            "massnahmen": (
                Rows(
                    "massnahme",
                    [
                        {
                            "massnahme_titel": "Lotsen",
                            "massnahme_felder": ["bildung"],
                            "massnahme_stand": "running",
                            "massnahme_von": "2025-02-01",
                            "massnahme_bis": "2027-01-31",
                        }
                    ],
                ),
                Rows(
                    "massnahme",
                    [{"massnahme_budget": 1200.5}],
                    are_there=True,
                    inside={
                        0: Rows(
                            "erreicht",
                            [
                                {"erreicht_jahr": 2025, "erreicht_personen": 40},
                                {"erreicht_jahr": 2026, "erreicht_personen": 55},
                            ],
                        )
                    },
                ),
            ),
            "beratung": ({"beraet": "yes"}, {"faelle": 20}, {"faelle_neu": 5}),
            "gemeinsam": (
                {
                    "weiss_wer": "2",
                    "erreichen_gut": "3",
                    "planen_gemeinsam": "4",
                    "bedarf_reihenfolge": [
                        *("training", "staff", "data", "interpreting", "coordination")
                    ],
                    "bedarf_worte": "Mehr Zeit.",
                    "geprueft": "OK",
                },
            ),
        },
        forgotten={"gemeinsam": {"geprueft": "OK"}},
    ),
    "courses": Story(
        {
            "ort": (
                {
                    "gemeinde": O,
                    "treffpunkt": {"lat": 52.2, "lon": 11.4},
                    "ab_wann": "2027-03-12",
                    "uhrzeit": "18:30",
                },
                {"kursort": "haus_o"},
            ),
            "lernen": (
                {
                    "stufe": "b1",
                    "stunden": 15,
                    "reihenfolge": ["school", "work", "offices", "neighbours"],
                    "hindernis": "other",
                    "kurs_nah": "1",
                    "kurs_bezahlbar": "3",
                },
                {"hindernis_other": "Schichtarbeit"},
            ),
            "familie": (
                {"kinder": 2, "bescheinigung": "zeugnis.png", "einverstanden": "OK"},
                Rows(
                    "kind",
                    [{"rufname": "Ali", "alter": 4}, {"rufname": "Mia", "alter": 7}],
                    are_there=True,
                ),
            ),
        },
        forgotten={"lernen": {"stufe": "b1"}},
    ),
}
"""What is forgotten at first stands in the sections all the same: it is left out when filling."""


@cache
def compiled(form):
    return read_workbook(WORKBOOKS[form](), catalogues=shipped_catalogues()).questionnaire


@pytest.fixture
def open_form(workshop):
    """`open_form("standard", "en")`: this questionnaire for a person who reads this language."""

    def made(form, language="de", document=None, **saved):
        with workshop.database() as session:
            stored = make_surveys.questionnaire(
                session, data=WORKBOOKS[form](), compiled=to_json(compiled(form))
            )
            wave = make_surveys.open_wave(session, questionnaire=stored)
            seat = make_surveys.seat(session, wave, language="en" if language == "en" else "de")
            if document:
                make_surveys.response(session, *seat, document=document, section_versions=saved)
            return Sheet(workshop, *seat)

    return made


@pytest.mark.parametrize(
    ("form", "language", "js"),
    [
        ("standard", "de", True),
        ("standard", "en", False),
        ("offices", "de", False),
        ("offices", "en", True),
        ("courses", "de", True),
        ("courses", "en", False),
        ("courses", "ar", True),
        ("courses", "ar", False),
    ],
    ids=lambda value: {True: "with scripts", False: "without scripts"}.get(value, value),
)
def test_a_questionnaire_is_answered_by_keyboard_on_a_phone(tab, open_form, form, language, js):
    sheet, questionnaire, story = open_form(form, language), compiled(form), STORIES[form]
    page = tab(sheet.site, sheet.email, js=js, width=360)
    hand = Keyboard(page, f"{form}-{language}-{'js' if js else 'plain'}")
    filler = Filler(hand, questionnaire)

    page.goto(sheet.path())
    hand.looks("overview")
    filler.press("main a.kern-btn--primary")
    if language not in {"de", "en"}:
        filler.press(f"#sprache-{language}")
        expect(page.locator("h1")).to_have_attribute("dir", "rtl")
    for section in questionnaire.sections:
        _is_on(page, section, language)
        filler.fill(_without(story.sections[section.name], story.forgotten.get(section.name, {})))
        hand.looks(section.name)
        filler.press("#weiter")
    _completes(hand, filler, story, language)

    page.locator(".receipt__code").wait_for()
    hand.looks("receipt")
    assert said(sheet.document, questionnaire) == _expected(story)


def _is_on(page, section, language):
    """Expect to be on the page of this section, in the language of the reader."""
    expect(page.locator("h1")).to_have_text(section.labels[language])


def _completes(hand, filler, story, language):
    """Is told at the end what was forgotten, answers it, and submits."""
    told = hand.page.get_by_role("alert")
    expect(told).to_be_focused()
    hand.looks("incomplete")
    for answers in story.forgotten.values():
        filler.press('[role="alert"] li a')
        expect(told).to_be_focused()
        for name in answers:
            label = filler.questionnaire.question(name).question.labels[language]
            expect(told).to_contain_text(label)
        hand.looks("missing")
        filler.answers(answers)
        filler.press("#speichern")
    filler.press('main a[href$="/pruefen"]')
    hand.looks("review")
    filler.press('form[action*="pruefen"] button.kern-btn--primary')


def _without(rounds, forgotten):
    return [
        each if isinstance(each, Rows) else {k: v for k, v in each.items() if k not in forgotten}
        for each in rounds
    ]


def _expected(story):
    """What is stored of a story: rounds of one section put together."""
    answers = {}
    for rounds in story.sections.values():
        for each in rounds:
            if not isinstance(each, Rows):
                answers |= each
                continue
            rows = answers.setdefault(each.repeat, [{} for _ in each.rows])
            for number, row in enumerate(each.rows):
                rows[number] |= row
                if number in each.inside:
                    rows[number][each.inside[number].repeat] = list(each.inside[number].rows)
    return answers


THIRTY = {
    "standard": {
        "angebote": ("angebot", "angebot_name"),
        "kooperationen": ("kooperation", "partner_name"),
        "netzwerke": ("netzwerk", "netzwerk_name"),
    },
    "offices": {"massnahmen": ("massnahme", "massnahme_titel")},
    "courses": {"familie": ("kind", "rufname")},
}
"""Form → section → its repeat, and what is answered in each of thirty rows."""


def _states():
    """Words differ by language, and the direction; what a page is made of does not."""
    for form in WORKBOOKS:
        for language in compiled(form).languages:
            yield form, language, "errors"
            if language != "en":
                yield form, language, "empty"
                yield form, language, "thirty rows"


@pytest.mark.parametrize(("form", "language", "state"), list(_states()))
def test_no_page_of_them_has_barriers(tab, open_form, form, language, state):
    questionnaire, rows = compiled(form), {}
    if state == "thirty rows":
        for repeat, name in THIRTY[form].values():
            rows[repeat] = [make_surveys.row(**{name: f"Eintrag {n}"}) for n in range(30)]
    document = {"answers": {"kinder": 30} if form == "courses" else {}, "rows": rows}
    sheet = open_form(form, language, document if rows else None)
    page = tab(sheet.site, sheet.email)
    how = "?pruefen=1" if state == "errors" else ""

    for section in questionnaire.sections:
        if state == "thirty rows" and section.name not in THIRTY[form]:
            continue
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(sheet.path(section.name) + how)
        if language not in {"de", "en"}:
            page.locator(f"#sprache-{language}").click()
            page.goto(sheet.path(section.name) + how)
        _is_on(page, section, language)
        assert_no_barriers(page)
