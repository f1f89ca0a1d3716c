"""Under which keys an answer is counted: the shape of the counter table.

A count belongs to a question (its name) and a key. What was answered has a key that begins with
"=", what is only a sum one that begins with "#", so that no choice can be called like a sum:

    question   key          counts
    ""         #responses   responses
    a repeat   #rows        its rows
    a repeat   #with_rows   records (responses, or rows around it) with at least one row
    a repeat   #asked       records in which it is asked, if that hangs on a condition
    a question #asked       records in which it is asked, if that hangs on a condition
    a question #answered    records with an answer, where the keys below do not add up to them
    a question =…           records with this answer, see `Kind`

Records are responses, or rows for a question inside of a repeat. Only what is not 0 has a count.
Texts, places and files are no figures: they are only counted as answered.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from ikparticipation.surveys.xlsform.question import Question, QuestionType
from ikparticipation.surveys.xlsform.values.numbers import written

Counted = tuple[str, str]
"""Question and key."""
Counts = Mapping[Counted, int]

RESPONSES: Counted = ("", "#responses")
ASKED, ANSWERED, ROWS, WITH_ROWS = "#asked", "#answered", "#rows", "#with_rows"
MONTH, HOUR = len("2027-03"), len("14")


class Kind(Enum):
    """How answers to a question are counted."""

    CHOICE = "choice"
    """=<name of the choice>; a ticked box is =OK."""
    CHOICES = "choices"
    """=<name> for each of them, and #answered."""
    RANK = "rank"
    """=<place> <name> for each of them, and #answered."""
    NUMBER = "number"
    """=<number with a decimal point>."""
    MONTH = "month"
    """=YYYY-MM."""
    HOUR = "hour"
    """=HH."""
    FILLED = "filled"
    """#answered."""


_KINDS = {
    QuestionType.SELECT_ONE: Kind.CHOICE,
    QuestionType.ACKNOWLEDGE: Kind.CHOICE,
    QuestionType.SELECT_MULTIPLE: Kind.CHOICES,
    QuestionType.RANK: Kind.RANK,
    QuestionType.INTEGER: Kind.NUMBER,
    QuestionType.DECIMAL: Kind.NUMBER,
    QuestionType.RANGE: Kind.NUMBER,
    QuestionType.DATE: Kind.MONTH,
    QuestionType.DATETIME: Kind.MONTH,
    QuestionType.TIME: Kind.HOUR,
}
SUMMED = frozenset({Kind.CHOICES, Kind.RANK, Kind.FILLED})
"""Kinds that need #answered."""


def kind_of(question: Question) -> Kind:
    return _KINDS.get(question.type, Kind.FILLED)


def is_blank(value: Any) -> bool:
    """Whether a value of the document says nothing: none, or a list without entries."""
    return value is None or value == []


def keys_of(kind: Kind, value: Any) -> Iterator[str]:
    """Return the keys of one answer, #answered among them where the kind needs it."""
    if kind in SUMMED:
        yield ANSWERED
    if kind is Kind.RANK:
        yield from (value_key(kind, each) for each in enumerate(value, start=1))
    elif kind is Kind.CHOICES:
        yield from (value_key(kind, each) for each in value)
    elif kind is not Kind.FILLED:
        yield value_key(kind, value)


def value_key(kind: Kind, value: Any) -> str:
    """Return the key of a value; of a rank, `value` is place and name."""
    match kind:
        case Kind.NUMBER:
            return f"={written(value)}"
        case Kind.MONTH:
            return f"={value[:MONTH]}"
        case Kind.HOUR:
            return f"={value[:HOUR]}"
        case Kind.RANK:
            return f"={value[0]} {value[1]}"
        case _:
            return f"={value}"
