"""The words of a paragraph of a Word document with their emphasis, links and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ikparticipation.drafts.word.losses import Losses, LossKind
from ikparticipation.drafts.word.marks import BREAK, Run
from ikparticipation.drafts.word.styles import Styles, is_on

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_AS_IT_IS = {
    qn(f"w:{tag}")
    for tag in ("smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "sdt")
}
_INSERTED = {qn("w:ins"), qn("w:moveTo")}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object"), _ALTERNATIVES}
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:cr"): BREAK,
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}
_NOTES = {
    qn("w:footnoteReference"): ("/footnotes.xml", "w:footnote", "Fußnote"),
    qn("w:endnoteReference"): ("/endnotes.xml", "w:endnote", "Endnote"),
}


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass
class _Field:
    """A field, such as a link or a date: first its instruction, then what is shown."""

    instruction: str = ""
    shown: bool = False


@dataclass
class Reader:
    """Reads words wherever they stand, and notes what cannot be taken along."""

    document: Document
    styles: Styles
    losses: Losses
    boxes: list[Any] = field(default_factory=list)
    """Text boxes met in the paragraph; their words come behind it."""
    fields: list[_Field] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """File of notes → id → note; read at the first mark that leads there."""

    def runs(self, element: Any, link: str = "") -> Iterator[Run]:
        """Yield the words of a paragraph, a link, or whatever wraps words."""
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child, link)
            elif tag == qn("w:hyperlink"):
                yield from self.runs(child, self._address(child) or link)
            elif tag in _INSERTED:
                self.losses.note(LossKind.TRACKED)
                yield from self.runs(child, link)
            elif tag in _DELETED:
                self.losses.note(LossKind.TRACKED)
            elif tag in _AS_IT_IS:
                yield from self.runs(child, link)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                self.losses.note(LossKind.FORMULA)
                yield Run(" ".join(t.text or "" for t in child.iter(f"{_MATH}t")))

    def words(self, element: Any) -> str:
        """Return all words below an element, paragraphs separated by a space."""
        found = ("".join(run.text for run in self.runs(p)) for p in element.iter(qn("w:p")))
        return " ".join(each.strip() for each in found if each.strip())

    def _run(self, run: Any, link: str) -> Iterator[Run]:
        properties = run.find(qn("w:rPr"))
        if is_on(properties, "w:vanish"):
            self.losses.note(LossKind.HIDDEN)
            return
        style = self.styles.of(properties, "w:rStyle")
        bold, italic = is_on(properties, "w:b"), is_on(properties, "w:i")
        look = _Look(
            style.bold if bold is None else bold,
            style.italic if italic is None else italic,
            link or self._address_of_field(),
        )
        for child in run:
            text = self._text(child)
            if child.tag in _NOTES:
                yield Run(text)
            elif text:
                yield Run(text, look.bold, look.italic, look.link)

    def _text(self, part: Any) -> str:
        """Return the words that a part of a run stands for."""
        tag = part.tag
        if tag == qn("w:t"):
            return re.sub(r"\s", " ", part.text or "")
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == qn("w:br"):
            return " " if part.get(qn("w:type")) in {"page", "column"} else BREAK
        if tag in _NOTES:
            return self._note(part)
        self._note_what_is_lost(part)
        return ""

    def _note_what_is_lost(self, part: Any) -> None:
        if part.tag in _PICTURES:
            self._picture(part)
        elif part.tag == qn("w:sym"):
            self.losses.note(LossKind.SYMBOL)
        elif part.tag == qn("w:commentReference"):
            self.losses.note(LossKind.COMMENT)
        elif part.tag in {qn("w:fldChar"), qn("w:instrText")}:
            self._follow_field(part)

    def _picture(self, part: Any) -> None:
        chosen = part.find(_CHOICE) if part.tag == _ALTERNATIVES else part
        boxes = list(chosen.iter(qn("w:txbxContent"))) if chosen is not None else []
        self.boxes += boxes
        self.losses.note(LossKind.TEXT_BOX if boxes else LossKind.IMAGE)

    def _follow_field(self, part: Any) -> None:
        if part.tag == qn("w:instrText"):
            if self.fields:
                self.fields[-1].instruction += part.text or ""
            return
        match part.get(qn("w:fldCharType")):
            case "begin":
                self.fields.append(_Field())
            case "separate" if self.fields:
                self.fields[-1].shown = True
            case "end" if self.fields:
                self.fields.pop()

    def _address_of_field(self) -> str:
        found = (_HYPERLINK.match(f.instruction) for f in reversed(self.fields) if f.shown)
        return next((match[1] for match in found if match), "")

    def _address(self, hyperlink: Any) -> str:
        """Return where a link leads; one to a place in the document itself leads nowhere."""
        relation = self.document.part.rels.get(hyperlink.get(qn("r:id"), ""))
        return relation.target_ref if relation is not None and relation.is_external else ""

    def _note(self, reference: Any) -> str:
        """Return the words of a footnote in brackets."""
        file, tag, name = _NOTES[reference.tag]
        if file not in self.notes:
            self.notes[file] = {n.get(qn("w:id")): n for n in self._part(file) if n.tag == qn(tag)}
        found = self.notes[file].get(reference.get(qn("w:id")))
        words = self.words(found) if found is not None else ""
        if not words:
            self.losses.note(LossKind.MISSING_FOOTNOTE)
            return ""
        self.losses.note(LossKind.FOOTNOTE)
        return f" [{name}: {words}]"

    def _part(self, file: str) -> Any:
        """Return the root of a part that the document refers to, by the end of its name."""
        relations = self.document.part.rels.values()
        parts = (relation.target_part for relation in relations if not relation.is_external)
        found = next((part for part in parts if str(part.partname).endswith(file)), None)
        return parse_xml(found.blob) if found is not None else ()
