"""Which response is reviewed, and all that a page about it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from flask import abort

from ikparticipation import db
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.conspicuous import Remark
from ikparticipation.surveys.corrections import Layer, corrected, value_at
from ikparticipation.surveys.models import (
    Channel,
    Correction,
    Entry,
    Response,
    ResponseRevision,
    Wave,
)
from ikparticipation.surveys.queries.entering import entry_of
from ikparticipation.surveys.queries.reviewing import (
    Thread,
    corrections_of,
    response_of,
    threads_of,
)
from ikparticipation.surveys.section_page import Speech, html_id
from ikparticipation.surveys.xlsform.document import Document, field_name
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.values import Value, value_label
from ikparticipation.text import pick
from ikparticipation.web import current_language

At = tuple[str, str]
"""Name of a question and id of its row; blank outside of rows."""


@dataclass(frozen=True)
class Corrected:
    """A correction in words."""

    stored: Correction
    by: str
    original: str | None
    value: str | None
    holds: bool
    """Whether it counts now: not withdrawn, and the answer is still the one it was made for."""


@dataclass
class Note:
    """What is said about one answer, beside the answer itself."""

    remarks: list[str] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    corrections: list[Corrected] = field(default_factory=list)


@dataclass(frozen=True)
class Reviewed:
    """One submission as it is looked at."""

    wave: Wave
    organisation: Organisation
    response: Response
    revision: ResponseRevision
    receipts: Sequence[AnyRow]
    """Of all submissions, the newest first."""
    reviewed_by: str | None

    @property
    def newest(self) -> int:
        number: int = self.receipts[0].number
        return number

    @property
    def is_newest(self) -> bool:
        return self.revision.number == self.newest

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return queries.compiled_by_id(db.session(), self.wave.questionnaire_id)

    @cached_property
    def speech(self) -> Speech:
        return Speech.of(self.questionnaire, current_language())

    @cached_property
    def entry(self) -> Entry | None:
        """By what staff entered it; None: the organisation itself submitted it."""
        is_online = self.revision.channel is Channel.ONLINE
        return None if is_online else entry_of(db.session(), self.revision.id)

    @property
    def document(self) -> Document:
        return services.document_of(self.revision)

    @cached_property
    def state(self) -> State:
        """What the organisation said."""
        return self._state(self.document)

    @cached_property
    def counted(self) -> State:
        """What counts: with the corrections."""
        layers = [_layer(row.Correction) for row in self.stored_corrections]
        seed = queries.seed_of(self.wave.id, self.organisation.id)
        document = corrected(
            self.questionnaire,
            self.document,
            [layer for layer in layers if layer is not None],
            now=self.revision.submitted_at,
            seed=seed,
        )
        return self._state(document)

    def _state(self, document: Document) -> State:
        return State.of(
            self.questionnaire,
            document,
            now=self.revision.submitted_at,
            language=self.speech.language,
            seed=queries.seed_of(self.wave.id, self.organisation.id),
        )

    @cached_property
    def threads(self) -> list[Thread]:
        return threads_of(db.session(), self.response.id)

    @cached_property
    def stored_corrections(self) -> Sequence[AnyRow]:
        return corrections_of(db.session(), self.response.id)

    @cached_property
    def corrections(self) -> list[Corrected]:
        return [self._corrected(row.Correction, row.name) for row in self.stored_corrections]

    def _corrected(self, stored: Correction, by: str) -> Corrected:
        said = value_at(self.document, stored.question, stored.row_id)
        now = value_at(self.counted.document, stored.question, stored.row_id)
        return Corrected(
            stored=stored,
            by=by,
            original=self.words(stored.question, stored.original),
            value=self.words(stored.question, stored.value),
            holds=stored.withdrawn_at is None and now == stored.value and now != said,
        )

    def words(self, question: str, value: Value | None) -> str | None:
        placed = self.questionnaire.question(question)
        if placed is None or value is None:
            return None
        return value_label(placed.question, value, self.speech.language)

    def label(self, at: At) -> str:
        """Return what is asked there, with the row it stands in; blank: the whole response."""
        placed = self.questionnaire.question(at[0]) if at[0] else None
        if placed is None:
            return ""
        label = self.state.words(placed.question, "label", self.speech.language, at[1] or None)
        if not at[1] or placed.repeat is None:
            return label
        return f"{pick(placed.repeat.labels, self.speech.language)}: {label}"

    def stands_at(self, at: At) -> tuple[str, str] | None:
        """Return section and id on the page of a question; None: it is about the whole."""
        placed = self.questionnaire.question(at[0]) if at[0] else None
        if placed is None:
            return None
        repeat = placed.repeat.name if placed.repeat and at[1] else None
        return placed.section.name, html_id(field_name(at[0], repeat, at[1] or None))

    @cached_property
    def notes(self) -> dict[At, Note]:
        """Return what is said about each answer; under ("", "") about the whole."""
        notes: dict[At, Note] = {}
        if self.is_newest:
            for stored in self.response.remarks:
                remark = Remark.from_json(stored)
                at = remark.question, remark.row_id
                notes.setdefault(at, Note()).remarks.append(remark.text(current_language()))
        for thread in self.threads:
            notes.setdefault((thread.question, thread.row_id), Note()).threads.append(thread)
        for each in self.corrections:
            at = each.stored.question, each.stored.row_id
            notes.setdefault(at, Note()).corrections.append(each)
        return notes


def reviewed(wave_id: UUID, organisation_id: UUID, number: int | None = None) -> Reviewed:
    """Return the newest submission, or the numbered one; 404 when there is none."""
    session = db.session()
    found = response_of(session, wave_id, organisation_id)
    receipts = queries.receipts(session, wave_id, organisation_id) if found else ()
    if found is None or not receipts:
        abort(404)
    newest = receipts[0].number
    number = newest if number is None else number
    if number not in {receipt.number for receipt in receipts}:
        abort(404)
    revision = queries.revision_of(session, wave_id, organisation_id, number)
    return Reviewed(
        wave=found.Wave,
        organisation=found.Organisation,
        response=found.Response,
        revision=revision or abort(404),
        receipts=receipts,
        reviewed_by=found.name,
    )


def _layer(stored: Correction) -> Layer | None:
    if stored.withdrawn_at is not None:
        return None
    return Layer(stored.question, stored.row_id, stored.original, stored.value)
