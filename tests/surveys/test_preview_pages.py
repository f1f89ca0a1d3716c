"""Trying a questionnaire out: like a respondent, storing nothing, with every rule explained."""

import pytest
from sqlalchemy import select

from ikparticipation.surveys.models import Response
from tests import make, make_surveys
from tests.markup import complaints
from tests.surveys import every_type
from tests.surveys.test_draft_services import BROKEN, relabel
from tests.surveys.xlsform import workbooks

LIST = "/verwaltung/erhebungen"
HEADINGS = ("type", "name", "label::Deutsch (de)", "label::Arabisch (ar)", "relevant", "constraint")
RULED = workbooks.form(
    ("begin_group", "wir", "Über uns", "من نحن"),
    ("select_one farben", "farbe", "Welche Farbe?", "أي لون؟"),
    ("text", "warum", "Warum Rot?", "لماذا الأحمر؟", "${farbe} = 'rot'"),
    ("integer", "anzahl", "Wie viele?", "كم؟", "", ". > 3"),
    ("end_group",),
    ("begin_group", "mehr", "Mehr", "أكثر", "${anzahl} > 10"),
    ("text", "was", "Was noch?", "ماذا أيضا؟"),
    ("end_group",),
    ("begin_group", "ende", "Ende", "النهاية"),
    ("text", "gruss", "Ein Gruß?", "تحية؟"),
    ("end_group",),
    headings=HEADINGS,
    choices=(
        ("list_name", "name", "label::Deutsch (de)", "label::Arabisch (ar)"),
        ("farben", "rot", "Rot", "أحمر"),
        ("farben", "blau", "Blau", "أزرق"),
    ),
)


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def author(visit, actor):
    return visit(actor)


@pytest.fixture
def version(session):
    return make_surveys.questionnaire(session, data=RULED)


@pytest.fixture
def page(author, version):
    return author.get(f"{LIST}/frageboegen/{version.id}/vorschau")


def pressed(page, button, **answers):
    form = page.form("Weiter")
    for name, value in answers.items():
        form.put(f"answers/{name}", value)
    return form.press(button)


def rule(page, label):
    """Return what the page says about the rules of a question."""
    found = [
        li for li in page.soup.select(".rules__one") if li.get_text(" ").strip().startswith(label)
    ]
    return " ".join(found[0].get_text(" ").split()) if found else ""


def test_a_hidden_question_stands_in_grey_with_its_reason(page):
    assert "Warum Rot? ausgeblendet: warum?" in rule(page, "Warum Rot?")
    assert "${farbe} = 'rot'" in rule(page, "Warum Rot?")
    assert "Jetzt: nein" in rule(page, "Warum Rot?")
    assert not page.soup.select('[name="answers/warum"]')


def test_an_answer_shows_what_hangs_on_it_and_the_values_it_rests_on(page):
    after = pressed(page, "Aktualisieren", farbe="rot")

    assert after.soup.select('[name="answers/warum"]')
    assert "wird gezeigt" in rule(after, "Warum Rot?")
    assert "Jetzt: ja" in rule(after, "Warum Rot?")
    assert "Welche Farbe? : rot" in rule(after, "Warum Rot?")


def test_a_broken_constraint_keeps_one_on_the_page(page):
    after = pressed(page, "Weiter", anzahl="2")

    assert after.soup.select_one("h2").text == "Über uns" or "Über uns" in after.text
    assert after.soup.select("[aria-invalid=true]")
    assert "Jetzt: nein" in rule(after, "Wie viele?")


def test_going_on_leaves_out_what_is_not_relevant(page):
    after = pressed(page, "Weiter", anzahl="5")

    assert after.soup.select('[name="answers/gruss"]')


def test_going_back_keeps_what_was_answered(page):
    further = pressed(page, "Weiter", anzahl="12")
    back = pressed(further, "Zurück", was="Vieles")

    assert further.soup.select('[name="answers/was"]')
    assert back.soup.select_one('[name="answers/anzahl"]')["value"] == "12"


def test_the_language_changes_without_loss(page):
    form = page.form("Weiter").put("answers/anzahl", "7").put("sprache", "ar")

    arabic = form.press("Aktualisieren")

    assert "من نحن" in arabic.text
    assert arabic.soup.select_one('main h2[dir="rtl"]').text == "من نحن"
    assert arabic.soup.select_one('[name="answers/anzahl"]')["value"] == "7"


def test_nothing_is_stored(session, page):
    pressed(page, "Weiter", anzahl="12")

    assert session.scalars(select(Response)).all() == []


@pytest.mark.parametrize(
    "stand",
    ["erfunden", '{"answers": {"anzahl": 12}, "rows": {}}', "x" * 400_000],
    ids=["nonsense", "unsigned", "huge"],
)
def test_a_document_the_page_did_not_make_begins_anew(page, stand):
    after = page.form("Weiter").put("stand", stand).put("answers/anzahl", "12").press("Weiter")

    assert after.status in {409, 413}
    if after.status == 409:
        after.expect("Die Vorschau beginnt von vorn")


def test_a_document_of_another_form_begins_anew(session, author, page):
    other = make_surveys.questionnaire(session, data=RULED)
    stand = page.soup.select_one('[name="stand"]')["value"]

    elsewhere = author.get(f"{LIST}/frageboegen/{other.id}/vorschau")
    after = elsewhere.form("Weiter").put("stand", stand).press("Weiter")

    assert after.status == 409


def test_a_draft_can_be_tried_out_before_it_is_saved(session, author, actor):
    draft = make_surveys.draft(session, actor=actor)
    relabel(session, draft, actor)

    page = author.get(f"{LIST}/{draft.survey_id}/entwurf/vorschau")

    page.expect("Was tun Sie?")
    after = pressed(page, "Weiter", was="Beraten")
    after.expect("Ihre Angebote")


def test_a_draft_with_mistakes_leads_to_them(session, author, actor):
    draft = make_surveys.draft(session, data=BROKEN, actor=actor)

    page = author.get(f"{LIST}/{draft.survey_id}/entwurf/vorschau")

    assert page.title == "Entwurf des Fragebogens"


def titles(page):
    return page.soup.select('[name^="rows/angebot/"][name$="/titel"]')


def test_rows_are_added_and_go_at_once(session, author, actor):
    draft = make_surveys.draft(session, actor=actor)
    page = author.get(f"{LIST}/{draft.survey_id}/entwurf/vorschau/angebote")

    added = page.form("Weiter").press("hinzufügen")
    filled = added.form("Weiter").put(titles(added)[0]["name"], "Beratung").press("hinzufügen")
    removed = filled.form("Weiter").press("entfernen")

    assert [len(titles(each)) for each in (added, filled, removed)] == [1, 2, 1]


def test_after_the_last_section_it_says_what_is_left(page):
    end = pressed(page.form("Weiter").put("zu", "ende").press("Aktualisieren"), "Weiter")

    end.expect("Das war der letzte Abschnitt", "So ließe sich der Fragebogen absenden.")


def test_what_is_missing_elsewhere_is_counted_at_the_end(session, author, actor):
    draft = make_surveys.draft(session, actor=actor)
    page = author.get(f"{LIST}/{draft.survey_id}/entwurf/vorschau/partner")

    end = page.form("Weiter").press("Weiter")

    end.expect("Das war der letzte Abschnitt", "fehlt oder ist zu prüfen")


def test_every_type_of_question_can_be_tried_out(session, author):
    version = make_surveys.questionnaire(session, data=every_type.workbook())
    address = f"{LIST}/frageboegen/{version.id}/vorschau"
    sections = [section.name for section in every_type.questionnaire().sections]

    for name in sections:
        page = author.get(f"{address}/{name}")
        after = page.form("Weiter").press("Aktualisieren")
        arabic = after.form("Weiter").put("sprache", "ar").press("Aktualisieren")
        assert {each.status for each in (page, after, arabic)} == {200}, name
        assert complaints(page.html) == [], name


def test_a_section_that_is_none_is_not_found(author, version):
    author.get(f"{LIST}/frageboegen/{version.id}/vorschau/gibt-es-nicht", status=404)
