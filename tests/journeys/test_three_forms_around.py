"""What surrounds three questionnaires: wrong rows, review, receipt, paper, preview, versions.

Each in one language, all three together; the stories are those of `test_three_forms`.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import from_workbook, to_xlsx
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from ikparticipation.surveys.xlsform.stored import to_json
from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.forms import Rows
from tests.journeys.sheets import Sheet
from tests.journeys.test_three_forms import STORIES, THIRTY, WORKBOOKS, compiled
from tests.surveys.xlsform import workbooks

pytestmark = pytest.mark.browser
FORMS = "/verwaltung/erhebungen/frageboegen"
WIDE = {"width": 1280, "height": 800}
INTERFACE = {"de", "en"}
SPOKEN = [("standard", "de"), ("offices", "en"), ("courses", "ar")]
WRONG = {
    "angebot": {"angebot_name": "Café"},
    "kooperation": {"partner_richtung": "mutual"},
    "netzwerk": {"netzwerk_rolle": "guest"},
    "massnahme": {"massnahme_titel": "Lotsen"},
    "kind": {"alter": 40},
}
"""Repeat → answers of a row in which something is missing or wrong."""
GONE = {"standard": "telefon", "offices": "faelle_neu", "courses": "uhrzeit"}
"""Form → a question that its second version does without."""


@dataclass(frozen=True)
class Shown:
    sheet: Sheet
    version: str
    author: str


@pytest.fixture
def shown(workshop):
    """`shown("courses", "ar", document)`: answered, with somebody who may look at its versions."""

    def made(form, language, document=None):
        reads = language if language in INTERFACE else "de"
        with workshop.database() as session:
            author = make.steering(session, language=reads)
            stored = make_surveys.questionnaire(
                session,
                data=WORKBOOKS[form](),
                compiled=to_json(compiled(form)),
                uploaded_by_id=author.id,
            )
            wave = make_surveys.open_wave(session, questionnaire=stored)
            seat = make_surveys.seat(session, wave, language=reads)
            if document:
                make_surveys.response(session, *seat, document=document, section_versions={})
            return Shown(Sheet(workshop, *seat), str(stored.id), author.email)

    return made


def told(form):
    """Return the document of a complete story, without files."""
    document = {"answers": {}, "rows": {}}
    for each in (each for rounds in STORIES[form].sections.values() for each in rounds):
        if not isinstance(each, Rows):
            document["answers"] |= {k: v for k, v in each.items() if k != "bescheinigung"}
            continue
        rows = document["rows"].setdefault(each.repeat, [make_surveys.row() for _ in each.rows])
        for number, answers in enumerate(each.rows):
            rows[number]["answers"] |= answers
            if number in each.inside:
                inner = each.inside[number]
                rows[number]["rows"] = {
                    inner.repeat: [make_surveys.row(**row) for row in inner.rows]
                }
    return document


def speaks(page, sheet, form, language):
    """Read the questionnaire in this language from now on."""
    page.set_viewport_size(WIDE)
    page.goto(sheet.path(compiled(form).sections[0].name))
    page.locator(f"#sprache-{language}").click()
    expect(page.locator(f"#sprache-{language}")).to_have_attribute("aria-current", "true")


def look(page, address=None):
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    if address:
        page.goto(address)
    assert_no_barriers(page)


@pytest.mark.parametrize(("form", "language"), SPOKEN)
def test_thirty_rows_with_errors_have_no_barriers(tab, shown, form, language):
    for section, (repeat, _) in THIRTY[form].items():
        rows = {repeat: [make_surveys.row(**WRONG[repeat]) for _ in range(30)]}
        answers = {"kinder": 30} if form == "courses" else {}
        sheet = shown(form, language, {"answers": answers, "rows": rows}).sheet
        page = tab(sheet.site, sheet.email)
        speaks(page, sheet, form, language)

        page.goto(sheet.path(section) + "?pruefen=1")
        expect(page.locator(f'input[type=hidden][name="rows/{repeat}"]')).to_have_count(30)
        expect(page.get_by_role("alert").first).to_be_focused()
        assert_no_barriers(page)


@pytest.mark.parametrize(("form", "language"), SPOKEN)
def test_review_receipt_and_paper_have_no_barriers(tab, shown, form, language):
    sheet = shown(form, language, told(form)).sheet
    page = tab(sheet.site, sheet.email)
    speaks(page, sheet, form, language)

    look(page, sheet.path("pruefen"))
    page.locator('form[action*="pruefen"] button.kern-btn--primary').click()
    page.locator(".receipt__code").wait_for()
    look(page)
    look(page, sheet.path("papier") + f"?sprache={language}")
    expect(page.locator(f'[lang="{language}"]').first).to_be_attached()
    look(page, sheet.path("quittung/papier") + f"?sprache={language}")


@pytest.mark.parametrize(("form", "language"), SPOKEN)
def test_a_review_of_nothing_has_no_barriers(tab, shown, form, language):
    sheet = shown(form, language).sheet
    page = tab(sheet.site, sheet.email)
    speaks(page, sheet, form, language)

    page.goto(sheet.path("pruefen"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert_no_barriers(page)


@pytest.mark.parametrize(("form", "language"), SPOKEN)
def test_the_preview_has_no_barriers(tab, shown, form, language):
    this = shown(form, language)
    page = tab(this.sheet.site, this.author)
    for section in compiled(form).sections:
        look(page, f"{FORMS}/{this.version}/vorschau/{section.name}?sprache={language}")
        expect(page.get_by_text(section.labels[language]).first).to_be_visible()


@pytest.mark.parametrize(("form", "language"), [("standard", "de"), ("offices", "en")])
def test_the_comparison_of_two_versions_has_no_barriers(tab, workshop, form, language):
    sheets = from_workbook(open_workbook(WORKBOOKS[form]()))
    line = editing.outline(sheets).find(GONE[form])
    data = to_xlsx(editing.remove(sheets, line.id))
    with workshop.database() as session:
        author = make.steering(session, language=language)
        old = make_surveys.questionnaire(
            session, data=WORKBOOKS[form](), compiled=to_json(compiled(form))
        )
        new = make_surveys.questionnaire(
            session,
            data=data,
            compiled=to_json(workbooks.compiled(data, catalogues=shipped_catalogues())),
            survey=old.survey,
            number=2,
        )
        address = f"{FORMS}/{new.id}/vergleich/{old.id}"
        email = author.email
    page = tab(workshop, email)

    look(page, address)
    expect(page.locator("main")).to_contain_text(
        compiled(form).question(GONE[form]).question.labels[language]
    )
