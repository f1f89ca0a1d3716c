"""The synopsis as a Word file: one table, a row per comment, landscape."""

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ikparticipation.consultation.outputs.cells import (
    HEADINGS,
    SHARES,
    Line,
    Look,
    figure_rows,
    head_lines,
    lines_of,
    state_lines,
)
from ikparticipation.consultation.outputs.synopsis import Synopsis, Words
from ikparticipation.consultation.outputs.wordml import (
    Element,
    add,
    add_paragraph,
    add_run,
    saved,
    set_language,
    set_properties,
)
from ikparticipation.text import N_

WIDE, HIGH, MARGIN = 297, 210, 15
"""A4 across, millimetres."""
_TWIPS = 1440 / 25.4
_SHADE = "E8EDF3"
_LOOKS = {
    Look.PLAIN: (),
    Look.STRONG: ("b",),
    Look.QUIET: ("i",),
    Look.OLD: ("strike",),
    Look.NEW: ("u",),
}


def written(synopsis: Synopsis, words: Words, *, author: str) -> bytes:
    """Return the file. `author`: the administration that hands it out."""
    document = docx.Document()
    _lay_out(document)
    set_language(document)
    set_properties(document, title=_title(synopsis, words), author=author, at=synopsis.as_of)
    _open(document, synopsis, words)
    _comments(document, synopsis, words)
    _close(document, synopsis, words)
    return saved(document)


def _title(synopsis: Synopsis, words: Words) -> str:
    return words.say(N_("Synopse: %(title)s"), title=synopsis.title)


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDE), Mm(HIGH)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(9), "Arial"
    normal.paragraph_format.space_after = Pt(2)
    page = section.footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no fields
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = add(page, "r")
        if code:
            add(run, "instrText").text = code
        else:
            add(run, "fldChar", fldCharType=kind)


def _open(document: Document, synopsis: Synopsis, words: Words) -> None:
    document.add_heading(_title(synopsis, words), 1)
    for line in head_lines(synopsis, words):
        document.add_paragraph(line)


def _close(document: Document, synopsis: Synopsis, words: Words) -> None:
    document.add_heading(words.say(N_("Zahlen")), 2)
    table = _table(document, (60, 20))
    for label, count in figure_rows(synopsis, words):
        _row(table, ([Line(label)], [Line(count)]))
    document.add_paragraph()
    for line in state_lines(synopsis, words):
        document.add_paragraph(line)


def _comments(document: Document, synopsis: Synopsis, words: Words) -> None:
    document.add_heading(words.say(N_("Kommentare")), 2)
    if not synopsis.rows:
        document.add_paragraph(words.say(N_("Zu dieser Auswahl gibt es keinen Kommentar.")))
        return
    table = _table(document, [share * (WIDE - 2 * MARGIN) / 100 for share in SHARES])
    _row(table, tuple([Line(words.say(heading), Look.STRONG)] for heading in HEADINGS), head=True)
    for cells in lines_of(synopsis.rows, words):
        _row(table, cells)


def _table(document: Document, widths: "list[float] | tuple[int, ...]") -> Element:
    """Append an empty table before the section's own last element."""
    body = document.element.body
    table = add(body, "tbl")
    body.sectPr.addprevious(table)
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val="TableGrid")
    add(properties, "tblW", w=str(int(sum(widths) * _TWIPS)), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(properties, "tblLook", val="0020", firstRow="1")
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(int(width * _TWIPS)))
    return table


def _row(table: Element, cells: tuple[list[Line], ...], *, head: bool = False) -> None:
    row = add(table, "tr")
    if head:
        properties = add(row, "trPr")
        add(properties, "cantSplit")
        add(properties, "tblHeader")
    widths = [column.get(qn("w:w")) for column in table.find(qn("w:tblGrid"))]
    for width, lines in zip(widths, cells, strict=True):
        cell = add(row, "tc")
        properties = add(cell, "tcPr")
        add(properties, "tcW", w=width, type="dxa")
        if head:
            add(properties, "shd", val="clear", color="auto", fill=_SHADE)
        for line in lines or [Line("")]:
            paragraph = add_paragraph(cell)
            run = add_run(paragraph, line.text, *_LOOKS[line.look])
            if line.look is Look.NEW:
                run[0][0].set(qn("w:val"), "single")
