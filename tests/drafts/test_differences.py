"""What the pages of two texts are made of."""

import pytest

from ikparticipation.drafts.compare import Change, PieceKind
from ikparticipation.drafts.differences import SHORT, differences

OLD = """\
# Leitlinien

Sprache öffnet Türen in jedem Ort des Landkreises, heute und morgen.

- Kinderbetreuung während des Kurses
- Kurse am Abend

## Arbeit

Wer arbeiten will, findet schnell eine Beratung, die zu ihm passt.
"""


def changed(old, new):
    return [(d.change, d.word) for d in differences(old, new).rows if not d.is_same]


@pytest.mark.parametrize(
    ("find", "put", "expected"),
    [
        ("jedem Ort", "jedem Dorf", [(Change.CHANGED, "Geändert")]),
        ("## Arbeit", "Ganz neue Worte stehen hier.\n\n## Arbeit", [(Change.ADDED, "Neu")]),
        ("- Kurse am Abend\n", "", [(Change.REMOVED, "Entfallen")]),
        ("Kurse am Abend", "**Kurse** am Abend", [(Change.SAME, "Anders gestaltet")]),
        ("## Arbeit", "### Arbeit", [(Change.SAME, "Anders gestaltet")]),
        ("- Kurse", "1. Kurse", [(Change.SAME, "Anders gestaltet")]),
        ("Kurse am Abend", "Kurse   am Abend", []),
    ],
)
def test_every_change_has_its_word(find, put, expected):
    assert OLD.count(find) == 1

    assert changed(OLD, OLD.replace(find, put)) == expected


def test_what_stands_elsewhere_has_moved():
    paragraphs = [f"Der Absatz Nummer {n} sagt etwas ganz Eigenes zum Thema {n}." for n in "abcde"]
    moved = [*paragraphs[1:], paragraphs[0]]

    assert changed("\n\n".join(paragraphs), "\n\n".join(moved)) == [(Change.MOVED, "Verschoben")]


def test_another_number_in_a_list_is_no_change():
    assert changed("1. Eins\n2. Zwei", "1. Ganz neu hier\n2. Eins\n3. Zwei") == [
        (Change.ADDED, "Neu")
    ]


def test_two_equal_texts_have_no_counts():
    assert differences(OLD, OLD).counts == []
    assert differences("", "").rows == []


def test_kinds_of_changes_are_counted():
    new = OLD.replace("jedem Ort", "jedem Dorf").replace("schnell", "bald") + "\nNeu hier.\n"

    assert differences(OLD, new).counts == [("~", "Geändert", 2), ("+", "Neu", 1)]


def test_long_stretches_without_a_change_are_folded_and_headings_are_not():
    old = "# Titel\n\n" + "\n\n".join(f"Satz {n} steht hier." for n in "abc") + "\n\n## Zwei\n\nX."
    new = old.replace("X.", "X und Y.")

    stretches = differences(old, new).stretches

    assert [(len(s.rows), s.is_folded) for s in stretches] == [
        (1, False),
        (3, True),
        (1, False),
        (1, False),
    ]
    assert [row for s in stretches for row in s.rows] == list(differences(old, new).rows)


def test_the_list_quotes_the_words_around_the_change():
    old = " ".join(f"wort{n}" for n in range(100))

    row = differences(old, old.replace("wort50", "Satz50")).rows[0]

    shown = "".join(piece.text for piece in row.excerpt)
    assert "wort50" in shown
    assert "Satz50" in shown
    assert shown.startswith("… wort46")
    assert shown.endswith(" …")
    assert len(shown) < 2 * SHORT
    assert row.excerpt[0].kind is PieceKind.SAME


def test_the_list_quotes_the_beginning_of_what_is_new():
    row = differences("", "Wort " * 100).rows[0]

    assert "".join(piece.text for piece in row.excerpt).endswith("Wort …")


def test_a_text_that_is_no_text_of_passages_has_no_differences_to_show():
    assert differences("x" * 200_001, "kurz") is None
    assert differences("kurz", ">" * 60 + " Zitat") is None
