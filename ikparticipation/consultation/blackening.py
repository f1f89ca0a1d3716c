"""Personal data in the words of a comment, which nobody outside reads.

A span is [start, end) in code points of the comment's text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ikparticipation.consultation.anchors import sentences, trimmed

BLACKENED = "█████"
"""Of one length, so that nobody counts the letters of a name."""

Spans = Iterable[Sequence[int]]

_MARKS = "\\s\"„“”‚‘’'»«()\\[\\].,;:!?…"
_LONG_NUMBER = r"(?:\+|[A-Z]{2})?\d(?:[ \u00a0/().-]{0,2}\d){5,}"
"""A telephone number, an account: six digits or more, with spaces and signs between them."""
_WORD = re.compile(rf"{_LONG_NUMBER}(?=[{_MARKS}]|\Z)|[^{_MARKS}](?:\S*[^{_MARKS}])?")
"""What is chosen at one go: a word, a number, an address; without the marks around it."""


class Part(NamedTuple):
    """Words in a row that are all black, or all not."""

    words: str
    is_black: bool


class Piece(NamedTuple):
    """A word that can be chosen, and what stands before it: spaces and marks."""

    start: int
    end: int
    before: str
    words: str


class Sentence(NamedTuple):
    start: int
    end: int
    pieces: Sequence[Piece]
    after: str


def black_out(text: str, spans: Spans) -> str:
    """Return the text with each span replaced by black.

    Spans may touch or overlap; what lies outside the text is left out.
    """
    return "".join(BLACKENED if part.is_black else part.words for part in parts(text, spans))


def parts(text: str, spans: Spans) -> list[Part]:
    """Return the whole text, cut where black begins or ends."""
    found, at = [], 0
    for start, end in merged(text, spans):
        if start > at:
            found.append(Part(text[at:start], is_black=False))
        found.append(Part(text[start:end], is_black=True))
        at = end
    if at < len(text):
        found.append(Part(text[at:], is_black=False))
    return found


def merged(text: str, spans: Spans) -> list[list[int]]:
    """Return spans in order, those with nothing but spaces between them as one.

    A first name and a family name are one black: how many words there were is nobody's business.
    """
    found: list[list[int]] = []
    for start, end in sorted((max(0, span[0]), min(len(text), span[1])) for span in spans):
        if end <= start:
            continue
        if found and not text[found[-1][1] : start].strip():
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def lies_in(text: str, spans: Spans) -> bool:
    """Tell whether every span has words of this text in it, and nothing beyond."""
    return all(0 <= s[0] < s[1] <= len(text) and text[s[0] : s[1]].strip() for s in spans)


def choices(text: str) -> list[Sentence]:
    """Return the sentences of a text with their words: what there is to choose from.

    Put together again they are the text: before each word stands what parts it from the last.
    """
    found = []
    for sentence in sentences(text):
        at, pieces = sentence.start, []
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            pieces.append(Piece(*match.span(), text[at : match.start()], match.group()))
            at = match.end()
        end = trimmed(text, sentence).end
        found.append(Sentence(sentence.start, end, pieces, text[at : sentence.end]))
    return found


def chosen_words(choice: Iterable[Sentence], spans: Spans) -> set[int]:
    """Return where the words begin of which a span has at least a part."""
    black = [tuple(span) for span in spans]
    return {
        piece.start
        for sentence in choice
        for piece in sentence.pieces
        if any(start < piece.end and piece.start < end for start, end in black)
    }
