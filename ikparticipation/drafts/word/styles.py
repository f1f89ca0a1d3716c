"""What the styles of a Word document say: which are headings, which are lists, which are bold."""

import re
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_HEADING = re.compile(r"(?:heading|überschrift)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title", "titel"}
_LIST = re.compile(
    r"(?:list bullet|aufzählungszeichen|aufzählung|list number|listennummer)\s*([1-9])?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis)\s*(?:[1-9]|heading)", re.IGNORECASE)
_QUOTES = {"quote", "intense quote", "zitat", "intensives zitat", "quotations"}
MOST_ANCESTORS = 20
DEEPEST_LIST = 8
"""Levels count from 0."""


@dataclass(frozen=True)
class Numbering:
    """Where a paragraph stands in which list of the document."""

    number: str
    level: int


@dataclass(frozen=True)
class Style:
    """A paragraph or character style with what it has from those it is based on."""

    heading: int = 0
    """1 to 9, 0 for none."""
    numbering: Numbering | None = None
    list_level: int = 0
    """From 1, as its name says ("List Bullet 2"); 0 for no list."""
    quote: bool = False
    contents: bool = False
    """An entry of a table of contents."""
    bold: bool = False
    italic: bool = False


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, document: Document) -> None:
        elements = document.styles.element.findall(qn("w:style"))
        self._elements = {element.get(qn("w:styleId")): element for element in elements}
        self._known: dict[str, Style] = {}

    def of(self, properties: Any, tag: str) -> Style:
        """Return the style that the properties of a paragraph (or a run) name."""
        named = properties.find(qn(tag)) if properties is not None else None
        return self.named(named.get(qn("w:val"), "")) if named is not None else Style()

    def named(self, style_id: str) -> Style:
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id)
        return self._known[style_id]

    def _read(self, style_id: str) -> Style:
        """Go up the line of styles; the nearest that says something is right."""
        style, here = Style(), self._elements.get(style_id)
        line = []
        for _ in range(MOST_ANCESTORS):
            if here is None:
                break
            line.append(here)
            here = self._elements.get(value_of(here, "w:basedOn") or "")
        for element in reversed(line):
            style = _with(style, element)
        return style


def _with(style: Style, element: Any) -> Style:
    """Return a style as the element changes what it is based on."""
    name = (value_of(element, "w:name") or "").strip()
    paragraph, run = element.find(qn("w:pPr")), element.find(qn("w:rPr"))
    is_character = element.get(qn("w:type")) == "character"
    heading = 0 if is_character else heading_level(name) or outline_level(paragraph)
    return Style(
        heading=heading or style.heading,
        numbering=numbering_of(paragraph) or style.numbering,
        list_level=_level(_LIST, name) or style.list_level,
        quote=name.casefold() in _QUOTES or style.quote,
        contents=_CONTENTS.fullmatch(name) is not None or style.contents,
        bold=_switched(run, "w:b", otherwise=style.bold),
        italic=_switched(run, "w:i", otherwise=style.italic),
    )


def heading_level(name: str) -> int:
    if name.casefold() in _TITLES:
        return 1
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else 0


def outline_level(properties: Any) -> int:
    """Return the level that a paragraph has in the outline, 1 to 9; 0 for body text."""
    value = value_of(properties, "w:outlineLvl") if properties is not None else None
    return int(value) + 1 if value in {"0", "1", "2", "3", "4", "5", "6", "7", "8"} else 0


def numbering_of(properties: Any) -> Numbering | None:
    """Return the numbering that properties name; number "0" takes one away."""
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None
    number, level = value_of(found, "w:numId"), value_of(found, "w:ilvl")
    return Numbering(number, min(natural(level, 0), DEEPEST_LIST)) if number else None


def is_on(properties: Any, tag: str) -> bool | None:
    """Return whether a property is switched on or off here; None if it is not mentioned."""
    found = properties.find(qn(tag)) if properties is not None else None
    if found is None:
        return None
    return found.get(qn("w:val"), "true") not in {"0", "false", "off", "none"}


def _switched(properties: Any, tag: str, *, otherwise: bool) -> bool:
    said = is_on(properties, tag)
    return otherwise if said is None else said


def _level(pattern: re.Pattern[str], name: str) -> int:
    found = pattern.fullmatch(name)
    return int(found[1] or 1) if found else 0


def value_of(element: Any, tag: str) -> str | None:
    found = element.find(qn(tag))
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value


def natural(value: str | None, otherwise: int) -> int:
    """Return a count as files write it; `otherwise` for none, and for what is none."""
    plain = value is not None and value.isascii() and value.isdecimal() and len(value) <= 9  # noqa: PLR2004
    return int(value or 0) if plain else otherwise
