"""The inventory is a function of the accepted answers: in any order, any number of times, anew."""

from itertools import permutations
from random import Random

import pytest
from sqlalchemy import select, true, update

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.commands import check_inventory, rebuild_inventory
from ikparticipation.inventory.models import (
    Derivation,
    NetworkStatement,
    Offer,
    OfferEnd,
    OfferHours,
    OfferPlace,
    Source,
    TieStatement,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.services import rebuilding
from tests import make, make_surveys
from tests.make_inventory import BARLEBEN, COUNTY, HALDENSLEBEN, offer, partner, says, wave

TABLES = (
    Source.__table__,
    Offer.__table__,
    OfferEnd.__table__,
    OfferPlace.__table__,
    OfferHours.__table__,
    TieStatement.__table__,
    NetworkStatement.__table__,
    offer_municipality,
    offer_field,
    offer_language,
    offer_target_group,
    Derivation.__table__,
)
PLACES = "Am Markt 1, Haldensleben: Arabisch, Russisch\nDorfstraße 2, Barleben"
HOURS = "Mo–Fr 9–12 Uhr, Di auch 14–18 Uhr"


def everything(session):
    """All rows, in an order of their own, but for the time of the run."""
    session.rollback()
    found = {
        table.name: sorted(
            repr(row)
            for row in session.execute(
                select(*(column for column in table.columns if column.name != "derived_at"))
            )
        )
        for table in TABLES
    }
    session.rollback()
    return found


def forget_everything(session):
    for table in reversed(TABLES):
        said = table.c.kind == "response" if table is Source.__table__ else true()
        session.execute(table.delete().where(said))
    session.commit()


def two_waves(session):
    """Two waves of one survey, the second opened later; returns them in this order."""
    first = wave(session, opens_at=clock.now() - 30 * make.DAY)
    second = make_surveys.open_wave(session, questionnaire=first.questionnaire)
    return first, second


def ended(revision, row):
    """Let a submitted answer say that a row of last time is no more."""
    document = dict(revision.document)
    document["ended"] = {"offer": [row]}
    return document


def current(session):
    session.rollback()
    return set(session.scalars(select(Offer.name).where(Offer.current)))


def test_places_and_hours_are_told_apart(session):
    said = offer("Beratung", places=PLACES, hours=HOURS, municipalities=[HALDENSLEBEN, BARLEBEN])

    says(session, wave(session), None, said)

    places = session.execute(
        select(OfferPlace.number, OfferPlace.ags, OfferPlace.languages).order_by(OfferPlace.number)
    )
    assert [tuple(row) for row in places] == [
        (1, HALDENSLEBEN, ["ar", "ru"]),
        (2, BARLEBEN, []),
    ]
    hours = session.execute(
        select(OfferHours.weekdays, OfferHours.opens, OfferHours.closes).order_by(OfferHours.opens)
    )
    assert [tuple(row) for row in hours] == [(0b11111, 540, 720), (0b00010, 840, 1080)]


def test_the_newest_wave_is_current_and_an_ended_offer_is_none(session):
    (first, second), organisation = two_waves(session), make.organisation(session)
    kept, gone = offer("Sprachcafé"), offer("Fahrdienst")
    says(session, first, organisation, kept, gone)
    again = says(session, second, organisation, kept, derive=False)
    again.document = ended(again, gone)
    session.commit()

    services.derive_from_response(session, again.id)
    session.commit()

    assert current(session) == {"Sprachcafé"}
    lasting = session.scalars(select(Offer.lasting_id).where(Offer.name == "Sprachcafé")).all()
    assert len(lasting) == 2
    assert len(set(lasting)) == 1
    end = session.scalars(select(OfferEnd)).one()
    of_before = session.scalars(select(Offer.lasting_id).where(Offer.name == "Fahrdienst")).one()
    assert (end.name, end.wave_id, end.lasting_id) == ("Fahrdienst", second.id, of_before)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_responses_does_not_matter_across_waves(session, order):
    first, second = two_waves(session)
    one, other = make.organisation(session), make.organisation(session)
    row = offer("Sprachcafé", places=PLACES, hours=HOURS)
    revisions = [
        says(session, first, one, row, offer("Fahrdienst"), partners=[other], derive=False),
        says(session, second, one, row, partners=[partner("Amt")], derive=False),
        says(session, first, other, offer("Nähkurs"), partners=[one], derive=False),
    ]
    for number in order:
        services.derive_from_response(session, revisions[number].id)
        session.commit()
    grown = everything(session)

    forget_everything(session)
    services.rebuild(session)
    session.commit()

    assert everything(session) == grown
    assert current(session) == {"Sprachcafé", "Nähkurs"}


@pytest.mark.parametrize("seed", range(3))
def test_a_rebuild_equals_what_grew_in_any_order(session, app, seed):
    random = Random(seed)  # noqa: S311 - a test, no secret
    waves, everybody = two_waves(session), [make.organisation(session) for _ in range(5)]
    rows = [
        offer(
            f"Angebot {n}",
            municipalities=random.sample([COUNTY, HALDENSLEBEN, BARLEBEN], k=1),
            places=random.choice(["", PLACES]),
            hours=random.choice(["", HOURS, "nach Vereinbarung"]),
        )
        for n in range(6)
    ]
    names = [*(organisation.name for organisation in everybody), "Amt"]
    revisions = [
        says(
            session,
            random.choice(waves),
            random.choice(everybody),
            *random.sample(rows, random.randrange(4)),
            partners=[partner(name) for name in random.sample(names, random.randrange(4))],
            derive=False,
        )
        for _ in range(10)
    ]
    for revision in random.sample(revisions * 2, k=20):
        services.derive_from_response(session, revision.id)
        session.commit()
    grown = everything(session)

    forget_everything(session)
    session.commit()
    lines = []
    number = rebuild_inventory(app, lines.append)

    assert everything(session) == grown
    assert number == len(grown["derivation"]) > 0
    assert lines == [f"{number} of {number} responses"]


def test_small_batches_make_the_same_as_large_ones(session, monkeypatch):
    first, second = two_waves(session)
    one = make.organisation(session)
    for asked in (first, second):
        says(session, asked, one, offer(f"In {asked.opens_at:%d}"), derive=False)
    says(session, first, None, offer("anderswo"), derive=False)
    services.rebuild(session)
    session.commit()
    at_once = everything(session)

    for some in rebuilding.batches(session, 1):
        services.derive_responses(session, some)
        session.commit()

    assert everything(session) == at_once


def test_the_check_finds_nothing_where_all_is_right(session, app):
    says(session, wave(session), None, offer(places=PLACES), partners=[partner("Amt")])
    lines = []

    assert check_inventory(app, lines.append) == 0
    assert lines == ["1 responses, 0 rows differ from a rebuild"]


def test_the_check_tells_what_differs_and_changes_nothing(session, app):
    says(session, wave(session), None, offer("Beratung"), partners=[partner("Amt")])
    session.execute(update(Offer).values(name="Falsch", current=False))
    session.execute(TieStatement.__table__.delete())
    session.commit()
    before, lines = everything(session), []

    found = check_inventory(app, lines.append)

    assert found == 2
    assert lines[0].startswith("offer: other current, name ")
    assert lines[1].startswith("tie_statement: missing ")
    assert everything(session) == before


def test_each_response_tells_by_which_rules_it_was_derived(session):
    revision = says(session, wave(session), None, offer())

    run = session.scalars(select(Derivation)).one()

    assert (run.response_id, run.revision_id) == (revision.response_id, revision.id)
    assert run.rules >= 1
    assert run.corrections == []
