"""What organisations say about each other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.inventory.network import Stance
from ikparticipation.surveys.xlsform.question import Publish


class TieStatement(Base):
    """What one organisation says about its work with another. A statement, not a fact.

    `publish` and `withheld` as of an offer; here the name is that of the partner.
    """

    __tablename__ = "tie_statement"
    __table_args__ = (
        CheckConstraint("partner_id <> organisation_id", "no_loop"),
        # Who names whom back is asked for each statement; by wave alone that is quadratic.
        Index("ix_tie_statement_pair", "wave_id", "organisation_id", "partner_id"),
    )

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Who says it."""
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """About whom; None: the mention is not resolved to an organisation of the register."""
    mention: Mapped[str]
    """The name as it was written."""
    normal_mention: Mapped[str] = mapped_column(index=True)
    """`organisations.names.normalise(mention)`: an organisation registered later finds it."""
    publish: Mapped[Publish]
    kind: Mapped[str] = mapped_column(default="")
    direction: Mapped[str] = mapped_column(default="")
    intensity: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    withheld: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class TieReply(Base):
    """A statement of one side about being named by the other: it is so, or it is not.

    One holds for each pair, direction and wave; changing one's mind withdraws the one before.
    """

    __tablename__ = "tie_reply"
    __table_args__ = (
        CheckConstraint("partner_id <> organisation_id", "no_loop"),
        Index(
            "uq_tie_reply_holds",
            "wave_id",
            "organisation_id",
            "partner_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
            sqlite_where=text("withdrawn_at IS NULL"),
        ),
    )

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Who says it."""
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Who had named it."""
    stance: Mapped[Stance]
    said_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
