"""Where and when an offer is there: places (HSDS: location) and opening hours (HSDS: schedule)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.surveys.xlsform.question import Publish


class OfferPlace(Base):
    """A place at which an offer is there. Derived with the offer, and deleted with it."""

    __tablename__ = "offer_place"
    __table_args__ = (UniqueConstraint("offer_id", "number"),)

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1, in the order in which they were said."""
    address: Mapped[str]
    """As it was written; empty: only the municipality is known."""
    ags: Mapped[str | None] = mapped_column(ForeignKey("municipality.ags"), index=True)
    longitude: Mapped[float | None] = mapped_column(default=None)
    latitude: Mapped[float | None] = mapped_column(default=None)
    """WGS 84; of the place itself, else None: then that of the municipality stands for it."""
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    """Keys of the catalogue; empty: as the offer says for all its places."""
    note: Mapped[str] = mapped_column(default="")
    publish: Mapped[Publish]


class OfferHours(Base):
    """When an offer is open: one rule of RFC 5545 and the hours of such a day, German time."""

    __tablename__ = "offer_hours"
    __table_args__ = (
        CheckConstraint("weekdays BETWEEN 0 AND 127", "seven_days"),
        CheckConstraint("opens BETWEEN 0 AND 1440 AND closes BETWEEN 0 AND 1440", "minutes"),
    )

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None] = mapped_column(default=None)
    """Of the place; None: at all places of the offer."""
    rrule: Mapped[str]
    """`FREQ=WEEKLY;BYDAY=MO,TU` …"""
    weekdays: Mapped[int]
    """Monday 1, Tuesday 2, Wednesday 4 …; 0: the rule is not one of every week."""
    opens: Mapped[int]
    closes: Mapped[int]
    """Minutes since midnight."""
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    publish: Mapped[Publish]
