"""Offsets in a text as it was given, and in its canonical form."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ikparticipation.consultation.anchors import Span
from ikparticipation.text import canonical


class Positions:
    """`text` is canonical; each of its characters knows which of the given ones it came from."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = canonical(given)
        self._starts: list[int] = []
        self._ends: list[int] = []
        made = ""
        for start, end in _letters(given):
            for letter in unicodedata.normalize("NFC", given[start:end]):
                kept = " " if letter.isspace() else canonical(letter)
                if not kept or (kept == " " and made[-1:] in {"", " "}):
                    continue
                made += kept
                self._starts.append(start)
                self._ends.append(end)
        if made.rstrip() != self.text:
            raise ValueError(f"cannot say where the letters went: {given[:80]!r}")
        del self._starts[len(self.text) :], self._ends[len(self.text) :]

    def to_canonical(self, span: Span) -> Span | None:
        """Return the span of the canonical characters that it holds; None if it holds none."""
        start = bisect_right(self._ends, span.start)
        end = bisect_left(self._starts, span.end)
        return Span(start, end) if start < end else None

    def to_given(self, span: Span) -> Span:
        return Span(self._starts[span.start], self._ends[span.end - 1])


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the letters, each with the marks that are put on it."""
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or _begins(text, start, n):
            yield start, n
            start = n


def _begins(text: str, start: int, n: int) -> bool:
    """Tell whether the character at n is one by itself, whatever stands before."""
    if text[n] < "\u0300":
        return True
    if unicodedata.combining(text[n]):
        return False
    apart = unicodedata.normalize("NFC", text[start:n]) + unicodedata.normalize("NFC", text[n])
    return unicodedata.normalize("NFC", text[start : n + 1]) == apart
