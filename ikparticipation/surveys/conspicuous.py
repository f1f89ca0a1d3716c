"""What a person should look at before answers count: jumps, outliers, contradictions.

Nothing here is wrong for certain, so nothing here is ever refused: it only keeps a response from
being accepted without a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from statistics import quantiles
from typing import Any, Self

from ikparticipation.surveys.xlsform.document import Document, Row, rows_of
from ikparticipation.surveys.xlsform.questionnaire import (
    Placed,
    Questionnaire,
    QuestionType,
    Repeat,
)
from ikparticipation.text import N_, number_words, translate

NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
LEAST_OTHERS = 8
"""Answers of others below which nothing is called an outlier."""


class RemarkKind(StrEnum):
    LATE = "late"
    JUMP = "jump"
    OUTLIER = "outlier"
    CONTRADICTION = "contradiction"


SENTENCES = {
    RemarkKind.LATE: N_("Kam nach dem Ende der Erhebung."),
    RemarkKind.JUMP: N_("%(value)s, beim letzten Mal %(before)s."),
    RemarkKind.OUTLIER: N_(
        "%(value)s; die Hälfte der anderen liegt zwischen %(low)s und %(high)s."
    ),
    RemarkKind.CONTRADICTION: N_("„%(partner)s“ sagt über die Richtung etwas anderes."),
}


@dataclass(frozen=True)
class Remark:
    kind: RemarkKind
    question: str = ""
    row_id: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        facts = {
            name: number_words(fact, language) if isinstance(fact, int | float) else fact
            for name, fact in self.facts.items()
        }
        return translate(language, SENTENCES[self.kind], **facts)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "kind": RemarkKind(stored["kind"])})


@dataclass(frozen=True)
class Rules:
    """When something is conspicuous. Zero switches a rule off."""

    jump: float = 3.0
    """How many times as much, or as little, as last time."""
    jump_least: float = 10.0
    """Least difference that counts as a jump."""
    outlier: float = 3.0
    """How many times the width of the middle half beyond it."""
    contradictions: bool = True

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)

    def to_json(self) -> dict[str, Any]:
        """Return what is stored: nothing for the usual rules, so that these may improve."""
        return {} if self == Rules() else asdict(self)

    def told(self, language: str) -> list[str]:
        """Return in words what is conspicuous, rule by rule; what comes late always is."""
        found = [N_("was nach dem Ende kommt")]
        found += [_JUMP] if self.jump else []
        found += [_OUTLIER] if self.outlier else []
        found += [_CONTRADICTION] if self.contradictions else []
        numbers = {"jump": self.jump, "least": self.jump_least, "outlier": self.outlier}
        facts = {name: number_words(number, language) for name, number in numbers.items()}
        return [translate(language, sentence, **facts) for sentence in found]


_JUMP = N_(
    "eine Zahl, die mindestens %(jump)s-mal so groß oder so klein ist wie beim letzten Mal und "
    "sich um mindestens %(least)s unterscheidet"
)
_OUTLIER = N_(
    "eine Zahl, die weit außerhalb der anderen liegt (um mehr als das %(outlier)s-Fache der "
    "Spanne, in der die mittlere Hälfte liegt)"
)
_CONTRADICTION = N_("wenn zwei Organisationen einander über ihre Zusammenarbeit widersprechen")


@dataclass(frozen=True)
class Tie:
    """What one organisation says about another in this wave."""

    question: str
    row_id: str
    partner: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What a submission is held against."""

    before: tuple[Questionnaire, Document] | None = None
    """What counted of the organisation's last response."""
    others: Sequence[Document] = ()
    """What other organisations submitted in this wave."""
    said_by_partners: Mapping[str, str] = field(default_factory=dict)
    """Partner, as it is named here → the direction that partner states about this organisation."""


def remarks(
    questionnaire: Questionnaire,
    document: Document,
    compared: Compared,
    *,
    rules: Rules,
    is_late: bool = False,
) -> list[Remark]:
    """Return what is conspicuous, in the order of the pages."""
    found = [Remark(RemarkKind.LATE)] if is_late else []
    last = _values(*compared.before) if compared.before and rules.jump else {}
    spread = _spread(questionnaire, compared.others) if rules.outlier else {}
    for placed, row_id, value in _numbers(questionnaire, document):
        name, key = placed.question.name, (placed.question.identity, row_id)
        if key in last and _jumps(value, last[key], rules):
            facts = {"value": value, "before": last[key]}
            found.append(Remark(RemarkKind.JUMP, name, row_id, facts))
        if name in spread and _is_out(value, *spread[name], rules):
            facts = dict(zip(("value", "low", "high"), (value, *spread[name]), strict=True))
            found.append(Remark(RemarkKind.OUTLIER, name, row_id, facts))
    if rules.contradictions:
        found += _contradictions(questionnaire, document, compared.said_by_partners)
    return found


def ties(questionnaire: Questionnaire, document: Document) -> Iterator[Tie]:
    """Return whom a response names as partner, and in which direction it says they help."""
    for repeat in _tie_repeats(questionnaire):
        targets = {question.inventory: question.name for question in repeat.questions}
        partner, direction = targets.get("tie.partner"), targets.get("tie.direction")
        for row in rows_of(document, repeat.name):
            if partner and row["answers"].get(partner):
                said = str(row["answers"].get(direction, "")) if direction else ""
                yield Tie(direction or partner, row["id"], str(row["answers"][partner]), said)


def _tie_repeats(questionnaire: Questionnaire) -> Iterator[Repeat]:
    for section in questionnaire.sections:
        yield from (repeat for repeat in section.repeats if repeat.inventory == "tie")


def _contradictions(
    questionnaire: Questionnaire, document: Document, said: Mapping[str, str]
) -> Iterator[Remark]:
    """Both help the other, or both are helped: then one has it the wrong way round."""
    for tie in ties(questionnaire, document):
        if tie.direction in {"given", "received"} and said.get(tie.partner) == tie.direction:
            facts = {"partner": tie.partner}
            yield Remark(RemarkKind.CONTRADICTION, tie.question, tie.row_id, facts)


def _numbers(
    questionnaire: Questionnaire, document: Document
) -> Iterator[tuple[Placed, str, float]]:
    records = dict(_records(document))
    for placed in questionnaire.placed:
        if placed.question.type not in NUMBERS or not placed.question.is_asked:
            continue
        repeat = placed.repeat.name if placed.repeat else ""
        for record in records.get(repeat, ()):
            value = record["answers"].get(placed.question.name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield placed, record.get("id", ""), value


def _records(document: Document) -> Iterable[tuple[str, list[Any]]]:
    """Return name of the repeat (blank: outside of rows) and all its records, at any depth."""
    found: dict[str, list[Any]] = {"": [document]}
    waiting: list[Document | Row] = [document]
    while waiting:
        for name, rows in waiting.pop().get("rows", {}).items():
            found.setdefault(name, []).extend(rows)
            waiting.extend(rows)
    return found.items()


def _values(questionnaire: Questionnaire, document: Document) -> dict[tuple[str, str], float]:
    return {
        (placed.question.identity, row_id): value
        for placed, row_id, value in _numbers(questionnaire, document)
    }


def _spread(
    questionnaire: Questionnaire, others: Sequence[Document]
) -> dict[str, tuple[float, float]]:
    """Return the quartiles of what others answered, of questions that enough have answered."""
    values: dict[str, list[float]] = {}
    for document in others:
        for placed, _, value in _numbers(questionnaire, document):
            values.setdefault(placed.question.name, []).append(value)
    return {
        name: (quartiles[0], quartiles[2])
        for name, known in values.items()
        if len(known) >= LEAST_OTHERS and (quartiles := quantiles(known, method="inclusive"))
    }


def _jumps(value: float, before: float, rules: Rules) -> bool:
    small, large = sorted((abs(value), abs(before)))
    return abs(value - before) >= rules.jump_least and (
        value * before < 0 or large >= rules.jump * small
    )


def _is_out(value: float, low: float, high: float, rules: Rules) -> bool:
    reach = rules.outlier * max(high - low, 1)
    return not low - reach <= value <= high + reach
