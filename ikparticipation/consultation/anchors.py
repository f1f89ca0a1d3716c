"""Where a comment stands in a passage: a span of its canonical text, and the words around it.

All offsets are code points of the canonical text, the end excluded.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from ikparticipation.text import canonical

CONTEXT = 32
"""How many characters before and after the words are kept with them."""

_STOP = re.compile(r"(?P<mark>[.!?…]+)[\"“”‘’'»«)\]]*\s+")
_OPENERS = "\"„“‚‘'»«([–"
_ABBREVIATION = re.compile(
    r"abs|bspw|bzw|ca|dgl|dipl|dr|evtl|geb|gem|ggf|ggü|grds|hrsg|ing|inkl|insb|jh|lfd|max|mind|min"
    r"|mio|mrd|nr|nrn|pos|prof|rd|sog|st|std|str|stv|tel|vgl|vs|wg|ziff|zzgl|[^\W\d_]"
)
"""Short forms and single letters ("z. B."), after which a sentence goes on, whatever follows."""
_BEFORE_NUMBERS = re.compile(r"abb|anl|art|bd|kap|tab")
"""Short forms only before a number: "Art. 3", but "Angebote dieser Art. Wir …"."""
_LONGEST_ORDINAL = 3
"""Digits: "am 12. März" goes on, "seit 2015. Wir …" ends."""


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class Anchor:
    """A span with its words and their surroundings (W3C TextPosition- and TextQuoteSelector)."""

    span: Span
    quote: str
    before: str
    after: str


def whole(text: str) -> Span:
    return Span(0, len(text))


def anchor_at(text: str, span: Span) -> Anchor:
    """Return the anchor of a span; raise ValueError if the span is empty or not in the text."""
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"{span} is not in a text of {len(text)} characters")
    return Anchor(
        span=span,
        quote=text[span.start : span.end],
        before=text[max(0, span.start - CONTEXT) : span.start],
        after=text[span.end : span.end + CONTEXT],
    )


def occurrences(words: str, text: str) -> list[Span]:
    """Return every place where the words stand in the text, overlapping ones too."""
    sought = canonical(words)
    found: list[Span] = []
    start = text.find(sought) if sought else -1
    while start >= 0:
        found.append(Span(start, start + len(sought)))
        start = text.find(sought, start + 1)
    return found


def locate(words: str, text: str) -> Span | None:
    """Return where the words stand, or None if they stand nowhere or more than once.

    Ambiguous is never decided here: a wrong place would be worse than none.
    """
    found = occurrences(words, text)
    return found[0] if len(found) == 1 else None


def sentences(text: str) -> list[Span]:
    """Return the sentences of a German text: without gaps, each with the spaces behind it.

    In doubt two sentences stay together; a short form or an ordinal never ends one.
    """
    borders = [0, *(stop.end() for stop in _STOP.finditer(text) if _ends(text, stop)), len(text)]
    return [Span(start, end) for start, end in pairwise(borders) if start < end]


def trimmed(text: str, span: Span) -> Span:
    """Return the span without spaces at its end."""
    return Span(span.start, span.start + len(text[span.start : span.end].rstrip()))


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a sentence ends with this mark."""
    follows = text[stop.end() : stop.end() + 4].lstrip(_OPENERS + " ")[:1]
    if follows.islower():
        return False
    if stop["mark"] != ".":
        return True
    word_begins = text.rfind(" ", 0, stop.start()) + 1
    word = text[word_begins : stop.start()].rpartition(".")[2].lstrip(_OPENERS).casefold()
    if word.isdigit():
        return len(word) > _LONGEST_ORDINAL
    if _BEFORE_NUMBERS.fullmatch(word):
        return not follows.isdigit()
    return not _ABBREVIATION.fullmatch(word)
