"""What a Word file says: its paragraphs as they were, and what somebody wrote on or into them.

`Paragraph.text` is the text before tracked changes: what was deleted still stands there, what was
inserted does not. So places in it are places in the draft that was handed out. Elements: ECMA-376
part 1, §17.13.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "?"}


@dataclass(frozen=True, order=True)
class Spot:
    """A place in the old text: a paragraph and an offset in its text."""

    paragraph: int
    offset: int


@dataclass(frozen=True)
class Edit:
    """A tracked change in one paragraph: old words `start` to `end` gone, `inserted` in place."""

    author: str
    at: datetime | None
    paragraph: int
    start: int
    end: int
    inserted: str
    moved: bool


@dataclass
class Paragraph:
    text: str = ""
    bookmarks: list[str] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)


@dataclass(frozen=True)
class WordText:
    """The body of a file. Where comments begin and end, or merely stand, by their ids."""

    paragraphs: list[Paragraph]
    starts: dict[str, Spot]
    ends: dict[str, Spot]
    points: dict[str, Spot]

    def range_of(self, note_id: str) -> tuple[Spot, Spot] | None:
        """Return from where to where a comment stands; a point has both the same."""
        point = self.points.get(note_id)
        found = [self.starts.get(note_id, point), self.ends.get(note_id, point)]
        known = sorted(spot for spot in found if spot is not None)
        return (known[0], known[-1]) if known else None


@dataclass(frozen=True)
class _Track:
    """Inside of which tracked change something stands."""

    author: str
    at: datetime | None
    inserts: bool
    moves: bool


def read(document: Document) -> WordText:
    """Return all paragraphs, those of tables too, with what was changed and marked in them."""
    reader = _Reader()
    reader.blocks(document.element.body, None)
    reader.close()
    return WordText(reader.paragraphs, reader.starts, reader.ends, reader.points)


class _Reader:
    """Goes through the body once, in reading order."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = [Paragraph()]
        self.starts: dict[str, Spot] = {}
        self.ends: dict[str, Spot] = {}
        self.points: dict[str, Spot] = {}

    @property
    def here(self) -> Paragraph:
        return self.paragraphs[-1]

    @property
    def spot(self) -> Spot:
        return Spot(len(self.paragraphs) - 1, len(self.here.text))

    def close(self) -> None:
        for paragraph in self.paragraphs:
            paragraph.edits = _joined(paragraph.edits)

    def blocks(self, parent: Any, track: _Track | None) -> None:
        for node in parent.iterchildren():
            match name_of(node):
                case "p":
                    self._paragraph(node, track)
                case "tr":
                    self.blocks(node, _row_track(node) or track)
                case "ins" | "del" | "moveFrom" | "moveTo":
                    self.blocks(node, _track(node))
                case "tbl" | "tc" | "sdt" | "sdtContent" | "customXml" | "smartTag":
                    self.blocks(node, track)
                case _:
                    self._mark(node)

    def _paragraph(self, node: Any, track: _Track | None) -> None:
        """Read one; it goes on in the next one if its end was only inserted."""
        self._inline(node, track)
        end = _paragraph_end(node)
        if end is not None and end.inserts:
            self._write("\n", end)
            return
        if end is not None:
            self.here.edits.append(self._edit(end, "", len(self.here.text)))
        self.paragraphs.append(Paragraph())

    def _inline(self, parent: Any, track: _Track | None) -> None:
        for node in parent.iterchildren():
            match name_of(node):
                case "r":
                    self._run(node, track)
                case "ins" | "moveTo" | "del" | "moveFrom":
                    self._tracked(node, track)
                case (
                    "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "dir"
                    | "bdo" | "customXml"
                ):  # fmt: skip
                    self._inline(node, track)
                case _:
                    self._mark(node)

    def _tracked(self, node: Any, around: _Track | None) -> None:
        inner = _track(node)
        if around is not None and around.inserts and not inner.inserts:
            return  # inserted, then deleted again: it was never there and never will be
        self._inline(node, inner if around is None or inner.inserts else around)

    def _run(self, node: Any, track: _Track | None) -> None:
        for piece in node.iterchildren():
            name = name_of(piece)
            if name in {"t", "delText"}:
                self._write(piece.text or "", track)
            elif name in SIGNS:
                self._write(SIGNS[name], track)
            elif name == "commentReference":
                self.points[piece.get(qn("w:id"), "")] = self.spot

    def _write(self, text: str, track: _Track | None) -> None:
        if not text:
            return
        if track is None:
            self.here.text += text
            return
        start = len(self.here.text)
        if not track.inserts:
            self.here.text += text
        self.here.edits.append(self._edit(track, text if track.inserts else "", start))

    def _edit(self, track: _Track, inserted: str, start: int) -> Edit:
        place, end = len(self.paragraphs) - 1, len(self.here.text)
        return Edit(track.author, track.at, place, start, end, inserted, track.moves)

    def _mark(self, node: Any) -> None:
        """Note what stands between words, or between paragraphs."""
        match name_of(node):
            case "bookmarkStart":
                self.here.bookmarks.append(node.get(qn("w:name"), ""))
            case "commentRangeStart":
                self.starts[node.get(qn("w:id"), "")] = self.spot
            case "commentRangeEnd":
                self.ends[node.get(qn("w:id"), "")] = self.spot


def name_of(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _track(node: Any) -> _Track:
    name = name_of(node)
    return _Track(
        node.get(qn("w:author"), ""),
        moment_of(node.get(qn("w:date"))),
        inserts=name in {"ins", "moveTo"},
        moves=name in {"moveFrom", "moveTo"},
    )


def _row_track(row: Any) -> _Track | None:
    return _first_track(row.find(qn("w:trPr")))


def _paragraph_end(paragraph: Any) -> _Track | None:
    properties = paragraph.find(qn("w:pPr"))
    return _first_track(properties.find(qn("w:rPr")) if properties is not None else None)


def _first_track(properties: Any) -> _Track | None:
    if properties is None:
        return None
    for node in properties.iterchildren():
        if name_of(node) in {"ins", "del", "moveFrom", "moveTo"}:
            return _track(node)
    return None


def moment_of(written: str | None) -> datetime | None:
    """Return when something was written; programs disagree on what the zone means."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _joined(edits: list[Edit]) -> list[Edit]:
    """Put together what one author changed without a gap: one runs into the other."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and (last.author, last.end, last.moved) == (edit.author, edit.start, edit.moved):
            joined[-1] = Edit(
                last.author,
                last.at or edit.at,
                last.paragraph,
                last.start,
                edit.end,
                last.inserted + edit.inserted,
                last.moved,
            )
        else:
            joined.append(edit)
    return joined
