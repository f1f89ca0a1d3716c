"""Changed words, and how much of them is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.consultation.excerpts import about
from ikparticipation.drafts.compare import PieceKind, pieces

SAME, REMOVED, ADDED = PieceKind
texts = st.lists(st.sampled_from(["Kurse", "gibt", "es", "am", "Ort.", "Abend,"]), max_size=9).map(
    " ".join
)


@pytest.mark.parametrize(
    ("words", "new", "expected"),
    [
        ("in jedem Ort.", "Kurse in jedem Ortsteil.", "in jedem Ortsteil."),
        ("Kurse in", "Angebote in jedem Ort.", "Angebote in"),
        ("in jedem", "Kurse in fast jedem Ort.", "in fast jedem"),
        ("jedem Ort.", "Kurse in jedem Ort. Und mehr.", "jedem Ort."),
        ("jedem Ort.", "Kurse, auch in jedem Ort.", "jedem Ort."),
        ("in jedem", "Kurse überall.", "überall"),
    ],
)
def test_what_stands_instead_of_words_belongs_to_them(words, new, expected):
    old = "Kurse in jedem Ort."
    start = old.index(words)

    found = about(pieces(old, new), start, start + len(words))

    assert "".join(piece.text for piece in found if piece.kind is not ADDED) == words
    assert "".join(piece.text for piece in found if piece.kind is not REMOVED) == expected


@given(texts, texts, st.data())
def test_the_words_are_all_there_and_nothing_else_of_the_old_text(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))

    found = about(pieces(old, new), start, end)

    assert "".join(piece.text for piece in found if piece.kind is not ADDED) == old[start:end]
    come = "".join(piece.text for piece in found if piece.kind is not REMOVED)
    assert come in new
