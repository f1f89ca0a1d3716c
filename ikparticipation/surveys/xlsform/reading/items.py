"""The lines of the sheet survey with their types understood, and what comes with a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ikparticipation.surveys.xlsform.questionnaire import Choice, Questionnaire, QuestionType
from ikparticipation.surveys.xlsform.reading import kinds
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.meanings import MARKS
from ikparticipation.surveys.xlsform.reading.parameters import parameters

TICKS = "tick_labelset"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a workbook is read with."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """The files that came with it, by name."""
    catalogues: Mapping[str, tuple[Choice, ...]] | None = None
    """Catalogue (a key of `targets.CATALOGUES`) → its entries; None: there is none at hand."""
    before: Questionnaire | None = None
    """The last version, whose series of figures must go on."""


@dataclass(frozen=True)
class Item:
    """One line of the sheet survey with its type understood."""

    index: int
    """Counted from 0 over all items; finds it again after pyxform has nested the lines."""
    entry: Entry
    type: kinds.Type
    is_added: bool = False
    """Not a line of the workbook: the text question that `or_other` asks for."""

    @property
    def name(self) -> str:
        """Return its name; a note may do without and is called after its line."""
        return self.entry.get("name") or f"note_{self.entry.number}"

    @property
    def is_question(self) -> bool:
        return self.type.kind is kinds.Kind.QUESTION

    @property
    def is_named(self) -> bool:
        """Whether it becomes part of the form: a question, or the beginning of a container."""
        return self.is_question or self.type.kind.begins

    @cached_property
    def tick_list(self) -> str:
        """Return the list with the words at the numbers of a range, "" for none."""
        if self.type.question is not QuestionType.RANGE:
            return ""
        return (parameters(self.entry.get("parameters")) or {}).get(TICKS, "")

    @cached_property
    def mark(self) -> str | None:
        """Return the catalogue that its choices come from."""
        return next((mark for mark in MARKS if self.entry.says_yes(mark)), None)
