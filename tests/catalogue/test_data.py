import csv
import json

import pytest

from ikparticipation.catalogue import attribution, shipped

SOURCES = (shipped.DATA / "SOURCES.md").read_text(encoding="utf-8")


def rows(name):
    with (shipped.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_county_has_its_34_municipalities_and_170984_inhabitants():
    municipalities = rows("municipalities")

    assert len({row["ags"] for row in municipalities}) == 34
    assert sum(int(row["population"]) for row in municipalities) == 170_984
    for row in municipalities:
        assert int(row["population_m"]) + int(row["population_f"]) == int(row["population"])


def test_the_regional_key_is_the_municipal_key_with_the_association_in_the_middle():
    for row in rows("municipalities"):
        assert row["ags"].startswith("15083")
        assert row["ars"][:5] + row["ars"][9:] == row["ags"]


def test_a_municipality_belongs_to_an_association_if_its_regional_key_says_so():
    keys = {}
    for row in rows("municipalities"):
        assert bool(row["association"]) == (row["ars"][5] == "5")
        keys.setdefault(row["association"], []).append(row["ars"][5:9])

    alone = keys.pop("")

    assert len(set(alone)) == len(alone) == 9
    assert {name: (set(found), len(found)) for name, found in keys.items()} == {
        "Elbe-Heide": ({"5051"}, 7),
        "Flechtingen": ({"5052"}, 7),
        "Obere Aller": ({"5053"}, 7),
        "Westliche Börde": ({"5054"}, 4),
    }


@pytest.mark.parametrize(
    ("ags", "name", "official_name", "kind", "association"),
    [
        ("15083270", "Haldensleben", "Haldensleben", "Stadt", ""),
        ("15083415", "Oschersleben", "Oschersleben (Bode)", "Stadt", ""),
        ("15083230", "Flechtingen", "Flechtingen", "Gemeinde", "Flechtingen"),  # of the same name
        ("15083040", "Barleben", "Barleben", "Gemeinde", ""),  # alone, and so called too
        ("15083355", "Kroppenstedt", "Kroppenstedt", "Stadt", "Westliche Börde"),
    ],
)
def test_names_are_those_people_use(ags, name, official_name, kind, association):
    row = next(row for row in rows("municipalities") if row["ags"] == ags)

    assert row["name"] == name
    assert row["official_name"] == official_name
    assert (row["kind"], row["association"]) == (kind, association)


def test_the_polygons_of_2021_and_the_figures_of_2023_are_about_the_same_municipalities():
    polygons = json.loads((shipped.DATA / "municipalities.geojson").read_text(encoding="utf-8"))

    drawn = [feature["properties"] for feature in polygons["features"]]

    assert drawn == [{"ags": ags} for ags in sorted(shipped.municipalities())]


def test_the_lists_are_those_of_the_concept():
    assert list(shipped.fields_of_action()) == [
        "bildung",
        "erwerbsleben",
        "sprachfoerderung",
        "sport",
        "gesundheit",
        "engagement",
    ]
    assert set(shipped.target_groups()) == {
        "alle",
        "kinder",
        "jugendliche",
        "frauen",
        "familien",
        "senioren",
        "gefluechtete",
        "eu-zugewanderte",
        "auszubildende",
        "erwerbslose",
        "unbegleitete-minderjaehrige",
    }


def test_arabic_persian_and_pashto_read_from_right_to_left_and_nothing_else_does():
    languages = shipped.languages()

    right_to_left = {code for code, facts in languages.items() if facts["direction"] == "rtl"}

    assert right_to_left == {"ar", "fa", "ps"}
    assert {facts["direction"] for facts in languages.values()} == {"ltr", "rtl"}


@pytest.mark.parametrize(
    "entries", [shipped.fields_of_action(), shipped.languages(), shipped.target_groups()]
)
def test_every_entry_has_a_german_and_an_english_name_of_its_own(entries):
    for language in ("de", "en"):
        names = [facts["names"][language] for facts in entries.values()]
        assert all(names)
        assert len(set(names)) == len(names)
    assert [facts["position"] for facts in entries.values()] == list(range(1, len(entries) + 1))


@pytest.mark.parametrize("attribution", [attribution.MAP, attribution.POPULATION])
def test_the_page_names_the_source_as_the_licence_wants(attribution):
    assert attribution.text.startswith("© ")
    assert "(Daten verändert)" in attribution.text
    assert attribution.url.startswith("https://")
    assert attribution.url.split("/")[2] in SOURCES


def test_the_day_of_the_figures_is_the_one_that_is_named():
    days = {facts["population_date"] for facts in shipped.municipalities().values()}

    assert f"{shipped.REFERENCE_DATE:%d.%m.%Y}" in attribution.POPULATION.about
    assert f"{shipped.REFERENCE_DATE:%d.%m.%Y}" in SOURCES
    assert [day.isoformat() for day in days] == ["2023-12-30T23:00:00+00:00"]  # midnight in Berlin
