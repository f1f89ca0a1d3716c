"""No figure, row or line of the inventory without a way to what stands behind it.

The way is one link: to „Woher?“ itself, or to the page of the thing, which has that link.
"""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.models import NetworkKind, Offer
from ikparticipation.inventory.services.groups import GroupEntry, add_group_member, enter_group
from tests import make
from tests.make_inventory import offer, partner, says, wave

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
UNITS = ".figure, tbody tr, tfoot tr, .card, .queue__row, .paper-list > li, svg.map a, .asked > div"
"""What shows a figure, a row or a line."""
BEHIND = re.compile(r"/bestand/woher\?")
IS_NO_FACT = {"/angebote/"}
"""Where a card of the home page leads that says nothing about the county."""
OF_ONE_SNAPSHOT = {"kennzahlen": "/bestand/woher?netz="}
"""Sections in which all figures have one source, told once above them."""


@pytest.fixture
def county(session):
    """Two that name each other, one that is named by a name nobody knows, and a group."""
    asked, one = wave(session), make.organisation(session, name="Blaues Band")
    other = make.organisation(session, name="Roter Faden")
    says(session, asked, one, offer("Sprachcafé"), partners=[other, partner("Niemand")])
    says(session, asked, other, offer("Beratung"), partners=[one])
    services.take_network(session, asked.id, at=clock.now())
    actor = make.steering(session)
    entry = GroupEntry(name="Runder Tisch", kind=NetworkKind.COMMITTEE)
    group = enter_group(session, entry, reason="Protokoll", actor=actor)
    add_group_member(
        session, group, one.id, role="member", reason="Protokoll", actor=actor, at=clock.now()
    )
    session.commit()
    return asked, one, other, group


def pages(session, county):
    asked, one, other, group = county
    found = session.query(Offer).filter_by(name="Sprachcafé").one()
    return [
        "/",
        "/bestand/",
        f"/bestand/woher?welle={asked.id}",
        f"/bestand/woher?welle={asked.id}&zahl=nennungen",
        "/angebote/",
        "/angebote/?druck=1",
        f"/angebote/{found.lasting_id}",
        "/akteure/",
        f"/akteure/{one.id}",
        "/netzwerk/",
        f"/netzwerk/organisation/{one.id}",
        f"/netzwerk/{one.id}/{other.id}",
        "/gremien/",
        f"/gremien/{group.id}",
    ]


def without_a_way(get, path):
    """The units of a page from which no link leads to what stands behind them."""
    tree = BeautifulSoup(get(path), "html.parser")

    @cache
    def leads(href):
        if BEHIND.search(href):
            return True
        is_own = href.startswith("/") and href not in IS_NO_FACT
        return is_own and bool(BEHIND.search(get(href.partition("#")[0])))

    for unit in tree.main.select(UNITS):
        section = unit.find_parent("section", attrs={"aria-labelledby": True})
        told_above = OF_ONE_SNAPSHOT.get(section["aria-labelledby"]) if section else None
        if told_above and section.find("a", href=re.compile(re.escape(told_above))):
            continue
        links = [a["href"] for a in [unit, *unit.find_all("a")] if a.has_attr("href")]
        if set(links) != IS_NO_FACT and not any(map(leads, links)):
            yield " ".join(unit.text.split())[:80]


@on_sqlite
@pytest.mark.parametrize("number", range(14))
def test_each_figure_row_and_line_leads_to_what_stands_behind_it(session, as_user, county, number):
    path = pages(session, county)[number]

    def get(address):
        answer = as_user(None).get(address, follow_redirects=True)
        return answer.text if answer.status_code == 200 else ""

    page = BeautifulSoup(get(path), "html.parser")

    assert page.main is not None, path
    assert list(without_a_way(get, path)) == [], path
