"""What a tracked change proposes: which words, and what instead."""

import pytest

from ikparticipation.consultation.outputs.word.edits import proposal
from ikparticipation.consultation.outputs.word.reading import Edit

TEXT = "Kurse sind sehr gut, auch am Abend."


def edit(old, inserted, *, after=None, text=TEXT):
    """A change of words, or an insertion behind others."""
    start = text.index(old) if old else text.index(after) + len(after)
    return Edit("A", None, 0, start, start + len(old), inserted, moved=False)


@pytest.mark.parametrize(
    ("what", "words", "instead"),
    [
        (edit("gut", "schön"), "gut", "schön"),
        (edit("sehr gut", "schön"), "sehr gut", "schön"),
        (edit("u", "ü"), "Kurse", "Kürse"),
        (edit("", "s", after="Abend"), "Abend", "Abends"),
        (edit("", " immer", after="sind"), "sind", "sind immer"),
        (edit("", "Alle ", after=""), "Kurse", "Alle Kurse"),
        (edit("sehr ", ""), "sind sehr", "sind"),
        (edit(" sehr", ""), "sind sehr", "sind"),
        (edit("Kurse ", ""), "Kurse sind", "sind"),
        (edit(", auch am Abend", ""), "gut, auch am Abend", "gut"),
        (edit("", "\nEin neuer Absatz.", after="Abend."), "Abend.", "Abend.\nEin neuer Absatz."),
        (edit(TEXT, ""), TEXT, ""),
        (edit(TEXT, "Neu."), TEXT, "Neu."),
    ],
)
def test_a_change_stands_on_whole_words_and_has_words_to_stand_instead(what, words, instead):
    found = proposal(TEXT, what)

    assert TEXT[found.start : found.end] == words
    assert found.replacement == instead


def test_a_change_in_an_empty_paragraph_has_nothing_to_stand_on():
    found = proposal("", Edit("A", None, 0, 0, 0, "Neu.", moved=False))

    assert (found.start, found.end, found.replacement) == (0, 0, "Neu.")
