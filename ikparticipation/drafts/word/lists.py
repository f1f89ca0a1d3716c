"""The lists of a Word document: what each level is counted with, and how far it has counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from ikparticipation.drafts.word.styles import Numbering, natural, value_of

LARGEST_NUMBER = 999_999_999
"""Markdown counts no further."""


@dataclass(frozen=True)
class Level:
    """How one level of a list is counted."""

    format: str
    """As Word calls it: "bullet", "decimal", "lowerLetter", …"""
    first: int = 1


@dataclass
class Lists:
    levels: Mapping[tuple[str, int], Level]
    """By the number of the list and the level."""
    families: Mapping[str, str]
    """Number of a list → its definition. Lists of one definition go on counting together."""
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Lists":
        parts = document.part.package.iter_parts()
        found = next((p for p in parts if str(p.partname).endswith("/numbering.xml")), None)
        root = getattr(found, "element", None)
        return cls(*_definitions(root)) if root is not None else cls({}, {})

    def format_of(self, numbering: Numbering) -> str:
        """Return "bullet", "decimal", …; "none" for a list nobody defined."""
        level = self.levels.get((numbering.number, numbering.level))
        return level.format if level else "none"

    def family_of(self, numbering: Numbering) -> str:
        return self.families.get(numbering.number, numbering.number)

    def next_number(self, numbering: Numbering) -> int:
        """Count one on; what is deeper begins anew."""
        counted = self.counted.setdefault(self.family_of(numbering), {})
        for deeper in [level for level in counted if level > numbering.level]:
            del counted[deeper]
        first = self.levels[numbering.number, numbering.level].first
        counted[numbering.level] = counted.get(numbering.level, first - 1) + 1
        return min(counted[numbering.level], LARGEST_NUMBER)


def _definitions(root: Any) -> tuple[dict[tuple[str, int], Level], dict[str, str]]:
    abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    levels: dict[tuple[str, int], Level] = {}
    families: dict[str, str] = {}
    for num in root.findall(qn("w:num")):
        number, definition = num.get(qn("w:numId"), ""), value_of(num, "w:abstractNumId") or ""
        overrides = num.findall(qn("w:lvlOverride"))
        families[number] = f"list {number}" if overrides else f"definition {definition}"
        defined = abstract[definition].findall(qn("w:lvl")) if definition in abstract else []
        replaced = [each for override in overrides for each in override.findall(qn("w:lvl"))]
        for level in [*defined, *replaced]:
            place = natural(level.get(qn("w:ilvl")), 0)
            kind, first = value_of(level, "w:numFmt"), value_of(level, "w:start")
            levels[number, place] = Level(kind or "decimal", natural(first, 1))
        for override in overrides:
            place, start = (
                natural(override.get(qn("w:ilvl")), 0),
                value_of(override, "w:startOverride"),
            )
            known = levels.get((number, place), Level("decimal"))
            levels[number, place] = Level(known.format, natural(start, known.first))
    return levels, families
