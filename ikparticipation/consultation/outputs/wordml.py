"""The few pieces of WordprocessingML (ECMA-376, part 1, §17) that our files are made of.

Elements are put together by lxml: python-docx needs a quarter of an hour for a table of thousands
of rows, because it looks for the last one each time.
"""

from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from ikparticipation.consultation.outputs.packing import packed
from ikparticipation.text import LOCALES, cleaned

Element: TypeAlias = Any
"""An lxml element; its stubs know nothing of python-docx's own classes."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Element, name: str, /, **attributes: str) -> Element:
    """Append `<w:name w:attribute="…">` and return it."""
    return etree.SubElement(
        parent, qn(f"w:{name}"), {qn(f"w:{key}"): value for key, value in attributes.items()}
    )


def add_paragraph(parent: Element, style: str = "") -> Element:
    paragraph = add(parent, "p")
    if style:
        add(add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def add_run(parent: Element, text: str, *looks: str, style: str = "") -> Element:
    """Append text with its line ends. `looks`: names of switches, "b", "i", "strike"."""
    run = add(parent, "r")
    if looks or style:
        properties = add(run, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        for look in looks:
            add(properties, look)
    for number, line in enumerate(cleaned(text).split("\n")):
        if number:
            add(run, "br")
        if line:
            piece = add(run, "t")
            piece.text = line
            piece.set(SPACE, "preserve")
    return run


def set_properties(document: Document, *, title: str, author: str, at: datetime) -> None:
    """Fill in what the file says of itself; the moment is that of the state, not of the clock."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.comments, about.keywords, about.revision = "", "", 1
    about.created = about.modified = at.replace(tzinfo=None, microsecond=0)
    about.language = LOCALES["de"].replace("_", "-")


def set_language(document: Document) -> None:
    """Tell screen readers and spelling checkers that the text is German."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    add(properties, "lang", val="de-DE", eastAsia="de-DE", bidi="ar-SA")


def saved(document: Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return packed(target.getvalue())
