"""Lists as Word counts them: one definition for bullets, one for numbers, a number per list."""

from docx.document import Document
from docx.oxml.ns import qn

from ikparticipation.consultation.outputs.word.draft import DraftPassage
from ikparticipation.consultation.outputs.wordml import Element, add

LEVELS = 9
_STEP = 360
"""Twentieths of a point that a level stands further in."""


class Lists:
    """Gives items their numbering; an interrupted list of numbers begins a new one."""

    def __init__(self, document: Document) -> None:
        self.root = document.part.numbering_part.element
        taken = [int(each.get(qn("w:abstractNumId"))) for each in self.root.iter(_ABSTRACT)]
        self.first = max(taken, default=0) + 1
        self.next_number = max((int(n.get(qn("w:numId"))) for n in self.root.iter(_NUM)), default=0)
        for place, form in enumerate(("bullet", "decimal")):
            self._define(self.first + place, form)
        self.bullets = self._new(self.first)
        self.open: dict[int, tuple[str, int]] = {}
        """Level → number of the list and of its last item."""

    def interrupt(self) -> None:
        self.open.clear()

    def mark(self, properties: Element, passage: DraftPassage) -> None:
        """Give the paragraph the number of its marker; one without a marker is only set in."""
        level = min(passage.level, LEVELS) - 1
        if not passage.marker:
            add(properties, "ind", left=str((level + 1) * _STEP))
            return
        for deeper in [each for each in self.open if each > level]:
            del self.open[deeper]
        numbering = add(properties, "numPr")
        add(numbering, "ilvl", val=str(level))
        add(numbering, "numId", val=self._list(level, passage.marker))

    def _list(self, level: int, marker: str) -> str:
        if not marker[:-1].isdecimal():
            self.open.pop(level, None)
            return self.bullets
        item = int(marker[:-1])
        number, last = self.open.get(level, ("", -1))
        if item != last + 1:
            number = self._new(self.first + 1, level, item)
        self.open[level] = (number, item)
        return number

    def _define(self, number: int, form: str) -> None:
        node = self.root.makeelement(_ABSTRACT, {qn("w:abstractNumId"): str(number)})
        add(node, "multiLevelType", val="hybridMultilevel")
        for level in range(LEVELS):
            line = add(node, "lvl", ilvl=str(level))
            add(line, "start", val="1")
            add(line, "numFmt", val=form)
            add(line, "lvlText", val="•" if form == "bullet" else f"%{level + 1}.")
            add(line, "lvlJc", val="left")
            add(add(line, "pPr"), "ind", left=str((level + 1) * _STEP), hanging=str(_STEP))
        following = self.root.find(_NUM)
        if following is None:
            self.root.append(node)
        else:
            following.addprevious(node)

    def _new(self, definition: int, level: int = 0, begins: int = 1) -> str:
        self.next_number += 1
        number = str(self.next_number)
        node = add(self.root, "num", numId=number)
        add(node, "abstractNumId", val=str(definition))
        if begins != 1 or level:
            override = add(node, "lvlOverride", ilvl=str(level))
            add(override, "startOverride", val=str(begins))
        elif definition != self.first:
            add(add(node, "lvlOverride", ilvl="0"), "startOverride", val="1")
        return number


_ABSTRACT, _NUM = qn("w:abstractNum"), qn("w:num")
