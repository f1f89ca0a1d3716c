"""The figures of one wave: how much there is, where, in which field, and who answered.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Uuid,
    bindparam,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLCoreOperations

from ikparticipation.audit import Action, AuditEvent, EventState
from ikparticipation.db import rows
from ikparticipation.inventory.models import Offer, TieStatement, offer_field, offer_municipality
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.surveys.models import Response, ResponseRevision, WaveInvitation
from ikparticipation.surveys.xlsform.question import Publish

_WAVE: BindParameter[UUID] = bindparam("wave_id", type_=Uuid())


def _count(
    name: str, column: SQLCoreOperations[Any], *conditions: ColumnElement[bool]
) -> ColumnElement[int]:
    return select(func.count(column)).where(*conditions).scalar_subquery().label(name)


_LEVELS: BindParameter[Sequence[Publish]] = bindparam("levels", expanding=True)
"""Of what this reader gets figures: `Reader.counted`."""
_OFFERS = (Offer.wave_id == _WAVE) & Offer.publish.in_(_LEVELS)
_TIES = (TieStatement.wave_id == _WAVE) & TieStatement.publish.in_(_LEVELS)
_SUBMITTED = (Response.wave_id == _WAVE, Response.submitted_at.is_not(None))
_WAITING = (
    AuditEvent.action == Action.RESPONSE_SUBMITTED,
    AuditEvent.state != EventState.DONE,
    AuditEvent.subject_id == ResponseRevision.id,
    ResponseRevision.response_id == Response.id,
    Response.wave_id == _WAVE,
)
_OVERVIEW = select(
    _count("offers", Offer.id, _OFFERS),
    _count("offering", Offer.organisation_id.distinct(), _OFFERS),
    _count("ties", TieStatement.id, _TIES),
    _count("naming", TieStatement.organisation_id.distinct(), _TIES),
    _count("mentions", TieStatement.id, _TIES, TieStatement.partner_id.is_(None)),
    _count("answered", Response.id, *_SUBMITTED),
    _count("invited", WaveInvitation.id, WaveInvitation.wave_id == _WAVE),
    _count("pending", Response.id.distinct(), *_WAITING),
    select(func.max(Response.submitted_at)).where(*_SUBMITTED).scalar_subquery().label("newest"),
)


def _counts() -> CompoundSelect[*tuple[Any, ...]]:
    ags = func.coalesce(offer_municipality.c.ags, "")
    field = func.coalesce(offer_field.c.field, "")
    offers = func.count(Offer.id.distinct())
    parts = (
        select(ags.label("ags"), field.label("field"), offers).group_by(ags, field),
        select(ags, null(), offers).group_by(ags),
        select(null(), field, offers).group_by(field),
        select(null(), null(), offers),
    )
    said = Offer.__table__
    for link in (offer_municipality, offer_field):
        said = said.outerjoin(link, (link.c.offer_id == Offer.id) & link.c.publish.in_(_LEVELS))
    return union_all(*(part.select_from(said).where(_OFFERS) for part in parts))


_COUNTS = _counts()

Place = tuple[str | None, str | None]
"""Municipality (AGS) and field of action; "" where an offer names none, None for all of them."""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The whole wave in eight numbers, and how fresh they are."""

    offers: int
    offering: int
    """Organisations with at least one offer."""
    ties: int
    """Statements, not pairs."""
    naming: int
    """Organisations that name at least one partner."""
    mentions: int
    """Statements about a name that is not clearly an organisation of the register."""
    answered: int
    invited: int
    pending: int
    """Of `answered`: the worker has not taken in what they said last."""
    newest: datetime | None
    """When the newest answer was submitted."""

    @property
    def taken_in(self) -> int:
        """From how many answers the other numbers come; 0: there is nothing to count yet."""
        return self.answered - self.pending


def overview(session: Session, wave_id: UUID, reader: Reader = PUBLIC) -> Overview:
    """Return the figures by one statement."""
    [row] = rows(session, _OVERVIEW, {"wave_id": wave_id, "levels": reader.counted})
    return Overview(**row._asdict())


def counts(session: Session, wave_id: UUID, reader: Reader = PUBLIC) -> Mapping[Place, int]:
    """Return how many offers there are by place and field, by each of both alone, and in all.

    An offer in two places counts in both, so rows do not add up to the number of offers.
    """
    found = rows(session, _COUNTS, {"wave_id": wave_id, "levels": reader.counted})
    return {(ags, field): count for ags, field, count in found}
