import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.catalogue import queries
from ikparticipation.catalogue.models import FieldOfAction, Municipality, TargetGroup
from ikparticipation.catalogue.services import Loaded, load
from tests import make

TABLES = {"municipality": 34, "field_of_action": 6, "language": 16, "target_group": 11}


@pytest.fixture(autouse=True)
def catalogue_as_shipped(session):
    """Other tests share the catalogue: put it back as it was."""
    yield
    session.rollback()
    for kind, column in ((Municipality, Municipality.ags), (TargetGroup, TargetGroup.key)):
        for row in session.scalars(select(kind).where(column.in_(["15083999", "eigene"]))):
            session.delete(row)
    for row in session.scalars(select(Municipality)):
        row.retired_at = None
    load(session)
    session.commit()


def municipality(session, ags="15083270"):
    return session.scalars(select(Municipality).where(Municipality.ags == ags)).one()


def lapsed_municipality(session):
    like = municipality(session)
    columns = {c.key for c in Municipality.__table__.columns} - {"id", "ags", "ars"}
    facts = {name: getattr(like, name) for name in columns}
    return make.store(session, Municipality(ags="15083999", ars="150830999999", **facts))


def test_an_empty_database_gets_the_whole_catalogue(session):
    for kind in (FieldOfAction, TargetGroup):
        for row in session.scalars(select(kind)):
            session.delete(row)
    session.flush()

    loaded = load(session)

    assert loaded["field_of_action"] == Loaded(added=6)
    assert loaded["target_group"] == Loaded(added=11)
    assert session.scalar(select(func.count()).select_from(TargetGroup)) == 11


def test_loading_again_changes_nothing(session):
    before = {row.ags: row.id for row in session.scalars(select(Municipality))}
    session.expire_all()

    loaded = load(session)

    assert loaded == {table: Loaded(unchanged=number) for table, number in TABLES.items()}
    assert {row.ags: row.id for row in session.scalars(select(Municipality))} == before
    assert not session.dirty


def test_what_is_out_of_date_is_corrected_in_place(session):
    stale = municipality(session)
    stale.population = 1
    stale.sort_key = "x"
    session.commit()

    loaded = load(session)
    session.commit()
    session.expire_all()

    assert loaded["municipality"] == Loaded(changed=1, unchanged=33)
    assert (stale.population, stale.sort_key) == (19_188, "haldensleben")


def test_a_municipality_that_is_no_more_is_retired_and_kept(session):
    gone, at = lapsed_municipality(session), clock.now()

    loaded = load(session, at=at)
    session.commit()
    session.expire_all()

    assert loaded["municipality"] == Loaded(unchanged=34, retired=1)
    assert gone.retired_at == at
    assert "15083999" not in [row.ags for row in queries.municipalities(session)]
    assert queries.catalogue(session).municipalities["15083999"].retired


def test_it_is_retired_only_once(session):
    gone, at = lapsed_municipality(session), clock.now()
    load(session, at=at)

    loaded = load(session)

    assert loaded["municipality"].retired == 0
    assert gone.retired_at == at


def test_what_the_county_added_or_retired_itself_stays_so(session):
    own = TargetGroup(key="eigene", names={"de": "Eigene", "en": "Own"}, position=99)
    make.store(session, own)
    retired = municipality(session)
    retired.retired_at = clock.now()
    session.commit()

    load(session)
    session.commit()
    session.expire_all()

    assert own.retired_at is None
    assert retired.retired_at is not None
