"""What is on offer: who said it, and what everybody may read of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.surveys.xlsform.question import Publish


class Offer(Base):
    """A counselling or support service, as its organisation described it in one wave.

    The terms are those of Open Referral HSDS (there: service). `id` is made from response and
    row, so deriving again gives the same rows; `lasting_id` from the row alone: it is the same
    offer in all waves. Texts are empty and sets have no row where the question was not answered.
    Values of closed lists are the names in `surveys.xlsform.vocabulary`. An offer that an
    imported file names has neither response nor wave.

    The column `publish` of the questionnaire is obeyed here: the columns of the table hold only
    what everybody may read of it. What is internal, or told as a figure only, stands in
    `withheld`, which no public page reads. `publish` is that of the name: a row that is not
    public is on no public page, and one that is internal is not counted there either.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("(response_id IS NULL) = (wave_id IS NULL)", "said_in_a_wave"),
        Index("ix_offer_current_sort_key", "current", "sort_key"),
    )

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[UUID | None] = mapped_column(ForeignKey("response.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    wave_id: Mapped[UUID | None] = mapped_column(ForeignKey("wave.id"), index=True)
    lasting_id: Mapped[UUID] = mapped_column(index=True)
    confirmed_at: Mapped[datetime]
    """When the organisation last said so: the submission, or the day the file tells.

    Where the file tells none, when it was read; then it is not `assured`.
    """
    current: Mapped[bool] = mapped_column(default=False)
    """In the directory: said in the newest accepted response of its organisation to its survey."""
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    search_text: Mapped[str]
    """Name, description and places as `text.sort_key` spells them, to be found in any spelling."""
    publish: Mapped[Publish]
    description: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    places: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    languages_note: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None] = mapped_column(default=None)
    """The most there are, in `capacity_unit`."""
    capacity_available: Mapped[int | None] = mapped_column(default=None)
    capacity_unit: Mapped[str] = mapped_column(default="")
    """A name of the vocabulary `offer.capacity_unit`; empty: not said."""
    access: Mapped[str] = mapped_column(default="")
    costs: Mapped[str] = mapped_column(default="")
    formats: Mapped[list[str]] = mapped_column(default_factory=list)
    funding: Mapped[list[str]] = mapped_column(default_factory=list)
    funding_until: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    county_wide: Mapped[bool] = mapped_column(default=False)
    """The answer named the county as a whole; the offer then has every municipality."""
    assured: Mapped[bool] = mapped_column(default=True)
    """The organisation said so; not, where a file does not tell when it did."""
    withheld: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Column → what it would say: for the organisation itself and the administration."""

    def told(self, *, everything: bool) -> Mapping[str, Any]:
        """Return the columns for a reader who may read everything, or for the public."""
        shown = {column: getattr(self, column) for column in OFFER_COLUMNS}
        if everything:
            shown |= self.withheld
            until = shown["funding_until"]
            shown["funding_until"] = date.fromisoformat(until) if isinstance(until, str) else until
        return shown


OFFER_COLUMNS = (
    *("description", "kind", "places", "hours", "capacity", "capacity_available"),
    *("capacity_unit", "languages_note", "access", "costs", "formats"),
    *("funding", "funding_until", "phone", "email", "website", "county_wide"),
)
"""What an offer says about itself, beside its name and its links."""


_LEVEL = Enum(
    Publish, native_enum=False, length=40, values_callable=lambda e: [level.value for level in e]
)


def _link(name: str, key: str, target: str) -> Table:
    """Return the table that ties offers to entries of a catalogue; each says who may see it."""
    return Table(
        name,
        Base.metadata,
        Column("offer_id", ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True),
        Column(key, ForeignKey(target), primary_key=True, index=True),
        Column("publish", _LEVEL, nullable=False),
    )


offer_municipality = _link("offer_municipality", "ags", "municipality.ags")
offer_field = _link("offer_field", "field", "field_of_action.key")
offer_language = _link("offer_language", "language", "language.key")
offer_target_group = _link("offer_target_group", "target_group", "target_group.key")
