"""Questions are drawn once by the macro and then filled in: both must say the same."""

from functools import partial

import pytest
from bs4 import BeautifulSoup

from ikparticipation.surveys.section_page import Fault, Speech, parts
from ikparticipation.surveys.views import drawing
from ikparticipation.surveys.views.drawing import PLACES, drawn, tabled
from ikparticipation.surveys.views.picture import municipalities
from ikparticipation.web import LANGUAGE
from tests.surveys import every_type
from tests.surveys.xlsform import workbooks
from tests.surveys.xlsform.forms import FARBEN, choices, form, group, q, repeat, section, state

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


def fields_of(answers, language="de", around=None, **more):
    document = {"answers": answers, "rows": {}} | more
    speech = Speech(language, around or language)
    return parts(QUESTIONNAIRE.sections[0], state(QUESTIONNAIRE, document), speech)


def one(question, document=None, language="de", around="de"):
    """Return the only question of a form as it is drawn, and its field."""
    questionnaire = form(question)
    now = state(questionnaire, document or {"answers": {}, "rows": {}})
    (field,) = parts(questionnaire.sections[0], now, Speech(language, around))
    return BeautifulSoup(drawn(field), "html.parser"), field


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("answers", [BLANK, FILLED], ids=["blank", "filled"])
@pytest.mark.usefixtures("page")
def test_a_question_is_drawn_as_the_macro_draws_it(answers, language, request):
    request.addfinalizer(partial(LANGUAGE.reset, LANGUAGE.set(language)))
    fields = fields_of(answers, language)

    for field in [*fields, *fields]:  # the second time from what was kept
        assert drawn(field) == drawing._by_macro(field)  # noqa: SLF001 - the oracle


@pytest.mark.usefixtures("page")
def test_nothing_typed_is_taken_for_a_mark_or_for_html():
    typed = {"kurz": "\x00\x01\x02</textarea><b>", "lang_text": NASTY}

    soup = BeautifulSoup("".join(map(drawn, fields_of(typed))), "html.parser")

    assert soup.select_one('[name="answers/kurz"]')["value"] == "\x00\x01\x02</textarea><b>"
    assert soup.select_one("textarea").text.strip() == NASTY
    assert soup.select("script, b") == []


@pytest.mark.usefixtures("page")
def test_only_choices_get_a_blank_field_before_them():
    soup = BeautifulSoup("".join(map(drawn, fields_of({}))), "html.parser")

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
    folds = BeautifulSoup("".join(map(drawn, fields_of(answers))), "html.parser").select("details")

    assert [fold.summary.text for fold in folds] == [says]
    assert len(folds[0].select('input[name="answers/orte"]')) == 13
    assert not folds[0].has_attr("open")


@pytest.mark.usefixtures("page")
def test_boxes_with_something_wrong_are_not_folded_up():
    *_, places = fields_of({})
    places.error = Fault("Bitte wählen Sie.", is_own=False)

    assert BeautifulSoup(drawn(places), "html.parser").select_one("details").has_attr("open")


RANGE = {"start": "1", "end": "5", "step": "2"}
KINDS = [
    (q("f", "decimal"), None, 'input[inputmode="decimal"]', "a number with a comma"),
    (q("f", "decimal"), 19.5, 'input[value="19,5"]', "written as people write it"),
    (q("f", "text", appearance=("numbers",)), "03", 'input[inputmode="numeric"]', "digits"),
    (q("f", "range", parameters=RANGE), 3, 'input[type="radio"][value="3"][checked]', "few steps"),
    (q("f", "range", parameters={"end": "99"}), 3, 'input[inputmode="decimal"]', "many steps"),
    (q("f", "time"), "14:30", 'input[type="time"][value="14:30"]', "a time"),
    (q("f", "dateTime"), "2027-03-12T14:30", 'input[type="datetime-local"]', "a moment"),
    (q("f", "acknowledge"), "OK", 'input[type="checkbox"][value="OK"][checked]', "one box"),
    (q("f", "rank"), ["gelb", "rot", "blau"], 'option[value="1 gelb"][selected]', "a place each"),
    (q("f", "select_one", appearance=("minimal",)), "rot", "option[selected]", "a list"),
    (q("f", "select_one", appearance=("likert",)), "rot", ".choices--line", "in a line"),
    (q("f", "select_one", appearance=("quick",)), "rot", ".choices--quick", "side by side"),
    (q("f", "select_multiple", appearance=("minimal",)), ["rot"], "details.fold", "folded"),
    (q("f", "geopoint"), {"lat": 52.2, "lon": 11.4}, 'input[value="52,2"]', "two fields"),
    (q("f", "image"), None, 'input[type="file"][accept^=".png"]', "a picture"),
    (q("f", "file", parameters={"max-size": "2"}), None, '[data-most="2000000"]', "its size"),
    (q("f", guidance={"de": "Mehr"}), None, "details.guidance", "folded help"),
    (q("f", partner=True), "Verein", 'button[name="suchen"][value="answers/f"]', "the register"),
    (q("f", readonly="true()"), "A", ".shown", "what cannot be changed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "value", "selector", "why"), KINDS, ids=[row[3] for row in KINDS]
)
@pytest.mark.usefixtures("page")
def test_each_kind_is_drawn_with_labels_that_are_tied(question, value, selector, why):
    answers = {} if value is None else {"f": value}
    soup, field = one(question, {"answers": answers, "rows": {}})

    assert soup.select(selector), (why, str(soup))
    controls = soup.select("input:not([type=hidden], [type=image]), select, textarea")
    assert all(soup.select(f'label[for="{control["id"]}"]') for control in controls)
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    field.error = Fault("Bitte prüfen.", is_own=False)
    wrong = BeautifulSoup(drawn(field), "html.parser")
    assert "Bitte prüfen." in wrong.text
    assert "shown" in str(wrong) or wrong.select(f'[aria-describedby*="{field.id}-fehler"]')


@pytest.mark.parametrize(
    ("kind", "typed", "shows"),
    [
        ("date", "morgen", "text"),
        ("date", "2027-03-12", "date"),
        ("time", "gleich", "text"),
        ("dateTime", "12.3.2027 14:30", "text"),
    ],
)
@pytest.mark.usefixtures("page")
def test_what_is_no_date_stays_in_sight(kind, typed, shows):
    soup, _ = one(q("f", kind), {"answers": {}, "rows": {}, "invalid": {"f": typed}})

    control = soup.select_one("input")
    assert (control["type"], control["value"]) == (shows, typed)


@pytest.mark.usefixtures("page")
def test_words_that_quote_answers_follow_them_and_are_escaped():
    questionnaire = form(q("name"), q("wann", labels={"de": "Wann ist „${name}“ offen?"}))

    def label(name):
        now = state(questionnaire, {"answers": {"name": name}, "rows": {}})
        *_, field = parts(questionnaire.sections[0], now, Speech("de", "de"))
        return BeautifulSoup(drawn(field), "html.parser").label

    assert label("Café").text == "Wann ist „Café“ offen?"
    assert label(NASTY).text == f"Wann ist „{NASTY}“ offen?"
    assert label("<b>x</b>").select("b") == []


@pytest.mark.usefixtures("page")
def test_another_language_is_marked_and_our_words_in_it_as_well():
    words = {"ar": "ما اسمك؟", "de": "Name"}
    soup, _ = one(q("f", required=True, labels=words), language="ar")

    wrapper = soup.select_one("[data-question]")
    assert (wrapper["lang"], wrapper["dir"]) == ("ar", "rtl")
    ours = soup.select_one(".kern-label__optional")
    assert (ours.text, ours["lang"], ours["dir"]) == ("(Pflichtangabe)", "de", "ltr")
    german, _ = one(q("f", required=True, labels=words))
    assert german.select("[lang], [dir]") == []


@pytest.mark.usefixtures("page")
def test_questions_with_the_same_choices_become_a_table():
    same = choices(*FARBEN)
    head = q("kopf", "select_one", choices=same, appearance=("label",))
    lines = [
        q(n, "select_one", choices=same, appearance=("list-nolabel",)) for n in ("eins", "zwei")
    ]
    questionnaire = form(head, *lines, q("danach"))
    document = {"answers": {"zwei": "blau"}, "rows": {}}

    table, after = parts(questionnaire.sections[0], state(questionnaire, document), "de")

    assert (table.kind, table.label, after.kind) == ("table", "kopf", "question")
    drawn_lines = tabled(table).lines
    assert [line.name for line in drawn_lines] == ["answers/eins", "answers/zwei"]
    assert drawn_lines[1].choices == [
        ("rot", "Rot", False),
        ("blau", "Blau", True),
        ("gelb", "Gelb", False),
    ]


def test_only_what_is_relevant_stands_on_the_page():
    questionnaire = form(
        q("mehr"),
        q("was", relevant="${mehr} = 'ja'"),
        group("viel", q("innen"), relevant="${mehr} = 'ja'"),
        repeat("zeile", q("titel"), relevant="${mehr} = 'ja'"),
    )

    def kinds(**answers):
        now = state(questionnaire, {"answers": answers, "rows": {}})
        return [part.kind for part in parts(questionnaire.sections[0], now, "de")]

    assert kinds() == ["question"]
    assert kinds(mehr="ja") == ["question", "question", "group", "repeat"]


def test_only_offered_choices_are_drawn_and_none_of_another_answer():
    listed = choices("a1", "a2", "b1", a1={"teil": "a"}, a2={"teil": "a"}, b1={"teil": "b"})
    questionnaire = form(
        q("teil"), q("ort", "select_one", choices=listed, choice_filter="teil = ${teil}")
    )

    def offered(part):
        now = state(questionnaire, {"answers": {"teil": part}, "rows": {}})
        *_, field = parts(questionnaire.sections[0], now, "de")
        return [name for name, _ in field.wording.choices]

    assert (offered("a"), offered("b"), offered("a")) == (["a1", "a2"], ["b1"], ["a1", "a2"])


def test_rows_inside_of_rows_name_the_row_around_them():
    inner = repeat("innen", q("was"), max_rows=1)
    questionnaire = form(section("s", repeat("aussen", q("titel"), inner)))
    rows = [{"id": "r1", "answers": {}, "rows": {"innen": [{"id": "i1", "answers": {}}]}}]
    now = state(questionnaire, {"answers": {}, "rows": {"aussen": rows}})

    section_of_it = questionnaire.section("s")
    (outer,) = parts(section_of_it, now, "de")
    within = outer.cards[0].parts[-1]

    assert (outer.field, outer.add) == ("rows/aussen", "add/aussen")
    assert (within.field, within.add) == ("rows/aussen/r1/innen", "add/innen/r1")
    assert not within.may_add
    assert within.cards[0].parts[0].name == "rows/innen/i1/was"


def test_computed_rows_take_no_buttons():
    questionnaire = form(q("zahl", "integer"), repeat("kind", q("name"), row_count="${zahl}"))
    now = state(questionnaire, {"answers": {"zahl": 2}, "rows": {}})

    *_, rows = parts(questionnaire.sections[0], now, "de")

    assert (len(rows.cards), rows.may_add, rows.is_computed) == (2, False, True)


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.usefixtures("page")
def test_every_type_is_drawn_in_every_language(language):
    questionnaire = every_type.questionnaire()
    now = state(questionnaire, {"answers": {"mehr": "ja", "name": NASTY}, "rows": {}})
    reset = PLACES.set(municipalities())

    try:
        for each in questionnaire.sections:
            for part in parts(each, now, Speech(language, "de")):
                if part.kind == "question":
                    soup = BeautifulSoup(drawn(part), "html.parser")
                    assert soup.select("script") == []
                    assert part.wording.label
    finally:
        PLACES.reset(reset)
