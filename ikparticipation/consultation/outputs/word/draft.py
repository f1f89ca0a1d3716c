"""A draft on its way to Word and back: what both ways agree on."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ikparticipation.drafts.passages import PassageKind
from ikparticipation.text import canonical

VERSION_PROPERTY = "ikp_version"
"""Name of the custom property and of the document variable with the version's id."""
BOOKMARK = "p_"
TITLE_BOOKMARK = "ikp_titel"
"""Of the paragraph above the text; a comment on it is one on the whole text."""
_CELLS = re.compile(r" \|(?: |$)")
_EXPORTED = re.compile(r"/kommentare/([0-9a-f-]{36})#([0-9a-f]{8})\s*$")


@dataclass(frozen=True)
class DraftPassage:
    key: str
    kind: PassageKind
    level: int
    marker: str
    text: str
    html: str


@dataclass(frozen=True)
class DraftComment:
    """A published comment, from a place to a place; `key` None: on the whole text."""

    id: UUID
    key: str | None
    start: int
    end_key: str | None
    end: int
    author: str
    at: datetime
    words: str
    """All that is to be read in Word: kind, text, proposal."""


@dataclass(frozen=True)
class WordDraft:
    version_id: UUID
    slug: str
    number: int
    title: str
    site: str
    as_of: datetime
    passages: tuple[DraftPassage, ...]
    comments: tuple[DraftComment, ...] = ()

    @property
    def path(self) -> str:
        return f"/entwuerfe/{self.slug}/{self.number}"

    @property
    def address(self) -> str:
        return f"{self.site}{self.path}"


@dataclass(frozen=True)
class Segment:
    """The part of a passage that is one paragraph in Word: all of it, or a cell of a row."""

    key: str
    start: int
    text: str
    cell: int = 0

    @property
    def bookmark(self) -> str:
        return f"{BOOKMARK}{self.key}" + (f"_{self.cell + 1}" if self.cell else "")


def segments_of(passages: Sequence[DraftPassage]) -> list[Segment]:
    return [segment for passage in passages for segment in _segments(passage)]


def _segments(passage: DraftPassage) -> list[Segment]:
    if passage.kind is not PassageKind.TABLE_ROW:
        return [Segment(passage.key, 0, passage.text)]
    found, start = [], 0
    for cell, border in enumerate([*_CELLS.finditer(passage.text), None]):
        end = border.start() if border else len(passage.text)
        found.append(Segment(passage.key, start, passage.text[start:end], cell))
        start = border.end() if border else end
    return found


def signed(words: str, site: str, comment_id: UUID) -> str:
    """Return the words of an exported comment: they end with its lasting address.

    The address tells on the way back that the comment is ours, and whether somebody wrote into it.
    """
    return f"{words}\n{site}/kommentare/{comment_id}#{_check(words)}"


@dataclass(frozen=True)
class Ours:
    """A comment that we have exported. `added`: words that somebody has written into it."""

    id: UUID
    added: str


def ours(words: str) -> Ours | None:
    """Return which exported comment this is; None for one that somebody wrote in Word."""
    found = _EXPORTED.search(words) or _EXPORTED.search(words.rstrip(".!? "))
    lines = words.split("\n")
    if found is None:
        signatures = [line for line in lines if _EXPORTED.search(line)]
        found = _EXPORTED.search(signatures[0]) if signatures else None
    if found is None:
        return None
    rest = "\n".join(line for line in lines if not _EXPORTED.search(line)).strip()
    unchanged = _check(rest) == found[2]
    return Ours(UUID(found[1]), "" if unchanged else rest)


def _check(words: str) -> str:
    return hashlib.sha256(canonical(words).encode()).hexdigest()[:8]
