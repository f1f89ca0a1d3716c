"""What a search is for, what it may cost, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.expression import Expression, analysis
from ikparticipation.surveys.xlsform.values import Value

STEPS = 4_000_000
"""Of one questionnaire: parts of formulas evaluated. About 4 s."""


@dataclass(frozen=True)
class Goal:
    """A formula that should hold at the element `name`."""

    name: str
    tree: Expression
    is_filter: bool = False
    """Whether plain names in it are columns of a list of choices."""

    @property
    def seen(self) -> frozenset[str]:
        """Return the names of the elements that it looks at, and perhaps others."""
        named = analysis.references(self.tree)
        return named if self.is_filter else named | analysis.path_names(self.tree)

    @property
    def is_about_itself(self) -> bool:
        return not self.is_filter and analysis.uses_context(self.tree)


class Budget:
    """What a search may still cost. Counted, not measured: the same form, the same findings."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps

    def spend(self, steps: int) -> bool:
        self._left -= steps
        return self._left >= 0

    @property
    def is_spent(self) -> bool:
        return self._left < 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`answers` at which all goals hold, or None; then `is_sure` says that there are none."""

    answers: Mapping[str, Value | None] | None
    rows: Mapping[str, int] = field(default_factory=dict)
    """Repeat → how many rows it has then, where that matters."""
    is_sure: bool = False
    tried: int = 0
    inputs: tuple[str, ...] = ()
    """The questions and repeats that the goals depend on."""
    is_cut_short: bool = False
    """The budget of the questionnaire is used up; nothing can be said."""
