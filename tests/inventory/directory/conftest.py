"""A county with offers that differ in all that can be looked for."""

import pytest

from ikparticipation import clock
from ikparticipation.inventory.directory import Search, Sight, find, place_named
from ikparticipation.inventory.queries.offers.kept import directory_index
from tests import make
from tests.make_inventory import BARLEBEN, COUNTY, HALDENSLEBEN, OSCHERSLEBEN, offer, says, wave


@pytest.fixture
def county(session):
    """Four offers of „Roter Faden“ and one of a hidden organisation."""
    asked = wave(session)
    thread = make.organisation(session, name="Roter Faden")
    says(
        session,
        asked,
        thread,
        offer(
            "Ärztelotse",
            description="Begleitung zu Ärzten",
            municipalities=[HALDENSLEBEN],
            kind="accompaniment",
            capacity_available=3,
        ),
        offer(
            "Sprachcafé",
            places="Altes Rathaus",
            languages=["ar", "uk"],
            fields=["sprachfoerderung"],
            municipalities=[BARLEBEN],
            kind="language_course",
        ),
        offer("100 % Fußball", target_groups=["kinder"], fields=["sport"], capacity_available=0),
        offer("Schach_Klub", fields=["sport"], municipalities=[COUNTY], languages=["uk"]),
    )
    quiet = make.organisation(session, name="Leise", public=False)
    says(session, asked, quiet, offer("Verborgen", fields=["sport"], municipalities=[OSCHERSLEBEN]))
    return thread


@pytest.fixture
def named(session):
    """`named(words="…", place="Haldensleben")`: the names of what somebody finds, in order."""

    def names(sight=None, *, most=20, skip=0, **wanted):
        index = directory_index(session, at=clock.now()).index
        if place := wanted.get("place"):
            wanted["place"] = place_named(index, place)
        found = find(index, Search(**wanted), sight or Sight(), most=most, skip=skip)
        return [entry.text.split("\n")[0].split()[0] for entry in found.entries]

    return names
