"""What the responses add up to. Every row has its source."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.surveys.xlsform.question import Publish


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


class Offer(Base):
    """A counselling or support service, as its organisation described it in one wave.

    `id` is made from response and row, so deriving again gives the same rows. Texts are empty and
    sets have no row where the question was not answered. Values of closed lists are the names in
    `surveys.xlsform.vocabulary`.

    The column `publish` of the questionnaire is obeyed here: the columns of the table hold only
    what everybody may read of it. What is internal, or told as a figure only, stands in
    `withheld`, which no public page reads. `publish` is that of the name: a row that is not
    public is on no public page, and one that is internal is not counted there either.
    """

    __tablename__ = "offer"

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    search_text: Mapped[str]
    """Name, description and places as `text.sort_key` spells them, to be found in any spelling."""
    publish: Mapped[Publish]
    description: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    places: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None] = mapped_column(default=None)
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
    *("description", "kind", "places", "hours", "capacity", "access", "costs", "formats"),
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


class TieStatement(Base):
    """What one organisation says about its work with another. A statement, not a fact.

    `publish` and `withheld` as of an offer; here the name is that of the partner.
    """

    __tablename__ = "tie_statement"
    __table_args__ = (CheckConstraint("partner_id <> organisation_id", "no_loop"),)

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
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
