"""Surveys, their questionnaires and waves, and what the organisations answer."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.organisations.models import Organisation
from ikparticipation.text import pick


class Survey(Base):
    """A recurring survey."""

    __tablename__ = "survey"

    titles: Mapped[dict[str, str]]
    """Language → title."""
    created_at: Mapped[datetime]

    def title(self, language: str) -> str:
        return pick(self.titles, language)


class Questionnaire(Base):
    """One version of a survey's questionnaire, compiled from a workbook. Never changes."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), init=False)
    survey: Mapped[Survey] = relationship()
    number: Mapped[int]
    file_name: Mapped[str]
    workbook: Mapped[bytes] = mapped_column(deferred=True)
    """The XLSForm as it was uploaded."""
    compiled: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """`xlsform.questionnaire` as JSON; read it with `queries.compiled`, which keeps it."""
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, deferred=True, default_factory=list
    )
    """What its author should know: `xlsform.findings.Finding` as JSON."""
    files: Mapped[dict[str, str]] = mapped_column(JSON, deferred=True, default_factory=dict)
    """Name → content in Base64, of the files whose lines are choices (CSV, GeoJSON)."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it was published although figures cannot be compared any more; blank: they can."""


class Wave(Base):
    """One round of data collection."""

    __tablename__ = "wave"
    __table_args__ = (CheckConstraint("closes_at > opens_at", "closes_after_opening"),)

    questionnaire_id: Mapped[UUID] = mapped_column(
        ForeignKey("questionnaire.id"), init=False, index=True
    )
    questionnaire: Mapped[Questionnaire] = relationship()
    titles: Mapped[dict[str, str]]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    created_at: Mapped[datetime]
    intros: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    """Language → what this wave is about, for those who are asked; may be empty."""

    def title(self, language: str) -> str:
        return pick(self.titles, language)

    def intro(self, language: str) -> str:
        return pick(self.intros, language)

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


class WaveInvitation(Base):
    """An organisation that was asked. Who was not asked has no row."""

    __tablename__ = "wave_invitation"
    __table_args__ = (UniqueConstraint("wave_id", "organisation_id"),)

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    wave: Mapped[Wave] = relationship()
    organisation: Mapped[Organisation] = relationship()
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    repeated_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the invitation was last sent again."""


class ResponseStatus(StrEnum):
    """How far an organisation has come. Whether it has answered says `submitted_at`."""

    DRAFT = "draft"
    """Saved, never submitted."""
    SUBMITTED = "submitted"
    """The newest revision says what is saved."""
    CHANGED = "changed"
    """Submitted, and changed since: the newest revision says something else."""


class Response(Base):
    """One organisation's answers in one wave: the working state, saved section by section."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("wave_id", "organisation_id"),
        CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", "submitted_has_time"),
    )

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), init=False)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    wave: Mapped[Wave] = relationship()
    organisation: Mapped[Organisation] = relationship()
    document: Mapped[dict[str, Any]]
    """The answers document of `xlsform.answers`."""
    section_versions: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Section → how often it was saved; a form opened at an older count is stale."""
    section_pages: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Section → which open page saved it last, as `services.saving.PageMark`."""
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    status: Mapped[ResponseStatus] = mapped_column(default=ResponseStatus.DRAFT)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    """Of the newest revision."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class ResponseRevision(Base):
    """What was submitted, frozen, with its receipt."""

    __tablename__ = "response_revision"
    __table_args__ = (UniqueConstraint("response_id", "number"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False)
    response: Mapped[Response] = relationship()
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    receipt_code: Mapped[str] = mapped_column(unique=True)
    """Short code to read out on the telephone."""
    receipt_hash: Mapped[str]
    """SHA-256 of the canonical document."""


class QuestionnaireDraft(Base):
    """The next version of a survey's questionnaire while it is worked on. One for a survey.

    The sheets are what it says. The file is handed out as it came until something is edited.
    """

    __tablename__ = "questionnaire_draft"

    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), init=False, unique=True)
    survey: Mapped[Survey] = relationship()
    based_on_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("questionnaire.id"), default=None, index=True
    )
    """The version it was taken from; None for an uploaded file."""
    file_name: Mapped[str]
    file: Mapped[bytes] = mapped_column(deferred=True)
    """What it began as: the uploaded file, or that of the version."""
    files: Mapped[dict[str, str]] = mapped_column(JSON, deferred=True, default_factory=dict)
    """As those of `Questionnaire`."""
    sheets: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    """`xlsform.editing.Sheets` as JSON."""
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    """What was done to it, the oldest first: `drafting.Step` as JSON."""
    is_edited: Mapped[bool] = mapped_column(default=False)
    """Whether saved edits make the sheets say something else than the file."""
    began_at: Mapped[datetime]
    began_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class AnswerFile(Base):
    """The bytes of a file that is an answer. The document names it by its SHA-256.

    It stays as long as the working document or a revision of the response names it.
    """

    __tablename__ = "answer_file"
    __table_args__ = (UniqueConstraint("response_id", "sha256"),)

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), init=False)
    response: Mapped[Response] = relationship()
    sha256: Mapped[str]
    media_type: Mapped[str]
    """One of `xlsform.values.files`, told from the content."""
    content: Mapped[bytes] = mapped_column(deferred=True)
    stored_at: Mapped[datetime]
