"""Questions are drawn once by the macro and then filled in: both must say the same."""

from functools import partial
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

from ikparticipation.surveys.section_page import parts
from ikparticipation.surveys.views.drawing import drawn
from ikparticipation.text import translate
from ikparticipation.web import LANGUAGE
from tests.surveys.xlsform import workbooks

NASTY = "<script>alert('x')</script> \" & 'rot'"
MANY = [("hundert", f"h{n}", f"Ort {n} <i>", f"Place {n}") for n in range(13)]
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
        ("select_multiple hundert", "orte", "Wo?", "Where?"),
        ("end_group",),
        headings=(*workbooks.SURVEY_HEADINGS, "appearance"),
        choices=(*workbooks.CHOICES, *LONG, *MANY),
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
    "orte": ["h0", "h12"],
}


@pytest.fixture
def page(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("answers", [BLANK, FILLED], ids=["blank", "filled"])
@pytest.mark.usefixtures("page")
def test_a_question_is_drawn_as_the_macro_draws_it(answers, language, request):
    request.addfinalizer(partial(LANGUAGE.reset, LANGUAGE.set(language)))
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
            chosen=", ".join(label for v, label in field.wording.choices if v in field.values)
            or translate(language, "nichts angekreuzt"),
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
    names = ("eine", "eine_lange", "viele", "orte")
    assert hidden == [f"answers/{name}" for name in names]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (BLANK, "13 zur Auswahl: nichts angekreuzt"),
        (FILLED, "13 zur Auswahl: Ort 0 <i>, Ort 12 <i>"),
    ],
    ids=["blank", "filled"],
)
@pytest.mark.usefixtures("page")
def test_many_boxes_are_folded_up_under_what_is_ticked(answers, says):
    fields = parts(QUESTIONNAIRE.sections[0], {"answers": answers, "rows": {}}, "de")

    folds = BeautifulSoup("".join(map(drawn, fields)), "html.parser").select("details")

    assert [fold.summary.text for fold in folds] == [says]
    assert len(folds[0].select('input[name="answers/orte"]')) == 13
    assert not folds[0].has_attr("open")


@pytest.mark.usefixtures("page")
def test_boxes_with_something_wrong_are_not_folded_up():
    *_, places = parts(QUESTIONNAIRE.sections[0], {"answers": {}, "rows": {}}, "de")
    places.error = "Bitte wählen Sie."

    assert BeautifulSoup(drawn(places), "html.parser").select_one("details").has_attr("open")
