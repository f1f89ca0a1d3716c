"""One run of a test respondent through the form, from the first page to the submission.

The way is that of a person: page by page from above, each question as it is shown at that moment,
two rows in each repeat. When a later answer brings up a question on an earlier page, there is
another round. All answers go through the engine that real ones go through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ikparticipation.surveys.xlsform.answers import fill_in
from ikparticipation.surveys.xlsform.check import check, submission
from ikparticipation.surveys.xlsform.checking.trial.branches import Branches
from ikparticipation.surveys.xlsform.checking.trial.choosing import answers
from ikparticipation.surveys.xlsform.checking.trial.standing_in import with_stand_ins
from ikparticipation.surveys.xlsform.document import Document, Problem, RowPlace, rows_field
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import (
    SELECTS,
    Element,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.values import Value, refusal
from ikparticipation.text import translate

ROWS = 2
ROUNDS = 4
BRIEF = 3
"""Which of four runs leaves out what may be left out."""
FEW_TRIES, MAX_TRIES = 6, 60
"""How many answers are tried on one question, before and after the search for one that fits."""


@dataclass(frozen=True)
class Aim:
    """What to answer, where it is possible, to get to a certain question; None: leave it out."""

    answers: Mapping[str, Value | None] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def joined(self, other: "Aim") -> "Aim | None":
        """Return both in one; None when they want different answers to one question."""
        agree = all(self.answers.get(name, value) == value for name, value in other.answers.items())
        agree = agree and all(self.rows.get(n, count) == count for n, count in other.rows.items())
        if not agree:
            return None
        return Aim({**self.answers, **other.answers}, {**self.rows, **other.rows})


class StopKind(StrEnum):
    CONSTRAINT = "constraint"
    """Nothing that was tried is let through."""
    NO_CHOICE = "no_choice"
    """It must be answered, and nothing is offered."""
    LEFT = "left"
    """At the end something is still missing or wrong."""


@dataclass(frozen=True)
class Stop:
    """Where a run ends without a submission, and the sentence that a person would read there."""

    kind: StopKind
    name: str
    message: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        return self.words.get(language) or translate(language, self.message, **self.facts)


@dataclass(frozen=True)
class Step:
    """One answer: where, what, and which questions came up with it."""

    section: str
    question: str
    row: int | None
    """The number of the (innermost) row, from 1."""
    value: Value
    appeared: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trial:
    seed: int
    steps: tuple[Step, ...]
    asked: frozenset[str]
    """The questions that were shown, whether answered or not."""
    document: Document | None
    """What was submitted; None: the run was stopped."""
    stop: Stop | None = None
    tried: int = 0
    """How many answers it took, those that were refused among them."""


def trial(
    questionnaire: Questionnaire,
    seed: int,
    now: datetime,
    *,
    branches: Branches | None = None,
    aim: Aim | None = None,
) -> Trial:
    """Let one respondent answer. The same seed and moment give the same run.

    Every fourth one answers only what must be answered. CycleError when formulas go round.
    """
    questionnaire = with_stand_ins(questionnaire)
    return _Run(questionnaire, seed, now, branches or Branches(questionnaire), aim or Aim()).go()


class _Run:
    def __init__(
        self,
        questionnaire: Questionnaire,
        seed: int,
        now: datetime,
        branches: Branches,
        aim: Aim,
    ) -> None:
        self._questionnaire, self._seed, self._branches = questionnaire, seed, branches
        self._aim = aim
        self._is_brief = seed % 4 == BRIEF
        name = f"trial/{seed}"
        self._document_seed = name
        document = begin(questionnaire, now=now, seed=name)
        self._state = State.of(questionnaire, document, now=now, seed=name)
        self._steps: list[Step] = []
        self._asked: set[str] = set()
        self._seen: set[tuple[str, str | None]] = set()
        self._tried = 0
        self._stops: dict[tuple[str, str | None], Stop] = {}

    def go(self) -> Trial:
        for _ in range(ROUNDS):
            before = len(self._steps)
            for section in self._questionnaire.sections:
                self._section(section)
            if len(self._steps) == before:
                break
        problems = check(self._state)
        return Trial(
            seed=self._seed,
            steps=tuple(self._steps),
            asked=frozenset(self._asked),
            document=None if problems else submission(self._state),
            stop=self._stopped_at(problems[0]) if problems else None,
            tried=self._tried,
        )

    def _section(self, section: Section) -> None:
        if self._state.is_relevant(section.name):
            for element in section.elements:
                self._element(section, element, None, None)

    def _element(
        self, section: Section, element: Element, row: str | None, number: int | None
    ) -> None:
        if isinstance(element, Question):
            self._question(section, element, row, number)
        elif self._state.is_relevant(element.name, row):
            if isinstance(element, Group):
                for inner in element.elements:
                    self._element(section, inner, row, number)
            else:
                self._repeat(section, element, row)

    def _repeat(self, section: Section, repeat: Repeat, outer: str | None) -> None:
        if repeat.row_count is None:
            self._add_rows(section, repeat, outer)
        for number, row in enumerate(self._state.rows(repeat.name, outer), start=1):
            for element in repeat.elements:
                self._element(section, element, row["id"], number)

    def _add_rows(self, section: Section, repeat: Repeat, outer: str | None) -> None:
        """Press „add“ until there are two rows, or as many as there must be."""
        rows = self._aim.rows.get(repeat.name, 0 if self._is_brief else ROWS)
        wanted = min(max(rows, repeat.min_rows), repeat.max_rows)
        ids = [row["id"] for row in self._state.rows(repeat.name, outer)]
        place = RowPlace(self._around(repeat), outer, 1) if outer else None
        while len(ids) < wanted:
            new = str(
                uuid5(NAMESPACE_OID, f"{self._document_seed}/{repeat.name}/{outer}/{len(ids)}")
            )
            button = f"add/{repeat.name}" + (f"/{outer}" if outer else "")
            form = {rows_field(repeat.name, place): ids, button: [new]}
            self._state = fill_in(self._state, section, form).state
            now = [row["id"] for row in self._state.rows(repeat.name, outer)]
            if len(now) <= len(ids):
                return
            ids = now

    def _around(self, repeat: Repeat) -> str:
        chains = (chain for s in self._questionnaire.sections for chain in s.all_repeats)
        return next(chain[-2].name for chain in chains if chain[-1].name == repeat.name)

    def _question(
        self, section: Section, question: Question, row: str | None, number: int | None
    ) -> None:
        name = question.name
        if question.is_shown and self._state.is_relevant(name, row):
            self._asked.add(name)
        if not self._state.asks(question, row) or self._is_settled(question, row):
            return
        self._seen.add((name, row))
        watched = self._branches.behind(name)
        before = {other for other in watched if self._shows(other, name, row)}
        value = self._answer(question, row)
        if value is None:
            return
        self._stops.pop((name, row), None)
        came = tuple(o for o in watched if o not in before and self._shows(o, name, row))
        self._steps.append(Step(section.name, name, number, value, came))

    def _is_settled(self, question: Question, row: str | None) -> bool:
        """Return whether it was dealt with, and what came later has not changed that."""
        key = question.name, row
        if key not in self._seen or key in self._stops:
            return False
        return self._state.value(*key) is None or not self._is_refused(question, row)

    def _stopped_at(self, problem: Problem) -> Stop:
        """Return the first question that could not be answered, else what is wrong at the end."""
        for stop in self._stops.values():
            return stop
        name = problem.question or problem.repeat or problem.section
        return Stop(StopKind.LEFT, name, problem.message, problem.facts, problem.words)

    def _shows(self, other: str, name: str, row: str | None) -> bool:
        """Return whether another question is shown, as far as one row can tell."""
        here, there = self._questionnaire.question(name), self._questionnaire.question(other)
        if here is None or there is None or there.chain not in ((), here.chain):
            return False
        return self._state.is_relevant(other, row if there.chain else None)

    def _answer(self, question: Question, row: str | None) -> Value | None:
        """Give the first answer that is let through; keep a default that is."""
        state, name = self._state, question.name
        given = state.value(name, row)
        if name in self._aim.answers:
            is_left_out = self._aim.answers[name] is None
        else:
            if given is not None and not self._is_refused(question, row):
                return given
            is_left_out = self._is_brief
        if is_left_out and not state.is_required(name, row):
            return None
        for value in self._tries(question, row):
            self._tried += 1
            state.put(name, value, row)
            if not self._is_refused(question, row):
                return value
        state.put(name, None, row)
        if state.is_required(name, row):
            self._stops[name, row] = self._stopped(question, row)
        return None

    def _tries(self, question: Question, row: str | None) -> Iterator[Value]:
        if (wanted := self._aim.answers.get(question.name)) is not None:
            yield wanted
        formulas = self._branches.formulas(question.name) if self._seed else ()
        every = answers(self._state, question, row, seed=self._seed, formulas=formulas)
        yield from islice(every, FEW_TRIES)
        yield from self._branches.solutions(question)
        yield from islice(every, MAX_TRIES)

    def _is_refused(self, question: Question, row: str | None) -> bool:
        value = self._state.value(question.name, row)
        if value is None or refusal(question, value) is not None:
            return True
        return self._state.constraint_error(question.name, row) is not None

    def _stopped(self, question: Question, row: str | None) -> Stop:
        if question.type in SELECTS and not self._state.choices(question.name, row):
            return Stop(StopKind.NO_CHOICE, question.name)
        return Stop(StopKind.CONSTRAINT, question.name, words=question.constraint_messages)
