"""A tracked change as the words it replaces and the words that are to stand there.

A proposal stands on whole words. One that only inserts, or only strikes, takes a neighbouring word
along: so there is always something to stand on, and something to stand instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ikparticipation.consultation.outputs.word.reading import Edit
from ikparticipation.drafts.tokens import Token, tokens
from ikparticipation.text import canonical


@dataclass(frozen=True)
class Proposal:
    """Offsets in the old text of the paragraph. `replacement` empty: all of it is struck."""

    start: int
    end: int
    replacement: str


def proposal(text: str, edit: Edit) -> Proposal:
    """Return the proposal that a change makes of a paragraph."""
    words = tokens(text)
    start, end = _widened(text, words, edit)
    new = f"{text[start : edit.start]}{edit.inserted}{text[edit.end : end]}"
    covers = any(word.start < end and word.end > start for word in words)
    if not covers or not canonical(new):
        before, after = _neighbours(words, start, end)
        if before is not None:
            new = f"{text[before:start]}{new}"
            start = before
        elif after is not None:
            new = f"{new}{text[end:after]}"
            end = after
    return Proposal(start, end, _tidy(new))


def _widened(text: str, words: Sequence[Token], edit: Edit) -> tuple[int, int]:
    """Return the borders of the change, moved out to those of the words it cuts or touches."""
    start, end = edit.start, edit.end
    new = edit.inserted
    for word in words:
        cuts_start = word.start < start < word.end
        grows = bool(new) and word.end == start and word.is_word and _is_letter(new[0])
        if cuts_start or grows:
            start = word.start
        cuts_end = word.start < end < word.end
        led = bool(new) and word.start == end and word.is_word and _is_letter(new[-1])
        if cuts_end or led:
            end = word.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _neighbours(words: Sequence[Token], start: int, end: int) -> tuple[int | None, int | None]:
    """Return where the word before begins, and where the word behind ends, marks between taken."""
    before = next(
        (word.start for word in reversed(words) if word.end <= start and word.is_word), None
    )
    after = next((word.end for word in words if word.start >= end and word.is_word), None)
    return before, after


def _tidy(text: str) -> str:
    lines = (canonical(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
