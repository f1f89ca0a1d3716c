"""What is handed out: valid after the official schemas, and nothing that is not public."""

import csv
import io
import json
from uuid import UUID

import pytest

from ikparticipation.organisations.models import OrganisationStatus
from ikparticipation.surveys.xlsform.question import Publish
from tests import make, make_hsds
from tests.inventory.hsds import official
from tests.make_inventory import BARLEBEN, HALDENSLEBEN


def test_all_services_are_valid_after_the_official_schema(county, as_user):
    with as_user().get("/daten/hsds.json") as answer:
        services = answer.json

    assert len(services) == 2
    for service in services:
        assert official.errors("service", service) == []
        assert official.errors("service", service, closed=True) == []


def test_all_organisations_are_valid_after_the_official_schema(county, as_user):
    with as_user().get("/daten/hsds-organisationen.json") as answer:
        organisations = answer.json

    assert [each["name"] for each in organisations] == ["Begegnung Barleben", "Wegweiser e. V."]
    assert [
        errors for each in organisations for errors in official.errors("organization", each)
    ] == []
    assert organisations[1]["services"][0].keys() == {"id", "name", "status"}


def test_the_schemas_refuse_what_the_standard_does_not_allow():
    assert official.errors("service", {"id": "7", "name": "x", "status": "open"}) != []
    assert official.errors("service", {"id": "no uuid", "name": "x", "status": "active"}) != []
    capacity = {"id": "9d2104f3-b9b2-4719-a85d-743fc62714a6", "available": 1}
    assert official.errors("service_capacity", capacity) != []


def test_a_service_says_everything_that_its_offer_says(county, as_user):
    with as_user().get("/daten/hsds.json") as answer:
        service = next(s for s in answer.json if s["name"].startswith("Migration"))

    assert service["organization"]["name"] == "Wegweiser e. V."
    assert service["url"] == "https://www.example.org/beratung"
    assert service["assured_date"] == "2026-03-02"
    assert service["last_modified"] == "2026-03-02T09:30:00.000Z"
    assert [area["name"] for area in service["service_areas"]] == ["Barleben", "Haldensleben"]
    assert [language["code"] for language in service["languages"]] == ["ar", "de"]
    assert service["capacities"][0]["available"] == 0
    assert service["capacities"][0]["maximum"] == 20
    assert service["cost_options"][0] | {"id": ""} == {
        "id": "",
        "option": "kostenlos",
        "currency": "EUR",
        "amount": 0,
    }
    first, second = service["service_at_locations"]
    address = first["location"]["addresses"][0]
    assert (address["address_1"], address["postal_code"]) == ("Bülstringer Straße 5", "39340")
    assert (address["state_province"], address["country"]) == ("Sachsen-Anhalt", "DE")
    assert first["description"] == "2. Stock"
    assert first["location"]["languages"][0]["code"] == "ar"
    assert second["location"]["name"] == "Barleben"
    hours = first["schedules"][0]
    assert (hours["freq"], hours["byday"]) == ("WEEKLY", "MO,WE")
    assert hours["opens_at"][:5] == "09:00"
    assert hours["closes_at"][:5] == "12:30"


def test_a_rule_of_opening_hours_the_standard_cannot_tell_stands_in_the_notes(county, as_user):
    with as_user().get("/daten/hsds.json") as answer:
        service = next(s for s in answer.json if s["name"].startswith("Migration"))

    rules = {each.get("notes") or each.get("byday") for each in service["schedules"]}
    assert rules == {None, "2TU", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"}


def test_every_service_names_its_source_and_its_page(county, as_user):
    with as_user().get("/daten/hsds.json") as answer:
        services = answer.json

    for service in services:
        told = {
            each["taxonomy_term"]["code"]: each["value"]
            for each in service["attributes"]
            if each["link_type"] == "detail"
        }
        assert f"/bestand/woher?angebot={service['id']}" in told["source"]
        assert told["page"].endswith(f"/angebote/{service['id']}")
        assert service["metadata"][0]["updated_by"] == service["organization"]["name"]


def test_the_id_of_a_service_is_the_lasting_one(session, fetch):
    offer = make_hsds.offer(session)

    assert fetch("/services")["contents"][0]["id"] == str(offer.lasting_id)


HIDDEN = [
    ("an offer that is not current", {}, {"current": False}),
    ("an offer that is internal", {}, {"publish": Publish.INTERNAL}),
    ("an offer that is told as a figure only", {}, {"publish": Publish.AGGREGATED}),
    ("an organisation that does not want to be public", {"public": False}, {}),
]


@pytest.mark.parametrize(("what", "organisation", "offer"), HIDDEN, ids=[row[0] for row in HIDDEN])
def test_what_is_not_public_is_nowhere(
    what, organisation, offer, session, as_user, unpacked, fetch
):
    hidden = make_hsds.offer(
        session, make.organisation(session, **organisation), name="Geheim", **offer
    )
    make_hsds.place(session, hidden.id)

    with as_user().get("/daten/hsds.json") as answer:
        assert answer.json == []
    with as_user().get("/daten/hsds-organisationen.json") as answer:
        assert "Geheim" not in answer.text
    assert b"Geheim" not in b"".join(unpacked().values())
    assert fetch("/services")["contents"] == []
    assert fetch("/service_at_locations")["contents"] == []
    fetch(f"/services/{hidden.lasting_id}", 404)


def test_a_merged_entry_is_nowhere(session, fetch):
    kept = make.organisation(session)
    gone = make.organisation(session, status=OrganisationStatus.MERGED, merged_into_id=kept.id)
    make_hsds.offer(session, gone)

    assert [each["id"] for each in fetch("/organizations")["contents"]] == [str(kept.id)]
    assert fetch("/services")["empty"] is True
    fetch(f"/organizations/{gone.id}", 404)


def test_links_places_and_hours_that_are_internal_are_not_told(session, fetch):
    offer = make_hsds.offer(
        session,
        fields=["bildung", ("gesundheit", Publish.INTERNAL)],
        languages=[("ar", Publish.AGGREGATED)],
    )
    make_hsds.place(session, offer.id, address="Geheimweg 1", publish=Publish.INTERNAL)
    make_hsds.hours(session, offer.id, publish=Publish.AGGREGATED)

    service = fetch(f"/services/{offer.lasting_id}")

    assert "Geheimweg" not in json.dumps(service)
    assert service.keys() & {"languages", "schedules", "service_at_locations"} == set()
    fields = [
        a["taxonomy_term"]["code"] for a in service["attributes"] if a["link_type"] != "detail"
    ]
    assert fields == ["bildung"]


def test_mail_and_telephone_of_an_organisation_only_where_it_wants_that(county, fetch):
    hidden, shown = fetch("/organizations", full="true")["contents"]

    assert "phones" not in hidden
    assert shown["email"] == "post@example.org"
    assert shown["phones"][0]["number"] == "03904 1"


def test_free_places_nobody_told_are_no_capacity_and_the_most_is_kept(session, fetch):
    offer = make_hsds.offer(session, capacity=12, capacity_unit="places")

    service = fetch(f"/services/{offer.lasting_id}")

    assert "capacities" not in service
    told = {a["taxonomy_term"]["code"]: a.get("value") for a in service["attributes"]}
    assert told["capacity"] == "12"


def _tables(files):
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(content.decode())))
        for name, content in files.items()
        if name.endswith(".csv")
    }


def test_the_data_package_keeps_to_the_standard(county, unpacked):
    files = unpacked()
    package = json.loads(files.pop("datapackage.json"))

    assert {resource["path"] for resource in package["resources"]} == files.keys()
    for resource in package["resources"]:
        facts = official.facts()[resource["name"]]
        rows = list(csv.DictReader(io.StringIO(files[resource["path"]].decode())))
        fields = resource["schema"]["fields"]
        names = [field["name"] for field in fields]
        asked = {n for n, fact in facts.items() if fact["required"] or fact["tabular_required"]}
        assert asked - {n for n in asked if facts[n]["one"]} <= set(names), resource["name"]
        for field in fields:
            fact = facts[field["name"]]
            assert field["type"] == (fact["datapackage_type"] or fact["type"])
            required = bool(fact["required"] or fact["tabular_required"])
            assert bool(field.get("constraints", {}).get("required")) is required, field
            for row in rows:
                _check_cell(row[field["name"]], fact, required=required)


def _check_cell(cell, fact, *, required):
    assert cell or not required, fact
    if cell and fact["format"] == "uuid":
        assert str(UUID(cell)) == cell
    if cell and fact["type"] == "number":
        float(cell)
    if cell and fact["enum"]:
        assert cell in fact["enum"].split("|")


def test_the_tables_point_to_each_other(county, unpacked):
    files = unpacked()
    package = json.loads(files.pop("datapackage.json"))
    tables = _tables(files)
    paths = {r["name"]: r["path"].removesuffix(".csv") for r in package["resources"]}

    for resource in package["resources"]:
        rows = tables[paths[resource["name"]]]
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)), resource["name"]
        for key in resource["schema"]["foreignKeys"]:
            there = {row["id"] for row in tables[paths[key["reference"]["resource"]]]}
            assert {row[key["fields"]] for row in rows} - {""} <= there, (resource["name"], key)
    for name, entity, pointer in (
        ("attributes", "link_entity", "link_id"),
        ("metadata", "resource_type", "resource_id"),
    ):
        for row in tables[name]:
            assert row[pointer] in {r["id"] for r in tables[paths[row[entity]]]}


def test_the_same_inventory_gives_the_same_file(county, as_user):
    with as_user().get("/daten/hsds.zip") as first, as_user().get("/daten/hsds.zip") as second:
        assert first.data == second.data
        tag = first.headers["ETag"]

    with as_user().get("/daten/hsds.zip", headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304


def test_many_offers_are_written_a_batch_at_a_time(session, as_user, monkeypatch):
    monkeypatch.setattr("ikparticipation.inventory.queries.hsds.offering.BATCH", 2)
    organisation = make.organisation(session)
    for name in ("A", "B", "C", "D", "E"):
        make_hsds.offer(session, organisation, name=name)

    with as_user().get("/daten/hsds.json") as answer:
        assert [each["name"] for each in answer.json] == ["A", "B", "C", "D", "E"]


def test_the_page_names_files_and_state_without_a_licence(county, read):
    page = read("/daten/")

    assert "2. März 2026" in page.get_text().replace("\xa0", " ")
    links = {link["href"] for link in page.select("main a")}
    assert {"/daten/hsds.zip", "/daten/hsds.json", "/daten/hsds/openapi.json"} <= links
    assert "Die Lizenz ist noch nicht festgelegt" in page.get_text()


def test_an_empty_county_has_a_page_and_empty_files(session, read, as_user):
    assert "noch keine Angaben" in read("/daten/").get_text()
    with as_user().get("/daten/hsds.json") as answer:
        assert answer.json == []


def test_place_names_come_from_the_catalogue(session, fetch):
    offer = make_hsds.offer(session, municipalities=[BARLEBEN, HALDENSLEBEN], county_wide=True)

    service = fetch(f"/services/{offer.lasting_id}")

    names = [area["name"] for area in service["service_areas"]]
    assert names == ["Landkreis Börde", "Barleben", "Haldensleben"]


def test_files_cost_a_few_statements(county, as_user, statements):
    for path in ("hsds.json", "hsds-organisationen.json", "hsds.zip"):
        with statements() as seen, as_user().get(f"/daten/{path}"):
            pass
        assert len(seen) <= 8, path
