"""What holds for every page, whoever opens it: one heading, no id twice, labels tied, no script."""

import re

import pytest

from ikparticipation.web import HEADERS
from tests.markup import complaints
from tests.test_rights import RIGHTS
from tests.world import PEOPLE, build

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
FILES = {
    *("inventory.network_picture", "inventory.network_file", "inventory.network_table"),
    "surveys.workbook",
    "surveys.answer_file",
    "surveys.county_picture",
    "surveys.draft_workbook",
    "surveys.draft_markdown",
    "surveys.paper_file",
    "surveys.receipt_paper_file",
    "surveys.version_paper_file",
    "surveys.codebook_file",
}
NO_PAGES = {"static", "healthz", "readyz", *FILES}


@pytest.fixture
def world(app, session, monkeypatch):
    """One of everything; forms have their tokens, and are not refused before they are read."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", False)
    return build(session)


def is_page(answer):
    """Whether this is a whole page of ours, not a redirect or a part of a page."""
    redirects = answer.status_code in {301, 302, 303}
    return answer.mimetype == "text/html" and "<!doctype" in answer.text[:20] and not redirects


_REFUSALS = set()


def is_new(person, answer):
    """Whether this is no refusal that was looked at before: half of all answers are the same."""
    if answer.status_code not in {401, 403, 404}:
        return True
    heading = re.search(r"<h1.*?</h1>", answer.text, re.DOTALL)
    refusal = person, answer.status_code, heading and heading[0]
    is_known = refusal in _REFUSALS
    _REFUSALS.add(refusal)
    return not is_known


@on_sqlite
@pytest.mark.parametrize("line", [line for line in RIGHTS if line not in NO_PAGES])
def test_a_page_is_well_formed_and_safe_for_everybody_who_may_open_it(app, world, as_user, line):
    signs = dict(zip(PEOPLE, RIGHTS[line].split(), strict=True))

    for person in PEOPLE:
        for method, path in world.addresses(app, line):
            answer = as_user(world.people[person]).open(path, method=method)
            if is_page(answer) and is_new(person, answer):
                assert complaints(answer.text) == [], (person, method, path)
            assert set(HEADERS.items()) <= set(answer.headers.items())
            if signs[person] == "x" and method == "GET":
                assert answer.status_code in {200, 302, 303, 404, 409}, (person, path)


@on_sqlite
@pytest.mark.parametrize(
    "line", [line for line in RIGHTS if line not in NO_PAGES and " (" not in line]
)
def test_a_page_is_well_formed_in_english(app, world, as_user, line):
    person = next(person for person in "ARV" if RIGHTS[line].split()[PEOPLE.index(person)] == "x")
    client = as_user(world.people[person])
    client.set_cookie("sprache", "en")

    for method, path in world.addresses(app, line):
        answer = client.open(path, method=method)
        if is_page(answer):
            assert complaints(answer.text, "en") == [], path
            assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("<p><div></div></p>", "<div> in <p>"),
        ("<ul><li></ul>", "closes something else"),
        ("<b>", "is not closed"),
        ("<i id='x'></i><i id='x'></i>", "id x twice"),
        ("<input id='a'>", "no label"),
        ("<label for='gone'>Name</label>", "for names gone"),
        ("<a href='#gone'>hin</a>", "link to #gone"),
        ("<h1>Noch eine</h1>", "headings"),
        ("<h4>Zu tief</h4>", "h4 follows h1"),
        ("<form method='post'></form>", "no token"),
        ("<i onclick='x()'></i>", "inline code"),
        ("<i style='color: red'></i>", "inline code"),
        ("<script>x()</script>", "inline code"),
        ("<a href='javascript:x()'>x</a>", "inline code"),
    ],
)
def test_what_is_wrong_is_noticed(wrong, complaint):
    page = f"<html lang='de'><title>T</title><main id='inhalt'><h1>T</h1>{wrong}</main></html>"

    assert any(complaint in each for each in complaints(page)), complaints(page)


def test_a_good_page_has_no_complaints():
    page = "<html lang='de'><title>T</title><main id='inhalt'><h1>T</h1></main></html>"

    assert complaints(page) == []
