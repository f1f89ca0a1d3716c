"""What goes into the mapping of anchors and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ikparticipation.consultation.anchors import Span


class Text(NamedTuple):
    """A passage: its key, if it has one, and its canonical text."""

    key: str | None
    text: str


class MappedStatus(StrEnum):
    UNCHANGED = "unchanged"
    """The same words at the same place."""
    CHANGED = "changed"
    """Surely the same place; some of the words are others now, or gone."""
    MOVED = "moved"
    """The same words, but they stand elsewhere."""
    SUGGESTED = "suggested"
    """A person decides between the suggestions."""
    DELETED = "deleted"
    """The words are gone."""


class Method(StrEnum):
    """How the place was found."""

    PASSAGE = "passage"
    """The passage is the same, word for word."""
    WORDS = "words"
    """Longest common subsequence of the words of aligned sentences."""
    SENTENCE = "sentence"
    """The sentence or passage moved: it stands once in each version."""
    QUOTE = "quote"
    """The selected words stand once in each version."""
    LIKENESS = "likeness"
    """Only proposed."""
    NONE = "none"


class Place(NamedTuple):
    block: int
    span: Span


class Suggestion(NamedTuple):
    place: Place
    score: float


@dataclass(frozen=True)
class Mapped:
    """`place` is where the words stand now; None where a person decides or they are gone."""

    status: MappedStatus
    place: Place | None
    method: Method
    score: float
    """0 to 1: the part of the words that is still there; for a quote that moved, less the fewer
    words around it moved along; of suggestions, the best score."""
    suggestions: tuple[Suggestion, ...] = ()
    """At most three, the best first; only for `suggested`."""
