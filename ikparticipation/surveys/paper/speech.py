"""In which languages a sheet speaks: the questionnaire in one of its own, we around it in ours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ikparticipation.surveys.section_page.speech import Speech as PageSpeech
from ikparticipation.surveys.section_page.speech import direction
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import LANGUAGES, N_, pick, translate

_QUOTED = re.compile(r"\$\{\s*([^}]*?)\s*\}")
"""The answer that a text quotes: `${name}`."""


@dataclass(frozen=True)
class Speech(PageSpeech):
    @property
    def is_right_to_left(self) -> bool:
        return direction(self.language) == "rtl"

    def say(self, message: str, **facts: Any) -> str:
        return translate(self.around, message, **facts)

    def pick(self, words: Mapping[str, str]) -> str:
        return pick(words, self.language)


def speech_in(questionnaire: Questionnaire, asked: str | None, *, page: str) -> Speech:
    """Return how to speak: as asked, else as the page does, else as the questionnaire begins.

    Paper goes from hand to hand without the page, so our own words follow the questionnaire's
    wherever we have that language.
    """
    chosen = PageSpeech.of(questionnaire, page, asked).language
    return Speech(chosen, chosen if chosen in LANGUAGES else page)


def blank_words(text: str, numbers: Mapping[str, str], say: Callable[..., str]) -> str:
    """Return a text for a sheet on which nothing is answered yet: it names the questions."""

    def place(found: re.Match[str]) -> str:
        number = numbers.get(found[1])
        return say(ANSWER_TO, number=number) if number else say(COMPUTED)

    return _QUOTED.sub(place, text)


ANSWER_TO = N_("(Antwort auf %(number)s)")
COMPUTED = N_("(wird ausgerechnet)")
