"""Places as people write them."""

import pytest

from ikparticipation.inventory.whereabouts import Gazetteer, Place

COUNTY = Gazetteer(
    {"1": "Haldensleben", "2": "Oschersleben (Bode)", "3": "Oebisfelde-Weferlingen"},
    {"ar": "Arabisch", "uk": "Ukrainisch"},
)


def place(address, ags, *languages):
    return Place(address=address, ags=ags, languages=languages)


@pytest.mark.parametrize(
    ("text", "of_offer", "places"),
    [
        ("", [], []),
        ("Haldensleben", [], [place("Haldensleben", "1")]),
        ("Marktplatz 3, Haldensleben", [], [place("Marktplatz 3, Haldensleben", "1")]),
        ("Marktplatz 3", ["1"], [place("Marktplatz 3", "1")]),
        ("Marktplatz 3", ["1", "2"], [place("Marktplatz 3", None)]),
        ("Oebisfelde", [], [place("Oebisfelde", "3")]),
        (
            "Rathaus Haldensleben: Arabisch und Ukrainisch\nBahnhof Oebisfelde",
            [],
            [place("Rathaus Haldensleben", "1", "ar", "uk"), place("Bahnhof Oebisfelde", "3")],
        ),
        ("Treff: bitte klingeln", [], [place("Treff: bitte klingeln", None)]),
        (": Arabisch", [], [place(": Arabisch", None)]),
        ("Haldensleben und Oebisfelde", [], [place("", "1"), place("", "3")]),
        ("Oebisfelde, Haldensleben und online", [], [place("", "3"), place("", "1")]),
        (
            "Schulen in Haldensleben und Oebisfelde",
            [],
            [place("Schulen in Haldensleben und Oebisfelde", ags) for ags in ("1", "3")],
        ),
    ],
)
def test_each_line_is_a_place_or_a_list_of_municipalities(text, of_offer, places):
    assert COUNTY.read(text, of_offer) == places
