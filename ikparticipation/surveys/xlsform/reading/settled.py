"""The parameters of a question as the model keeps them: checked, complete, in one spelling."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import FILES, SELECTS, QuestionType
from ikparticipation.surveys.xlsform.reading.items import TICKS, Item
from ikparticipation.surveys.xlsform.reading.parameters import parameters

RANGE = MappingProxyType({"start": "1", "end": "10", "step": "1"})
"""What a range is where its author says nothing, as the standard has it."""
LARGEST = Decimal(10) ** 9


def kept(type_: QuestionType, *, from_file: bool) -> frozenset[str]:
    """Return the parameters that are kept for a type; all but `max-pixels` are carried out."""
    if type_ is QuestionType.RANGE:
        return frozenset({*RANGE, TICKS})
    if type_ in SELECTS and from_file:
        return frozenset({"value", "label"})
    if type_ is QuestionType.IMAGE:
        return frozenset({"max-pixels", "max-size"})
    return frozenset({"max-size"}) if type_ in FILES else frozenset()


def settled(item: Item, type_: QuestionType) -> Mapping[str, str]:
    """Return what the model keeps; the columns of choices and the ticks are in it already."""
    given = parameters(item.entry.get("parameters")) or {}
    of_type = kept(type_, from_file=False) - {TICKS}
    found = {name: value for name, value in given.items() if name in of_type}
    return MappingProxyType(dict(RANGE) | found if type_ is QuestionType.RANGE else found)


def number(text: str) -> Decimal | None:
    """Return a number of reasonable size; None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) <= LARGEST else None


def numbers(given: Mapping[str, str]) -> Iterator[tuple[str, Decimal | None]]:
    for name, text in given.items():
        yield name, number(text)
