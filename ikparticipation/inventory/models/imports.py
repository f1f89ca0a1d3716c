"""Files of other directories: kept for a day from upload to report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base


class OfferImport(Base):
    """A file after HSDS that somebody uploaded. Nothing of it is anywhere before `done_at`."""

    __tablename__ = "offer_import"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (data IS NOT NULL)", "forgotten_when_done"),
    )

    file_name: Mapped[str]
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The file as it came; it is read again when it is confirmed, and then forgotten."""
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    preview: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What it would do, found at the upload (`services.hsds.summary`); empty when it is done."""
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    report: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Counts by what was done, see `services.hsds`; empty until it is done."""
