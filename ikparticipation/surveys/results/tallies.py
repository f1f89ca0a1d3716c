"""What a question's counts say, for pages, exports and plots.

Zero, not answered, not asked and suppressed are four things: a `Cell` has a number or says which
of the other three it is. Nothing is suppressed here; whoever publishes does that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ikparticipation.surveys.results.keys import (
    ANSWERED,
    ASKED,
    RESPONSES,
    ROWS,
    SUMMED,
    WITH_ROWS,
    Counts,
    Kind,
    kind_of,
)
from ikparticipation.surveys.results.numbers import Numbers, numbers
from ikparticipation.surveys.results.relevance import conditional
from ikparticipation.surveys.xlsform.questionnaire import (
    Placed,
    Question,
    Questionnaire,
    QuestionType,
    Words,
)
from ikparticipation.surveys.xlsform.values.words import CONFIRMED
from ikparticipation.text import SOURCE_LANGUAGE


class Missing(StrEnum):
    """Why there is no number; the names are those of the macro `symbol`."""

    SUPPRESSED = "suppressed"
    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class Cell:
    """A number, which may be 0, or why there is none."""

    number: float | None = None
    missing: Missing | None = None

    @property
    def state(self) -> str | None:
        """Return what the macro `symbol` shows; None where the number is to be written."""
        return self.missing or ("zero" if self.number == 0 else None)


@dataclass(frozen=True)
class ChoiceCount:
    name: str
    labels: Words
    count: int
    share: float | None
    """Of those who answered, from 0 to 1; None where nobody did."""


@dataclass(frozen=True)
class RankedChoice:
    name: str
    labels: Words
    places: tuple[int, ...]
    """How often it was put first, second …"""
    mean: float | None
    """Its mean place, where it was ranked; None: nobody did."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The counts of one question. Its records are responses, or rows if it is asked in each row."""

    placed: Placed
    records: int
    """Responses, or rows."""
    asked: int
    answered: int
    responses: int
    with_rows: int | None = None
    """How many records around them (responses, or outer rows) have rows; None outside of rows."""
    values: Mapping[str, int] = field(default_factory=dict)
    """Key without "=" → count, as `keys.Kind` says."""

    @property
    def question(self) -> Question:
        return self.placed.question

    @property
    def kind(self) -> Kind:
        return kind_of(self.question)

    @property
    def is_over_rows(self) -> bool:
        return self.placed.repeat is not None

    @property
    def not_asked(self) -> int:
        return self.records - self.asked

    @property
    def not_answered(self) -> int:
        return self.asked - self.answered

    @property
    def adds_up_to_more(self) -> bool:
        """Whether several answers count each, so that shares add up to more than 100 %."""
        return self.kind is Kind.CHOICES

    def cell(self, key: str) -> Cell:
        """Return how often a value was given, or why that says nothing."""
        if not self.asked:
            return Cell(missing=Missing.NOT_ASKED)
        if not self.answered:
            return Cell(missing=Missing.NOT_ANSWERED)
        return Cell(self.values.get(key, 0))

    @cached_property
    def choices(self) -> tuple[ChoiceCount, ...]:
        """Return the choices in the order of the list, also those that nobody chose."""
        if self.kind not in {Kind.CHOICE, Kind.CHOICES}:
            return ()
        return tuple(
            ChoiceCount(name, labels, self.values.get(name, 0), self._share(name))
            for name, labels in _offered(self.question, self.values).items()
        )

    def _share(self, key: str) -> float | None:
        return self.values.get(key, 0) / self.answered if self.answered else None

    @cached_property
    def ranked(self) -> tuple[RankedChoice, ...]:
        """Return the choices of a rank, the one with the best mean place first."""
        if self.kind is not Kind.RANK:
            return ()
        places: dict[str, Counter[int]] = {}
        for key, number in self.values.items():
            place, _, name = key.partition(" ")
            places.setdefault(name, Counter())[int(place)] += number
        offered = _offered(self.question, places)
        found = (_ranked(n, labels, places.get(n, Counter())) for n, labels in offered.items())
        return tuple(sorted(found, key=lambda each: (each.mean is None, each.mean or 0)))

    @cached_property
    def numbers(self) -> Numbers | None:
        """Return the figures of the numbers; None for other questions and where there are none."""
        if self.kind is not Kind.NUMBER:
            return None
        return numbers({Decimal(key): number for key, number in self.values.items()})

    @cached_property
    def periods(self) -> Mapping[str, int]:
        """Return "YYYY-MM" → count, or hour "HH" → count, in their order."""
        if self.kind not in {Kind.MONTH, Kind.HOUR}:
            return {}
        return dict(sorted((key, number) for key, number in self.values.items() if number))

    @cached_property
    def years(self) -> Mapping[str, int]:
        """Return "YYYY" → count, with the years between in which there was nothing."""
        found: Counter[str] = Counter()
        for month, number in self.periods.items() if self.kind is Kind.MONTH else ():
            found[month[:4]] += number
        if not found:
            return {}
        return {f"{y:04}": found[f"{y:04}"] for y in range(int(min(found)), int(max(found)) + 1)}


def _offered(question: Question, values: Mapping[str, object]) -> dict[str, Words]:
    """Return the choices of the list, then what was chosen and is not in it."""
    if question.type is QuestionType.ACKNOWLEDGE:
        return {"OK": {SOURCE_LANGUAGE: CONFIRMED}}
    listed = dict(question.choice_labels)
    return listed | {name: {SOURCE_LANGUAGE: name} for name in values if name not in listed}


def _ranked(name: str, labels: Words, places: Counter[int]) -> RankedChoice:
    n = places.total()
    mean = sum(place * number for place, number in places.items()) / n if n else None
    last = max(places, default=0)
    return RankedChoice(name, labels, tuple(places[p] for p in range(1, last + 1)), mean)


def tallies(questionnaire: Questionnaire, counts: Counts) -> Mapping[str, Tally]:
    """Return question → its tally, of all that somebody can answer, in the order of the pages."""
    hanging = conditional(questionnaire)
    values: dict[str, dict[str, int]] = {}
    for (name, key), number in counts.items():
        if key.startswith("=") and number:
            values.setdefault(name, {})[key[1:]] = number
    return {
        placed.question.name: _tally(placed, counts, values, hanging)
        for placed in questionnaire.placed
        if placed.question.is_asked
    }


def _tally(
    placed: Placed, counts: Counts, values: Mapping[str, Mapping[str, int]], hanging: frozenset[str]
) -> Tally:
    question, repeat = placed.question, placed.repeat
    responses = counts.get(RESPONSES, 0)
    records = counts.get((repeat.name, ROWS), 0) if repeat else responses
    asked = counts.get((question.name, ASKED), 0) if question.name in hanging else records
    return Tally(
        placed=placed,
        records=records,
        asked=asked,
        answered=_answered(question, counts, values.get(question.name, {})),
        responses=responses,
        with_rows=counts.get((repeat.name, WITH_ROWS), 0) if repeat else None,
        values=values.get(question.name, {}),
    )


def _answered(question: Question, counts: Counts, values: Mapping[str, int]) -> int:
    if kind_of(question) in SUMMED:
        return counts.get((question.name, ANSWERED), 0)
    return sum(values.values())
