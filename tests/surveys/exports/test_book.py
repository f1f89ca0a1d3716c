"""The codebook as staff read it: a page in each language of the questionnaire, and a PDF."""

import pytest

from ikparticipation.surveys.exports import tables
from tests import make, make_surveys
from tests.markup import complaints
from tests.pdf import Pdf
from tests.surveys import every_type
from tests.surveys.pages import soup, words
from tests.surveys.xlsform.workbooks import xlsx


@pytest.fixture
def staff(session, as_user):
    return as_user(make.steering(session))


@pytest.fixture
def version(session):
    version = make_surveys.questionnaire(session, data=every_type.workbook())
    session.commit()
    return version


def page_of(version):
    return f"/verwaltung/erhebungen/frageboegen/{version.id}/codebuch"


def test_each_column_stands_there_once_but_for_those_of_choices(staff, version):
    page = staff.get(page_of(version))

    told = [heading.get_text(strip=True) for heading in soup(page).select("main h3 code")]
    every = [c.name for t in tables(every_type.questionnaire()) for c in t.columns]
    assert complaints(page.text) == []
    assert told == [name for name in every if "/" not in name or name.endswith(("/lat", "/lon"))]
    assert "Das ist die erste Version." in words(page)


@pytest.mark.parametrize(
    ("language", "question", "choice"),
    [("de", "Welche Farbe?", "Rot"), ("en", "Which colour?", "Red"), ("ar", "أي لون؟", "أحمر")],
)
def test_questions_and_values_are_told_in_the_language_that_was_chosen(
    staff, version, language, question, choice
):
    page = staff.get(f"{page_of(version)}?sprache={language}")

    (told,) = [p for p in soup(page).select("main p[lang]") if p.text == question]
    assert (told["lang"], told["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert choice in [dd.text for dd in soup(page).select("main dd[lang]")]


def test_the_file_has_the_same_words_and_is_accessible(staff, version):
    answer = staff.get(f"{page_of(version)}.pdf?sprache=en")

    read = Pdf(answer.data)
    assert answer.headers["Content-Disposition"] == "attachment; filename=codebuch-version-1.pdf"
    for told in ("Which colour?", "Red", "Antwortbögen", "Eine 0 ist eine Antwort.", "_not_asked"):
        assert told in read.words
    assert b"pdfuaid:part" in answer.data
    assert {"H1", "H2", "H3", "L"} <= set(read.tags)


def test_what_breaks_a_series_against_the_version_before_is_told(session, staff):
    first = make_surveys.questionnaire(session)
    survey = [("text", *row[1:]) if "anzahl" in row else row for row in make_surveys.SURVEY]
    settings = (("form_title", "default_language"), ("Probe", "Deutsch (de)"))
    data = xlsx({"survey": survey, "choices": make_surveys.CHOICES, "settings": settings})
    second = make_surveys.questionnaire(session, survey=first.survey, number=2, data=data)
    session.commit()

    page = staff.get(page_of(second))

    part = soup(page).select_one("#vorher").parent
    assert "nicht vergleichbar" in part.text
    assert "Wie viele sind Sie?" in part.select_one("ul").text
    assert f"/vergleich/{first.id}" in part.select_one("a")["href"]
    assert "nicht vergleichbar" in Pdf(staff.get(f"{page_of(second)}.pdf").data).words


def test_it_costs_few_statements_and_is_linked_from_export_and_version(
    session, staff, version, statements
):
    wave = make_surveys.open_wave(session)
    make_surveys.submitted(session, *make_surveys.seat(session, wave))
    session.commit()

    with statements() as seen:
        staff.get(page_of(version))

    assert len(seen) <= 4
    asked = wave.questionnaire
    for path in (
        f"/verwaltung/erhebungen/wellen/{wave.id}/export",
        f"/verwaltung/erhebungen/frageboegen/{asked.id}",
    ):
        assert soup(staff.get(path)).select(f'main a[href="{page_of(asked)}"]')
