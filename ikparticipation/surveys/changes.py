"""What differs between two states of the same answers, in words, question by question.

Read where two people have saved the same section, and between two submissions. What formulas
compute is left out: nobody said it. A row that stands on one side only is one difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ikparticipation.surveys.review_page import row_in_words
from ikparticipation.surveys.section_page import Speech, row_title
from ikparticipation.surveys.xlsform.answers.records import is_posted
from ikparticipation.surveys.xlsform.check import is_blank
from ikparticipation.surveys.xlsform.document import Document, Row, ended_of, field_name
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import FILES, Question, Repeat, Section
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import N_, translate


class Kind(StrEnum):
    ANSWER = "answer"
    NEW_ROW = "new_row"
    GONE_ROW = "gone_row"
    ENDED_ROW = "ended_row"
    """It was said of it that it is no more."""
    RESUMED_ROW = "resumed_row"
    """It was taken back that it is no more."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. None: not answered, or not there."""

    kind: Kind
    name: str
    """Field of `xlsform.answers`; of a row `rows/<repeat>/<row id>`."""
    label: str
    before: str | None
    after: str | None
    is_file: bool = False


def changes(section: Section, before: State, after: State, speech: Speech) -> list[Change]:
    """Return what differs in one section, in the order of the page; rows that are gone last."""
    both = _Both(before, after, speech)
    return list(both.inside(section.questions, section.repeats, (before.document, after.document)))


def all_changes(before: State, after: State, speech: Speech) -> list[Change]:
    """Return what differs on all pages of the questionnaire."""
    pages = after.questionnaire.pages
    return [each for section in pages for each in changes(section, before, after, speech)]


@dataclass(frozen=True)
class _Both:
    before: State
    after: State
    speech: Speech
    repeat: str | None = None
    row: str | None = None
    prefix: str = ""
    """The rows around, in words."""

    def inside(
        self,
        questions: Iterable[Question],
        repeats: Iterable[Repeat],
        records: tuple[Document | Row, Document | Row],
    ) -> Iterator[Change]:
        for question in questions:
            old, new = (
                self._text(state, question, record)
                for state, record in zip((self.before, self.after), records, strict=True)
            )
            if old != new:
                yield Change(
                    kind=Kind.ANSWER,
                    name=field_name(question.name, self.repeat, self.row),
                    label=self.prefix + self._word(self.after, question, self.row),
                    before=old,
                    after=new,
                    is_file=question.type in FILES,
                )
        for repeat in repeats:
            yield from self._rows(repeat, records)

    def _text(self, state: State, question: Question, record: Document | Row) -> str | None:
        if not is_posted(question) or not state.is_relevant(question.name, self.row):
            return None
        typed = record.get("invalid", {}).get(question.name)
        if typed is not None:
            return typed
        value = record["answers"].get(question.name)
        return None if value is None else value_label(question, value, self.speech.language)

    def _rows(
        self, repeat: Repeat, records: tuple[Document | Row, Document | Row]
    ) -> Iterator[Change]:
        was_ended, is_ended = (
            {row["id"] for row in ended_of(record, repeat.name)} for record in records
        )
        old, new = (
            {row["id"]: row for row in state.rows(repeat.name, self.row)}
            if state.is_relevant(repeat.name, self.row)
            else {}
            for state in (self.before, self.after)
        )
        for number, row in enumerate(new.values(), start=1):
            called = self._called(self.after, repeat, row, number)
            if row["id"] in old:
                inner = _Both(
                    self.before, self.after, self.speech, repeat.name, row["id"], f"{called}, "
                )
                yield from inner.inside(repeat.questions, repeat.repeats, (old[row["id"]], row))
            elif repeat.row_count is None and not is_blank(row):
                told = self._told(self.after, repeat, row)
                kind = Kind.RESUMED_ROW if row["id"] in was_ended else Kind.NEW_ROW
                yield self._row(kind, repeat, row, called, (None, told))
        for number, row in enumerate(old.values(), start=1):
            if row["id"] not in new and repeat.row_count is None and not is_blank(row):
                called = self._called(self.before, repeat, row, number)
                told = self._told(self.before, repeat, row)
                kind = Kind.ENDED_ROW if row["id"] in is_ended else Kind.GONE_ROW
                yield self._row(kind, repeat, row, called, (told, None))

    def _row(
        self,
        kind: Kind,
        repeat: Repeat,
        row: Row,
        called: str,
        texts: tuple[str | None, str | None],
    ) -> Change:
        name = f"rows/{repeat.name}/{row['id']}"
        return Change(kind=kind, name=name, label=called, before=texts[0], after=texts[1])

    def _called(self, state: State, repeat: Repeat, row: Row, number: int) -> str:
        title = row_title(repeat, row, self.speech.language)
        named = translate(self.speech.around, N_("„%(name)s“"), name=title) if title else number
        return f"{self.prefix}{self._word(state, repeat, row['id'])} {named}"

    def _told(self, state: State, repeat: Repeat, row: Row) -> str:
        said = row_in_words(repeat, row, state, self.speech)
        return "; ".join(
            f"{label}{'' if label[-1:] in '?:.' else ':'} {text}" for label, text in said
        )

    def _word(self, state: State, element: Question | Repeat, row: str | None) -> str:
        return state.words(element, "label", self.speech.language, row)
