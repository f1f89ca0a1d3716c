"""What of a Word document does not stand in the text that was read from it."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class LossKind(StrEnum):
    """Why something is not there, or not as it was."""

    IMAGE = "image"
    TEXT_BOX = "text_box"
    HEADER = "header"
    CONTENTS = "contents"
    """A table of contents that the program had made."""
    COMMENT = "comment"
    TRACKED = "tracked"
    """Tracked changes: read as if they had been accepted."""
    HIDDEN = "hidden"
    FORMULA = "formula"
    SYMBOL = "symbol"
    EMPHASIS = "emphasis"
    LINK = "link"
    """A link whose address cannot stand in a text here."""
    MERGED_CELLS = "merged_cells"
    NESTED_TABLE = "nested_table"
    LETTERED_LIST = "lettered_list"
    """Letters or Roman numerals became numbers."""
    NUMBERED_HEADING = "numbered_heading"
    DEEP_HEADING = "deep_heading"
    """Level 7 to 9; there are six."""
    FOOTNOTE = "footnote"
    """Its text stands in brackets where its mark stood."""
    MISSING_FOOTNOTE = "missing_footnote"


@dataclass(frozen=True)
class Loss:
    kind: LossKind
    count: int


@dataclass
class Losses:
    """Counts what is lost while a document is read."""

    counts: Counter[LossKind] = field(default_factory=Counter)

    def note(self, kind: LossKind, times: int = 1) -> None:
        self.counts[kind] += times

    def all(self) -> list[Loss]:
        """Return what was lost, in the order of the kinds."""
        return [Loss(kind, self.counts[kind]) for kind in LossKind if self.counts[kind]]
