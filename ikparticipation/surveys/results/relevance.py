"""What was asked in a frozen document.

Submission leaves out what is not relevant, and what is blank is not in it either, so the document
alone does not tell "not asked" from "not answered". The questionnaire's formulas tell it, evaluated
at the time of the submission with its seed: then they say what they said to the organisation.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State, program_of
from ikparticipation.surveys.xlsform.engine.places import Place
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire, Repeat

Record = Mapping[str, Any]
"""A document, or a row of it."""


class Submitted(NamedTuple):
    """A frozen document, and what its formulas hang on."""

    document: Document
    at: datetime
    """When it was submitted."""
    seed: str = ""
    """As `State` had it."""


@dataclass(frozen=True, eq=False)
class Shape:
    """The records of one kind: the document itself, or the rows of one repeat."""

    chain: tuple[Repeat, ...]
    questions: tuple[Question, ...]
    """Those that somebody can answer."""
    repeats: tuple[Repeat, ...]
    """Those whose rows stand directly in such a record."""

    def is_same(self, other: "Shape") -> bool:
        return [each.name for each in self.chain] == [each.name for each in other.chain]

    @property
    def names(self) -> tuple[str, ...]:
        """Of all that is asked or not asked here."""
        questions = (question.name for question in self.questions)
        return (*questions, *(repeat.name for repeat in self.repeats))


def shapes(questionnaire: Questionnaire) -> tuple[Shape, ...]:
    """Return the kinds of records: the document first, outer rows before inner ones."""
    sections = questionnaire.sections
    top = Shape(
        (),
        tuple(q for section in sections for q in section.questions if q.is_asked),
        tuple(repeat for section in sections for repeat in section.repeats),
    )
    inner = (
        Shape(chain, tuple(q for q in chain[-1].questions if q.is_asked), chain[-1].repeats)
        for section in sections
        for chain in section.all_repeats
    )
    return (top, *inner)


def records(document: Record, chain: Sequence[Repeat]) -> Iterator[tuple[Record, ...]]:
    """Return the records of a chain of repeats, each with those around it, the outermost first."""
    found: list[tuple[Record, ...]] = [(document,)]
    for repeat in chain:
        found = [
            (*path, row) for path in found for row in path[-1].get("rows", {}).get(repeat.name, ())
        ]
    yield from found


def conditions(place: Place) -> Iterator[Place]:
    """Return what decides whether something is asked in a record that is there."""
    if "relevant" in place.formulas:
        yield place
    for around in place.around():
        if around.is_repeat:
            return
        if "relevant" in around.formulas:
            yield around


def conditional(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the questions and repeats that are not always asked where their record is there."""
    return frozenset(
        place.name
        for place in program_of(questionnaire).places
        if (place.question is None or place.question.is_asked)
        and (place.question is not None or place.is_repeat)
        and any(conditions(place))
    )


def asked(
    questionnaire: Questionnaire, submitted: Submitted, names: frozenset[str] | None = None
) -> Counter[str]:
    """Return in how many records each conditional question and repeat was asked.

    `names` are those wanted; None: all.
    """
    wanted = conditional(questionnaire) if names is None else names
    found: Counter[str] = Counter()
    if not wanted:
        return found
    is_asked = Asked(questionnaire, submitted)
    for shape in shapes(questionnaire):
        here = [name for name in shape.names if name in wanted]
        for path in records(submitted.document, shape.chain) if here else ():
            found.update(name for name in here if is_asked(name, path[-1]))
    return found


class Asked:
    """Whether something was asked in a record of one submission. Evaluated when first needed."""

    def __init__(self, questionnaire: Questionnaire, submitted: Submitted) -> None:
        self._questionnaire = questionnaire
        self._submitted = submitted
        self._state: State | None = None

    def __call__(self, name: str, record: Record) -> bool:
        if self._state is None:
            document, at, seed = self._submitted
            self._state = State.of(self._questionnaire, document, now=at, seed=seed)
        return self._state.is_relevant(name, record.get("id"))
