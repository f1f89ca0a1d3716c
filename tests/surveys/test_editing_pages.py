"""Editing a draft in the browser: each page is one step, and nothing typed is lost."""

import pytest

from ikparticipation import clock, db
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import Sheets
from tests import make, make_surveys
from tests.surveys.pages import soup, words
from tests.surveys.test_draft_services import relabel

LIST = "/verwaltung/erhebungen"
NOW = clock.now()


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def draft(session, actor):
    return make_surveys.draft(session, actor=actor)


@pytest.fixture
def author(visit, actor):
    return visit(actor)


def here(draft, page=""):
    return f"{LIST}/{draft.survey_id}/entwurf{page}"


@pytest.fixture
def outline(app, draft):
    """`outline()`: the draft as the database has it now."""

    def read():
        with db.sessions_of(app)() as own:
            return editing.outline(Sheets.from_json(queries.draft_of(own, draft.survey_id).sheets))

    return read


@pytest.fixture
def of(draft, outline):
    """`of("was")`: the address of the page that edits this line."""
    return lambda name, page="": here(draft, f"/zeile/{outline().find(name).id}{page}")


def names(lines):
    return [line.name for line in lines]


class TestOutline:
    def test_it_shows_every_line_in_its_place(self, author, draft):
        page = author.get(here(draft, "/aufbau"))

        shown = [code.text for code in page.soup.select(".outline__words code")]
        assert shown == [
            *("wir", "gruss", "was", "anzahl", "seit", "farbe", "orte", "angebote", "angebot"),
            *("titel", "plaetze", "angebot_orte", "partner", "name"),
        ]
        inside = page.soup.select(".outline .outline .outline code")
        assert "titel" in {code.text for code in inside}

    def test_a_line_moves_up_and_back_by_undoing(self, author, draft, outline):
        author.get(here(draft, "/aufbau")).form("„Wie viele sind Sie?“ nach oben").press(
            "„Wie viele sind Sie?“ nach oben"
        )
        moved = names(outline().lines[0].inside)
        page = author.get(here(draft, "/aufbau"))
        page.expect("1 Änderung ist noch nicht gespeichert.")
        page.form("Rückgängig").press("Rückgängig: „Wie viele sind Sie?“ nach oben verschoben")

        assert moved[:3] == ["gruss", "anzahl", "was"]
        assert names(outline().lines[0].inside)[:3] == ["gruss", "was", "anzahl"]

    def test_a_line_moves_anywhere(self, author, outline, of):
        form = author.get(of("farbe", "/verschieben")).form("Verschieben")

        form.fill("Wohin?", "– – Wie viele Plätze?").press()

        assert names(outline().find("angebot").inside)[:3] == ["titel", "farbe", "plaetze"]

    def test_saving_ends_undoing(self, author, session, draft, actor):
        relabel(session, draft, actor)

        page = author.get(here(draft, "/aufbau")).form("Speichern").press("Speichern")

        page.expect("Der Entwurf ist gespeichert.")
        assert "Rückgängig" not in page.text

    def test_a_double_click_moves_once(self, as_user, actor, draft, outline):
        client, line = as_user(actor), outline().find("seit")
        data = {"hoch": line.id, "seen": 1}

        answers = [client.post(here(draft, "/aufbau"), data=data) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]
        assert names(outline().lines[0].inside)[:4] == ["gruss", "was", "seit", "anzahl"]

    @pytest.mark.parametrize("data", [{}, {"hoch": "gibt-es-nicht"}], ids=["none", "unknown"])
    def test_a_button_that_is_none_is_no_error(self, as_user, actor, draft, data):
        answer = as_user(actor).post(here(draft, "/aufbau"), data=data | {"seen": draft.version})

        assert answer.status_code in {400, 404}


class TestLine:
    def test_words_in_all_languages_stand_side_by_side_and_are_one_step(
        self, author, draft, outline, of
    ):
        form = author.get(of("was")).form("Übernehmen")

        form.fill("Deutsch , Beschriftung", "Was tun Sie?").fill(
            "Englisch , Beschriftung", "What is it you do?"
        ).press()

        assert outline().find("was").texts["label"] == {
            "de": "Was tun Sie?",
            "en": "What is it you do?",
        }
        author.get(here(draft, "/aufbau")).expect(
            "Rückgängig: „Was machen Sie?“ geändert (Beschriftung)"
        )

    def test_a_renamed_question_keeps_its_series(self, author, outline, of):
        author.get(of("anzahl")).form("Übernehmen").fill("Name", "zahl_der_leute").press()

        assert outline().find("zahl_der_leute").cells["question_id"] == "anzahl"

    def test_rules_and_targets_are_set(self, author, outline, of):
        form = author.get(of("anzahl")).form("Übernehmen")

        form.fill("Wird nur gefragt, wenn", "${was} != ''").fill(
            "Bedingung für die Antwort", ". > 0"
        ).fill("Pflichtangabe", "yes").press()

        cells = outline().find("anzahl").cells
        assert (cells["relevant"], cells["constraint"], cells["required"]) == (
            "${was} != ''",
            ". > 0",
            "yes",
        )

    def test_nonsense_is_refused_beside_its_field_and_everything_typed_stays(
        self, author, outline, of
    ):
        form = author.get(of("anzahl")).form("Übernehmen")

        page = (
            form.fill("Deutsch , Beschriftung", "Wie viele?")
            .fill("Wird nur gefragt, wenn", "${gibt_es_nicht} = 1")
            .press()
        )

        assert page.status == 422
        wrong = page.soup.select("[aria-invalid=true]")
        assert [field["name"] for field in wrong] == ["cell/relevant"]
        assert page.soup.select_one('[name="text/label/de"]').text.strip() == "Wie viele?"
        assert outline().find("anzahl").label("de") == "Wie viele sind Sie?"
        again = page.form("Übernehmen").fill("Wird nur gefragt, wenn", "").press()
        assert again.title == "Fragebogen bearbeiten"
        assert outline().find("anzahl").label("de") == "Wie viele?"

    def test_a_note_becomes_a_question_with_a_list_of_its_own(self, author, outline, of):
        author.get(of("gruss")).form("Übernehmen").fill(
            "Art der Frage", "Eine Antwort aus einer Liste"
        ).press()

        line = outline().find("gruss")
        assert line.type == "select_one"
        assert line.list_name in outline().lists or line.list_name

    def test_a_line_that_is_none_is_not_found(self, as_user, actor, draft):
        assert as_user(actor).get(here(draft, "/zeile/survey-999")).status_code == 404


class TestTwoPeople:
    def test_the_second_sees_what_the_first_did_and_loses_nothing(
        self, session, visit, author, outline, of
    ):
        second = visit(make.steering(session))
        opened = second.get(of("was")).form("Übernehmen")
        author.get(of("was")).form("Übernehmen").fill("Englisch , Beschriftung", "First").press()

        told = opened.fill("Deutsch , Beschriftung", "Zweitens").press()

        assert told.status == 409
        told.expect("Was inzwischen geschehen ist", "„Was machen Sie?“ geändert", "Zweitens")
        assert outline().find("was").texts["label"]["de"] == "Was machen Sie?"
        told.form("Trotzdem so übernehmen").press()
        assert outline().find("was").texts["label"] == {"de": "Zweitens", "en": "First"}

    def test_a_page_without_a_count_is_not_taken_for_the_newest(
        self, as_user, actor, draft, outline
    ):
        line = outline().find("seit")

        answer = as_user(actor).post(here(draft, "/aufbau"), data={"hoch": line.id})

        assert answer.status_code == 409
        assert (
            names(outline().lines[0].inside)[3] == "anzahl"
            or names(outline().lines[0].inside).index("seit") == 3
        )


class TestAddingAndRemoving:
    def test_a_question_gets_a_name_from_its_words(self, author, draft, outline):
        page = author.get(here(draft, f"/neu?vor={outline().find('seit').id}"))
        page.expect("Vor „Seit wann?“")

        form = page.form("Hinzufügen").fill("Deutsch", "Öffnungszeiten").fill("Englisch", "Hours")
        added = form.fill("Art der Frage", "Text").press()

        assert added.title == "Öffnungszeiten"
        assert names(outline().lines[0].inside)[2:5] == ["anzahl", "oeffnungszeiten", "seit"]

    def test_a_group_is_added_at_the_end_and_a_question_into_it(self, author, draft, outline):
        form = author.get(here(draft, "/neu")).form("Hinzufügen")
        form.fill(
            "Was?", ["Eine Gruppe: Fragen, die zusammengehören; ganz außen wird sie eine Seite"]
        )
        form.fill("Deutsch", "Schluss").fill("Englisch", "End").press()
        group = outline().lines[-1]

        form = author.get(here(draft, f"/neu?in={group.id}")).form("Hinzufügen")
        form.fill("Deutsch", "Noch etwas?").fill("Englisch", "Anything else?").press()

        assert (group.kind, group.label("de")) == ("group", "Schluss")
        assert names(outline().lines[-1].inside) == ["noch_etwas"]

    def test_a_removed_question_comes_back_by_undoing(self, author, draft, outline, of):
        author.get(of("seit", "/entfernen")).form("Entfernen").press()
        gone = outline().find("seit")

        page = author.get(here(draft, "/aufbau")).form("Rückgängig").press()

        assert gone is None
        assert outline().find("seit") is not None
        assert page.status == 200

    def test_what_others_refer_to_goes_only_when_one_says_so(self, author, outline, of):
        author.get(of("anzahl")).form("Übernehmen").fill(
            "Wird nur gefragt, wenn", "${was} != ''"
        ).press()

        page = author.get(of("was", "/entfernen"))
        page.expect("Andere Zeilen beziehen sich darauf", "anzahl")
        refused = page.form("Entfernen").press("Entfernen")
        kept = outline().find("was")
        refused.form("Entfernen").put("trotzdem", "ja").press("Entfernen")

        assert refused.status == 422
        assert kept is not None
        assert outline().find("was") is None

    def test_a_group_can_be_dissolved_without_losing_what_is_inside(self, author, outline, of):
        form = author.get(of("angebote", "/entfernen")).form("Entfernen")

        form.put("inhalt", "behalten").press("Entfernen")

        assert names(outline().lines) == ["wir", "angebot", "partner"]


class TestChoices:
    def test_words_order_and_new_ones(self, author, draft, outline):
        page = author.get(here(draft, "/liste/farben"))
        page.expect("Welche Farbe?")

        form = page.form("Übernehmen")
        first = outline().lists["farben"].choices[0].id
        form.put(f"label/{first}/de", "Rötlich").put("neu/de", "Grün").put("neu/en", "Green")
        form.press("Übernehmen")
        moved = author.get(here(draft, "/liste/farben")).form("Nach unten")
        moved.press("Nach unten : Rötlich")

        choices = outline().lists["farben"].choices
        assert [(c.name, c.labels["de"]) for c in choices] == [
            ("blau", "Blau"),
            ("rot", "Rötlich"),
            ("gelb", "Gelb"),
            ("gruen", "Grün"),
        ]

    def test_a_choice_is_removed_and_the_step_says_which(self, author, draft, outline):
        author.get(here(draft, "/liste/farben")).form("Entfernen").press("Entfernen : Gelb")

        assert [c.name for c in outline().lists["farben"].choices] == ["rot", "blau"]
        author.get(here(draft, "/aufbau")).expect(
            "Rückgängig: Antwort „Gelb“ aus der Liste „farben“ gelöscht"
        )

    def test_a_question_that_shares_a_list_can_have_its_own(self, author, draft, outline):
        page = author.get(here(draft, "/liste/orte"))
        page.expect("Mehrere Fragen verwenden diese Liste")

        page.form("Eigene Liste").press("Eigene Liste : Wo?")

        used = {outline().find(name).list_name for name in ("orte", "angebot_orte")}
        assert len(used) == 2
        for name in used:
            assert [c.name for c in outline().lists[name].choices] == [
                "15083270",
                "15083415",
                "15083",
            ]

    def test_a_list_that_is_none_is_not_found(self, as_user, actor, draft):
        assert as_user(actor).get(here(draft, "/liste/gibt-es-nicht")).status_code == 404


class TestSettings:
    def test_a_language_is_added_and_then_all_its_words_are_missing(
        self, session, author, draft, outline
    ):
        form = author.get(here(draft, "/einstellungen")).form("Sprache hinzufügen")

        form.fill("Weitere Sprache", "Arabisch").press("Sprache hinzufügen")

        assert outline().languages == ("de", "en", "ar")
        page = author.get(here(draft, f"/zeile/{outline().find('was').id}"))
        field = page.soup.select_one('[name="text/label/ar"]')
        assert (field["lang"], field["dir"]) == ("ar", "rtl")
        session.expire_all()
        assert not services.check_draft(session, draft).may_be_published

    def test_a_language_goes_and_comes_back(self, author, draft, outline):
        author.get(here(draft, "/einstellungen")).form("Entfernen").press("Entfernen : Englisch")
        gone = outline().languages

        author.get(here(draft, "/aufbau")).form("Rückgängig").press()

        assert gone == ("de",)
        assert outline().find("was").texts["label"]["en"] == "What do you do?"

    def test_the_title_is_changed(self, author, draft, outline):
        form = author.get(here(draft, "/einstellungen")).form("Titel übernehmen")

        form.fill("Titel des Fragebogens", "Umfrage 2027").press()

        assert outline().title == "Umfrage 2027"


NASTY = "<script>alert('x')</script> \" & ${was}"


def test_what_is_typed_is_shown_and_never_run(author, draft, outline, of):
    author.get(of("seit")).form("Übernehmen").fill("Deutsch , Beschriftung", NASTY).press()

    for page in (here(draft, "/aufbau"), of("seit"), here(draft)):
        answer = author.get(page)
        assert "<script>alert" not in answer.html
        assert "alert('x')" in answer.text or "alert(&#39;x&#39;)" in answer.html


def forged(**fields):
    """Return fields with what they are said to have held before."""
    return {"seen": 1} | fields | {f"vorher/{name}": "x" for name in fields}


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/zeile/survey-4", forged(**{"text/label/xx": "a", "text/kein/de": "b"})),
        ("/zeile/survey-4", forged(**{"cell/type": "note", "cell/erfunden": "b", "cell/": "c"})),
        ("/zeile/survey-4", forged(**{"text": "a", "cell": "b", "//": "c", "text//": "d"})),
        ("/liste/farben", forged(**{"label/choices-2/xx": "a", "neu/xx": "b"})),
        ("/zeile/survey-4/verschieben", {"seen": 1, "wohin": "vor:gibt-es-nicht"}),
        ("/zeile/survey-2/verschieben", {"seen": 1, "wohin": "in:survey-2"}),
        ("/liste/farben", {"seen": 1, "hoch": "survey-4", "entfernen": "survey-4"}),
        ("/liste/farben", {"seen": 1, "kopie": "gibt-es-nicht"}),
        ("/einstellungen", {"seen": 1, "entfernen": "xx"}),
        ("/einstellungen", {"seen": 1, "standard": "xx"}),
        ("/einstellungen", {"seen": 1, "hinzufuegen": "ja", "code": "<script>"}),
        ("/einstellungen", {"seen": 1, "hinzufuegen": "ja"}),
        ("/neu", {"seen": 1, "kind": "unfug", "type": "unfug"}),
        ("/neu", {"seen": 1}),
    ],
    ids=str,
)
def test_forged_fields_change_nothing_and_are_no_error(
    as_user, actor, draft, outline, page, fields
):
    before = outline()

    answer = as_user(actor).post(here(draft, page), data=fields)

    assert answer.status_code in {303, 404, 422}
    assert outline() == before


def test_too_long_a_text_is_refused_beside_its_field(as_user, actor, draft, outline):
    before = outline()

    answer = as_user(actor).post(
        here(draft, "/zeile/survey-4"), data=forged(**{"text/label/de": "x" * 40_000})
    )

    assert answer.status_code == 422
    assert outline() == before


def test_every_editing_page_takes_few_statements(session, as_user, actor, draft, statements):
    client = as_user(actor)
    relabel(session, draft, actor)

    for page in ("", "/aufbau", "/zeile/survey-4", "/liste/farben", "/einstellungen", "/neu"):
        client.get(here(draft, page))
        with statements() as seen:
            assert client.get(here(draft, page)).status_code == 200, page
        assert len(seen) <= 8, (page, seen)


def test_pages_are_read_with_words_of_people(as_user, actor, draft):
    text = words(as_user(actor).get(here(draft, "/zeile/survey-4")))

    assert "Ziel in der Bestandsaufnahme" in text
    assert soup(as_user(actor).get(here(draft, "/aufbau"))).select_one("h1").text == (
        "Fragebogen bearbeiten"
    )
