"""Pages of text: help, accessibility, privacy, imprint."""

import pytest
from bs4 import BeautifulSoup

from ikparticipation.catalogue import attribution
from tests import make
from tests.conftest import make_settings

PAGES = ("/hilfe/", "/barrierefreiheit/", "/datenschutz/", "/impressum/")


@pytest.fixture
def read(as_user):
    def get(path, user=None):
        answer = as_user(user).get(path)
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    return get


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", [None, make.member, make.administrator])
def test_everybody_can_read_them(session, read, path, person):
    tree = read(path, person(session) if person else None)

    assert tree.h1.text
    assert len(tree.main.text.split()) > 20


@pytest.mark.parametrize("path", PAGES)
def test_they_ask_the_database_nothing_for_a_visitor(session, as_user, statements, path):
    with statements() as seen:
        as_user().get(path)

    assert seen == []


@pytest.mark.parametrize("path", PAGES[1:])
def test_who_runs_the_site_is_named_line_by_line(app, session, read, monkeypatch, tmp_path, path):
    operator = "Landkreis Börde| Bornsche Straße 2|| 39340 <b>Haldensleben</b>"
    settings = make_settings("sqlite://", tmp_path, operator=operator)
    monkeypatch.setitem(app.extensions, "ikp_settings", settings)

    address = read(path).address

    assert list(address.stripped_strings) == [
        "Landkreis Börde",
        "Bornsche Straße 2",
        "39340 <b>Haldensleben</b>",
    ]


@pytest.mark.parametrize("path", PAGES[1:])
def test_a_missing_address_is_told(session, read, path):
    assert not read(path).address
    assert "noch nicht hinterlegt" in read(path).main.text


def test_the_imprint_names_whose_data_and_shapes_are_shown(session, read):
    tree = read("/impressum/")

    links = {a["href"] for a in tree.main.select("a")}
    for source in (attribution.POPULATION, attribution.MAP):
        assert source.text in tree.main.text
        assert source.about in tree.main.text
        assert source.url in links
    assert attribution.LICENCE_URL in links


@pytest.mark.parametrize("path", PAGES)
def test_their_links_lead_to_pages(session, read, as_user, path):
    for link in read(path).main.select('a[href^="/"]'):
        assert as_user().get(link["href"]).status_code == 200, link["href"]
