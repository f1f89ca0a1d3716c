"""What of a questionnaire does not go together with anonymity."""

from collections import Counter
from enum import StrEnum

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    Questionnaire,
    QuestionType,
)
from ikparticipation.text import N_


class Caution(StrEnum):
    """What staff have to know before they ask this anonymously."""

    INVENTORY = "inventory"
    """Would fill the inventory; anonymous answers never do."""
    WORDS = "words"
    """Free text, in which people name themselves."""
    PLACES = "places"
    """A place on the map, which is often that of who answers."""


def check_suits(questionnaire: Questionnaire) -> None:
    """Refuse a questionnaire that asks for files: their names and contents tell who wrote them."""
    asked = [each.question for each in questionnaire.placed if each.question.type in FILES]
    if asked:
        raise InvalidError(
            N_(
                "Dieser Fragebogen fragt nach Dateien („%(question)s“). Dateien verraten fast "
                "immer, von wem sie sind. Nehmen Sie für eine anonyme Welle eine Fassung ohne sie."
            ),
            question=asked[0].name,
        )


def cautions(questionnaire: Questionnaire) -> Counter[Caution]:
    """Return how many questions there are of each kind that staff should think about."""
    found: Counter[Caution] = Counter()
    for placed in questionnaire.placed:
        question = placed.question
        if not question.is_asked:
            continue
        found[Caution.INVENTORY] += question.inventory is not None
        found[Caution.WORDS] += question.type is QuestionType.TEXT
        found[Caution.PLACES] += question.type is QuestionType.GEOPOINT
    return +found
