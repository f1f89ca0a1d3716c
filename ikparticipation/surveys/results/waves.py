"""Waves side by side, question by question, with everything that stands between them.

A question goes on from wave to wave by its identity. One that was split or merged begins a row of
its own that says where it comes from; one that was asked in other words, with other choices or of
others stays in its row, and the row says so before the figures of that wave. So no two figures
stand beside each other as if they were alike when they are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ikparticipation.surveys.results.tallies import Cell, Missing, Tally
from ikparticipation.surveys.xlsform.comparing import (
    Break,
    Change,
    Changes,
    Grade,
    QuestionChange,
    breaks,
    compare,
)
from ikparticipation.surveys.xlsform.comparing.pairing import around
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire, Words
from ikparticipation.text import N_

_LARGER = (Change.SPLIT, Change.MERGED)


@dataclass(frozen=True)
class WaveResult:
    title: Words
    questionnaire: Questionnaire
    tallies: Mapping[str, Tally]


class Comparability(StrEnum):
    SAME = "same"
    """Asked as in the wave before."""
    REWORDED = "reworded"
    """In other words, which mean the same by likeness."""
    MAY_SHIFT = "may_shift"
    BREAKS = "breaks"
    """Not to be compared, nor to be joined by a line."""


@dataclass(frozen=True)
class Step:
    """One wave in a row. How it stands to the last wave before it in which it was asked."""

    tally: Tally | None
    """None: the questionnaire of this wave does not have the question."""
    comparability: Comparability = Comparability.SAME
    reasons: tuple[Break, ...] = ()

    def cell(self, key: str) -> Cell:
        return Cell(missing=Missing.NOT_ASKED) if self.tally is None else self.tally.cell(key)


@dataclass(frozen=True)
class WaveRow:
    """One question over the waves."""

    identity: str
    question: Question
    """As it was asked last."""
    steps: tuple[Step, ...]
    """One for each wave."""
    origin: Change | None = None
    """SPLIT or MERGED: it begins where others ended."""
    comes_from: tuple[Question, ...] = ()

    @property
    def is_unbroken(self) -> bool:
        steps = [step for step in self.steps if step.tally is not None]
        return all(step.comparability is not Comparability.BREAKS for step in steps)


@dataclass(frozen=True)
class SideBySide:
    waves: tuple[WaveResult, ...]
    rows: tuple[WaveRow, ...]
    """In the order of the newest questionnaire; what only earlier ones asked comes last."""


def side_by_side(waves: Sequence[WaveResult]) -> SideBySide:
    """Return the rows of several waves of a survey, the oldest first."""
    rows: dict[str, _Row] = {}
    for number, wave in enumerate(waves):
        versions = _Versions(waves[:number], wave)
        for name, tally in wave.tallies.items():
            row, step = versions.place(name, tally, rows)
            rows[row.identity] = row
            row.steps[number] = step
            row.question = tally.question
    last = list(waves[-1].tallies) if waves else []
    places = {name: place for place, name in enumerate(last)}
    ordered = sorted(
        rows.values(),
        key=lambda row: (
            places.get(row.question.name, len(last)) if len(waves) - 1 in row.steps else len(last)
        ),
    )
    return SideBySide(tuple(waves), tuple(row.done(len(waves)) for row in ordered))


@dataclass
class _Row:
    identity: str
    question: Question
    steps: dict[int, Step] = field(default_factory=dict)
    origin: Change | None = None
    comes_from: tuple[Question, ...] = ()

    def done(self, waves: int) -> WaveRow:
        steps = tuple(self.steps.get(number, Step(None)) for number in range(waves))
        return WaveRow(self.identity, self.question, steps, self.origin, self.comes_from)


class _Versions:
    """A wave beside all before it."""

    def __init__(self, earlier: Sequence[WaveResult], wave: WaveResult) -> None:
        self._earlier = earlier
        self._wave = wave
        self._compared: dict[int, _Compared] = {}

    def place(self, name: str, tally: Tally, rows: Mapping[str, _Row]) -> tuple[_Row, Step]:
        """Return the row a question goes on in, or a new one, and what stands before it."""
        question = tally.question
        for number in reversed(range(len(self._earlier))):
            change = self._between(number).change(name)
            if change is None or not change.old:
                continue
            if change.change in _LARGER:
                return self._begun(question, change, rows), Step(tally)
            row = _row_of(change.old[0].question, rows, number)
            if row is not None:
                return row, self._step(number, tally, change)
        return _Row(_free(question.identity, rows), question), Step(tally)

    def _between(self, number: int) -> "_Compared":
        if number not in self._compared:
            old = self._earlier[number].questionnaire
            self._compared[number] = _Compared(compare(old, self._wave.questionnaire))
        return self._compared[number]

    def _begun(self, question: Question, change: QuestionChange, rows: Mapping[str, _Row]) -> _Row:
        sources = tuple(placed.question for placed in change.old)
        identity = _free(question.identity, rows)
        return _Row(identity, question, origin=change.change, comes_from=sources)

    def _step(self, number: int, tally: Tally, change: QuestionChange) -> Step:
        reasons = tuple(self._between(number).reasons(change))
        grades = {each.grade for each in reasons}
        if Grade.BREAKS in grades:
            return Step(tally, Comparability.BREAKS, reasons)
        if Grade.MAY_SHIFT in grades:
            return Step(tally, Comparability.MAY_SHIFT, reasons)
        if change.wordings or any(each.wordings for each in change.choices):
            return Step(tally, Comparability.REWORDED)
        return Step(tally)


def _row_of(old: Question, rows: Mapping[str, _Row], number: int) -> _Row | None:
    """Return the row in which a question of an earlier wave stands."""
    for row in rows.values():
        step = row.steps.get(number)
        if step is not None and step.tally is not None and step.tally.question.name == old.name:
            return row
    return None


def _free(identity: str, rows: Mapping[str, _Row]) -> str:
    """Return a key of a new row; one that was split may keep its identity in one of its parts."""
    found, number = identity, 2
    while found in rows:
        found, number = f"{identity}-{number}", number + 1
    return found


class _Compared:
    """Two versions, and what breaks between them, by question."""

    def __init__(self, changes: Changes) -> None:
        self._changes = {
            placed.question.name: change for change in changes.questions for placed in change.new
        }
        self._around = around(changes.old)
        self._breaks = breaks(changes)

    def change(self, name: str) -> QuestionChange | None:
        return self._changes.get(name)

    def reasons(self, change: QuestionChange) -> Iterator[Break]:
        """Return what breaks a question's figures: its own changes, and those of what it is in."""
        old = change.old[0].question
        containers = {each.name for each in self._around[old.name]}
        for each in self._breaks:
            if each.question in containers if each.is_group else each.question == old.identity:
                yield each


COMPARABILITIES: Mapping[Comparability, str] = {
    Comparability.SAME: "",
    Comparability.REWORDED: N_("anders formuliert"),
    Comparability.MAY_SHIFT: N_("nur mit Vorsicht vergleichbar"),
    Comparability.BREAKS: N_("nicht mit der vorigen Erhebung vergleichbar"),
}
ORIGINS: Mapping[Change, str] = {
    Change.SPLIT: N_("aus einer geteilten Frage entstanden"),
    Change.MERGED: N_("aus mehreren Fragen zusammengefasst"),
}
