"""What an organisation submitted, printed by those who may read it."""

import pytest

from tests import make, make_surveys
from tests.pdf import Pdf
from tests.surveys.pages import soup, words
from tests.surveys.paper.test_pages import submit_again


@pytest.fixture
def staff(session, as_user):
    return as_user(make.steering(session))


@pytest.fixture
def there(seat):
    """Where staff read the answers."""
    return f"/verwaltung/erhebungen/wellen/{seat[0].id}/antworten/{seat[1].id}"


def test_staff_print_what_was_submitted_with_its_receipt(session, seat, staff, there):
    revision = make_surveys.submitted(session, *seat)

    page, file = (staff.get(f"{there}/papier{end}") for end in ("", ".pdf"))

    for told in (words(page), Pdf(file.data).words):
        assert "1.1 Was machen Sie? Wir beraten." in told
        assert f"Quittung {revision.receipt_code}" in told
        assert f"Organisation {seat[1].name}" in told
    assert f"{there}/papier.pdf?nummer=1&amp;sprache=de" in page.text
    name = f"antworten-{revision.receipt_code.lower()}.pdf"
    assert file.headers["Content-Disposition"].endswith(f"filename={name}")


def test_it_is_the_same_sheet_that_the_organisation_has(session, seat, staff, there, client, here):
    make_surveys.submitted(session, *seat)

    ours, theirs = (
        soup(reader.get(path)).select_one(".paper").get_text(" ")
        for reader, path in ((staff, f"{there}/papier"), (client, f"{here}/quittung/papier"))
    )

    assert ours == theirs


def test_the_page_of_the_answers_leads_to_the_submission_it_shows(session, seat, staff, there):
    submit_again(session, seat)

    for query, number in (("", 2), ("?nummer=1", 1)):
        links = {a.text.strip(): a["href"] for a in soup(staff.get(there + query)).select("main a")}
        assert links["Zum Ausdrucken"] == f"{there}/papier?nummer={number}"
    first = staff.get(f"{there}/papier?nummer=1")
    assert "Wir beraten und bilden." not in first.text
    assert "Wir beraten und bilden." in staff.get(f"{there}/papier").text
    above = [a["href"] for a in soup(first).select("nav a")]
    assert f"{there}?nummer=1" in above


def test_the_language_is_that_of_the_reader_or_the_chosen_one(session, seat, staff, there):
    make_surveys.submitted(session, *seat)

    assert soup(staff.get(f"{there}/papier")).select_one(".paper")["lang"] == "de"
    assert "What do you do?" in staff.get(f"{there}/papier?sprache=en").text


@pytest.mark.parametrize("query", ["", "?nummer=1", "?nummer=x", "?nummer=-1"])
def test_what_is_only_saved_is_not_printed(session, seat, staff, there, query):
    make_surveys.response(session, *seat)

    assert staff.get(f"{there}/papier{query}").status_code == 404
    assert staff.get(f"{there}/papier.pdf{query}").status_code == 404


@pytest.mark.parametrize("page", ["papier", "papier.pdf"])
def test_it_takes_few_statements(session, seat, staff, there, statements, page):
    make_surveys.submitted(session, *seat, document=make_surveys.document(offers=30, partners=30))
    staff.get(f"{there}/{page}")

    with statements() as seen:
        staff.get(f"{there}/{page}")

    assert len(seen) <= 8
