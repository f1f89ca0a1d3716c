"""Merging two entries and undoing it: everything is where it was, derived rows included."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import AuditEvent
from ikparticipation.db import Base
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory.models import DirectoryEdition, Offer, TieStatement
from ikparticipation.organisations.models import (
    Membership,
    Merge,
    MergeMove,
    Organisation,
    OrganisationField,
    OrganisationStatus,
    Outcome,
)
from ikparticipation.organisations.queries import resolve
from ikparticipation.organisations.services import deciding, merging
from ikparticipation.organisations.services.fields import set_fields
from ikparticipation.surveys.models import Response
from tests import make
from tests.make_inventory import offer, partner, says, wave

AT = clock.now()
NUMBERS = count(1)
LOG = {each.__tablename__ for each in (AuditEvent, DirectoryEdition, Merge, MergeMove)}
"""Tables that tell of acts and runs, not of what is."""
RUN = {"derived_at", "version"}
"""Columns that do."""


def dump(session):
    """Return every row of every table but the logs."""
    session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in LOG:
            rows = session.execute(select(*(c for c in table.columns if c.name not in RUN))).all()
            found[table.name] = sorted(map(repr, rows))
    return found


def merge(session, kept, gone, **given):
    facts = {"reason": "Dieselbe Anschrift", "at": AT} | given
    facts["actor"] = given.get("actor") or make.steering(session)
    return merging.merge_organisations(session, kept, gone, **facts)


@pytest.fixture
def two(session):
    """Two entries of one club; the second has members, an answer, and is named by others."""
    kept = make.organisation(session, name="Kulturverein Jasmin e. V.")
    gone = make.organisation(session, name="KV Jasmin")
    make.member(session, of=gone)
    asked, other = wave(session), make.organisation(session)
    says(session, asked, gone, offer("Fest"), partners=[partner(other.name), partner(kept.name)])
    says(session, asked, other, partners=[partner("kv jasmin"), partner("Kulturverein Jasmin")])
    session.commit()
    return kept, gone


def partners(session):
    session.rollback()
    query = select(TieStatement.mention, Organisation.name).outerjoin(
        Organisation, Organisation.id == TieStatement.partner_id
    )
    return dict(session.execute(query).all())


def test_all_that_belonged_to_one_belongs_to_the_other(session, work, two):
    kept, gone = two

    merge(session, kept, gone)
    work()

    session.rollback()
    assert session.scalars(select(Membership.organisation_id)).all() == [kept.id]
    assert kept.id in session.scalars(select(Response.organisation_id)).all()
    assert session.scalars(select(Offer.organisation_id)).all() == [kept.id]
    assert (gone.status, gone.merged_into_id) == (OrganisationStatus.MERGED, kept.id)
    assert resolve(session, ["KV Jasmin", "Kulturverein Jasmin"]) == {
        "KV Jasmin": kept.id,
        "Kulturverein Jasmin": kept.id,
    }


def test_who_named_its_own_second_entry_names_nobody(session, work, two):
    kept, gone = two

    merge(session, kept, gone)
    work()

    assert partners(session)["Kulturverein Jasmin e. V."] is None
    assert partners(session)["kv jasmin"] == "Kulturverein Jasmin e. V."


def test_undone_everything_is_as_it_was(session, work, two):
    kept, gone = two
    actor = make.steering(session)
    work()
    before = dump(session)

    done = merge(session, kept, gone, actor=actor)
    work()
    assert dump(session) != before
    merging.undo_merge(session, done, actor=actor, at=AT)
    work()

    assert dump(session) == before


class Keeper:
    """A person of the administration who merges and decides at random, and takes all of it back."""

    def __init__(self, session, work, data):
        self.session, self.work, self.data = session, work, data
        self.actor = make.steering(session)
        self.entries = [make.organisation(session) for _ in range(4)]
        self.unknown = f"Unbekannt {next(NUMBERS)}"
        self.done = []

    def answers(self):
        asked, later = wave(self.session), wave(self.session)
        for number, entry in enumerate(self.entries):
            named = [partner(each.name) for each in self.entries if each is not entry]
            says(self.session, asked, entry, offer(f"Angebot {number}"), partners=named)
            if number % 2:
                unknown = [partner(self.unknown)]
                says(self.session, later, entry, offer("Später"), partners=unknown)
        self.work()

    def act(self):
        active = [e for e in self.entries if e.status is OrganisationStatus.ACTIVE]
        if len(active) > 1 and self.data.draw(st.booleans()):
            kept, gone = self.data.draw(st.permutations(active))[:2]
            self.done.append(merge(self.session, kept, gone, actor=self.actor))
        elif all(isinstance(each, Merge) for each in self.done):
            meant = self.data.draw(st.sampled_from(active))
            facts = {"reason": "Anruf", "actor": self.actor, "at": AT}
            self.done.append(
                deciding.decide_name(self.session, self.unknown, Outcome.SAME, meant, **facts)
            )
        self.perhaps_work()

    def undo_all(self):
        for each in reversed(self.done):
            if isinstance(each, Merge):
                merging.undo_merge(self.session, each, actor=self.actor, at=AT)
            else:
                deciding.undo_decision(self.session, each, actor=self.actor, at=AT)
                self.session.delete(each)
            self.perhaps_work()
        self.work()

    def perhaps_work(self):
        self.session.commit()
        if self.data.draw(st.booleans()):
            self.work()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_merges_and_decisions_that_are_undone_leave_no_trace(session, work, data):
    keeper = Keeper(session, work, data)
    keeper.answers()
    before = dump(session)

    for _ in range(data.draw(st.integers(1, 4))):
        keeper.act()
    keeper.undo_all()

    assert dump(session) == before


def test_where_both_have_the_same_it_stays_and_is_told(session, two):
    kept, gone = two
    person = make.member(session, of=kept)
    session.add(Membership(user=person, organisation=gone, role="contributor", since=clock.now()))
    says(session, session.scalars(select(Response)).first().wave, kept, offer("Chor"))
    session.commit()

    preview = merging.preview_merge(session, kept, gone)
    merge(session, kept, gone)

    assert preview.stays["membership"] == 1
    assert preview.stays["response"] == 1
    assert preview.moves["membership"] == 1
    session.expire_all()
    still = select(Response).where(Response.organisation_id == gone.id)
    assert session.scalars(still).one()


def test_what_came_later_stays_where_it_came(session, two):
    kept, gone = two
    done = merge(session, kept, gone)
    make.member(session, of=kept)

    merging.undo_merge(session, done, actor=make.steering(session), at=AT)

    assert session.query(Membership).filter_by(organisation_id=kept.id).count() == 1
    assert session.query(Membership).filter_by(organisation_id=gone.id).count() == 1


@pytest.mark.parametrize("since", ["another", "nobody"])
def test_what_a_person_put_elsewhere_since_stays_there(session, two, since):
    kept, gone, below, other = two[0], two[1], *(make.organisation(session) for _ in range(2))
    below.umbrella_id = gone.id
    session.commit()
    done = merge(session, kept, gone)
    assert below.umbrella_id == kept.id
    put = other.id if since == "another" else None
    below.umbrella_id = put
    session.commit()

    merging.undo_merge(session, done, actor=make.steering(session), at=AT)

    assert below.umbrella_id == put


def test_a_circle_of_bodies_is_not_closed_by_undoing(session, two):
    kept, gone, above, below = two[0], two[1], *(make.organisation(session) for _ in range(2))
    gone.umbrella_id, below.umbrella_id = above.id, gone.id
    session.commit()
    done = merge(session, kept, gone)
    above.umbrella_id = below.id
    session.commit()

    with pytest.raises(ConflictError, match="über sich selbst"):
        merging.undo_merge(session, done, actor=make.steering(session), at=AT)
    session.rollback()
    above.umbrella_id = None
    session.commit()
    merging.undo_merge(session, done, actor=make.steering(session), at=AT)

    assert (below.umbrella_id, gone.umbrella_id) == (gone.id, above.id)


def test_fields_of_action_are_of_both_and_each_keeps_its_own(session, two):
    kept, gone = two[:2]
    set_fields(session, kept.id, ["sport"])
    set_fields(session, gone.id, ["sport", "bildung"])
    session.commit()

    def fields(of):
        query = select(OrganisationField.field).where(OrganisationField.organisation_id == of.id)
        return set(session.scalars(query))

    assert merging.preview_merge(session, kept, gone).moves["organisation_field"] == 1
    done = merge(session, kept, gone)
    assert fields(kept) == {"sport", "bildung"}
    set_fields(session, kept.id, ["sport"])  # as its next answer says
    merging.undo_merge(session, done, actor=make.steering(session), at=AT)

    assert (fields(kept), fields(gone)) == ({"sport"}, {"sport", "bildung"})


def test_a_later_merge_has_to_be_undone_first(session, two):
    kept, gone = two
    third = make.organisation(session)
    first = merge(session, kept, gone)
    merge(session, third, kept)

    with pytest.raises(ConflictError):
        merging.undo_merge(session, first, actor=make.steering(session), at=AT)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, InvalidError),
        ({"actor": "member"}, NotAllowedError),
    ],
)
def test_it_takes_a_reason_and_the_right(session, two, change, error):
    if change.get("actor"):
        change = {"actor": make.member(session)}

    with pytest.raises(error):
        merge(session, *two, **change)


def test_an_entry_is_not_merged_twice_nor_with_itself(session, two):
    kept, gone = two
    with pytest.raises(InvalidError):
        merge(session, kept, kept)
    merge(session, kept, gone)

    with pytest.raises(ConflictError):
        merge(session, make.organisation(session), gone)
    with pytest.raises(ConflictError):
        merge(session, gone, make.organisation(session))


def test_undoing_twice_does_it_once(session, two):
    done = merge(session, *two)
    for _ in range(2):
        merging.undo_merge(session, done, actor=make.steering(session), at=AT)

    events = session.scalars(select(AuditEvent.action)).all()
    assert [action for action in events if action == "organisation.merge_undone"] == [
        "organisation.merge_undone"
    ]


def test_every_table_that_points_to_the_register_moves_or_is_named_as_staying():
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "organisation.id"
    }

    assert pointing >= merging.STAYS
    assert {table.name for table in merging._pointing()} == pointing - merging.STAYS  # noqa: SLF001
