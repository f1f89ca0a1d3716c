"""The interface: pages, filters, errors, and its own description, which is held against it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation.inventory.hsds.openapi import PATHS
from ikparticipation.inventory.hsds.taxonomies import taxonomy_id, term_id
from ikparticipation.text import sort_key
from tests import make, make_hsds
from tests.inventory.hsds import official
from tests.make_inventory import BARLEBEN, HALDENSLEBEN

BASE = "/daten/hsds"


@pytest.fixture
def description(fetch):
    return fetch("/openapi.json")


def _ids(document):
    return [each["id"] for each in document["contents"]]


def _names(document):
    return [each["name"] for each in document["contents"]]


def test_it_says_what_it_is(fetch):
    about = fetch("/")

    assert about["version"] == "3.0"
    assert about["openapi_url"].endswith("/daten/hsds/openapi.json")


def test_pages_have_the_numbers_the_standard_asks_for(session, fetch):
    for name in "ABCDE":
        make_hsds.offer(session, name=name)

    first, last = fetch("/services", per_page=2), fetch("/services", per_page=2, page=3)

    assert {key: value for key, value in first.items() if key != "contents"} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": False,
        "empty": False,
    }
    assert (_names(first), _names(last)) == (["A", "B"], ["E"])
    assert (last["last_page"], last["size"]) == (True, 1)


def test_beyond_the_last_page_is_an_empty_one(session, fetch):
    make_hsds.offer(session)

    page = fetch("/services", page=7)

    assert (page["contents"], page["empty"], page["last_page"], page["total_items"]) == (
        [],
        True,
        True,
        1,
    )


def test_a_list_has_what_there_is_one_of_and_the_full_one_everything(county, fetch):
    short, full = fetch("/services"), fetch("/services", full="true")

    assert not any(isinstance(value, list) for each in short["contents"] for value in each.values())
    assert _ids(short) == _ids(full)
    assert full["contents"][0]["attributes"]
    assert fetch(f"/services/{_ids(full)[0]}") == full["contents"][0]


def test_a_minimal_list_tells_only_what_changed_when(county, fetch):
    entries = fetch("/services", minimal="true")["contents"]

    assert [each.keys() for each in entries] == [{"id", "modified_date"}] * 2


FILTERS = [
    ("a word of the name in any spelling", {"search": "TREFF"}, ["Treff"]),
    ("a word of the organisation", {"search": "haus"}, ["Kurs"]),
    ("a field", {"taxonomy_term_id": term_id("field_of_action", "bildung")}, ["Kurs"]),
    ("a municipality", {"taxonomy_term_id": term_id("municipality", BARLEBEN)}, ["Treff"]),
    ("a kind", {"taxonomy_term_id": term_id("service_kind", "course")}, ["Kurs"]),
    ("a form", {"taxonomy_term_id": term_id("format", "online")}, ["Kurs"]),
    ("a term that is none of ours", {"taxonomy_term_id": str(uuid4())}, []),
    ("any term of a list", {"taxonomy_id": taxonomy_id("target_group")}, ["Treff"]),
    ("any form", {"taxonomy_id": taxonomy_id("format")}, ["Kurs"]),
    ("a list that is none of ours", {"taxonomy_id": str(uuid4())}, []),
    ("a later day", {"modified_after": "2026-05-01"}, ["Treff"]),
    ("a moment with a zone", {"modified_after": "2026-05-01T12:00:00+02:00"}, ["Treff"]),
    ("two at once", {"search": "kurs", "modified_after": "2026-05-01"}, []),
]


@pytest.fixture
def two(session):
    house = make.organisation(session, name="Haus der Bildung", sort_key=sort_key("Haus"))
    make_hsds.offer(
        session,
        house,
        name="Kurs",
        kind="course",
        formats=["online"],
        fields=["bildung"],
        municipalities=[HALDENSLEBEN],
    )
    make_hsds.offer(
        session,
        name="Treff",
        municipalities=[BARLEBEN],
        target_groups=["frauen"],
        confirmed_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    return house


@pytest.mark.parametrize(("what", "asked", "names"), FILTERS, ids=[row[0] for row in FILTERS])
def test_services_are_filtered_by(what, asked, names, two, fetch):
    assert _names(fetch("/services", **asked)) == names
    assert fetch("/services", **asked)["total_items"] == len(names)


def test_services_of_one_organisation(two, fetch):
    assert _names(fetch("/services", organization_id=str(two.id))) == ["Kurs"]


def test_organisations_are_found_by_their_services(two, fetch):
    found = fetch("/organizations", taxonomy_term_id=term_id("field_of_action", "bildung"))

    assert _names(found) == ["Haus der Bildung"]
    assert len(fetch("/organizations")["contents"]) == 2


def test_an_organisation_has_its_services(two, fetch):
    simple = fetch(f"/organizations/{two.id}")["services"]
    full = fetch(f"/organizations/{two.id}", full_service="true")["services"]

    assert simple[0].keys() == {"id", "name", "status"}
    assert full[0]["attributes"]


def test_places_are_listed_with_their_service(county, fetch):
    page = fetch("/service_at_locations", full="true")

    assert page["total_items"] == 2
    first = page["contents"][0]
    assert first["service_id"] in _ids(fetch("/services"))
    assert fetch(f"/service_at_locations/{first['id']}") == first
    fetch(f"/service_at_locations/{uuid4()}", 404)


def test_the_lists_can_be_read(session, fetch):
    taxonomies = fetch("/taxonomies")
    fields = fetch("/taxonomy_terms", taxonomy_id=taxonomy_id("field_of_action"))

    assert "Handlungsfelder" in _names(taxonomies)
    assert "Bildung" in _names(fields)
    assert fetch(f"/taxonomies/{_ids(taxonomies)[0]}") == taxonomies["contents"][0]
    assert fetch(f"/taxonomy_terms/{_ids(fields)[0]}") == fields["contents"][0]
    assert fetch("/taxonomy_terms", parent_id=_ids(fields)[0])["empty"] is True


WRONG = [
    ("page nought", "/services", {"page": "0"}),
    ("a page that is a word", "/services", {"page": "eins"}),
    ("a negative page", "/services", {"page": "-1"}),
    ("digits of another script", "/services", {"page": "٣"}),
    ("too many at once", "/services", {"per_page": "201"}),
    ("neither true nor false", "/services", {"full": "vielleicht"}),
    ("an id that is none", "/services", {"organization_id": "7"}),
    ("a term that is no id", "/organizations", {"taxonomy_term_id": "bildung"}),
    ("a day that does not exist", "/services", {"modified_after": "2026-02-30"}),
    ("a year before years", "/services", {"modified_after": "0001-01-01T00:00:00+14:00"}),
    ("another format", "/services", {"format": "ndjson"}),
]


@pytest.mark.parametrize(("what", "path", "asked"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_parameter_is_refused_in_json(what, path, asked, session, fetch):
    refused = fetch(path, 400, **asked)

    assert refused["status"] == 400
    assert refused["message"]


def test_what_does_not_exist_is_refused_in_json(session, fetch):
    assert fetch(f"/services/{uuid4()}", 404)["status"] == 404
    assert fetch("/services/keine-kennung", 404)["status"] == 404
    assert fetch("/etwas/anderes", 404)["message"]


def test_everybody_may_read_from_any_site(county, as_user):
    answer = as_user().get(f"{BASE}/services")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Last-Modified"] == "Mon, 02 Mar 2026 09:30:00 GMT"
    assert as_user().get(f"{BASE}/services?page=0").headers["Access-Control-Allow-Origin"] == "*"


def test_who_has_it_already_gets_nothing_again(county, as_user):
    tag = as_user().get(f"{BASE}/services").headers["ETag"]

    again = as_user().get(f"{BASE}/services", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_the_licence_is_named_where_one_is_decided(app, county, as_user, monkeypatch):
    there = app.extensions["ikp_settings"]
    licence = "https://www.govdata.de/dl-de/by-2-0"
    monkeypatch.setitem(
        app.extensions, "ikp_settings", type(there)(**{**vars(there), "data_licence": licence})
    )

    answer = as_user().get(f"{BASE}/services")

    assert answer.headers["Link"] == f'<{licence}>; rel="license"'
    assert licence in as_user().get("/daten/").text


def test_the_description_names_exactly_the_paths_that_are_served(app, description):
    served = {
        rule.rule.removeprefix(BASE).replace("<uuid:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(f"{BASE}/")
    }
    ids = {path.rpartition("{")[0] + "{id}" if "{" in path else path for path in served}

    assert ids - {"/openapi.json"} == set(description["paths"])
    assert description["openapi"] == "3.1.0"


def _checked(description, path, status="200"):
    """A validator of what the description says of an answer."""
    schema = description["paths"][path]["get"]["responses"][status]["content"]["application/json"]
    return official.validator({**schema["schema"], "components": description["components"]})


def test_answers_are_as_the_description_says(county, fetch, description):
    for path in PATHS:
        if "{id}" in path:
            continue
        flags = [p["name"] for p in description["paths"][path]["get"]["parameters"]]
        for flag in [None, *({"full", "minimal", "full_service"} & set(flags))]:
            page = fetch(path, **({flag: "true"} if flag else {}))
            assert page["contents"], path
            found = [error.message for error in _checked(description, path).iter_errors(page)]
            assert found == [], (path, flag)
        one = f"{path}/{fetch(path)['contents'][0]['id']}"
        described = _checked(description, f"{path}/{{id}}")
        assert [error.message for error in described.iter_errors(fetch(one))] == [], one
        wrong = _checked(description, path, "400")
        assert [error.message for error in wrong.iter_errors(fetch(path, 400, page="x"))] == []


ODD = st.one_of(
    st.sampled_from(
        ["", "0", "1", "2", "200", "201", "true", "FALSE", "json", "2026-01-01", "9" * 40, "\x00"]
    ),
    st.uuids().map(str),
    st.text(max_size=30),
    st.datetimes().map(str),
)
NAMES = ("page", "per_page", "search", "full", "minimal", "format", "taxonomy_term_id")
MORE = ("taxonomy_id", "organization_id", "modified_after", "full_service", "parent_id")


@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    path=st.sampled_from([path for path in PATHS if "{id}" not in path]),
    asked=st.dictionaries(st.sampled_from((*NAMES, *MORE)), ODD, max_size=4),
)
def test_odd_parameters_are_answered_or_refused_but_never_an_error(path, asked, as_user, county):
    answer = as_user().get(BASE + path, query_string=asked)

    assert answer.status_code in {200, 400}, (path, asked, answer.text[:300])
    assert answer.mimetype == "application/json"
    assert ("contents" in answer.json) is (answer.status_code == 200)


def test_pages_cost_the_same_whatever_the_inventory_holds(session, as_user, statements):
    counted = {}
    for round_ in (1, 2):
        for _ in range(round_ * 3):
            make_hsds.rich(session, make.organisation(session))
        for path in ("services", "organizations", "service_at_locations", "taxonomy_terms"):
            with statements() as seen:
                as_user().get(f"{BASE}/{path}?full=true")
            counted.setdefault(path, []).append(len(seen))

    assert all(first == second <= 8 for first, second in counted.values()), counted
