"""What organisations answer: the working state, and what they submitted."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ikparticipation.db import Base
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models.waves import Wave


class ResponseStatus(StrEnum):
    """How far an organisation has come. Whether it has answered says `submitted_at`."""

    DRAFT = "draft"
    """Saved, never submitted."""
    SUBMITTED = "submitted"
    """The newest revision says what is saved."""
    CHANGED = "changed"
    """Submitted, and changed since: the newest revision says something else."""


class ReviewStatus(StrEnum):
    """What the administration says about what was submitted. Stored as text; never rename one."""

    NONE = "none"
    """Nothing was submitted yet."""
    PENDING = "pending"
    RETURNED = "returned"
    """Sent back with questions; the organisation may change its answers again."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """Came too late, and is not counted."""


class Channel(StrEnum):
    """How answers came in."""

    ONLINE = "online"
    PAPER = "paper"
    TELEPHONE = "telephone"


class Response(Base):
    """One organisation's answers in one wave: the working state, saved section by section."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("wave_id", "organisation_id"),
        CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", "submitted_has_time"),
        CheckConstraint("(review = 'none') = (submitted_at IS NULL)", "submitted_is_reviewed"),
        CheckConstraint(
            "review <> 'accepted' OR (accepted_number IS NOT NULL AND reviewed_at IS NOT NULL)",
            "accepted_has_number_and_time",
        ),
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
    section_people: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Section → who wrote in it, as `contributors.Stored`."""
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    status: Mapped[ResponseStatus] = mapped_column(default=ResponseStatus.DRAFT)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    """Of the newest revision."""
    review: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.NONE)
    """Of the newest revision."""
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    """None where it was accepted because nothing was conspicuous."""
    review_reason: Mapped[str] = mapped_column(default="")
    """Why it was refused; or what was said with the return."""
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    """What is conspicuous in the newest revision: `reviewing.Remark` as JSON."""
    accepted_number: Mapped[int | None] = mapped_column(default=None)
    """Which revision counts in published figures; a newer one may wait for its review."""
    reopened_until: Mapped[datetime | None] = mapped_column(default=None)
    """Until when it may be changed although the wave has ended."""
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
    is_late: Mapped[bool] = mapped_column(default=False)
    """Whether it came after the end of the wave."""
    channel: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    received_on: Mapped[date | None] = mapped_column(default=None)
    """Paper and telephone: the day it came in, or was said."""
    source: Mapped[str] = mapped_column(default="")
    """Paper and telephone: who said it, and where the paper is kept."""
    said: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What was said of the rows of last time: `carrying.counts`; empty where none were asked."""


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
