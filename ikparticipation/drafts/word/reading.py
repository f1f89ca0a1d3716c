"""A Word document as Markdown: headings, paragraphs, lists, tables, quotations, notes.

What a style is called in Word decides, in German or English, also through the styles it is based
on. Everything else of its look is left out; what of the words is left out is counted.
"""

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from ikparticipation.drafts.passages import MOST_CHARACTERS, TextLimitError
from ikparticipation.drafts.word.lists import Lists
from ikparticipation.drafts.word.losses import Loss, Losses, LossKind
from ikparticipation.drafts.word.marks import Run, inline
from ikparticipation.drafts.word.runs import Reader
from ikparticipation.drafts.word.styles import (
    Numbering,
    Style,
    Styles,
    is_on,
    natural,
    numbering_of,
    outline_level,
    value_of,
)
from ikparticipation.drafts.word.writing import Item, Writer
from ikparticipation.text import canonical

LARGEST_HEADING = 6
MOST_COLUMNS = 63
"""As many as Word has."""
_WRAPPERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_GONE = {qn("w:del"), qn("w:moveFrom")}
_BARE_STROKE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
"""A stroke that would end the cell."""
_COUNTED = {"decimal", "decimalZero", "decimalEnclosedCircle", "ordinal", "cardinalText"}


def to_markdown(document: Document) -> tuple[str, list[Loss]]:
    """Return the text of a document as Markdown, and what of it is not there or not as it was.

    Raises `TextLimitError` as soon as it is more than any text may be.
    """
    reading = _Reading(document)
    reading.blocks(document.element.body)
    reading.note_heads_and_feet()
    return reading.writer.text, reading.losses.all()


class _Reading:
    """Walks once through a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.losses = Losses()
        self.styles = Styles(document)
        self.lists = Lists.of(document)
        self.reader = Reader(document, self.styles, self.losses)
        self.writer = Writer()

    def blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables below an element, also those that something wraps."""
        for child in parent:
            if self.writer.characters > MOST_CHARACTERS:
                raise TextLimitError("characters", MOST_CHARACTERS)
            self._block(child)

    def _block(self, child: Any) -> None:
        if child.tag == qn("w:p"):
            self._paragraph(child)
            boxes, self.reader.boxes = self.reader.boxes, []
            for box in boxes:
                self.blocks(box)
        elif child.tag == qn("w:tbl"):
            self._table(child)
        elif child.tag == qn("w:sdt") and _is_contents(child):
            self.losses.note(LossKind.CONTENTS)
        elif child.tag in _WRAPPERS:
            self.blocks(child)
        elif child.tag in _GONE:
            self.losses.note(LossKind.TRACKED)

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(qn("w:pPr"))
        style = self.styles.of(properties, "w:pStyle")
        runs = list(self.reader.runs(paragraph))
        heading = outline_level(properties) or style.heading
        if not canonical("".join(run.text for run in runs)):
            return
        if style.contents:
            self.losses.note(LossKind.CONTENTS)
        elif heading:
            self._heading(heading, runs, _numbering(properties, style))
        elif item := self._item(properties, style):
            self.writer.item(item, inline(runs, self.losses))
        elif style.quote:
            self.writer.quote(inline(runs, self.losses))
        else:
            self.writer.paragraph(inline(runs, self.losses))

    def _heading(self, level: int, runs: list[Run], numbering: Numbering | None) -> None:
        """Write a heading without emphasis: a heading is emphasis enough."""
        plain = [Run(run.text, link=run.link) for run in runs]
        if level > LARGEST_HEADING:
            self.losses.note(LossKind.DEEP_HEADING)
        if numbering and self.lists.format_of(numbering) not in {"none", "bullet"}:
            self.losses.note(LossKind.NUMBERED_HEADING)
        self.writer.heading(min(level, LARGEST_HEADING), inline(plain, self.losses))

    def _item(self, properties: Any, style: Style) -> Item | None:
        """Return the place in a list, or None for a paragraph that stands in none."""
        numbering = _numbering(properties, style)
        if numbering is None or self.lists.format_of(numbering) == "none":
            return Item(style.list_level - 1, None, "") if style.list_level else None
        kind, family = self.lists.format_of(numbering), self.lists.family_of(numbering)
        level = max(numbering.level, style.list_level - 1)
        if kind == "bullet":
            return Item(level, None, family)
        if kind not in _COUNTED:
            self.losses.note(LossKind.LETTERED_LIST)
        return Item(level, self.lists.next_number(numbering), family)

    def _table(self, table: Any) -> None:
        rows = [row for row in map(self._row, _below(table, "w:tr")) if row]
        if any(any(row) for row in rows):
            self.writer.table(rows)

    def _row(self, row: Any) -> list[str]:
        properties = row.find(qn("w:trPr"))
        if is_on(properties, "w:del"):
            self.losses.note(LossKind.TRACKED)
            return []
        before = value_of(properties, "w:gridBefore") if properties is not None else None
        cells = [""] * min(natural(before, 0), MOST_COLUMNS)
        for cell in _below(row, "w:tc"):
            cells += self._cell(cell)
        return cells[:MOST_COLUMNS]

    def _cell(self, cell: Any) -> list[str]:
        """Return the words of a cell, and an empty one for each more column that it covers."""
        properties = cell.find(qn("w:tcPr"))
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        span = natural(value_of(properties, "w:gridSpan") if properties is not None else None, 1)
        goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
        if span > 1 or goes_on:
            self.losses.note(LossKind.MERGED_CELLS)
        if cell.find(f".//{qn('w:tbl')}") is not None:
            self.losses.note(LossKind.NESTED_TABLE)
        runs: list[Run] = []
        for paragraph in _paragraphs(cell):
            runs += [*self.reader.runs(paragraph), Run(" ")]
        boxes, self.reader.boxes = self.reader.boxes, []
        runs += [Run(f" {self.reader.words(box)} ") for box in boxes]
        one_line = [Run(r.text.replace("\n", " "), r.bold, r.italic, r.link) for r in runs]
        words = _BARE_STROKE.sub(r"\1\\|", inline(one_line, self.losses))
        return [words, *[""] * min(span - 1, MOST_COLUMNS)]

    def note_heads_and_feet(self) -> None:
        for part in self.document.part.package.iter_parts():
            name = str(part.partname).rpartition("/")[2]
            element = getattr(part, "element", None)
            if name.startswith(("header", "footer")) and element is not None:
                words = "".join(t.text or "" for t in element.iter(qn("w:t")))
                if any(character.isalpha() for character in words):
                    self.losses.note(LossKind.HEADER)


def _numbering(properties: Any, style: Style) -> Numbering | None:
    """Return the list a paragraph stands in; number "0" takes it out of the list of its style."""
    own = numbering_of(properties)
    found = own or style.numbering
    if own and own.number != "0" and style.numbering and not _has_level(properties):
        found = Numbering(own.number, style.numbering.level)
    return found if found and found.number != "0" else None


def _has_level(properties: Any) -> bool:
    return properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}") is not None


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, and of tables in it; of text boxes the reader tells."""
    for child in cell:
        if child.tag == qn("w:p"):
            yield child
        elif child.tag in {*_WRAPPERS, *(qn(f"w:{tag}") for tag in ("tbl", "tr", "tc"))}:
            yield from _paragraphs(child)


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those that something wraps."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _is_contents(wrapper: Any) -> bool:
    gallery = wrapper.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"
