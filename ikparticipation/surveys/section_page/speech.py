"""The languages of a page: the questionnaire's words in one, the frame around in another."""

from dataclasses import dataclass
from functools import cache
from typing import Self

from babel import Locale, UnknownLocaleError

from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import pick


@dataclass(frozen=True)
class Speech:
    language: str
    """Of the questionnaire's words: one of its languages."""
    around: str
    """Of the words around: one of `text.LANGUAGES`."""

    @classmethod
    def of(cls, questionnaire: Questionnaire, around: str, chosen: str | None = None) -> Self:
        """Return what was chosen, else the page's language, else the questionnaire's own."""
        known = questionnaire.languages
        wanted = (each for each in (chosen, around) if each in known)
        return cls(next(wanted, None) or questionnaire.default_language, around)

    @property
    def own(self) -> str:
        """Return the HTML attributes of the questionnaire's words; none in the page's language."""
        return "" if self.language == self.around else _attributes(self.language)

    @property
    def ours(self) -> str:
        """Return the HTML attributes of the page's words among those of the questionnaire."""
        return "" if self.language == self.around else _attributes(self.around)

    def told(self, problem: Problem) -> tuple[str, bool]:
        """Return what is wrong, and whether it is the questionnaire's own sentence."""
        if problem.words:
            return pick(problem.words, self.language), True
        return problem.text(self.around, self.language), False


@cache
def _attributes(language: str) -> str:
    return f' lang="{tag(language)}" dir="{direction(language)}"'


def tag(language: str) -> str:
    """Return the code as HTML has it; a name that is no code says nothing there."""
    plain = language.replace("_", "-")
    return plain if plain.replace("-", "").isascii() and plain.replace("-", "").isalnum() else "und"


@cache
def direction(language: str) -> str:
    locale = _locale(language)
    return locale.text_direction if locale else "ltr"


@cache
def own_name(language: str) -> str:
    """Return what its speakers call a language: „Deutsch“, „العربية“; else its code."""
    locale = _locale(language)
    name = locale.get_display_name(locale) if locale else None
    return name[:1].upper() + name[1:] if name else language


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
