"""Standing groups and who says to belong to them (two-mode), and the network as it was computed."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import N_


class NetworkKind(StrEnum):
    COMMITTEE = "committee"
    NETWORK = "network"
    WORKING_GROUP = "working_group"


NETWORK_KIND_NAMES = {
    NetworkKind.COMMITTEE: N_("Gremium"),
    NetworkKind.NETWORK: N_("Netzwerk"),
    NetworkKind.WORKING_GROUP: N_("Arbeitsgruppe"),
}


class Network(Base):
    """A standing group: Gremium, Netzwerk or Arbeitsgruppe. A person entered it, with a reason."""

    __tablename__ = "network"

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[NetworkKind]
    description: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id"), default=None, index=True
    )
    public: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class NetworkName(Base):
    """A spelling by which a network is meant in answers, its own name among them.

    A person says so; deleting the row leaves the mentions open again.
    """

    __tablename__ = "network_name"

    network_id: Mapped[UUID] = mapped_column(ForeignKey("network.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id"), index=True)
    name: Mapped[str]
    normal_name: Mapped[str] = mapped_column(unique=True)


class NetworkStatement(Base):
    """An organisation says that it belongs to a group; or a person of the administration does.

    `publish` and `withheld` as of an offer; here the name is that of the group.
    """

    __tablename__ = "network_statement"
    __table_args__ = (
        CheckConstraint("(response_id IS NULL) = (wave_id IS NULL)", "said_in_a_wave"),
        CheckConstraint("response_id IS NOT NULL OR network_id IS NOT NULL", "names_one"),
    )

    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("response.id"), default=None, index=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    wave_id: Mapped[UUID | None] = mapped_column(ForeignKey("wave.id"), default=None, index=True)
    network_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("network.id"), default=None, index=True
    )
    """None: the mention is not resolved to a group that somebody entered."""
    mention: Mapped[str]
    normal_mention: Mapped[str] = mapped_column(index=True)
    publish: Mapped[Publish]
    role: Mapped[str] = mapped_column(default="")
    topic: Mapped[str] = mapped_column(default="")
    withheld: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    since: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Audience(StrEnum):
    """For whom a network was computed: everybody, or those who read all statements."""

    PUBLIC = "public"
    STAFF = "staff"


class NetworkSnapshot(Base):
    """The network of a wave, measured and laid out once. It never changes; a newer one replaces it.

    Only ids stand in it: who may know a name is decided when it is shown.
    """

    __tablename__ = "network_snapshot"
    __table_args__ = (UniqueConstraint("wave_id", "audience", "input_hash"),)

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id"))
    audience: Mapped[Audience]
    made_at: Mapped[datetime]
    checked_at: Mapped[datetime]
    """When its input was last found to be the same."""
    input_hash: Mapped[str]
    """SHA-256 of what it was computed from: nodes, ties and their states, response rate, rules."""
    rules: Mapped[int]
    """`graph.RULES`."""
    seed: Mapped[int]
    algorithms: Mapped[dict[str, str]]
    """Measure → algorithm and version of the library."""
    answered: Mapped[int]
    invited: Mapped[int]
    loops: Mapped[int]
    """Statements about oneself, removed before anything was computed."""
    nodes: Mapped[list[Any]] = mapped_column(JSON)
    """One object for each organisation: id, x, y and its measures in both networks.

    Empty, as are the edges, where the audience may know the figures only.
    """
    edges: Mapped[list[Any]] = mapped_column(JSON)
    """[from, to, state] of each named pair, one for each direction; both count `nodes` from 0."""
    claimed: Mapped[dict[str, Any]]
    confirmed: Mapped[dict[str, Any]]
    """Measures of the whole network: of all claimed ties, and of those confirmed by both."""
