import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.catalogue import queries, shipped
from ikparticipation.catalogue.models import FieldOfAction, Municipality


@pytest.fixture
def retired_sport(session):
    sport = session.scalars(select(FieldOfAction).where(FieldOfAction.key == "sport")).one()
    sport.retired_at = clock.now()
    session.commit()
    yield sport
    sport.retired_at = None
    session.commit()


def keys(choices):
    return [choice.key for choice in choices]


def test_lists_come_in_the_order_of_the_shipped_files(session):
    assert keys(queries.fields(session)) == list(shipped.fields_of_action())
    assert keys(queries.languages(session)) == list(shipped.languages())
    assert keys(queries.target_groups(session)) == list(shipped.target_groups())
    assert queries.units(session) == []


def test_municipalities_come_as_german_reads(session):
    names = [row.name for row in queries.municipalities(session)]

    assert len(names) == 34
    assert names[:3] == ["Altenhausen", "Am Großen Bruch", "Angern"]
    assert names.index("Harbke") < names.index("Hohe Börde") < names.index("Hötensleben")
    assert names.index("Burgstall") > names.index("Bülstringen") > names.index("Beendorf")


def test_the_order_is_that_of_the_sort_keys_and_positions(session):
    """The shipped files happen to be in this order already."""
    last = session.scalars(select(Municipality).where(Municipality.name == "Zielitz")).one()
    last.sort_key = "aa"
    first = session.scalars(select(FieldOfAction).where(FieldOfAction.key == "bildung")).one()
    first.position = 99
    session.flush()

    catalogue = queries.catalogue(session)

    assert queries.municipalities(session)[0].name == "Zielitz"
    assert next(iter(catalogue.municipalities.values())).name("de") == "Zielitz"
    assert keys(queries.fields(session))[-1] == "bildung"
    assert list(catalogue.fields)[-1] == "bildung"


def test_a_municipality_comes_with_what_a_table_needs(session):
    row = next(r for r in queries.municipalities(session) if r.ags == "15083040")

    assert row == queries.MunicipalityRow("15083040", "Barleben", "", 9238, 29.85, "39179")


def test_the_whole_catalogue_takes_one_statement(session, statements):
    with statements() as seen:
        catalogue = queries.catalogue(session)

    assert len(seen) == 1
    assert list(catalogue.fields) == list(shipped.fields_of_action())
    assert list(catalogue.languages) == list(shipped.languages())
    assert list(catalogue.target_groups) == list(shipped.target_groups())
    assert list(catalogue.units) == []
    assert list(catalogue.municipalities) == [m.ags for m in queries.municipalities(session)]


@pytest.mark.parametrize(
    ("kind", "key", "language", "name"),
    [
        ("fields", "sprachfoerderung", "de", "Sprachförderung"),
        ("fields", "sprachfoerderung", "en", "Language learning"),
        ("languages", "uk", "en", "Ukrainian"),
        ("target_groups", "senioren", "fr", "Ältere Menschen"),  # not translated: German
        ("municipalities", "15083415", "en", "Oschersleben"),  # a name is a name
    ],
)
def test_the_catalogue_knows_every_name(session, kind, key, language, name):
    assert getattr(queries.catalogue(session), kind)[key].name(language) == name


def test_a_retired_entry_keeps_its_name_and_is_not_offered(session, retired_sport):
    fields = queries.catalogue(session).fields

    assert fields["sport"].name("de") == "Sport"
    assert fields["sport"].retired
    assert "sport" not in keys(queries.offered(fields))
    assert "sport" not in keys(queries.fields(session))
    assert len(queries.fields(session)) == 5
