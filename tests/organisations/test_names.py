import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.organisations.names import normalise

ONE_NAME = [
    # the same name in other capitals, umlauts, punctuation and spaces
    ("Sprachbrücke Rübenfeld", "SPRACHBRUECKE  RÜBENFELD"),
    ("Sprachbrücke Rübenfeld", "Sprachbru\u0308cke Ru\u0308benfeld"),
    ("SV Grün-Weiß Rübenfeld", "S.V. Gruen Weiss Rübenfeld"),
    ("SV Grün-Weiß Rübenfeld", "S. V. „Grün-Weiß“, Rübenfeld"),
    ("Haus der Begegnung (Rübenfeld)", "Haus der Begegnung, Rübenfeld"),
    ("Jung & Alt Rübenfeld", "Jung und Alt Rübenfeld"),
    ("Jung + Alt Rübenfeld", "Jung und Alt Rübenfeld"),
    ("Café Miteinander", "Cafe\u00a0Mitein\u00adander"),
    ("St. Michael's Haus", "St Michael’s Haus"),
    # the same name with and without its legal form
    ("Sprachbrücke Rübenfeld", "Sprachbrücke Rübenfeld e.V."),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke Rübenfeld e. V."),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke Rübenfeld eV"),
    ("Sprachbrücke Rübenfeld", "SPRACHBRÜCKE RÜBENFELD EV"),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke e.V. Rübenfeld"),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke eV (Rübenfeld)"),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke Rübenfeld (e.V.)"),
    ("Sprachbrücke Rübenfeld", "Sprachbrücke Rübenfeld, eingetragener Verein"),
    ("Neue Wege", "Neue Wege gGmbH"),
    ("Neue Wege", "Neue Wege gemeinnützige GmbH"),
    ("Neue Wege", "Neue Wege gemeinnützige Gesellschaft mit beschränkter Haftung"),
    ("Neue Wege", "Neue Wege gUG (haftungsbeschränkt)"),
    ("Wohnen am Anger", "Wohnen am Anger eG"),
    ("Gemeinde Sankt Anna", "Gemeinde Sankt Anna K. d. ö. R."),
    ("Gemeinde Sankt Anna", "Gemeinde Sankt Anna, Körperschaft des öffentlichen Rechts"),
]
DIFFERENT_NAMES = [
    ("Helferbund Kreisverband Rübenfeld", "Helferbund Landesverband Rübenfeld"),
    ("Helferbund KV Rübenfeld", "Helferbund OV Rübenfeld"),
    ("Helferbund KV Rübenfeld", "Helferbund Kreisverband Rübenfeld"),  # for a person to say
    ("Helferbund Rübenfeld", "Helferbund Zuckerdorf"),
    ("Helferbund Rübenfeld", "Helferbund"),
    ("SV Rübenfeld 1921", "SV Rübenfeld 1990"),
    ("Ev. Kirchengemeinde Rübenfeld", "Kirchengemeinde Rübenfeld"),  # evangelisch, not e.V.
    ("Kita Ev. Gemeinde Rübenfeld", "Kita Gemeinde Rübenfeld"),
    ("AG Migration", "Migration"),  # Arbeitsgemeinschaft
    ("Sankt Anna KG", "Sankt Anna"),  # Kirchengemeinde
    ("Förderverein Schule Rübenfeld", "Schule Rübenfeld"),
    ("Gruppe A", "Gruppe B"),
    ("Дружба", "Мост"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name_are_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NAMES)
def test_names_that_may_be_two_organisations_stay_two(one, other):
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        (
            "Deutsch-Arabischer Frauentreff Rübenfeld e. V.",
            "deutsch arabischer frauentreff ruebenfeld",
        ),
        ("Straßenfußball für alle", "strassenfussball fuer alle"),
        ("Haus 3 / Treffpunkt „Łódź“", "haus 3 treffpunkt łodz"),
        ("Дружба e.V.", "дружба"),
        ("St. Michael’s Haus", "st michaels haus"),
        (" (e.V.)", "ev"),
        ("e.V.", "ev"),  # a name is never only its legal form
        ("gGmbH", "ggmbh"),
        ("E. V. Meyer Stiftung", "ev meyer stiftung"),
        (" – ", ""),
        ("", ""),
    ],
)
def test_the_normal_form_is_what_is_left_of_a_name(name, normal):
    assert normalise(name) == normal


parts = st.sampled_from(
    [
        *("e.V.", "eV", "ev", "E. V.", "gGmbH", "eG", "UG", "(haftungsbeschränkt)", "KV", "Börde"),
        *("S.V.", "A", "ß", "&", "K.d.ö.R.", "gemeinnützige", "GmbH", "eingetragener", "Verein"),
    ]
)


@given(st.one_of(st.text(), st.lists(parts).map(" ".join)))
def test_a_normal_form_is_its_own_normal_form(name):
    assert normalise(normalise(name)) == normalise(name)


@given(st.text(alphabet="abcxyzäöüßÄÖÜ0123456789 .-", min_size=1))
def test_a_name_with_a_letter_never_becomes_empty(name):
    assert bool(normalise(name)) == any(c.isalnum() for c in name)


@given(st.text())
def test_capitals_and_spaces_around_make_no_difference(name):
    assert normalise(f"  {name}\n") == normalise(name)
