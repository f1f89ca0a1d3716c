from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation import clock
from ikparticipation.errors import ConflictError
from ikparticipation.organisations import policies, queries, services
from ikparticipation.organisations.models import Kind, Organisation, OrganisationStatus
from ikparticipation.organisations.names import Level
from ikparticipation.organisations.services import Entry, LevelError, UmbrellaError, merging
from tests import make

FROM_ABOVE = [Level.FEDERAL, Level.STATE, Level.DISTRICT, Level.COUNTY, Level.TOWN]


@pytest.mark.parametrize("umbrella", [*FROM_ABOVE, None])
@pytest.mark.parametrize("level", [*FROM_ABOVE, None])
def test_a_body_belongs_to_one_that_stands_higher(level, umbrella):
    places = [FROM_ABOVE.index(each) for each in (umbrella, level) if each is not None]

    allowed = policies.may_belong_to(level, umbrella=umbrella)

    assert allowed is (len(places) < 2 or places[0] < places[1])


@pytest.mark.parametrize(
    ("level", "umbrella", "allowed"),
    [
        (Level.COUNTY, Level.STATE, True),
        (Level.TOWN, Level.FEDERAL, True),
        (Level.COUNTY, Level.COUNTY, False),
        (Level.STATE, Level.TOWN, False),
        (None, Level.TOWN, True),
        (Level.FEDERAL, None, True),
    ],
    ids=[
        "KV to LV",
        "OV straight to the federal body",
        "KV to KV",
        "LV to OV",
        "a club of no level to an OV",
        "any body to one whose level nobody told",
    ],
)
def test_the_rule_in_words(level, umbrella, allowed):
    assert policies.may_belong_to(level, umbrella=umbrella) is allowed


def change(session, organisation, **given) -> Organisation:
    entry = Entry(**{"name": organisation.name, "kind": Kind.VERBAND, "ags": None} | given)
    profile = services.profile_of(organisation)
    seen = organisation.version
    return services.change_organisation(
        session, organisation, profile, entry=entry, seen=seen, actor=None, at=clock.now()
    )


def test_a_new_organisation_can_belong_to_a_body(session):
    above = make.organisation(session, level=Level.STATE)
    entry = Entry(name="Neu", kind=Kind.VERBAND, level=Level.COUNTY, umbrella_id=above.id)

    new = services.register_organisation(
        session, entry, services.Profile(), actor=None, at=clock.now()
    )

    assert [row.id for row in queries.belonging_to(session, above.id)] == [new.id]


def test_one_of_the_same_level_is_no_umbrella(session):
    above = make.organisation(session, name="KV Süd", level=Level.COUNTY)
    organisation = make.organisation(session)

    with pytest.raises(UmbrellaError, match="„KV Süd“ steht nicht über dieser Organisation"):
        change(session, organisation, level=Level.COUNTY, umbrella_id=above.id)


def test_a_body_cannot_rise_above_its_own(session):
    above = make.organisation(session, level=Level.STATE)
    make.organisation(session, name="KV Süd", level=Level.COUNTY, umbrella_id=above.id)

    with pytest.raises(LevelError, match="„KV Süd“ gehört zu dieser Organisation"):
        change(session, above, level=Level.TOWN)


def test_nobody_belongs_to_themselves_or_in_a_circle(session):
    first = make.organisation(session, name="Erster")
    second = make.organisation(session, name="Zweiter", umbrella_id=first.id)
    third = make.organisation(session, name="Dritter", umbrella_id=second.id)

    for umbrella in (first, second, third):
        with pytest.raises(UmbrellaError, match="gehört selbst zu „Erster“"):
            change(session, first, umbrella_id=umbrella.id)


def test_a_merged_entry_is_no_umbrella(session):
    kept = make.organisation(session)
    merged = make.organisation(session, status=OrganisationStatus.MERGED, merged_into_id=kept.id)

    with pytest.raises(UmbrellaError, match="gibt es im Verzeichnis nicht mehr"):
        change(session, make.organisation(session), umbrella_id=merged.id)


def test_what_was_entered_wrongly_before_does_not_stand_in_the_way_of_other_changes(session):
    above = make.organisation(session, level=Level.TOWN)
    organisation = make.organisation(session, level=Level.TOWN, umbrella_id=above.id)

    change(
        session,
        organisation,
        level=Level.TOWN,
        umbrella_id=above.id,
        status=OrganisationStatus.RESTING,
    )

    assert organisation.status is OrganisationStatus.RESTING


@pytest.mark.parametrize(
    ("kept", "gone", "allowed"),
    [
        ("Unten", "Oben", False),
        ("Mitte", "Oben", False),
        ("Oben", "Unten", True),
        ("Oben", "Mitte", True),
        ("Unten", "Anders", True),
    ],
)
def test_a_merge_puts_nobody_above_themselves(session, kept, gone, allowed):
    top = make.organisation(session, name="Oben")
    middle = make.organisation(session, name="Mitte", umbrella_id=top.id)
    low = make.organisation(session, name="Unten", umbrella_id=middle.id)
    bodies = {each.name: each for each in (top, middle, low)}
    bodies["Anders"] = make.organisation(session, name="Anders", umbrella_id=top.id)

    def merge():
        merging.merge_organisations(
            session,
            bodies[kept],
            bodies[gone],
            reason="Dieselbe Anschrift",
            actor=make.steering(session),
            at=clock.now(),
        )

    if allowed:
        merge()
        assert not goes_round(bodies.values())
    else:
        with pytest.raises(ConflictError, match=f"„{kept}“ gehört im Verband zu „{gone}“"):
            merge()


def goes_round(bodies) -> bool:
    above = {body.id: body.umbrella_id for body in bodies}
    for start in above:
        place, passed = start, set()
        while place is not None:
            if place in passed:
                return True
            passed.add(place)
            place = above[place]
    return False


@pytest.mark.parametrize("field", ["before", "after"])
def test_merged_is_nothing_that_is_entered(session, field):
    kept, organisation = make.organisation(session), make.organisation(session)
    merged = {"status": OrganisationStatus.MERGED}
    if field == "before":
        organisation = make.organisation(session, **merged, merged_into_id=kept.id)

    with pytest.raises(ConflictError, match="in einen anderen übergegangen"):
        change(session, organisation, **(merged if field == "after" else {}))


MANY = 5


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, MANY - 1),
            st.none() | st.integers(0, MANY - 1),
            st.none() | st.sampled_from(FROM_ABOVE),
        ),
        max_size=25,
    )
)
def test_whatever_the_order_of_edits_there_is_no_circle_and_each_level_is_below(session, edits):
    """What is refused would have been a circle or a wrong level; nothing else is refused."""
    bodies = [make.organisation(session) for _ in range(MANY)]
    above, levels = dict.fromkeys(range(MANY)), dict.fromkeys(range(MANY))

    for own, umbrella, level in edits:
        wished = {**above, own: umbrella}, {**levels, own: level}
        umbrella_id = None if umbrella is None else bodies[umbrella].id
        try:
            change(session, bodies[own], level=level, umbrella_id=umbrella_id)
        except (UmbrellaError, LevelError):
            assert not stands(*wished)
        else:
            above, levels = wished
            assert stands(above, levels)
        session.commit()

    assert {body.umbrella_id for body in bodies} == {
        None if place is None else bodies[place].id for place in above.values()
    }


def stands(above, levels) -> bool:
    """Whether nobody is above themselves, and everybody's level is below the next one's."""
    for start in range(MANY):
        way = [start]
        while (place := above[way[-1]]) is not None:
            if place in way:
                return False
            way.append(place)
        for own, umbrella in pairwise(way):
            both = levels[umbrella], levels[own]
            if None not in both and FROM_ABOVE.index(both[0]) >= FROM_ABOVE.index(both[1]):
                return False
    return True
