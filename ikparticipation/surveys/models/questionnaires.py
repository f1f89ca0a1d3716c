"""Surveys, and the versions of their questionnaires."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
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
