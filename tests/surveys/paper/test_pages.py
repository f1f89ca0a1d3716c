"""Where the questionnaire is printed from: for the organisation, and for the administration."""

import pytest

from ikparticipation import clock, typesetting
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys import services
from ikparticipation.surveys.paper.pdf import MOST_PLACES
from tests import make, make_surveys
from tests.pdf import Pdf
from tests.surveys.pages import soup, words

ARABIC_SURVEY = (
    ("type", "name", "label::Deutsch (de)", "label::العربية (ar)"),
    ("begin_group", "wir", "Über uns", "من نحن"),
    ("text", "was", "Was machen Sie?", "ماذا تفعلون؟"),
    ("end_group",),
)


def arabic():
    settings = (("form_title", "default_language"), ("Probe", "Deutsch (de)"))
    sheets = {"survey": ARABIC_SURVEY, "choices": (("list_name", "name", "label"),)}
    return make_surveys.workbooks.xlsx(sheets | {"settings": settings})


def submit_again(session, seat):
    wave, organisation, person = seat
    make_surveys.submitted(session, wave, organisation, person)
    form = {"answers/was": ["Wir beraten und bilden."]}
    saved = make_surveys.save(session, seat, form, opened=1)
    services.submit_response(session, saved.response, actor=person, at=clock.now())
    session.commit()


def test_the_blank_questionnaire_names_organisation_deadline_and_all_questions(seat, client, here):
    page = client.get(f"{here}/papier")

    said = words(page)
    assert page.status_code == 200
    assert f"Organisation {seat[1].name}" in said
    assert "1.1 Was machen Sie? (Pflichtangabe)" in said
    assert "Ergänzungsblatt zu 2.1: Angebot" in said
    assert soup(page).select_one(".paper")["lang"] == "de"
    assert f"{here}/papier.pdf?sprache=de" in page.text


@pytest.mark.parametrize(
    ("opens", "closes"), [(1, 10), (-50, -30)], ids=["before it opens", "after it has ended"]
)
def test_the_blank_questionnaire_is_there_all_the_time(session, as_user, opens, closes):
    now = clock.now()
    period = {"opens_at": now + opens * make.DAY, "closes_at": now + closes * make.DAY}
    wave = make_surveys.open_wave(session, **period)
    _, _, person = make_surveys.seat(session, wave)
    session.commit()

    page = as_user(person).get(f"/erhebung/{wave.id}/papier")

    assert page.status_code == 200
    assert "Online geht es auch" not in page.text


def test_the_pdf_is_a_file_to_save_with_a_plain_name(client, here):
    answer = client.get(f"{here}/papier.pdf?sprache=en")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=fragebogen-en.pdf"
    assert "1.1 What do you do?" in Pdf(answer.data).words


def test_the_language_is_chosen_by_links_and_an_unknown_one_is_passed_over(client, here):
    page = client.get(f"{here}/papier?sprache=xx")

    assert [link["href"] for link in soup(page).select("nav a[hreflang]")][-2:] == [
        f"{here}/papier?sprache=de",
        f"{here}/papier?sprache=en",
    ]
    assert "What do you do?" in client.get(f"{here}/papier?sprache=en").text


def test_arabic_runs_from_right_to_left(session, as_user):
    questionnaire = make_surveys.questionnaire(session, data=arabic())
    wave, _, person = make_surveys.seat(
        session, make_surveys.open_wave(session, questionnaire=questionnaire)
    )
    session.commit()

    page = as_user(person).get(f"/erhebung/{wave.id}/papier?sprache=ar")

    paper = soup(page).select_one(".paper")
    assert (paper["lang"], paper["dir"]) == ("ar", "rtl")
    assert "ماذا تفعلون؟" in page.text
    assert paper.select_one('[lang="de"]').text.endswith("zum Ausfüllen auf Papier")


def test_what_was_submitted_is_printed_with_its_receipt(session, seat, client, here):
    revision = make_surveys.submitted(session, *seat)

    page, file = (client.get(f"{here}/quittung/papier{end}") for end in ("", ".pdf"))

    for told in (words(page), Pdf(file.data).words):
        assert "1.1 Was machen Sie? Wir beraten." in told
        assert f"Quittung {revision.receipt_code}" in told
        assert "Haldensleben" in told
    assert revision.receipt_hash in page.text
    name = f"antworten-{revision.receipt_code.lower()}.pdf"
    assert file.headers["Content-Disposition"].endswith(f"filename={name}")


def test_an_earlier_submission_is_printed_by_its_number(session, seat, client, here):
    submit_again(session, seat)

    newest, first = (client.get(f"{here}/quittung/papier{n}") for n in ("", "?nummer=1"))

    assert "Wir beraten und bilden." in newest.text
    assert "2. Einsendung" in newest.text
    assert "Wir beraten und bilden." not in first.text
    assert f"{here}/quittung/papier.pdf?nummer=1&amp;sprache=de" in first.text
    assert f"{here}/quittung/papier?nummer=1" in client.get(f"{here}/quittung").text


@pytest.mark.parametrize("query", ["", "?nummer=1", "?nummer=x", "?nummer=-1"])
def test_nothing_submitted_is_not_found(client, here, query):
    assert client.get(f"{here}/quittung/papier{query}").status_code == 404
    assert client.get(f"{here}/quittung/papier.pdf{query}").status_code == 404


def test_whoever_acts_for_two_prints_for_the_one_that_was_chosen(session, as_user, seat):
    wave, first, person = seat
    second = make_surveys.invited(session, wave)
    acts = Membership(
        user=person, organisation=second, role=MemberRole.REPRESENTATIVE, since=clock.now()
    )
    make.store(session, acts)
    session.commit()
    client, here = as_user(person), f"/erhebung/{wave.id}/papier"

    page = client.get(f"{here}?fuer={second.id}")

    assert second.name in words(page)
    assert f"{here}.pdf?fuer={second.id}&amp;sprache=de" in page.text
    assert first.name in words(client.get(here))
    assert soup(client.get(here)).select_one(".paper") is None


def test_the_administration_prints_any_version(session, as_user):
    stored = make_surveys.questionnaire(session)
    client = as_user(make.steering(session))
    session.commit()
    here = f"/verwaltung/erhebungen/frageboegen/{stored.id}/papier"

    page, file = client.get(here), client.get(f"{here}.pdf?sprache=en")

    assert "1.1 Was machen Sie?" in words(page)
    assert "Platz für Ihre Angabe" in words(page)
    assert file.headers["Content-Disposition"].endswith("filename=fragebogen-version-1-en.pdf")


def test_the_review_has_the_numbers_of_the_paper(session, seat, client, here):
    make_surveys.response(session, *seat)

    said = words(client.get(f"{here}/pruefen"))

    for line in ("1 Über uns", "1.1 Was machen Sie?", "2.1 Angebot 1", "2.1.1 Wie heißt es?"):
        assert line in said


@pytest.mark.parametrize("page", ["", "/quittung"])
def test_links_lead_to_it_where_people_look(session, seat, client, here, page):
    make_surveys.submitted(session, *seat)

    links = {a.text.strip(): a["href"] for a in soup(client.get(here + page)).select("main a")}

    assert links["Zum Ausdrucken"] == f"{here}{page}/papier"


def test_without_the_extra_the_page_stays_and_the_file_leads_to_it(client, here, monkeypatch):
    monkeypatch.setattr(typesetting, "find_spec", lambda _name: None)

    page, file = client.get(f"{here}/papier"), client.get(f"{here}/papier.pdf?sprache=en")

    assert ".pdf" not in page.text
    assert file.status_code == 503
    assert soup(file).select_one("main a")["href"] == f"{here}/papier?sprache=en"


def test_what_would_take_too_long_is_left_to_the_page(client, here, monkeypatch):
    monkeypatch.setattr("ikparticipation.surveys.paper.pdf.MOST_PLACES", 3)

    answer = client.get(f"{here}/papier.pdf")

    assert MOST_PLACES > 1000
    assert answer.status_code == 413
    assert "zu umfangreich" in answer.text


@pytest.mark.parametrize("page", ["papier", "papier.pdf", "quittung/papier", "quittung/papier.pdf"])
def test_no_page_sends_many_statements(session, seat, client, here, statements, page):
    document = make_surveys.document(offers=30, partners=30)
    make_surveys.submitted(session, *seat, document=document)
    client.get(f"{here}/{page}")

    with statements() as seen:
        client.get(f"{here}/{page}")

    assert len(seen) <= 5
