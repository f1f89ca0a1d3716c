"""Writing and reading are each other's reverse, nested and in tables."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.hsds import addresses, schedules, tables, writing
from ikparticipation.inventory.hsds.ids import taken_over
from ikparticipation.inventory.hsds.pieces import link_of
from ikparticipation.inventory.hsds.reading import read
from ikparticipation.inventory.hsds.said import Hours, Names, Place, Provider, Service, Town
from ikparticipation.inventory.hsds.uploads import Opened
from tests.inventory.hsds import official

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
TOWNS = {
    "15083270": Town(name="Haldensleben", postcode="39340"),
    "15083040": Town(name="Barleben", postcode="39179"),
}
NAMES = Names(
    site="https://county.example",
    county="Landkreis Börde",
    towns=TOWNS,
    lists={
        "field_of_action": {"bildung": "Bildung", "sport": "Sport"},
        "target_group": {"frauen": "Frauen", "alle": "Alle"},
        "language": {"de": "Deutsch", "ar": "Arabisch", "ku": "Kurdisch"},
        "organization_kind": {"verein": "Verein"},
        "service_kind": {"course": "Kurs", "other": "Anderes"},
        "format": {"online": "online", "phone": "telefonisch"},
        "access": {"open": "offen"},
        "costs": {"free": "kostenlos", "fee": "kostenpflichtig"},
        "funding": {"own": "Eigenmittel", "eu": "Europäische Union"},
        "capacity_unit": {"places": "Plätze"},
    },
)
WORDS = st.text("abcäß Z„“-", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


def keys(name):
    return st.lists(st.sampled_from(sorted(NAMES.lists[name])), unique=True).map(
        lambda found: tuple(sorted(found))
    )


RULES = ("FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=-1TH")
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


PROVIDERS = st.builds(
    Provider,
    id=st.integers(0, 9).map(lambda number: UUID(int=2**128 - 1 - number)),
    name=WORDS,
    description=st.just("") | WORDS.map(lambda words: f"Wir: {words}"),
    kind=st.just("verein"),
    legal_form=st.sampled_from(["", "GmbH"]),
    ags=st.sampled_from(["", *TOWNS]),
    email=st.sampled_from(["", "a@example.org"]),
    phone=st.sampled_from(["", "03904 12"]),
    website=st.sampled_from(["", "https://example.org"]),
    fields=keys("field_of_action"),
)


@st.composite
def services(draw):
    places = tuple(
        Place(
            number=number,
            address=draw(
                st.sampled_from(["Am Markt 1, 39340 Haldensleben", "Am Markt, 1, 39179 Barleben"])
            ),
            ags=draw(st.sampled_from(sorted(TOWNS))),
            languages=draw(keys("language")),
            note=draw(st.just("") | WORDS),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    hours = draw(
        st.lists(
            st.builds(
                Hours,
                rrule=st.sampled_from(RULES),
                opens=st.integers(0, 700),
                closes=st.integers(701, 1439),
                number=st.sampled_from([None, *(place.number for place in places)]),
                valid_from=st.just(date(2026, 1, 5)),
                valid_until=DAYS,
                note=st.just("") | WORDS,
            ),
            max_size=4,
        )
    )
    available = draw(st.none() | st.integers(0, 99))
    most = draw(st.none() | st.integers(0, 99))
    unit = draw(st.sampled_from(["", "places", "hours"]))
    wide = draw(st.booleans())
    return Service(
        id=UUID(int=draw(st.integers(0, 2**127))),
        provider=draw(PROVIDERS),
        name=draw(WORDS),
        confirmed_at=datetime(2026, 3, 2, 9, draw(st.integers(0, 59)), tzinfo=UTC),
        description=draw(st.just("") | WORDS),
        kind=draw(st.sampled_from(["", "course"])),
        access=draw(st.sampled_from(["", "open", "nach Anruf"])),
        costs=draw(st.sampled_from(["", "free", "fee", "5 Euro"])),
        hours_text=draw(st.sampled_from(["", "nach Vereinbarung"])),
        languages_note=draw(st.just("") | WORDS),
        phone=draw(st.sampled_from(["", "03904 12"])),
        email=draw(st.sampled_from(["", "a@example.org"])),
        website=draw(st.sampled_from(["", "https://example.org/a"])),
        formats=draw(keys("format")),
        funding=draw(keys("funding")),
        funding_until=draw(DAYS),
        capacity=most,
        capacity_available=available,
        capacity_unit=unit if available is not None or most is not None else "",
        county_wide=wide,
        municipalities=tuple(sorted(TOWNS)) if wide else draw(st.sampled_from([(), ("15083040",)])),
        fields=draw(keys("field_of_action")),
        languages=draw(keys("language")),
        target_groups=draw(keys("target_group")),
        places=places,
        hours=tuple(sorted(hours, key=lambda each: each.number or 0)),
    )


def _read_again(document):
    found = read(Opened(services=[document]), NAMES)
    assert found.faults == []
    return found.services[0].service


def _expected(service):
    owner = replace(service.provider, id=taken_over(str(service.provider.id)))
    return replace(service, id=taken_over(str(service.id)), provider=owner)


@given(services())
def test_what_is_written_is_valid_and_reads_as_what_it_was(service):
    document = writing.service(service, NAMES, at=AT)

    assert official.errors("service", document) == []
    assert official.errors("service", document, closed=True) == []
    assert _read_again(document) == _expected(service)


@given(services())
def test_tables_nest_to_the_same_document(service):
    document = writing.service(service, NAMES, at=AT)
    found = {}
    for name, row in tables.flattened("service", document):
        found.setdefault(name, {})[row["id"]] = row

    (nested,) = tables.nested("service", found)

    assert _read_again(nested) == _expected(service)


RULES_OF_HOURS = [
    ("every week", "FREQ=WEEKLY;BYDAY=MO,TU", {"freq": "WEEKLY", "byday": "MO,TU"}),
    ("every day", "FREQ=DAILY", {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
    ("every other week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {"freq": "WEEKLY", "interval": 2}),
    ("day of the month", "FREQ=MONTHLY;BYMONTHDAY=15", {"freq": "MONTHLY", "bymonthday": "15"}),
    ("the standard has no years", "FREQ=YEARLY;BYMONTH=6", {"notes": "FREQ=YEARLY;BYMONTH=6"}),
    ("nor positions", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", {"notes": None}),
]


@pytest.mark.parametrize(
    ("what", "rule", "told"), RULES_OF_HOURS, ids=[row[0] for row in RULES_OF_HOURS]
)
def test_rules_of_opening_hours(what, rule, told):
    found = schedules.schedule("x", 1, Hours(rrule=rule, opens=540, closes=600), at=AT)

    for name, value in told.items():
        assert found[name] == (value or rule)
    assert (found["opens_at"], found["timezone"]) == ("09:00:00", 1)
    assert ("freq" in found) is ("freq" in told)


TIMES = [
    ("with seconds", "09:30:00", 570),
    ("without", "09:30", 570),
    ("with an offset", "9:30+02:00", 570),
    ("with Z", "09:30Z", 570),
    ("midnight at the end of the day", "24:00", 1440),
    ("no such hour", "25:00", None),
    ("no such minute", "09:75", None),
    ("words", "morgens", None),
    ("nothing", None, None),
    ("a number", 9, None),
]


@pytest.mark.parametrize(("what", "said", "minutes"), TIMES, ids=[row[0] for row in TIMES])
def test_times_of_strangers(what, said, minutes):
    schedule = {"freq": "WEEKLY", "byday": "MO", "opens_at": said, "closes_at": said}

    found = schedules.hours_of(schedule, number=None)

    assert (found.opens if found else None) == minutes


WEEKDAYS = [("FREQ=WEEKLY;BYDAY=MO,WE", 5), ("FREQ=WEEKLY;BYDAY=SU", 64), ("FREQ=MONTHLY", 0)]


@pytest.mark.parametrize(("rule", "bits"), [*WEEKDAYS, ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 0)])
def test_days_of_a_rule_of_every_week(rule, bits):
    assert schedules.weekdays(rule) == bits


LINES = [
    ("street, postcode, town", "Am Markt 1, 39340 Haldensleben", "", ("Am Markt 1", "39340")),
    ("with the country", "Am Markt 1, D-39340 Haldensleben", "", ("Am Markt 1", "39340")),
    ("only a street in a known town", "Am Markt 1", "15083040", ("Am Markt 1", "39179")),
    ("only a street", "Am Markt 1", "", None),
    ("only a town", "39340 Haldensleben", "15083270", None),
    ("nothing", "", "15083270", None),
]


@pytest.mark.parametrize(("what", "line", "ags", "told"), LINES, ids=[row[0] for row in LINES])
def test_addresses_on_one_line(what, line, ags, told):
    found = addresses.postal_address("x", Place(number=1, address=line, ags=ags), TOWNS)

    assert (found and (found["address_1"], found["postal_code"])) == told


LINKS = [
    ("www.example.org", "https://www.example.org"),
    ("http://example.org/a?b=c", "http://example.org/a?b=c"),
    ("javascript:alert(1)", ""),
    ("mailto:a@example.org", ""),
    ("tel:03904", ""),
    ("https://", ""),
    ("kein Link", ""),
    ("https://[::1", ""),
    ("https://example.org:99999/", ""),
    ("", ""),
]


@pytest.mark.parametrize(("said", "link"), LINKS)
def test_web_addresses(said, link):
    assert link_of(said) == link


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
PARTS = ("organization", "phones", "schedules", "service_areas", "service_at_locations")
OTHERS = ("languages", "funding", "cost_options", "capacities", "attributes", "status", "url")
DATES = ("last_modified", "assured_date", "description", "name", "email", "application_process")


@given(st.dictionaries(st.sampled_from((*PARTS, *OTHERS, *DATES)), JSON))
def test_whatever_a_stranger_writes_is_read_or_told(part):
    owner = {"id": "o", "name": "Verein", "description": "x"}
    document = {"id": "s", "name": "Kurs", "status": "active", "organization": owner} | part

    found = read(Opened(services=[document]), NAMES)

    assert len(found.services) + len(found.faults) >= 1
