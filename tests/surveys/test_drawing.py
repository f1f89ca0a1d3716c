"""Questions are drawn once by the macro and then filled in: both must say the same."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

from ikparticipation.surveys.section_page import parts
from ikparticipation.surveys.views.drawing import drawn
from tests.surveys.xlsform import workbooks

NASTY = "<script>alert('x')</script> \" & 'rot'"
LONG = [("lang", f"w{n}", f"Wahl {n} <b>", f"Choice {n}") for n in range(9)]
QUESTIONNAIRE = workbooks.compiled(
    workbooks.form(
        ("begin_group", "s", "Seite", "Page"),
        ("note", "hinweis", "Ein <Hinweis>", "A note"),
        ("text", "kurz", 'Kurz & "gut"', "Short", "Ein Wink", "A hint", "yes"),
        ("text", "lang_text", "Lang", "Long", "", "", "", "", "multiline"),
        ("integer", "zahl", "Zahl", "Number"),
        ("date", "tag", "Tag", "Day"),
        ("select_one farben", "eine", "Eine?", "One?", "Wink", "Hint"),
        ("select_one lang", "eine_lange", "Eine von vielen?", "One of many?"),
        ("select_multiple lang", "viele", "Viele?", "Many?", "", "", "yes"),
        ("end_group",),
        headings=(*workbooks.SURVEY_HEADINGS, "appearance"),
        choices=(*workbooks.CHOICES, *LONG),
    )
)
MACRO = '{% from "_questions.html" import question %}{{ question(q) }}'
BLANK: dict = {}
FILLED = {
    "kurz": NASTY,
    "lang_text": f"Erste Zeile\nzweite {NASTY}",
    "zahl": 0,
    "tag": "2027-03-12",
    "eine": "blau",
    "eine_lange": "w3",
    "viele": ["w0", "w8"],
}


@pytest.fixture
def page(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("answers", [BLANK, FILLED], ids=["blank", "filled"])
@pytest.mark.usefixtures("page")
def test_a_question_is_drawn_as_the_macro_draws_it(answers, language):
    fields = parts(QUESTIONNAIRE.sections[0], {"answers": answers, "rows": {}}, language)

    for field in [*fields, *fields]:  # the second time from what was kept
        plain = SimpleNamespace(
            id=field.id,
            name=field.name,
            type=field.wording.type,
            label=field.wording.label,
            hint=field.wording.hint,
            required=field.wording.question.required,
            value=field.values[0] if field.values else "",
            choices=[(v, label, v in field.values) for v, label in field.wording.choices],
            error=None,
            datalist=None,
        )
        expected = render_template_string(MACRO, q=plain)
        assert (
            drawn(field).removesuffix(f'<input type="hidden" name="{field.name}" value="">')
            == expected
        )


@pytest.mark.usefixtures("page")
def test_nothing_typed_is_taken_for_a_mark_or_for_html():
    typed = {"kurz": "\x00\x01\x02</textarea><b>", "lang_text": NASTY}
    fields = parts(QUESTIONNAIRE.sections[0], {"answers": typed, "rows": {}}, "de")

    soup = BeautifulSoup("".join(map(drawn, fields)), "html.parser")

    assert soup.select_one('[name="answers/kurz"]')["value"] == "\x00\x01\x02</textarea><b>"
    assert soup.select_one("textarea").text.strip() == NASTY
    assert soup.select("script, b") == []


@pytest.mark.usefixtures("page")
def test_only_choices_get_a_blank_field_before_them():
    fields = parts(QUESTIONNAIRE.sections[0], {"answers": {}, "rows": {}}, "de")

    soup = BeautifulSoup("".join(map(drawn, fields)), "html.parser")

    hidden = [tag["name"] for tag in soup.select('input[type="hidden"]')]
    assert hidden == ["answers/eine", "answers/eine_lange", "answers/viele"]
