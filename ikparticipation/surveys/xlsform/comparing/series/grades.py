"""A series of figures that a change would break, in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ikparticipation.surveys.xlsform.comparing.labels import listed
from ikparticipation.surveys.xlsform.questionnaire import Words
from ikparticipation.text import N_, pick, translate


class Grade(StrEnum):
    BREAKS = "breaks"
    """Figures before and after are not about the same."""
    MAY_SHIFT = "may_shift"
    """They are, and may be higher or lower for no other reason than this change."""


@dataclass(frozen=True, kw_only=True)
class Break:
    grade: Grade
    question: str
    """Identity of the question; of a group its name."""
    label: Words
    figure: str
    """Msgid of where the answers go in the inventory; blank: they are a figure of their own."""
    is_group: bool = False
    """Whether it is about a section, a group or a repeat."""
    reason: str
    """A msgid, a sentence that follows „denn“."""
    facts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """Further facts, that are msgids themselves."""
    named: tuple[Words, ...] = ()
    """Labels of what the reason names as `names`: choices, or the questions there are now."""
    advice: str
    """A msgid: what one can do instead."""

    def text(self, language: str) -> str:
        """Return which figures cannot be compared with earlier ones, and why."""
        label = pick(self.label, language) or self.question
        figure = translate(language, self.figure)
        what = translate(language, _WHAT[self.is_group, bool(figure)], figure=figure, label=label)
        words = {name: translate(language, word) for name, word in self.words.items()}
        names = listed((pick(labels, language) for labels in self.named), language)
        why = translate(language, self.reason, **{"names": names, **self.facts, **words})
        return translate(language, FRAMES[self.grade], what=what, why=why)

    def instead(self, language: str) -> str:
        return translate(language, self.advice)


FRAMES = {
    Grade.BREAKS: N_("%(what)s: mit früheren Angaben nicht mehr vergleichbar, denn %(why)s"),
    Grade.MAY_SHIFT: N_("%(what)s: nur mit Vorsicht vergleichbar, denn %(why)s"),
}
GRADES: Mapping[Grade, str] = MappingProxyType(
    {
        Grade.BREAKS: N_("Zeitreihe bricht"),
        Grade.MAY_SHIFT: N_("Zahlen können sich verschieben"),
    }
)
_WHAT = {
    (False, True): N_("„%(figure)s“ (Frage „%(label)s“)"),
    (False, False): N_("Frage „%(label)s“"),
    (True, True): N_("„%(figure)s“ (Wiederholung „%(label)s“)"),
    (True, False): N_("Gruppe „%(label)s“"),
}
