"""A questionnaire that begins in the browser: from nothing to a published version."""

import pytest
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.surveys import models, queries, services
from ikparticipation.surveys.authoring.blank import PURPOSES, Beginning, Purpose, blank
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import Sheets
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests import make, make_surveys
from tests.surveys.pages import soup, words

LIST = "/verwaltung/erhebungen"
NEW = f"{LIST}/neu/leer"
NOW = clock.now()
GROUP = "Eine Gruppe: Fragen, die zusammengehören; ganz außen wird sie eine Seite"
REPEAT = "Eine Wiederholung: Fragen, die mehrmals beantwortet werden, etwa je Angebot"


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def author(visit, actor):
    return visit(actor)


@pytest.fixture
def outline(app):
    """`outline()`: the only draft there is, as the database has it now."""

    def read():
        with db.sessions_of(app)() as own:
            draft = own.scalars(select(models.QuestionnaireDraft)).one()
            return editing.outline(Sheets.from_json(queries.draft_of(own, draft.survey_id).sheets))

    return read


def fields(**given):
    return {
        "title_de": "Sommerfest",
        "purpose": "own",
        "languages": ["de", "en"],
        "page": "Über Ihren Verein",
        "question": "Wie heißt Ihr Verein?",
    } | given


def beginning(**given):
    defaults = {"languages": ["de"], "page": "Wir", "question": "Wer sind Sie?"}
    return Beginning(title="Sommerfest", **defaults | given)


def add(author, outline, kind, texts, *, inside="", type_=""):
    """Add a line on the page for it, and return its name."""
    here = author.get(LIST).follow("Sommerfest").follow("Entwurf").follow("Bearbeiten")
    place = f"?in={outline().find(inside).id}" if inside else ""
    known = {line.name for line in outline().walk()}
    form = author.get(f"{here.url.rpartition('/')[0]}/neu{place}").form("Hinzufügen")
    form.fill("Was?", [kind])
    for language, text in zip(("Deutsch", "Englisch"), texts, strict=True):
        form.fill(language, text)
    if type_:
        form.fill("Art der Frage", type_)
    form.press("Hinzufügen")
    (new,) = (line.name for line in outline().walk() if line.name not in known)
    return new


def line_page(author, outline, name):
    survey = author.get(LIST).follow("Sommerfest")
    return author.get(f"{survey.url}/entwurf/zeile/{outline().find(name).id}")


def translate(author, outline, name, text):
    form = line_page(author, outline, name).form("Übernehmen")
    form.fill("Englisch , Beschriftung", text).press("Übernehmen")


def test_from_nothing_to_a_published_questionnaire(author, session, outline):
    form = author.get(LIST).follow("Fragebogen im Browser beginnen").form("Fragebogen beginnen")
    form.fill("Titel", "Sommerfest").fill("Sprachen", ["Deutsch", "Englisch"])
    form.fill("Überschrift der ersten Seite", "Über Ihren Verein")
    page = form.fill("Erste Frage", "Wie heißt Ihr Verein?").press()
    page.expect("Der Anfang ist gemacht", "Über Ihren Verein", "Wie heißt Ihr Verein?")

    survey = author.get(LIST).follow("Sommerfest")
    survey.follow("Entwurf").expect("So lässt sich der Fragebogen noch nicht veröffentlichen")
    translate(author, outline, "ueber_ihren_verein", "About your association")
    translate(author, outline, "wie_heisst_ihr_verein", "What is it called?")
    add(author, outline, GROUP, ("Ihre Stände", "Your stalls"))
    add(author, outline, REPEAT, ("Stand", "Stall"), inside="ihre_staende")
    add(author, outline, "Eine Frage", ("Was gibt es?", "What is there?"), inside="stand")
    kind = add(author, outline, "Eine Frage", ("Kommen Sie?", "Will you come?"),
               inside="ueber_ihren_verein", type_="Eine Antwort aus einer Liste")  # fmt: skip
    for german, english in (("Ja", "Yes"), ("Nein", "No"), ("Vielleicht", "Maybe")):
        choices = line_page(author, outline, kind).follow("Antworten der Liste")
        choices.form("Übernehmen").put("neu/de", german).put("neu/en", english).press("Übernehmen")
    form = line_page(author, outline, "ihre_staende").form("Übernehmen")
    form.fill("Wird nur gefragt, wenn", "${kommen_sie} = 'ja'").press()
    order = author.get(f"{survey.url}/entwurf/aufbau")
    order.form("„Kommen Sie?“ nach oben").press("„Kommen Sie?“ nach oben")
    author.get(f"{survey.url}/entwurf/liste/{kind}").form("Entfernen").press(
        "Entfernen : Vielleicht"
    )
    author.get(f"{survey.url}/entwurf/aufbau").form("Rückgängig").press("Rückgängig")
    page = author.get(f"{survey.url}/entwurf").expect("Kann veröffentlicht werden", "Probelauf")
    published = page.follow("Veröffentlichen").form("veröffentlichen").press("Version 1")

    published.expect("Version 1 ist veröffentlicht")
    stored = session.scalars(select(models.Questionnaire)).one()
    form = queries.compiled(stored)
    assert form.languages == ("de", "en")
    assert [section.name for section in form.sections] == ["ueber_ihren_verein", "ihre_staende"]
    assert [each.name for each in form.sections[0].elements] == [
        "kommen_sie",
        "wie_heisst_ihr_verein",
    ]
    assert form.sections[1].relevant.source == "${kommen_sie} = 'ja'"
    assert [repeat.name for repeat in form.sections[1].repeats] == ["stand"]
    assert [(c.name, c.labels["en"]) for c in form.question("kommen_sie").question.choices] == [
        ("ja", "Yes"),
        ("nein", "No"),
        ("vielleicht", "Maybe"),
    ]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_it_is_for_decides_which_pages_stand_there(session, actor, purpose):
    survey = make_surveys.questionnaire(session).survey
    begun = services.begin_blank(
        session,
        survey,
        beginning(purpose=purpose, languages=["de", "en"]),
        actor=actor,
        at=NOW,
    )
    sheets = Sheets.from_json(begun.sheets)
    for name, english in (("wir", "We"), ("wer_sind_sie", "Who are you?")):
        key = editing.outline(sheets).find(name).id
        sheets = editing.set_texts(sheets, key, "label", {"en": english})
    begun.sheets, begun.is_edited = sheets.to_json(), True

    checked = services.check_draft(session, begun)

    assert checked.may_be_published, [finding.text("de") for finding in checked.findings]
    rows = [
        repeat.inventory for section in checked.questionnaire.sections for repeat in section.repeats
    ]
    assert (
        rows
        == {
            Purpose.OWN: [],
            Purpose.OFFERS: ["offer"],
            Purpose.PARTNERS: ["tie"],
            Purpose.BOTH: ["offer", "tie"],
        }[purpose]
    )
    told = [p.question for p in checked.questionnaire.placed if p.question.inventory]
    assert all(question.publish is Publish.PUBLIC for question in told)
    assert PURPOSES.keys() == set(Purpose)


def test_our_words_come_in_the_languages_we_have_them_in():
    sheets = blank(beginning(languages=["de", "en", "ar"], purpose=Purpose.PARTNERS))

    drawn = editing.outline(sheets)

    assert drawn.languages == ("de", "en", "ar")
    assert drawn.find("ihre_partner").texts["label"].keys() == {"de", "en"}
    assert drawn.find("wir").texts["label"] == {"de": "Wir"}


@pytest.mark.parametrize("languages", [["en", "ar"], ["ar"], ["uk", "ru"]])
def test_without_german_the_first_language_leads(session, actor, languages):
    sheets = blank(beginning(languages=languages, purpose=Purpose.OFFERS))

    drawn = editing.outline(sheets)

    assert (drawn.languages, drawn.default_language) == (tuple(languages), languages[0])
    assert all(line.texts["label"][languages[0]] for line in drawn.walk())
    again = editing.from_workbook(open_workbook(editing.to_xlsx(sheets)))
    assert again.content == sheets.content


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        pytest.param({"title_de": " "}, "Bitte geben Sie einen Titel an.", id="no title"),
        pytest.param({"languages": []}, "mindestens eine Sprache", id="no language"),
        pytest.param({"languages": ["xx"]}, "xx", id="a language that is none"),
        pytest.param({"page": "\u200b"}, "eine Überschrift", id="no heading"),
        pytest.param({"question": ""}, "die erste Frage", id="no question"),
        pytest.param({"question": "x" * 301}, "300 Zeichen", id="too long a question"),
        pytest.param({"purpose": "?"}, "Wozu dient", id="a purpose that is none"),
        pytest.param({"question": "Was ist ${das}?"}, "das", id="words that quote nothing"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(as_user, actor, session, wrong, told):
    answer = as_user(actor).post(NEW, data=fields(**wrong))

    assert answer.status_code == 422
    assert told in words(answer)
    page = soup(answer)
    assert page.select_one('[name="title_en"]') is not None
    if "page" not in wrong:
        assert page.select_one('[name="page"]')["value"] == "Über Ihren Verein"
    assert session.scalars(select(models.Survey)).all() == []


def test_a_title_there_is_already_is_refused(as_user, actor, session):
    client = as_user(actor)
    client.post(NEW, data=fields())

    answer = client.post(NEW, data=fields())

    assert answer.status_code == 422
    assert "Es gibt schon eine Erhebung „Sommerfest“." in words(answer)
    assert len(session.scalars(select(models.QuestionnaireDraft)).all()) == 1


class TestSurveyThereIs:
    @pytest.fixture
    def survey(self, session):
        return make_surveys.questionnaire(session).survey

    def test_the_page_without_a_draft_leads_to_a_blank_one(self, author, survey, outline):
        page = author.get(f"{LIST}/{survey.id}/entwurf").follow("Leer beginnen")
        page.expect(survey.title("de"))
        assert not page.soup.select('[name="title_de"]')

        form = page.form("Fragebogen beginnen").fill("Überschrift der ersten Seite", "Wir")
        form.fill("Erste Frage", "Wer sind Sie?").press().expect("Wer sind Sie?")

        assert [line.name for line in outline().walk()] == ["wir", "wer_sind_sie"]
        assert outline().title == survey.title("de")

    def test_a_draft_somebody_began_meanwhile_is_shown_and_kept(self, as_user, actor, session):
        draft = make_surveys.draft(session, actor=actor)

        answer = as_user(actor).post(
            f"{LIST}/{draft.survey_id}/fragebogen/leer", data=fields(), follow_redirects=True
        )

        assert "Es gibt schon einen Entwurf; hier ist er." in words(answer)
        session.expire_all()
        assert draft.file == make_surveys.workbook()

    def test_a_double_click_begins_once(self, as_user, actor, survey, session):
        client, path = as_user(actor), f"{LIST}/{survey.id}/fragebogen/leer"

        answers = [client.post(path, data=fields()) for _ in range(2)]

        assert [answer.headers["Location"] for answer in answers] == [
            f"{LIST}/{survey.id}/entwurf/aufbau"
        ] * 2
        assert len(session.scalars(select(models.QuestionnaireDraft)).all()) == 1


def test_the_pages_send_few_statements(as_user, actor, statements, session):
    client, survey = as_user(actor), make_surveys.questionnaire(session).survey
    for path in (NEW, f"{LIST}/{survey.id}/fragebogen/leer"):
        with statements() as seen:
            assert client.get(path).status_code == 200
        assert len(seen) <= 8


def test_what_the_catalogue_answers_is_not_missing(author, outline):
    form = author.get(NEW).form("Fragebogen beginnen").put("purpose", "offers")
    form.fill("Titel", "Sommerfest").fill("Überschrift der ersten Seite", "Wir")
    page = form.fill("Erste Frage", "Wer sind Sie?").press()

    page.expect("wo_gibt_es_das_angebot aus dem Katalog")
    assert "0 Antworten" not in page.text
    choices = page.follow("wo_gibt_es_das_angebot")
    choices.expect("Die Antworten kommen aus dem Katalog")
    assert "Noch keine Antworten" not in choices.text


def test_errors_are_named_in_the_order_of_the_page(as_user, actor):
    answer = as_user(actor).post(NEW, data={"purpose": "own"})

    links = [a["href"] for a in soup(answer).select('[role="alert"] a')]
    assert links == ["#title_de", "#languages-0", "#page", "#question"]
