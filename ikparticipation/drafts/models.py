"""Texts the county drafts, their versions, and the passages people comment on."""

import re
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, object_session, relationship

from ikparticipation.db import Base
from ikparticipation.drafts.passages import PassageKind

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""What a short name in an address looks like: small letters, digits, single hyphens."""


LEICHTE_SPRACHE = "de-simple"
"""Stands beside the languages of the catalogue; IETF has no subtag of its own for it (BCP 47)."""


class DocumentKind(StrEnum):
    GUIDELINES = "guidelines"
    FIELD_OF_ACTION = "field_of_action"
    CONCEPT = "concept"
    OTHER = "other"


class Document(Base):
    """A text with a working state, seen by staff only, and its published versions."""

    __tablename__ = "document"

    slug: Mapped[str] = mapped_column(unique=True)
    """Stands in the address for ever."""
    kind: Mapped[DocumentKind]
    title: Mapped[str]
    working_text: Mapped[str] = mapped_column(default="")
    """Markdown (CommonMark with tables)."""
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    version: Mapped[int] = mapped_column(init=False)
    """Counts saves; a form that was opened at an older count is stale."""

    __mapper_args__ = {"version_id_col": version}


class Version(Base):
    """One published state of a document. Never changes."""

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number > 0", "number_is_positive"),
    )

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), init=False)
    document: Mapped[Document] = relationship()
    number: Mapped[int]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(deferred=True)
    """The Markdown it was made from; large, so it is read only where it is needed."""
    published_at: Mapped[datetime]
    published_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)


class Passage(Base):
    """One block of a version. Never changes."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        UniqueConstraint("version_id", "key"),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"), init=False)
    version: Mapped[Version] = relationship()
    position: Mapped[int]
    """Counts from 1."""
    key: Mapped[str]
    """Lives across the versions of a document."""
    kind: Mapped[PassageKind]
    level: Mapped[int] = mapped_column(default=0)
    """Heading: 1 to 6. List item: depth from 1. Otherwise 0."""
    marker: Mapped[str] = mapped_column(default="")
    """First block of a list item: "•" or its number, "3."; otherwise empty."""
    text: Mapped[str]
    """Canonical plain text; offsets of comments count its code points."""
    html: Mapped[str]
    """Sanitised inline HTML of the same words."""


class Decision(Base):
    """A committee has adopted a version (Beschluss)."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("version_id"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id"), init=False)
    to_version: Mapped[Version] = relationship()
    body: Mapped[str]
    """Who decided: "Kreistag", "Ausschuss für Soziales"."""
    decided_on: Mapped[date]
    reference: Mapped[str]
    """The number of the paper the decision is recorded under, "BV/2027/041"."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)


class Translation(Base):
    """A passage in a further language, or in Leichte Sprache, aligned to the same key."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("passage_id", "language"),)

    passage_id: Mapped[UUID] = mapped_column(ForeignKey("passage.id"))
    language: Mapped[str]
    """A code of the catalogue's languages ("ar"), or `LEICHTE_SPRACHE`."""
    source: Mapped[str]
    """Markdown of one block, as it was typed."""
    text: Mapped[str]
    html: Mapped[str]
    """Canonical plain text and sanitised inline HTML, as of a passage."""
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class PublishedForEverError(RuntimeError):
    """A program tried to change what is published; a mistake in the code, not of a person."""


@event.listens_for(Version, "before_update")
@event.listens_for(Passage, "before_update")
def _refuse_change(_mapper: Mapper[Base], _connection: object, target: Base) -> None:
    session = object_session(target)
    if session is not None and session.is_modified(target):
        raise PublishedForEverError(repr(target))
