"""From the posted fields of a page to what they say about its section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ikparticipation.surveys.xlsform.answers.given import (
    Given,
    PostedForm,
    RowsInput,
    SectionInput,
    Uploads,
)
from ikparticipation.surveys.xlsform.answers.merging import in_order
from ikparticipation.surveys.xlsform.answers.records import Locked, Reading, always_locked
from ikparticipation.surveys.xlsform.document import (
    Document,
    Problem,
    Row,
    RowPlace,
    ended_of,
    field_name,
    row_id,
    rows_of,
    spots,
)
from ikparticipation.surveys.xlsform.questionnaire import Question, Repeat, Section
from ikparticipation.text import N_

if TYPE_CHECKING:
    from ikparticipation.surveys.xlsform.engine import State

Key = tuple[str, str | None]
"""A repeat, and the row around it; None at the top."""
NO_UPLOADS: Uploads = {}
CONFIRM, END, RESUME, CONFIRM_ALL = "confirm", "end", "resume", "confirm-all"
_WORDS = {CONFIRM: CONFIRM, END: END, RESUME: RESUME, "confirmed": CONFIRM, "ended": END}
"""Beginning of a field → what is said of its rows. The longer ones are no buttons: the page that
lets two people compare keeps in them what one of them had pressed."""


def read_section(
    section: Section,
    form: PostedForm,
    document: Document,
    uploads: Uploads = NO_UPLOADS,
    *,
    state: "State | None" = None,
) -> SectionInput:
    """Return what the posted fields of this section say. Unknown fields are passed over.

    With `state` (of the answers that the page was shown with), so is what was readonly then.
    """
    reading = Reading(form=form, uploads=uploads, locked=_locked(state))
    here = Problem(section=section.name, message="")
    answers = reading.record(section.questions, field_name, here)
    rows = _Rows(section, document, reading)
    return SectionInput(
        answers=answers,
        rows=rows.read(section.repeats, document, here),
        problems=tuple(reading.problems),
        files=reading.files,
    )


def _locked(state: "State | None") -> Locked:
    if state is None:
        return always_locked

    def locked(question: Question, row: str | None) -> bool:
        """Return true for a new row, too: it cannot have been shown, nothing readonly comes."""
        if question.readonly is None:
            return False
        return not state.has_row(question.name, row) or state.is_readonly(question.name, row)

    return locked


@dataclass(kw_only=True)
class _Posted:
    """The fields about rows, sorted by what they are about."""

    fields: dict[str, dict[str, None]] = field(default_factory=dict)
    """Repeat → ids of the rows of which there are fields."""
    listed: dict[Key, list[str]] = field(default_factory=dict)
    added: dict[Key, list[str]] = field(default_factory=dict)
    removed: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """CONFIRM, END or RESUME, and a repeat → the rows of which that is said."""
    moved: list[tuple[str, str, int]] = field(default_factory=list)
    """Repeat, row, and by how many places."""
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Repeat, row and question → the name of the field, however the id is spelled."""


class _Rows:
    def __init__(self, section: Section, document: Document, reading: Reading) -> None:
        self.reading = reading
        self.repeats = {chain[-1].name: chain for chain in section.all_repeats}
        self.homes = {
            (spot.chain[-1].name, spot.rows[-1].id): _outer_id(spot.rows)
            for spot in spots(section, document)
            if spot.rows
        }
        """Where each known row stands: the row around it."""
        self.posted = _Posted()
        self.ids: dict[tuple[str, str], str] = {}
        for name in (*reading.form, *reading.uploads):
            self._sort(name)

    def _sort(self, name: str) -> None:
        kind, _, rest = name.partition("/")
        repeat, _, rest = rest.partition("/")
        if repeat not in self.repeats:
            return
        if kind == "rows":
            self._sort_field(name, repeat, rest)
            return
        ids = self._ids(repeat, name)
        if kind == "add":
            self.posted.added.setdefault((repeat, self._outer(repeat, rest)), []).extend(ids)
        elif kind == "remove":
            self.posted.removed[repeat] = frozenset(ids)
        elif kind in _WORDS:
            word = _WORDS[kind], repeat
            self.posted.words[word] = self.posted.words.get(word, frozenset()) | frozenset(ids)
        elif kind in {"up", "down"}:
            self.posted.moved += [(repeat, row, -1 if kind == "up" else 1) for row in ids]

    def _sort_field(self, name: str, repeat: str, rest: str) -> None:
        if not rest:
            if name == f"rows/{repeat}":
                self.posted.listed[repeat, None] = list(self._ids(repeat, name))
            return
        posted, slash, last = rest.rpartition("/")
        if not slash:
            return
        row = self._id(repeat, posted)
        self.posted.fields.setdefault(repeat, {})[row] = None
        if last in self.repeats and self._around(last) == repeat:
            self.posted.listed[last, row] = list(self._ids(last, name))
        else:
            self.posted.names[repeat, row, last] = name

    def _ids(self, repeat: str, name: str) -> list[str]:
        posted = self.reading.form.get(name, ())
        return [self._id(repeat, each) for each in posted if each.strip()]

    def _id(self, repeat: str, posted: str) -> str:
        """Return the id in its one spelling; each is read once, though many fields have it."""
        known = self.ids.get((repeat, posted))
        if known is None:
            known = self.ids[repeat, posted] = row_id(repeat, posted)
        return known

    def _around(self, repeat: str) -> str | None:
        chain = self.repeats[repeat]
        return chain[-2].name if len(chain) > 1 else None

    def _outer(self, repeat: str, posted: str) -> str | None:
        around = self._around(repeat)
        return None if around is None or not posted else self._id(around, posted)

    def read(
        self, repeats: Sequence[Repeat], record: Document | Row, place: Problem
    ) -> dict[str, RowsInput]:
        return {repeat.name: self._read(repeat, record, place) for repeat in repeats}

    def _read(self, repeat: Repeat, record: Document | Row, around: Problem) -> RowsInput:
        """Return what was posted about the rows of a repeat in one record, whose place is given."""
        gone = ended_of(record, repeat.name)
        back = [row for row in gone if self._is_back(repeat, row["id"])]
        over = frozenset(row["id"] for row in gone if row not in back)
        rows = [*rows_of(record, repeat.name), *back]
        outer = around.outer if around.row_id is None else (*around.outer, _row_place(around))
        place = replace(around, repeat=repeat.name, outer=outer, row_id=None, row_number=None)
        known = {row["id"]: row for row in rows}
        removed, order = self._order(repeat, list(known), place, over)
        answers, inner = {}, {}
        for number, row in enumerate(in_order(list(known), order), start=1):
            if row in removed:
                continue
            at = replace(place, row_id=row, row_number=number)
            if row in self.posted.fields.get(repeat.name, {}) and (row in known or row in order):
                answers[row] = self._record(repeat, row, at)
            if repeat.repeats:
                blank: Row = {"id": row, "answers": {}}
                inner[row] = self.read(repeat.repeats, known.get(row, blank), at)
        return RowsInput(
            order=order,
            answers=answers,
            removed=removed,
            inner=inner,
            confirmed=self._of_which(CONFIRM, repeat),
            ended=self._of_which(END, repeat) if repeat.row_count is None else frozenset(),
            resumed=frozenset(row["id"] for row in back),
            all_confirmed=CONFIRM_ALL in self.reading.form,
        )

    def _of_which(self, word: str, repeat: Repeat) -> frozenset[str]:
        return self.posted.words.get((word, repeat.name), frozenset())

    def _is_back(self, repeat: Repeat, row: str) -> bool:
        """Whether a row that ended is there again: by its button, or on a page from before.

        Such a page is behind, and whoever sent it is asked; „ended“ twice stays ended.
        """
        if row in self._of_which(RESUME, repeat):
            return True
        if row in self._of_which(END, repeat):
            return False
        listed = (rows for (name, _), rows in self.posted.listed.items() if name == repeat.name)
        return row in self.posted.fields.get(repeat.name, {}) or any(row in each for each in listed)

    def _record(self, repeat: Repeat, row: str, at: Problem) -> dict[str, Given]:
        names = self.posted.names

        def name_of(question: str) -> str:
            return names.get((repeat.name, row, question), "")

        return self.reading.record(repeat.questions, name_of, at)

    def _order(
        self, repeat: Repeat, known: Sequence[str], place: Problem, over: frozenset[str]
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return which rows go, and the others that were shown or added, in their order.

        Those that are `over` stay so: they are no new ones.
        """
        if repeat.row_count is not None:
            return frozenset(), ()
        key = repeat.name, place.outer[-1].id if place.outer else None
        removed = self.posted.removed.get(repeat.name, frozenset())
        listed = [
            row
            for row in self._listed(repeat, key, known)
            if row not in over and self._may_stand(row, key)
        ]
        room = max(repeat.max_rows - len(set(known) - removed), 0)
        new = [row for row in listed if row not in known and row not in removed]
        if len(new) > room:
            facts = {"limit": repeat.max_rows}
            self.reading.problems.append(replace(place, message=TOO_MANY_ROWS, facts=facts))
        for row in new[:room]:
            self.homes[repeat.name, row] = key[1]
        refused = removed | frozenset(new[room:])
        return removed, tuple(row for row in listed if row not in refused)

    def _listed(self, repeat: Repeat, key: Key, known: Sequence[str]) -> Iterator[str]:
        """Return the rows that are posted; at the top also those of which there are only fields."""
        added = self.posted.added.get(key, [])
        loose = self.posted.fields.get(repeat.name, {}) if key[1] is None else {}
        are_known = {*known, *added}
        yield from dict.fromkeys(
            (
                *self._moved(repeat, list(dict.fromkeys(self.posted.listed.get(key, ())))),
                *(row for row in loose if row not in are_known),
                *added,
            )
        )

    def _moved(self, repeat: Repeat, order: list[str]) -> list[str]:
        """Return the order that was shown, with what a button moves in it."""
        for name, row, by in self.posted.moved:
            if name == repeat.name and row in order:
                here = order.index(row)
                there = here + by
                if 0 <= there < len(order):
                    order[here], order[there] = order[there], order[here]
        return order

    def _may_stand(self, row: str, key: Key) -> bool:
        """Whether a row is new, or stands there already: none changes the row around it."""
        repeat, outer = key
        return self.homes.get((repeat, row), outer) == outer


def _row_place(problem: Problem) -> RowPlace:
    return RowPlace(str(problem.repeat), str(problem.row_id), problem.row_number or 0)


def _outer_id(rows: Sequence[RowPlace]) -> str | None:
    return rows[-2].id if len(rows) > 1 else None


TOO_MANY_ROWS = N_(
    "Hier sind höchstens %(limit)s Einträge möglich. Weitere wurden nicht übernommen."
)
