"""One question of a compiled questionnaire: what is asked, of which kind, under which rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from ikparticipation.surveys.xlsform.expression.grammar.parsing import parse
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Expression

Words = Mapping[str, str]
"""Language code → text; read it with `text.pick`."""


class QuestionType(StrEnum):
    """What can be asked, shown or computed. Stored as text; never rename one.

    Values, as JSON in the answers document: `values` says which.
    """

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    """A number between `parameters` start and end, in steps."""
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    """All choices, put in an order."""
    ACKNOWLEDGE = "acknowledge"
    """One box to tick."""
    GEOPOINT = "geopoint"
    IMAGE = "image"
    FILE = "file"
    NOTE = "note"
    CALCULATE = "calculate"
    """Computed, never shown."""
    HIDDEN = "hidden"
    """A constant of the form, never shown."""


SELECTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})
FILES = frozenset({QuestionType.IMAGE, QuestionType.FILE})
NEVER_SHOWN = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN})
NOT_ASKED = NEVER_SHOWN | {QuestionType.NOTE}


class Publish(StrEnum):
    """Who may see what is answered. Stored as text; never rename one."""

    PUBLIC = "public"
    """Everybody, with the organisation's name."""
    AGGREGATED = "aggregated"
    """Everybody, as a figure over many."""
    INTERNAL = "internal"
    """The organisation itself and the administration."""


@dataclass(frozen=True)
class Formula:
    """An expression of the form language, as its author wrote it (`${name}` included).

    Only checked ones are in a compiled questionnaire, so `tree` does not fail there.
    """

    source: str

    @cached_property
    def tree(self) -> Expression:
        """Return it parsed; ExpressionError when it is none."""
        return parse(self.source)

    def __str__(self) -> str:
        return self.source


QUESTION_FORMULAS = (
    "relevant",
    "calculation",
    "default_formula",
    "required_when",
    "readonly",
    "choice_filter",
    "constraint",
)


def formulas_of(element: object, aspects: Iterable[str]) -> Iterator[tuple[str, Formula]]:
    """Return aspect and formula, of those an element has."""
    for aspect in aspects:
        formula = getattr(element, aspect)
        if formula is not None:
            yield aspect, formula


@dataclass(frozen=True)
class Choice:
    name: str
    labels: Words
    columns: Mapping[str, str] = field(default_factory=dict)
    """Further columns of its line, by heading: what `choice_filter` looks at."""


@dataclass(frozen=True, kw_only=True)
class Question:
    kind: ClassVar[str] = "question"

    name: str
    type: QuestionType
    labels: Words = field(default_factory=dict)
    """May quote answers: `${name}`."""
    hints: Words = field(default_factory=dict)
    guidance: Words = field(default_factory=dict)
    """Longer help, folded up on the page, printed on paper."""
    required: bool = False
    """Whether it must be answered wherever it is relevant; or see `required_when`."""
    required_when: Formula | None = None
    required_messages: Words = field(default_factory=dict)
    """What to say instead of the usual sentence when the answer is missing."""
    relevant: Formula | None = None
    """When it is asked; None: always."""
    constraint: Formula | None = None
    """What must hold of an answer; `.` is the answer. Blank answers are not checked."""
    constraint_messages: Words = field(default_factory=dict)
    readonly: Formula | None = None
    """When it is shown and cannot be changed."""
    calculation: Formula | None = None
    """What it computes to; a visible question with one cannot be typed into."""
    default: str | None = None
    """What a new document or row begins with, as it would be typed."""
    default_formula: Formula | None = None
    """The same, computed once when document or row begins. Never together with `default`."""
    choices: tuple[Choice, ...] = ()
    choice_filter: Formula | None = None
    """Which choices are offered; evaluated at the choice, whose columns it names."""
    ticks: tuple[Choice, ...] = ()
    """Words at some numbers of a range, its ends as a rule; their names are those numbers."""
    appearance: tuple[str, ...] = ()
    """How it is drawn: `multiline`, `minimal` (a drop-down list), `likert`, `quick`, `w1` …"""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Of a range `start`, `end`, `step`; of a file `max-size` in MB; of an image `max-pixels`,
    which is kept and not carried out."""
    inventory: str | None = None
    """Where the answer goes, a key of `targets.TARGETS`."""
    question_id: str = ""
    """What it is over all versions and waves; blank: its name. Read `identity`."""
    was: tuple[str, ...] = ()
    """Identities of earlier questions that it goes on from: one that was split, several merged."""
    publish: Publish = Publish.INTERNAL
    partner: bool = False
    """Answered by an organisation of the register, or by a name that is not in it."""
    catalogue: str | None = None
    """The catalogue its choices were taken from: a key of `targets.CATALOGUES`."""

    @property
    def identity(self) -> str:
        return self.question_id or self.name

    @cached_property
    def is_asked(self) -> bool:
        """Whether a person can answer it (if it is relevant, and not readonly)."""
        return self.type not in NOT_ASKED

    @cached_property
    def is_shown(self) -> bool:
        return self.type not in NEVER_SHOWN

    @cached_property
    def choice_labels(self) -> Mapping[str, Words]:
        """Choice name → its labels, in the order of the list."""
        return {choice.name: choice.labels for choice in self.choices}

    @property
    def formulas(self) -> Iterator[tuple[str, Formula]]:
        """Return aspect (`relevant`, `constraint` …) and formula, of those it has."""
        return formulas_of(self, QUESTION_FORMULAS)
