"""Words as pages write them."""

import re
from pathlib import Path

import pytest

from ikparticipation.text import unbroken


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("12. März 2027, 18:00 Uhr", "12.~März 2027, 18:00~Uhr"),
        ("Freitag, 12. März 2027", "Freitag, 12.~März 2027"),
        ("12 March 2027, 18:00", "12~March 2027, 18:00"),
        ("%(title)s, Abschnitt %(n)s bis %(m)s", "%(title)s, Abschnitt~%(n)s bis %(m)s"),
        ("Fassung %(number)s", "Fassung %(number)s"),
        ("Im Jahr 2027 – und 2028.", "Im Jahr 2027 – und 2028."),
        ("", ""),
    ],
)
def test_a_number_stays_on_the_line_of_what_it_counts(words, written):
    assert unbroken(words) == written.replace("~", "\u00a0")


TEMPLATES = Path(__file__).parents[1] / "templates"


def test_what_is_shortened_ends_in_one_sign_that_says_so():
    """Apart from the last word: a sentence that ends there would end in four dots."""
    cut = re.compile(r"truncate\([^)]*\)?")
    found = {
        f"{path.name}: {use}"
        for path in TEMPLATES.rglob("*.*")
        for use in cut.findall(path.read_text("utf-8"))
        if 'end=" …"' not in use
    }

    assert found == set()
