"""Where something in the inventory comes from. Every row of it names its source."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base


class SourceKind(StrEnum):
    RESPONSE = "response"
    FILE = "file"
    PERSON = "person"


class Source(Base):
    """Where something comes from: a question of a response, a row of a file, or a person."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("(kind = 'response') = (revision_id IS NOT NULL)", "response_is_named"),
        CheckConstraint("(kind = 'file') = (file <> '')", "file_is_named"),
        CheckConstraint(
            "(kind = 'person') = (person_id IS NOT NULL AND reason <> '')", "person_has_reason"
        ),
    )

    kind: Mapped[SourceKind]
    revision_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("response_revision.id"), default=None, index=True
    )
    place: Mapped[str] = mapped_column(default="")
    """Response: the repeat and its row id, `offers/<uuid>`. File: the row number."""
    file: Mapped[str] = mapped_column(default="")
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("user_account.id"), default=None, index=True
    )
    reason: Mapped[str] = mapped_column(default="")
