"""Networks that are computed once: from what, for whom, and when again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.models import (
    Audience,
    NetworkSnapshot,
    Source,
    SourceKind,
    Stance,
    TieReply,
)
from ikparticipation.inventory.queries.snapshots import newest, said_in, waves_with_news
from ikparticipation.organisations.models import Organisation
from tests import make, make_surveys
from tests.make_inventory import partner, says, wave
from worker import tasks


@pytest.fixture
def county(session):
    """Three that name each other, one that is silent, one that was not asked."""
    asked = wave(session)
    a, b, c = (make.organisation(session, name=name) for name in "ABC")
    outside = make.organisation(session, name="Nicht gefragt")
    make_surveys.invited(session, asked, make.organisation(session, name="Stumm"))
    make.organisation(session, name="Weder gefragt noch genannt")
    says(session, asked, a, partners=[b, c, outside, partner("A"), partner("Wer auch immer")])
    says(session, asked, b, partners=[a])
    says(session, asked, c, partners=[])
    return asked


def take(session, asked, at=None):
    made = services.take_network(session, asked.id, at=at or clock.now())
    session.commit()
    return made


def replies(session, asked, one, other, stance):
    reason = Source(kind=SourceKind.PERSON, person_id=make.user(session).id, reason="gefragt")
    make.store(session, reason)
    make.store(
        session,
        TieReply(
            source_id=reason.id,
            wave_id=asked.id,
            organisation_id=one,
            partner_id=other,
            stance=stance,
            said_at=clock.now(),
        ),
    )


def test_a_network_has_those_who_were_asked_and_those_who_are_named(session, county):
    take(session, county)

    snapshot = newest(session, county.id, Audience.PUBLIC)

    assert len(snapshot.nodes) == snapshot.claimed["size"] == 5
    assert (snapshot.answered, snapshot.invited) == (3, 4)
    assert (snapshot.claimed["ties"], snapshot.claimed["pairs"]) == (4, 3)
    assert (snapshot.confirmed["ties"], snapshot.confirmed["pairs"]) == (2, 1)
    assert snapshot.claimed["isolated"] == 1
    assert sorted(edge[2] for edge in snapshot.edges) == [
        *("claimed", "confirmed", "confirmed", "not_asked"),
    ]


def test_who_names_itself_is_counted_and_left_out(session, county):
    assert said_in(session, county.id, Audience.PUBLIC).network.loops == 1


def test_a_snapshot_names_algorithm_version_seed_and_input(session, county):
    take(session, county)

    snapshot = newest(session, county.id, Audience.STAFF)

    assert "networkx 3" in snapshot.algorithms["core"]
    assert {"betweenness", "communities", "layout"} <= snapshot.algorithms.keys()
    assert (snapshot.rules, snapshot.seed) == (1, 15083)
    assert len(snapshot.input_hash) == 64


def test_the_same_input_is_not_computed_again(session, county):
    assert take(session, county) == 2
    before = newest(session, county.id, Audience.PUBLIC).id

    assert take(session, county) == 0
    assert newest(session, county.id, Audience.PUBLIC).id == before


def test_a_new_answer_makes_a_new_network_in_the_place_of_the_old(session, county):
    take(session, county)
    before = {n["id"]: (n["x"], n["y"]) for n in newest(session, county.id, Audience.PUBLIC).nodes}
    says(session, county, make.organisation(session, name="D"), partners=[])

    assert take(session, county) == 2

    after = newest(session, county.id, Audience.PUBLIC)
    assert after.claimed["size"] == 6
    assert len(session.scalars(select(NetworkSnapshot)).all()) == 2
    moved = [
        abs(n["x"] - before[n["id"]][0]) + abs(n["y"] - before[n["id"]][1])
        for n in after.nodes
        if n["id"] in before
    ]
    assert max(moved) < 3


@pytest.mark.parametrize(
    ("stance", "pairs", "confirmed", "contradicted"),
    [(Stance.YES, 3, 2, 0), (Stance.NO, 2, 1, 1)],
    ids=["yes", "no"],
)
def test_what_the_other_side_replies_counts(
    session, county, stance, pairs, confirmed, contradicted
):
    a, c = (make_id(session, name) for name in "AC")
    replies(session, county, c, a, stance)

    take(session, county)

    snapshot = newest(session, county.id, Audience.PUBLIC)
    assert snapshot.claimed["pairs"] == pairs
    assert snapshot.confirmed["pairs"] == confirmed
    assert snapshot.claimed["contradicted"] == contradicted


def make_id(session, name):
    return session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


@pytest.mark.parametrize(
    ("level", "public", "nodes"),
    [("public", 1, 2), ("aggregated", 1, 0), ("internal", 0, 0)],
    ids=str,
)
def test_the_public_network_holds_what_the_public_may_know(session, level, public, nodes):
    asked = wave(session, levels={"tie.partner": level})
    other = make.organisation(session)
    says(session, asked, None, partners=[other])

    take(session, asked)

    shown = newest(session, asked.id, Audience.PUBLIC)
    assert shown.claimed["ties"] == public
    assert len(shown.nodes) == (nodes or (1 if level == "internal" else 0))
    assert len(newest(session, asked.id, Audience.STAFF).nodes) == 2


def test_a_wave_is_looked_at_when_something_has_happened(session, county, work):
    work()
    assert waves_with_news(session, at=clock.now()) == [county.id]

    take(session, county)
    later = clock.now() + timedelta(minutes=10)
    for audience in Audience:
        newest(session, county.id, audience).checked_at = later
    session.commit()

    assert waves_with_news(session, at=later) == []


def test_what_does_not_ask_for_partners_has_no_network(session):
    wave(session, without=["tie"])

    assert waves_with_news(session, at=clock.now()) == []


def test_the_clock_takes_networks(session, county, app, monkeypatch):
    monkeypatch.setattr(tasks, "application", lambda: app)
    session.commit()

    tasks.refresh_networks()

    session.expire_all()
    assert newest(session, county.id, Audience.PUBLIC).claimed["ties"] == 4


def test_a_small_network_is_there_as_soon_as_the_answer_is_accepted(session, work):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person, accepted=False)

    work()

    assert newest(session, asked.id, Audience.PUBLIC) is not None
