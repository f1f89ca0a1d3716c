"""The frame and the macros of the pages: tied labels, described errors, escaping, four signs."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import wtforms
from bs4 import BeautifulSoup
from flask import flash, render_template, render_template_string
from flask_wtf.file import FileField
from wtforms import SelectChoice
from wtforms.validators import InputRequired

from ikparticipation import text, web
from ikparticipation.catalogue import attribution
from ikparticipation.settings import Settings

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "ikparticipation" / "static"
PAGES = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html"))
MACRO_FILES = ["_figures.html", "_forms.html", "_page.html", "_questions.html"]
CHOICES = [SelectChoice("a", "Bildung"), SelectChoice("b", "Sport")]
NASTY = "<script>alert('x')</script> 100 % & mehr"


class EveryField(web.Form):
    title = wtforms.StringField("Titel", validators=[InputRequired("Bitte einen Titel eingeben.")])
    mail = wtforms.EmailField("E-Mail-Adresse")
    password = wtforms.PasswordField("Passwort")
    words = wtforms.TextAreaField("Ihr Kommentar")
    places = wtforms.IntegerField("Plätze")
    until = wtforms.DateField("Gilt bis")
    place = wtforms.SelectField("Gemeinde", choices=CHOICES)
    kind = wtforms.RadioField("Art", choices=CHOICES)
    fields = wtforms.SelectMultipleField("Handlungsfelder", choices=CHOICES)
    agreed = wtforms.BooleanField("Ich bin einverstanden")
    workbook = FileField("Fragebogen")


FIELDS = [name for name, value in vars(EveryField).items() if hasattr(value, "field_class")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    app = web.Application("ikparticipation", template_folder=str(TEMPLATES))
    settings = Settings(
        secret_key="only-for-tests",
        database_url="sqlite://",
        broker_url="memory://",
        instance=folder,
        demo=True,
    )
    app.secret_key = settings.secret_key
    app.config["RATELIMIT_ENABLED"] = False
    web.init_app(app, settings)
    return app


@pytest.fixture(autouse=True)
def in_german():
    web.LANGUAGE.set(text.SOURCE_LANGUAGE)  # whatever a test has read before


@pytest.fixture
def draw(site):
    """`draw("_page.html", "badge('neu')")`: what a macro makes of its arguments, as a tree."""

    def render(file, call, *, path="/", **context):
        name = re.search(r"(?:call )?(\w+)\(", call)[1]
        source = f'{{% from "{file}" import {name} %}}'
        source += call if call.startswith("{%") else f"{{{{ {call} }}}}"
        with site.test_request_context(path):
            made = {key: value() if callable(value) else value for key, value in context.items()}
            return BeautifulSoup(render_template_string(source, **made), "html.parser")

    return render


@pytest.fixture
def page(site):
    """`page("/entwuerfe/", me=…)`: the frame around nothing."""

    def render(path="/", me=None, message=None):
        with site.test_request_context(path):
            if message:
                flash(*message)
            return BeautifulSoup(render_template("base.html", me=me), "html.parser")

    return render


@pytest.fixture
def english(tmp_path, monkeypatch):
    """The page is English, from a catalogue of its own: `english(Titel="Title")`."""

    def write(**words):
        entries = "".join(f'msgid "{de}"\nmsgstr "{en}"\n\n' for de, en in words.items())
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (tmp_path / "en.po").write_text(header + entries, "utf-8")
        text.catalogue.cache_clear()

    monkeypatch.setattr(text, "CATALOGUES", tmp_path)
    before = web.LANGUAGE.set("en")
    yield write
    web.LANGUAGE.reset(before)
    text.catalogue.cache_clear()


def question(**given):
    defaults = {
        "id": "q1", "name": "q1", "type": "text", "label": "Wie heißt das Angebot?", "hint": None,
        "required": False, "value": "", "choices": (), "error": None, "datalist": None,
        "look": "", "guidance": None, "room": None, "text": "", "own": "", "ours": "",
        "own_error": False, "input": "date" if given.get("type") == "date" else "text",
        "chosen": "",
    }  # fmt: skip
    return SimpleNamespace(**defaults | given)


def choices(count):
    return [(str(number), f"Antwort {number}", number == 1) for number in range(count)]


def words_of(tree):
    return " ".join(tree.get_text(" ").split())


def described(tree, control):
    return " ".join(
        words_of(tree.find(id=name)) for name in control.get("aria-describedby", "").split()
    )


def assert_labels_are_tied(tree):
    controls = tree.select("input:not([type=hidden]), select, textarea")
    assert controls
    for control in controls:
        assert tree.find("label", attrs={"for": control["id"]}), control
    ids = [element["id"] for element in tree.select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_no_template_has_an_inline_style_or_script(name):
    source = (TEMPLATES / name).read_text("utf-8")

    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    assert not re.findall(r"<script(?![^>]*\ssrc=\"/static/)", source)


@pytest.mark.parametrize("name", PAGES)
def test_no_template_translates_a_variable_as_if_it_were_markup(name):
    """`_()` trusts and formats its msgid; what stands in a variable goes through `|translated`."""
    source = (TEMPLATES / name).read_text("utf-8")

    assert not re.findall(r"\b_\(\s*[^\"'\s)]", source)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in MACRO_FILES])
def test_a_form_posts_to_an_address_of_its_own(name):
    """Without one it goes to what the address bar says, with the mark of the skip link: then the
    browser shows that place of the answer instead of what is wrong."""
    source = (TEMPLATES / name).read_text()

    tags = re.findall(r"<form\b(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>", source, re.DOTALL)
    assert [t for t in tags if 'method="post"' in t and not re.search('action="[^"]', t)] == []


@pytest.mark.parametrize("name", MACRO_FILES)
def test_the_comment_at_the_top_names_every_macro_that_is_there(name):
    source = (TEMPLATES / name).read_text("utf-8")
    comment, _, code = source.partition("-#}")

    for macro in re.findall(r"{% macro (\w+)", code):
        internal = len(re.findall(rf"\b{macro}\(", code)) > 1
        assert macro in comment or internal, macro


def test_what_pages_load_is_there_and_from_this_site():
    base = (TEMPLATES / "base.html").read_text("utf-8")
    style = "".join(file.read_text("utf-8") for file in STATIC.glob("*.css"))
    script = (STATIC / "ikp.js").read_text("utf-8")

    own = re.findall(r"(?:href|src)=\"/static/([^\"]+)\"", base)
    loaded = [path for path in own if not path.startswith("vendor/")]
    loaded += re.findall(r"from \"\./([^\"]+)\"", script)
    assert len(loaded) > 4
    assert [path for path in loaded if not (STATIC / path).is_file()] == []
    assert not re.findall(r"url\(\"?(?:https?:)?//|@import", style)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_a_label_a_hint_and_its_error_in_words(draw, name):
    def wrong():
        form = EveryField()
        form[name].errors = ["Bitte sehen Sie hier noch einmal nach."]
        return form[name]

    tree = draw("_forms.html", "field(f, hint='So wie auf dem Aushang.')", f=wrong)

    control = tree.find(["fieldset", "input", "select", "textarea"])
    assert_labels_are_tied(tree)
    assert "So wie auf dem Aushang." in described(tree, control)
    assert "Bitte sehen Sie hier noch einmal nach." in described(tree, control)
    assert control.name == "fieldset" or control["aria-invalid"] == "true"


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_without_error_or_hint_describes_nothing(draw, name):
    tree = draw("_forms.html", "field(f)", f=lambda: EveryField()[name])

    assert not tree.select("[aria-describedby], [aria-invalid], .kern-error, .kern-hint")
    assert_labels_are_tied(tree)


def test_a_required_field_says_so_in_words(draw):
    required = draw("_forms.html", "field(f)", f=lambda: EveryField().title)
    optional = draw("_forms.html", "field(f)", f=lambda: EveryField().mail)

    assert "Pflichtangabe" in words_of(required.label)
    assert "Pflichtangabe" not in words_of(optional)


def test_labels_choices_and_errors_speak_the_language_of_the_page(draw, english):
    english(Gemeinde="Municipality", Sport="Sports", Fehlt="Missing")

    def wrong():
        form = EveryField()
        form.place.errors = ["Fehlt"]
        return form.place

    tree = draw("_forms.html", "field(f)", f=wrong)

    assert {"Municipality", "Sports", "Missing"} <= set(words_of(tree).split())
    assert "Fehlt" not in words_of(tree)


def test_what_was_typed_and_what_is_wrong_is_escaped(draw):
    def wrong():
        form = EveryField(data={"title": NASTY, "words": NASTY})
        form.title.errors = [NASTY]
        return form.title

    tree = draw("_forms.html", "field(f)", f=wrong)

    assert tree.find("script") is None
    assert tree.input["value"] == NASTY
    assert NASTY in described(tree, tree.input)


@pytest.mark.parametrize("name", FIELDS)
def test_the_summary_of_errors_leads_to_each_field(draw, name):
    def wrong():
        form = EveryField()
        form[name].errors = ["Fehlt noch"]
        return form

    file = "_forms.html"
    summary = draw(file, "error_summary(form)", form=wrong)
    field = draw(file, "field(f)", f=lambda: EveryField()[name])

    assert summary.find(attrs={"data-focus": True})["tabindex"] == "-1"
    assert "Fehlt noch" in summary.a.get_text()
    assert field.find(id=summary.a["href"].removeprefix("#")).name in {
        "input", "select", "textarea",
    }  # fmt: skip


def test_a_form_without_errors_has_no_summary(draw):
    assert words_of(draw("_forms.html", "error_summary(form)", form=EveryField)) == ""


def test_a_filter_keeps_what_was_chosen(draw):
    call = "filter_select('ort', 'Gemeinde', [(1, 'Angern'), (2, 'Colbitz')], '2')"

    tree = draw("_forms.html", call)

    assert_labels_are_tied(tree)
    assert [option.get_text() for option in tree.select("option[selected]")] == ["Colbitz"]


@pytest.mark.parametrize(
    ("given", "selector", "why"),
    [
        ({"type": "text", "value": "Café"}, "input[type=text][value=Café]", "one line"),
        ({"type": "integer", "value": "4o"}, "input[inputmode=numeric][value='4o']", "as typed"),
        ({"type": "date", "value": "2027-03-12"}, "input[type=date]", "the browser's calendar"),
        ({"type": "multiline", "value": "eins\nzwei"}, "textarea", "several lines"),
        ({"type": "select_one", "choices": choices(7)}, "input[type=radio][checked]", "few"),
        ({"type": "select_one", "choices": choices(8)}, "option[selected]", "more than seven"),
        ({"type": "select_multiple", "choices": choices(9)}, "input[type=checkbox]", "always"),
        ({"type": "text", "datalist": "akteure"}, "input[list=akteure]", "suggestions"),
    ],
)
def test_a_question_is_drawn_by_its_type(draw, given, selector, why):
    plain = draw("_questions.html", "question(q)", q=question(**given))
    wrong = draw(
        "_questions.html", "question(q)", q=question(**given, error="Bitte prüfen.", hint="Kurz.")
    )

    control = wrong.find(["fieldset", "input", "select", "textarea"])
    assert plain.select(selector), why
    assert_labels_are_tied(plain)
    assert not plain.select("[aria-describedby], [aria-invalid]")
    assert described(wrong, control).startswith("Kurz.")
    assert "Bitte prüfen." in described(wrong, control)


def test_a_note_asks_nothing(draw):
    tree = draw("_questions.html", "question(q)", q=question(type="note", label="Fast geschafft."))

    assert words_of(tree) == "Fast geschafft."
    assert not tree.select("input, label")


def test_several_lines_come_back_as_they_were_typed(draw):
    typed = "\n  eingerückt\n</textarea><b>"

    tree = draw("_questions.html", "question(q)", q=question(type="multiline", value=typed))

    assert tree.textarea.get_text() in {typed, "\n" + typed}
    assert tree.b is None


@pytest.mark.parametrize("type_", ["text", "multiline", "select_one", "select_multiple", "note"])
def test_a_questionnaire_cannot_bring_markup_into_the_page(draw, type_):
    nasty = question(
        type=type_, label=NASTY, hint=NASTY, value=NASTY, error=NASTY, id='"><b>',
        choices=[(NASTY, NASTY, True)],
    )  # fmt: skip

    tree = draw("_questions.html", "question(q)", q=nasty)

    assert tree.find(["script", "b"]) is None
    assert NASTY in words_of(tree)


def test_a_row_of_a_repeat_names_itself_and_what_its_button_removes(draw):
    tree = draw(
        "_questions.html",
        "{% call row_card(2, title, 'r-7', 'Angebot', name='angebot') %}<p>Frage</p>{% endcall %}",
        title=NASTY,
    )

    assert words_of(tree.legend) == f"Angebot 2: {NASTY}"
    assert (tree.button["name"], tree.button["value"]) == ("remove/angebot", "r-7")
    assert words_of(tree.button) == "Angebot 2 entfernen"


def test_zero_suppressed_not_asked_and_not_answered_look_and_read_differently(draw):
    states = ["zero", "suppressed", "not_asked", "not_answered"]

    drawn = [draw("_figures.html", f"symbol('{state}')") for state in states]
    dense = [draw("_figures.html", f"symbol('{state}', words=False)") for state in states]
    legend = draw("_figures.html", "symbol_legend()")

    assert len({words_of(sign) for sign in drawn}) == 4
    assert [words_of(sign) for sign in dense] == [words_of(sign) for sign in drawn]
    signs = [words_of(sign).split()[0] for sign in drawn]
    assert [words_of(term) for term in legend.select("dt")] == signs


def test_a_figure_says_its_unit_its_date_and_where_it_is_from(draw):
    call = "figure('Angebote', 1234, unit='Stück', at='1. Februar 2027', source_href='/woher')"

    tree = draw("_figures.html", call)

    assert "1.234 Stück" in words_of(tree)
    assert "Stand 1. Februar 2027" in words_of(tree)
    assert tree.a["href"] == "/woher"
    assert words_of(tree.a) == "Woher? Angebote"


def test_a_figure_that_may_not_be_shown_says_so_instead_of_a_number(draw):
    tree = draw("_figures.html", "figure('Anteil', None, state='suppressed')")

    assert "gesperrt" in words_of(tree)
    assert not re.search(r"\d", words_of(tree))


@pytest.mark.parametrize(("answered", "invited", "percent"), [(12, 24, 50), (0, 0, 0), (2, 3, 67)])
def test_a_rate_says_how_many_of_how_many(draw, answered, invited, percent):
    tree = draw("_figures.html", f"rate({answered}, {invited})")

    expected = f"{answered} von {invited} haben geantwortet ({percent} %)"
    assert words_of(tree) == expected


def test_a_wide_table_scrolls_by_keyboard_and_has_a_name(draw):
    tree = draw("_figures.html", "{% call data_table('Angebote') %}<tbody></tbody>{% endcall %}")

    region = tree.find(attrs={"role": "region"})
    assert (region["tabindex"], region["aria-label"]) == ("0", "Angebote")
    assert words_of(region.table.caption) == "Angebote"


def test_a_button_that_changes_something_posts_its_token(draw):
    one = draw("_page.html", "post_button('Einladen', '/x', name='wer', value='<7>', hidden='A')")
    asked = draw("_page.html", "confirm('Löschen?', 'Das bleibt so.', 'Löschen', '/zurueck')")

    for tree in (one, asked):
        assert tree.form["method"] == "post"
        assert len(tree.find("input", attrs={"name": "csrf_token"})["value"]) > 20
    assert one.find("input", attrs={"name": "wer"})["value"] == "<7>"
    assert asked.a["href"] == "/zurueck"


@pytest.mark.parametrize(
    ("page_number", "expected"),
    [(1, ["?seite=2"]), (2, ["?seite=1", "?seite=3"]), (3, ["?seite=2"])],
)
def test_the_pager_leads_to_the_pages_there_are(draw, page_number, expected):
    tree = draw("_page.html", f"pager({page_number}, 3, '?seite=')")

    assert [link["href"] for link in tree.select("a")] == expected
    assert f"Seite {page_number} von 3" in words_of(tree)


def test_a_breadcrumb_starts_at_the_start_and_ends_here(draw):
    tree = draw("_page.html", "breadcrumb([('Entwürfe', '/entwuerfe/'), (n, None)])", n=NASTY)

    assert [link["href"] for link in tree.select("a")] == ["/", "/entwuerfe/"]
    assert words_of(tree.find(attrs={"aria-current": "page"})) == NASTY


def test_pieces_of_a_page_say_what_they_were_given(draw):
    calls = {
        "page_head('Titel', lead='Dazu', status='offen', changed='heute', above='Über')":
            "Über Titel offen Zuletzt geändert: heute Dazu",
        "notice('info', 'Frist', 'Noch vier Tage')": "Frist Noch vier Tage",
        "badge('neu', 'success')": "neu",
        "button_link('Lesen', '/x', hidden='Fassung 2')": "Lesen Fassung 2",
        "empty_state('Nichts da', 'Schreiben Sie.', 'Los', '/x')": "Nichts da Schreiben Sie. Los",
        "card('Entwurf', '/x', 'Lesen', 'bis morgen')": "bis morgen Entwurf Lesen",
        "facts([('Ort', 'Angern'), ('Leer', None)])": "Ort Angern",
        "progress(2, 5, '2 von 5')": "2 von 5",
        "queue_row('Prüfen', '/x', 'Fassung 2', 'seit gestern', 'neu')":
            "Prüfen Fassung 2 neu seit gestern",
        "timeline([('Leitlinien', None, 'done', '/x')])": "Abgeschlossen Leitlinien",
        "sections([('Angebote', '/x', 'now')], 'Abschnitte')": "Angebote hier sind Sie",
        "receipt('BÖ-1', 'ab12', 'heute', [('Welle', '2027')])":
            "Quittung BÖ-1 Eingegangen heute Welle 2027 Prüfsumme ab12",
    }  # fmt: skip

    assert {call: words_of(draw("_page.html", call)) for call in calls} == calls


def test_a_visitor_can_skip_to_the_content_sign_in_and_change_the_language(page):
    tree = page("/bestand/?feld=3")

    assert tree.find(id=tree.select_one("a.skip")["href"].removeprefix("#")).name == "main"
    assert tree.select_one("a.sign-in")["href"] == "/anmelden"
    assert tree.find("a", lang="en")["href"] == "/sprache/en?weiter=/bestand/%3Ffeld%3D3"
    assert "Beispieldaten" in words_of(tree.header)
    assert not tree.select("form")


@pytest.mark.parametrize(
    ("path", "here"),
    [("/", "Start"), ("/entwuerfe/leitlinien/2", "Entwürfe"), ("/verwaltung/", "Verwaltung")],
)
def test_the_navigation_says_where_one_is(page, path, here):
    staff = SimpleNamespace(name="Kim <b>", is_staff=True)

    tree = page(path, me=staff)

    current = tree.select("nav.site-nav [aria-current]")
    assert [words_of(link) for link in current] == [here]


def test_only_staff_see_the_administration_and_everyone_signed_in_can_sign_out(page):
    staff = page(me=SimpleNamespace(name="Kim", is_staff=True))
    member = page(me=SimpleNamespace(name="Kim <b>", is_staff=False))

    assert staff.find("a", href="/verwaltung/")
    assert not member.find("a", href="/verwaltung/")
    assert member.find("form", action="/abmelden")["method"] == "post"
    assert member.find("input", attrs={"name": "csrf_token"})["value"]
    assert "Kim <b>" in words_of(member.header)


@pytest.mark.parametrize(
    ("category", "kind"), [("message", "info"), ("success", "success"), ("danger", "danger")]
)
def test_a_message_of_the_last_page_is_shown_once_as_text(page, category, kind):
    tree = page(message=(NASTY, category))

    flashed = tree.find(attrs={"role": "status"})
    assert words_of(flashed) == NASTY
    assert f"kern-alert--{kind}" in flashed["class"]


def test_every_page_names_whose_figures_and_shapes_it_shows(page):
    links = {link["href"]: words_of(link) for link in page().footer.select("a")}

    for source in (attribution.MAP, attribution.POPULATION):
        assert links[source.url] == source.text
    assert links[attribution.LICENCE_URL] == attribution.LICENCE


@pytest.mark.parametrize(
    ("status", "title", "ways"),
    [
        (404, "Seite nicht gefunden", ["/entwuerfe/", "/"]),
        (403, "Das geht so nicht", ["/"]),
    ],
)
def test_a_refusal_says_why_and_leads_on(site, status, title, ways):
    with site.test_request_context("/x"):
        tree = BeautifulSoup(
            render_template("error.html", message=NASTY, status=status, me=None), "html.parser"
        )

    assert words_of(tree.main.find(attrs={"role": "alert"})) == NASTY
    assert words_of(tree.h1) == title
    assert [a["href"] for a in tree.main.select("a")] == ways
