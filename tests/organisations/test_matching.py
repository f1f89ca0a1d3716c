from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import names as bench
from ikparticipation.organisations.names import SHIPPED, Known, Reader, Register, likeness
from ikparticipation.organisations.names.matching import LIKELY

PLACES = ("Rübenfeld", "Mühlau", "Am Langen Bach", "Neu-Mühlau")
READER = Reader(PLACES)
OWN = bench.read(Path(__file__).with_name("names.csv"))

ONE_ORGANISATION = [
    # abbreviations of umbrella bodies and levels
    ("AWO KV Rübenfeld", "Arbeiterwohlfahrt Kreisverband Rübenfeld e.V."),
    ("DPWV OV Mühlau", "Deutscher Paritätischer Wohlfahrtsverband Ortsverein Mühlau"),
    ("Der Paritätische OV Mühlau", "Deutscher Paritätischer Wohlfahrtsverband OV Mühlau"),
    # abbreviations of services
    ("VHS Mühlau", "Volkshochschule Mühlau"),
    ("JMD Mühlau", "Jugendmigrationsdienst Mühlau"),
    ("MBE Mühlau", "Migrationsberatung für Erwachsene Mühlau"),
    # a local group by any of its words
    ("DRK Ortsgruppe Mühlau", "DRK Ortsverband Mühlau"),
    # the place before, behind and in brackets
    ("Mühlau, Heimatverein", "Heimatverein (Mühlau) e.V."),
    # umlauts lost
    ("Heimatverein Muhlau", "Heimatverein Mühlau"),
    # a letter too many, a letter too few, two swapped
    ("Freiwilige Feuerwehr Mühlau", "Freiwillige Feuerwehr Mühlau"),
    ("Freiwillige Feuerwehr Rübenfled", "FFW Rübenfeld"),
    # a space lost, a space moved
    ("GemeindeMühlau", "Gemeinde Mühlau"),
    ("Heimatvere inRübenfeld", "Heimatverein Rübenfeld"),
    # a part of the organisation behind its name
    ("Heimatverein Mühlau, Vorstand", "Heimatverein Mühlau"),
    # the short form of the year
    ("Heimatverein Mühlau 90", "Heimatverein Mühlau 1990"),
]

TWO_ORGANISATIONS = [
    # a level is never the whole body
    ("AWO Kreisverband Rübenfeld e.V.", "AWO"),
    ("AWO Kreisverband Rübenfeld e.V.", "AWO Rübenfeld"),
    ("AWO Kreisverband Rübenfeld", "AWO Ortsverein Rübenfeld"),
    ("DRK Landesverband Sachsen-Anhalt", "DRK Kreisverband Sachsen-Anhalt"),
    # another place
    ("Heimatverein Mühlau", "Heimatverein Rübenfeld"),
    ("Heimatverein Mühlau", "Heimatverein Neu-Mühlau"),
    ("Kreisverband Nord der Gartenfreunde", "Kreisverband Süd der Gartenfreunde"),
    # another club of the place
    ("SV Fortuna Mühlau", "SV Traktor Mühlau"),
    ("SV Blau-Weiß Mühlau", "SV Rot-Weiß Mühlau"),
    # another year
    ("Schützenverein Mühlau 1862", "Schützenverein Mühlau 1990"),
    # another confession
    ("Ev. Kirchengemeinde Mühlau", "Kath. Kirchengemeinde Mühlau"),
    # the friends of a school are not the school
    ("Förderverein der Grundschule Mühlau", "Grundschule Mühlau"),
    # administration of the place and of the county
    ("Gemeinde Mühlau", "Verbandsgemeinde Mühlau"),
]


def like(one: str, other: str) -> float:
    return likeness(READER.read(one), READER.read(other), READER.table)


@pytest.mark.parametrize(("one", "other"), ONE_ORGANISATION)
def test_spellings_of_one_organisation_are_likely(one, other):
    assert like(one, other) >= LIKELY


@pytest.mark.parametrize(("one", "other"), TWO_ORGANISATIONS)
def test_two_organisations_are_not(one, other):
    assert like(one, other) < LIKELY


@pytest.mark.parametrize(("one", "other"), TWO_ORGANISATIONS[:6])
def test_levels_and_places_are_a_veto(one, other):
    register = Register([Known(1, other)], READER)

    assert register.propose(one, least=1) == []


@given(st.text(), st.text())
def test_likeness_has_bounds_and_no_direction(one, other):
    score = like(one, other)

    assert 0 <= score <= 100
    assert score == pytest.approx(like(other, one))


@given(st.lists(st.sampled_from([each.name for each in OWN]), max_size=20), st.data())
def test_never_more_than_five_are_proposed_and_the_likeliest_comes_first(names, data):
    register = Register([Known(i, name) for i, name in enumerate(names)], READER)

    found = register.propose(data.draw(st.sampled_from([each.name for each in OWN])), least=0.1)

    scores = [proposal.score for proposal in found]
    assert len(found) <= 5
    assert scores == sorted(scores, reverse=True)


def test_alternative_names_of_one_organisation_are_one_proposal():
    known = [Known("awo", "AWO KV Rübenfeld"), Known("awo", "Arbeiterwohlfahrt KV Rübenfeld")]

    found = Register(known, READER).propose("AWO Kreisverband Rübenfeld")

    assert [proposal.known.key for proposal in found] == ["awo"]


def test_where_the_name_tells_no_place_the_town_beside_it_counts():
    register = Register([Known(1, "Tafel e.V.", "Mühlau"), Known(2, "Tafel", "Rübenfeld")], READER)

    found = register.propose("Tafel Rübenfeld")

    assert [proposal.known.key for proposal in found] == [2, 1]
    assert "Der Ort ist ein anderer." in found[1].reasons


def test_the_table_of_abbreviations_can_be_another_one():
    table = replace(SHIPPED, short={**SHIPPED.short, "btz": "begegnungszentrum"})
    reader = Reader(PLACES, table)

    score = likeness(reader.read("BTZ Mühlau"), reader.read("Begegnungszentrum Mühlau"), table)

    assert score == 100
    assert like("BTZ Mühlau", "Begegnungszentrum Mühlau") < LIKELY


def test_the_benchmark_on_our_own_names_holds_its_bounds():
    figures = {figure.what: figure for figure in bench.of(OWN)}

    assert all(figure.holds for figure in figures.values()), figures
    assert len(figures) == 6


def test_the_benchmark_can_fail():
    shuffled = [replace(each, entity=str(i // 3)) for i, each in enumerate(reversed(OWN))]

    figures = list(bench.of(shuffled))

    assert not any(figure.holds for figure in figures if figure.at_least)
