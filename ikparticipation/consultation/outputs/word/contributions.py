"""What an organisation has written into our Word file, as contributions at their places.

Nothing is dropped: a comment becomes a comment, a tracked change a change proposal, and what has
no sure place is handed on with its words, for a person to place. Comments that we have exported
ourselves are recognised and left out, unless somebody has written into them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from docx.document import Document

from ikparticipation.consultation.outputs.word.draft import (
    TITLE_BOOKMARK,
    VERSION_PROPERTY,
    Segment,
    WordDraft,
    ours,
    segments_of,
)
from ikparticipation.consultation.outputs.word.edits import proposal
from ikparticipation.consultation.outputs.word.notes import Note, named_values, notes
from ikparticipation.consultation.outputs.word.placing import Placing, Stretch
from ikparticipation.consultation.outputs.word.reading import Edit, Spot, WordText, read
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_, canonical, cleaned, translate

LEAST_FOUND = 0.3
"""Part of the draft's words that a file must have, if nothing in it names a version."""
_ADDRESS = re.compile(r"/entwuerfe/([a-z0-9-]+)/(\d{1,4})(?!\d)")
LONGEST_QUOTE = 300
MOST = 1_000
"""Contributions of one file; nobody can look through more of them on a page."""
LONGEST_FILE = 2_000_000
"""Characters; ten times the longest draft."""

OTHER_DRAFT = N_(
    "Diese Datei gehört zu einem anderen Entwurf oder einer anderen Fassung. Bitte laden Sie die "
    "Word-Datei dieser Fassung herunter und übertragen Sie die Kommentare dorthin."
)
FOREIGN = N_(
    "In dieser Datei steht der Text dieser Fassung nicht. Bitte verwenden Sie die Word-Datei, die "
    "Sie auf der Seite der Fassung herunterladen können."
)
TOO_MANY = N_(
    "In der Datei stehen mehr als %(limit)s Kommentare und Änderungen. Bitte teilen Sie sie auf "
    "mehrere Dateien auf."
)
CHANGED = N_("In der Word-Datei als Änderung eingetragen.")
MOVED = N_("In der Word-Datei als Verschiebung eingetragen.")
STRIKE = N_("Vorschlag aus der Word-Datei: diese Wörter streichen.")
RETYPED = N_("Änderung in der Word-Datei: „%(old)s“ soll heißen: „%(new)s“")
STRUCK = N_("Änderung in der Word-Datei: „%(old)s“ soll wegfallen.")
ADDED = N_("Änderung in der Word-Datei: „%(new)s“ soll hinzukommen.")
DIVIDED = N_("Änderung in der Word-Datei: die Grenze dieses Absatzes soll eine andere sein.")


class FoundKind(StrEnum):
    COMMENT = "comment"
    CHANGE = "change"


@dataclass(frozen=True)
class FoundPlace:
    """A span in the canonical text of a passage, or from one to another; `key` None: all."""

    key: str | None
    start: int
    end_key: str | None
    end: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """One contribution. `place` None: a person has to say where it stands."""

    number: int
    """Counts from 1, in the order of the file."""
    kind: FoundKind
    place: FoundPlace | None
    words: str
    """On which it stands in the file, shortened."""
    text: str
    """Of a comment; empty for a change."""
    old: str
    """Of a change: the words that are gone, and those that came instead."""
    new: str
    replacement: str | None
    """Of a change with a sure place: what is to stand there; empty: nothing."""
    moved: bool
    author: str
    at: datetime | None
    reply_to: UUID | None
    """The published comment that it replies to."""
    thread: int | None
    """The contribution of this file that it replies to."""
    resolved: bool


@dataclass(frozen=True)
class Reading:
    found: tuple[Found, ...]
    recognised: int
    """Comments of ours that came back as they were."""
    differing: tuple[str, ...]
    """Keys of passages that were changed without tracking it; nobody can say what was meant."""


def contributions(document: Document, draft: WordDraft) -> Reading:
    """Return what was written into a file of this draft.

    Raises ConflictError for a file of another version, InvalidError for a text that is not ours.
    """
    text = read(document)
    named = _version(document, text)
    if named is not None and named not in {str(draft.version_id), draft.path}:
        raise ConflictError(OTHER_DRAFT)
    if sum(len(paragraph.text) for paragraph in text.paragraphs) > LONGEST_FILE:
        raise InvalidError(FOREIGN)
    segments = segments_of(draft.passages)
    placing = Placing(segments, text.paragraphs)
    if placing.found < LEAST_FOUND:
        raise InvalidError(FOREIGN)
    reader = _Reader(text, list(notes(document)), segments, placing)
    found = tuple(reader.all())
    if len(found) > MOST:
        raise InvalidError(TOO_MANY, limit=MOST)
    return Reading(found, reader.recognised, tuple(placing.differing()))


def _version(document: Document, text: WordText) -> str | None:
    """Return the id, or at least the address, of the version that the file names."""
    value = named_values(document).get(VERSION_PROPERTY)
    if value is not None:
        return value
    for paragraph in text.paragraphs:
        if found := _ADDRESS.search(paragraph.text):
            return found[0]
    return None


class _Reader:
    def __init__(
        self,
        text: WordText,
        found: Sequence[Note],
        segments: Sequence[Segment],
        placing: Placing,
    ) -> None:
        self.text = text
        self.notes = found
        self.segments = segments
        self.placing = placing
        self.recognised = 0
        self.numbers: dict[str, int] = {}
        """Id of a comment in the file → number of the contribution."""
        self.known: dict[str, UUID] = {}
        """Id of a comment in the file → our comment that it is."""

    def all(self) -> Iterator[Found]:
        number = 0
        for note in self.notes:
            if (found := self._comment(note, number + 1)) is not None:
                number += 1
                self.numbers[note.id] = number
                yield found
        for paragraph in self.text.paragraphs:
            for edit in paragraph.edits:
                number += 1
                yield self._change(edit, number)

    def _comment(self, note: Note, number: int) -> Found | None:
        exported = ours(note.text)
        if exported:
            self.known[note.id] = exported.id
            if not exported.added:
                self.recognised += 1
                return None
        text = exported.added if exported else note.text
        parent = self.known.get(note.parent or "")
        where = self.text.range_of(note.id) or self.text.range_of(note.parent or "")
        return Found(
            number=number,
            kind=FoundKind.COMMENT,
            place=self._place(*where) if where else None,
            words=self._words(*where) if where else "",
            text=cleaned(text).strip(),
            old="",
            new="",
            replacement=None,
            moved=False,
            author=canonical(note.author),
            at=note.at,
            reply_to=exported.id if exported else parent,
            thread=self.numbers.get(note.parent or ""),
            resolved=note.resolved,
        )

    def _place(self, start: Spot, end: Spot) -> FoundPlace | None:
        here = self.text.paragraphs[start.paragraph]
        if TITLE_BOOKMARK in here.bookmarks and end.paragraph == start.paragraph:
            return FoundPlace(None, 0, None, 0)
        start, end = self._clear(start, end)
        if start == end:
            segment = self.placing.segment_of(start.paragraph)
            found = self._all_of(segment) if segment is not None else None
        else:
            found = self.placing.stretch(start, end)
        return self._found_place(found)

    def _clear(self, start: Spot, end: Spot) -> tuple[Spot, Spot]:
        """Return the selection without an end that only touches the next paragraph."""
        while end.paragraph > start.paragraph and not end.offset:
            before = end.paragraph - 1
            end = Spot(before, len(self.text.paragraphs[before].text))
        while start.paragraph < end.paragraph and start.offset >= len(
            self.text.paragraphs[start.paragraph].text.rstrip()
        ):
            start = Spot(start.paragraph + 1, 0)
        return start, end

    def _all_of(self, segment: int) -> Stretch:
        return Stretch(segment, 0, segment, len(self.segments[segment].text))

    def _found_place(self, found: Stretch | None) -> FoundPlace | None:
        if found is None:
            return None
        first, last = self.segments[found.first], self.segments[found.last]
        start, end = first.start + found.start, last.start + found.end
        if first.key == last.key and start >= end:
            return None
        return FoundPlace(first.key, start, last.key, end)

    def _words(self, start: Spot, end: Spot) -> str:
        lines = [p.text for p in self.text.paragraphs[start.paragraph : end.paragraph + 1]]
        lines[-1] = lines[-1][: end.offset]
        lines[0] = lines[0][start.offset :]
        return canonical("\n".join(lines))[:LONGEST_QUOTE]

    def _change(self, edit: Edit, number: int) -> Found:
        paragraph = self.text.paragraphs[edit.paragraph]
        wanted = proposal(paragraph.text, edit)
        exact = self.placing.exact(edit.paragraph, wanted.start, wanted.end)
        segment = self.placing.segment_of(edit.paragraph)
        near = exact or (self._all_of(segment) if segment is not None else None)
        return Found(
            number=number,
            kind=FoundKind.CHANGE,
            place=self._found_place(near),
            words=canonical(paragraph.text[wanted.start : wanted.end])[:LONGEST_QUOTE],
            text="",
            old=canonical(paragraph.text[edit.start : edit.end]),
            new=cleaned(edit.inserted).strip(),
            replacement=wanted.replacement if exact else None,
            moved=edit.moved,
            author=canonical(edit.author),
            at=edit.at,
            reply_to=None,
            thread=None,
            resolved=False,
        )


@dataclass(frozen=True)
class Said:
    """What becomes of a contribution: a comment of this kind, with these words."""

    kind: str
    text: str
    replacement: str | None


def said(found: Found, language: str, *, by_hand: bool = False) -> Said:
    """Return the words to store. `by_hand`: a person chose the place, so only words can tell it."""
    if found.kind is FoundKind.COMMENT:
        return Said("remark", found.text, None)
    if found.replacement and not by_hand:
        return Said(
            "change_proposal",
            translate(language, MOVED if found.moved else CHANGED),
            found.replacement,
        )
    if found.replacement == "" and not by_hand:
        return Said("objection", translate(language, STRIKE), None)
    return Said("remark", _retold(found, language), None)


def _retold(found: Found, language: str) -> str:
    if found.old and found.new:
        return translate(language, RETYPED, old=found.old, new=found.new)
    if found.old:
        return translate(language, STRUCK, old=found.old)
    return translate(language, ADDED, new=found.new) if found.new else translate(language, DIVIDED)
