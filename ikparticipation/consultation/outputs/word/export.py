"""A draft as a Word file to comment on: each passage a paragraph that carries its key.

Bookmarks hold the keys, a property and a document variable the id of the version, and comments
that are published already are comments in Word. `contributions` reads it back.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from ikparticipation.consultation.outputs.word.draft import (
    TITLE_BOOKMARK,
    VERSION_PROPERTY,
    DraftComment,
    DraftPassage,
    Segment,
    WordDraft,
    segments_of,
    signed,
)
from ikparticipation.consultation.outputs.word.lists import Lists
from ikparticipation.consultation.outputs.word.pieces import CODE, Piece, cut, pieces
from ikparticipation.consultation.outputs.wordml import (
    Element,
    add,
    add_paragraph,
    add_run,
    saved,
    set_language,
    set_properties,
)
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.text import N_, translate

INVITATION = N_(
    "So kommentieren Sie: Markieren Sie Wörter und fügen Sie einen Kommentar ein, oder schalten "
    "Sie „Änderungen nachverfolgen“ ein und ändern Sie den Text. Ihre Organisation lädt die Datei "
    "dann auf der Seite dieser Fassung wieder hoch: %(address)s"
)
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def written(draft: WordDraft, *, language: str, author: str) -> bytes:
    """Return the file. `author`: the administration that hands it out."""
    document = docx.Document()
    set_language(document)
    set_properties(document, title=draft.title, author=author, at=draft.as_of)
    _name_version(document, draft)
    writer = _Writer(document, draft)
    writer.head(language)
    writer.text()
    writer.comments()
    return saved(document)


def _name_version(document: Document, draft: WordDraft) -> None:
    """Write the id of the version where Word, and where LibreOffice, keep it."""
    value = str(draft.version_id)
    package = document.part.package
    blob = _CUSTOM.format(name=VERSION_PROPERTY, value=value).encode()
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    settings = document.settings.element
    variables = settings.makeelement(qn("w:docVars"))
    add(variables, "docVar", name=VERSION_PROPERTY, val=value)
    before = settings.find(qn("w:compat"))
    if before is None:
        settings.append(variables)
    else:
        before.addnext(variables)


@dataclass(frozen=True)
class _Stop:
    """A comment begins or ends at this offset of a segment."""

    offset: int
    begins: bool
    number: int


class _Writer:
    def __init__(self, document: Document, draft: WordDraft) -> None:
        self.document = document
        self.draft = draft
        self.body = document.element.body
        self.lists = Lists(document)
        self.bookmarks = 0
        self.stops = _stops(draft)

    def head(self, language: str) -> None:
        """Put title, version and address above the text; comments on all of it stand there."""
        title = add_paragraph(self.body, "Title")
        whole = [n for n, comment in enumerate(self.draft.comments) if comment.key is None]
        self._bookmarked(title, TITLE_BOOKMARK)
        for comment in whole:
            add(title, "commentRangeStart", id=str(comment))
        number = translate(language, N_("Fassung %(number)s"), number=self.draft.number)
        add_run(title, f"{self.draft.title} – {number}")
        for comment in whole:
            self._end_comment(title, comment)
        intro = add_paragraph(self.body)
        add_run(intro, translate(language, INVITATION, address=self.draft.address), "i")

    def text(self) -> None:
        is_row = PassageKind.TABLE_ROW
        for together, passages in groupby(self.draft.passages, key=lambda p: p.kind is is_row):
            if together:
                self._table(list(passages))
            else:
                for passage in passages:
                    self._block(passage)
        self.body.append(self.body.find(qn("w:sectPr")))

    def comments(self) -> None:
        if not self.draft.comments:
            return
        len(self.document.comments)  # brings the part into the package
        part = self.document.part._comments_part.element  # noqa: SLF001 - its own way looks each up
        for number, comment in enumerate(self.draft.comments):
            _add_comment(part, number, comment, self.draft.site)

    def _block(self, passage: DraftPassage) -> None:
        paragraph = add(self.body, "p")
        properties = add(paragraph, "pPr")
        match passage.kind:
            case PassageKind.HEADING:
                add(properties, "pStyle", val=f"Heading{passage.level}")
            case PassageKind.QUOTE:
                add(properties, "pStyle", val="Quote")
            case PassageKind.LIST_ITEM:
                self.lists.mark(properties, passage)
        if passage.kind is not PassageKind.LIST_ITEM:
            self.lists.interrupt()
        self._fill(paragraph, segments_of([passage])[0], passage)

    def _table(self, rows: Sequence[DraftPassage]) -> None:
        self.lists.interrupt()
        cells = [segments_of([row]) for row in rows]
        width = max(len(row) for row in cells)
        table = add(self.body, "tbl")
        properties = add(table, "tblPr")
        add(properties, "tblStyle", val="TableGrid")
        add(properties, "tblW", w="5000", type="pct")
        grid = add(table, "tblGrid")
        for _ in range(width):
            add(grid, "gridCol", w=str(9000 // width))
        for number, (passage, found) in enumerate(zip(rows, cells, strict=True)):
            row = add(table, "tr")
            if not number:
                add(add(row, "trPr"), "tblHeader")
            for place in range(width):
                paragraph = add(add(row, "tc"), "p")
                if place < len(found):
                    self._fill(paragraph, found[place], passage)
        add(self.body, "p")

    def _fill(self, paragraph: Element, segment: Segment, passage: DraftPassage) -> None:
        """Write the words, and put the comments where they begin and end."""
        self._bookmarked(paragraph, segment.bookmark)
        found = pieces(passage.html, passage.text)
        at, last = segment.start, segment.start + len(segment.text)
        for stop in self.stops.get(segment.bookmark, ()):
            _write(paragraph, cut(found, at, stop.offset))
            at = max(at, stop.offset)
            if stop.begins:
                add(paragraph, "commentRangeStart", id=str(stop.number))
            else:
                self._end_comment(paragraph, stop.number)
        _write(paragraph, cut(found, at, last))

    def _bookmarked(self, paragraph: Element, name: str) -> None:
        """Mark the paragraph at its beginning; a mark around words would be torn by edits."""
        number = str(self.bookmarks)
        self.bookmarks += 1
        add(paragraph, "bookmarkStart", id=number, name=name)
        add(paragraph, "bookmarkEnd", id=number)

    def _end_comment(self, paragraph: Element, number: int) -> None:
        add(paragraph, "commentRangeEnd", id=str(number))
        run = add(paragraph, "r")
        add(add(run, "rPr"), "rStyle", val="CommentReference")
        add(run, "commentReference", id=str(number))


def _stops(draft: WordDraft) -> dict[str, list[_Stop]]:
    """Return for each segment, by its bookmark, what begins or ends in it, in order."""
    by_key: dict[str, list[Segment]] = defaultdict(list)
    for segment in segments_of(draft.passages):
        by_key[segment.key].append(segment)
    found: dict[str, list[_Stop]] = defaultdict(list)
    for number, comment in enumerate(draft.comments):
        if comment.key is None or comment.end_key is None:
            continue
        first = _segment_at(by_key[comment.key], comment.start)
        last = _segment_at(by_key[comment.end_key], comment.end - 1)
        found[first.bookmark].append(_Stop(comment.start, begins=True, number=number))
        found[last.bookmark].append(_Stop(comment.end, begins=False, number=number))
    for stops in found.values():
        stops.sort(key=lambda stop: (stop.offset, stop.begins, stop.number))
    return found


def _segment_at(segments: Sequence[Segment], offset: int) -> Segment:
    """Return the cell an offset lies in; the sign between two cells belongs to the first."""
    return [segment for segment in segments if segment.start <= max(0, offset)][-1]


def _write(paragraph: Element, found: Sequence[Piece]) -> None:
    for piece in found:
        looks = [look for look in piece.looks if look != CODE]
        run = add_run(paragraph, piece.text, *looks)
        if piece.breaks:
            run.insert(len(run) - 1, run.makeelement(qn("w:br")))
        if CODE in piece.looks:
            look = run.get_or_add_rPr()
            look.insert(0, add(look, "rFonts", ascii="Courier New", hAnsi="Courier New"))


def _add_comment(part: Element, number: int, comment: DraftComment, site: str) -> None:
    initials = "".join(word[0] for word in comment.author.split()[:3]).upper()
    at = comment.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    node = add(part, "comment", id=str(number), author=comment.author, initials=initials, date=at)
    for place, line in enumerate(signed(comment.words, site, comment.id).split("\n")):
        paragraph = add_paragraph(node, "CommentText")
        if not place:
            run = add(paragraph, "r")
            add(add(run, "rPr"), "rStyle", val="CommentReference")
            add(run, "annotationRef")
        add_run(paragraph, line)
