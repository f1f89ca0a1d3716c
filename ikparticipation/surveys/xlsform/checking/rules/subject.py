"""What all rules share: the questionnaire, the places in its workbook, and what may be spent."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.checking.outline import Outline
from ikparticipation.surveys.xlsform.checking.placing import Placing
from ikparticipation.surveys.xlsform.checking.probing.goals import Budget
from ikparticipation.surveys.xlsform.checking.probing.world import Surface
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

MAX_NAMED = 5


@dataclass
class Subject:
    surface: Surface
    place: Placing
    budget: Budget = field(default_factory=Budget)
    never_shown: set[str] = field(default_factory=set)
    """Elements that are certainly never shown, as far as is known by now."""
    left_out: set[str] = field(default_factory=set)
    """Elements of which something could not be looked at: the budget was used up."""

    @property
    def outline(self) -> Outline:
        return self.surface.outline

    @property
    def questionnaire(self) -> Questionnaire:
        return self.surface.questionnaire

    def is_never_shown(self, name: str) -> bool:
        return any(around in self.never_shown for around in (*self.outline[name].above, name))


def listed(names: Iterable[str]) -> str:
    """Return a few names in one line."""
    every = list(names)
    return ", ".join(every[:MAX_NAMED]) + (" …" if len(every) > MAX_NAMED else "")
