"""What two organisations say about each other, on the pages for everybody."""

import pytest

from ikparticipation.inventory.models import Stance
from tests import make, make_ties
from tests.make_inventory import partner, says, wave


def words(tree):
    return " ".join(tree.main.get_text(" ").split())


@pytest.fixture
def pair(session):
    """Two waves: first one names the other, then both do."""
    one = make.organisation(session, name="Chor Colbitz")
    other = make.organisation(session, name="Kulturhaus Süd")
    first, second = wave(session, titles={"de": "Erste"}), wave(session, titles={"de": "Zweite"})
    says(session, first, one, partners=[partner(other.name, kind="exchange", direction="given")])
    says(session, second, one, partners=[partner(other.name, direction="given")])
    says(session, second, other, partners=[partner(one.name, direction="received")])
    return one, other, first


def test_the_page_of_a_pair_shows_who_said_what_in_which_wave(session, read, pair):
    one, other, first = pair
    make_ties.reply(session, first, other, one, Stance.NO)

    page = read(f"/netzwerk/{one.id}/{other.id}")

    assert {h2.get_text() for h2 in page.main.select("h2")} == {"Erste", "Zweite"}
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert len(rows) == 3
    [denied] = [row for row in rows if "Austausch" in row]
    assert "Von der anderen Seite verneint auf Nachfrage verneint am" in denied
    assert "Chor Colbitz unterstützt Kulturhaus Süd: Das sagen beide." in words(page)
    assert "Chor Colbitz unterstützt Kulturhaus Süd: Das sagt eine Seite." in words(page)


def test_the_page_is_the_same_from_both_sides(session, read, pair):
    one, other, _ = pair

    there, back = (read(f"/netzwerk/{a.id}/{b.id}") for a, b in [(one, other), (other, one)])

    assert there.table.get_text() == back.table.get_text()


def test_a_pair_with_nothing_to_say_in_public_says_so(session, read):
    one, other = make.organisation(session), make.organisation(session)
    asked = wave(session, levels={"tie.partner": "internal"})
    says(session, asked, one, partners=[other])

    assert "Keine öffentliche Aussage" in words(read(f"/netzwerk/{one.id}/{other.id}"))
    assert len(read(f"/netzwerk/{one.id}/{other.id}", make.steering(session)).select("tr")) == 2


def test_a_pair_with_a_hidden_organisation_is_for_those_who_may_know_it(session, read):
    asked, one = wave(session), make.organisation(session)
    hidden = make.organisation(session, public=False)
    says(session, asked, one, partners=[hidden])
    here = f"/netzwerk/{one.id}/{hidden.id}"

    read(here, status=404)
    read(here, make.member(session, of=one), status=404)
    assert read(here, make.member(session, of=hidden)).select("tbody tr")
    assert read(here, make.moderator(session)).select("tbody tr")
    read(f"/netzwerk/{one.id}/{one.id}", status=404)


def test_the_table_of_all_statements_can_be_limited_to_the_contradicted_ones(session, read):
    asked, one = wave(session), make.organisation(session)
    yes, no = make.organisation(session, name="Ja"), make.organisation(session, name="Nein")
    says(session, asked, one, partners=[yes, no])
    make_ties.reply(session, asked, yes, one, Stance.YES)
    make_ties.reply(session, asked, no, one, Stance.NO)

    page = read(f"/netzwerk/?welle={asked.id}&stand=contradicted")

    assert "Von der anderen Seite verneint: 1" in words(page)
    assert page.select(f'a[href="/netzwerk/{one.id}/{no.id}"]')
    assert not page.select(f'a[href="/netzwerk/{one.id}/{yes.id}"]')


def test_opposite_directions_are_told_in_the_tables(session, read):
    asked, one, other = wave(session), make.organisation(session), make.organisation(session)
    says(session, asked, one, partners=[partner(other.name, direction="given")])
    says(session, asked, other, partners=[partner(one.name, direction="given")])

    for path in ("/netzwerk/", f"/akteure/{one.id}", f"/netzwerk/{one.id}/{other.id}"):
        assert words(read(path)).count("sagt das Gegenteil zur Richtung") == 2, path


def test_the_page_costs_few_statements_however_many_waves_there_are(session, as_user, statements):
    def cost(many):
        one, other = make.organisation(session), make.organisation(session)
        for _ in range(many):
            asked = wave(session)
            says(session, asked, one, partners=[other])
            says(session, asked, other, partners=[one])
        client = as_user(make.member(session, of=one))
        client.get("/healthz")
        with statements() as seen:
            assert client.get(f"/netzwerk/{one.id}/{other.id}").status_code == 200
        return len(seen)

    cost(1)

    assert cost(5) == cost(1) <= 8
