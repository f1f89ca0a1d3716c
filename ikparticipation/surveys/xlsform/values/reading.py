"""From what was typed to the value, and whether a stored value still is one."""

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from ikparticipation.surveys.xlsform.question import FILES, NOT_ASKED, Question, QuestionType
from ikparticipation.surveys.xlsform.values.choosing import (
    read_acknowledge,
    read_rank,
    read_select_multiple,
    read_select_one,
)
from ikparticipation.surveys.xlsform.values.files import FILE_TYPES, IMAGE_TYPES
from ikparticipation.surveys.xlsform.values.model import Refused, Value, not_blank
from ikparticipation.surveys.xlsform.values.moments import read_date, read_date_time, read_time
from ikparticipation.surveys.xlsform.values.numbers import (
    read_decimal,
    read_integer,
    read_range,
    written,
)
from ikparticipation.surveys.xlsform.values.points import DIGITS, read_point
from ikparticipation.surveys.xlsform.values.texts import read_text
from ikparticipation.surveys.xlsform.values.typed import to_typed
from ikparticipation.text import N_

_SHA_256 = re.compile(r"[0-9a-f]{64}")


def parse(question: Question, typed: Sequence[str]) -> Value | Refused | None:
    """Return the value of what a form field holds; None when it is blank or no question.

    A file is no text: `files.store` reads it.
    """
    if question.type is QuestionType.GEOPOINT:
        return read_point(typed)
    given = not_blank(typed)
    read = _READERS.get(question.type)
    return read(question, given) if given and read else None


_READERS: dict[QuestionType, Callable[[Question, list[str]], Value | Refused]] = {
    QuestionType.TEXT: read_text,
    QuestionType.INTEGER: read_integer,
    QuestionType.DECIMAL: read_decimal,
    QuestionType.RANGE: read_range,
    QuestionType.DATE: read_date,
    QuestionType.TIME: read_time,
    QuestionType.DATETIME: read_date_time,
    QuestionType.SELECT_ONE: read_select_one,
    QuestionType.SELECT_MULTIPLE: read_select_multiple,
    QuestionType.RANK: read_rank,
    QuestionType.ACKNOWLEDGE: read_acknowledge,
}


def refusal(question: Question, value: Any) -> Refused | None:
    """Return why a stored value cannot be the answer to this question, None if it can."""
    if question.type in NOT_ASKED:
        return Refused(NO_QUESTION)
    if question.type in FILES:
        return None if _is_file(question, value) else Refused(WRONG_KIND)
    if not _has_shape(question.type, value):
        return Refused(WRONG_KIND)
    typed = [written(value)] if question.type in _WHOLE else to_typed(value)
    found = parse(question, typed)
    if isinstance(found, Refused):
        return found
    return None if found == value else Refused(WRONG_KIND)


_WHOLE = frozenset({QuestionType.INTEGER})
_LISTS = frozenset({QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
_NUMBERS = frozenset({QuestionType.DECIMAL, QuestionType.RANGE})


def _has_shape(type_: QuestionType, value: Any) -> bool:
    if type_ in _LISTS:
        return isinstance(value, list) and all(type(name) is str for name in value)
    if type_ is QuestionType.INTEGER:
        return type(value) is int
    if type_ in _NUMBERS:
        whole = type(value) is int
        return whole or (type(value) is float and isfinite(value) and not value.is_integer())
    if type_ is QuestionType.GEOPOINT:
        return _is_point(value)
    return type(value) is str


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"lat", "lon"}
        and all(type(part) in {int, float} for part in value.values())
        and all(isfinite(part) and round(part, DIGITS) == part for part in value.values())
    )


def _is_file(question: Question, value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"file", "name", "type", "size"}:
        return False
    types = IMAGE_TYPES if question.type is QuestionType.IMAGE else FILE_TYPES
    return (
        type(value["file"]) is str
        and _SHA_256.fullmatch(value["file"]) is not None
        and type(value["name"]) is str
        and value["type"] in types
        and type(value["size"]) is int
    )


NO_QUESTION = N_("Das ist keine Frage, die jemand beantwortet.")
WRONG_KIND = N_("Diese Antwort passt nicht mehr zur Frage. Bitte antworten Sie noch einmal.")
