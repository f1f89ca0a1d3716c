"""Networks as they were computed, what they are computed from, and who is in them.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from ikparticipation.audit import AuditEvent
from ikparticipation.catalogue.models import FieldOfAction, Municipality
from ikparticipation.db import rows
from ikparticipation.inventory.graph.building import Actor, Network, Tie, build
from ikparticipation.inventory.models import Audience, NetworkSnapshot, TieStatement
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries.ties import NAMED
from ikparticipation.inventory.queries.visible import COUNTED, Reader
from ikparticipation.inventory.queries.waves import inventory_waves
from ikparticipation.organisations.models import (
    Kind,
    Organisation,
    OrganisationField,
    OrganisationStatus,
)
from ikparticipation.surveys.models import Response, WaveInvitation
from ikparticipation.surveys.xlsform.question import Publish

LEVELS = {Audience.PUBLIC: COUNTED, Audience.STAFF: tuple(Publish)}
"""Which statements count for whom."""
LATE = timedelta(minutes=2)
"""What follows from an event is seen a little after its time."""
LONG_AGO = timedelta(days=7)
"""Nothing follows from an event after so long."""

_WAVE: BindParameter[UUID] = bindparam("wave_id", type_=Uuid())
_LEVELS: BindParameter[Sequence[Publish]] = bindparam("levels", expanding=True)
_NAMED = NAMED.where(TieStatement.publish.in_(_LEVELS))
_RESOLVED = (
    TieStatement.wave_id == _WAVE,
    TieStatement.partner_id.is_not(None),
    TieStatement.publish.in_(_LEVELS),
)
_IS_ASKED = exists().where(
    WaveInvitation.wave_id == _WAVE, WaveInvitation.organisation_id == Organisation.id
)
_HAS_ANSWERED = exists().where(
    Response.wave_id == _WAVE,
    Response.organisation_id == Organisation.id,
    Response.submitted_at.is_not(None),
)
_IS_IN_A_TIE = or_(
    Organisation.id.in_(select(TieStatement.organisation_id).where(*_RESOLVED)),
    Organisation.id.in_(select(TieStatement.partner_id).where(*_RESOLVED)),
)
_IS_ONE = Organisation.status != OrganisationStatus.MERGED
_ACTORS = select(
    Organisation.id,
    Organisation.ags,
    _IS_ASKED.label("is_asked"),
    _HAS_ANSWERED.label("has_answered"),
).where(or_(_IS_IN_A_TIE, and_(_IS_ONE, or_(_IS_ASKED, _HAS_ANSWERED))))
_FIELDS = select(OrganisationField.organisation_id, OrganisationField.field)
_FACES = (
    select(
        Organisation.id,
        Organisation.name,
        Organisation.sort_key,
        Organisation.kind,
        Organisation.ags,
        Municipality.name,
        FieldOfAction.key,
        FieldOfAction.names,
    )
    .outerjoin(Municipality, Municipality.ags == Organisation.ags)
    .outerjoin(OrganisationField, OrganisationField.organisation_id == Organisation.id)
    .outerjoin(FieldOfAction, FieldOfAction.key == OrganisationField.field)
    .order_by(Organisation.sort_key, Organisation.id, FieldOfAction.position)
)
_LOOPS = (
    select(func.count())
    .select_from(TieStatement)
    .join(Organisation, Organisation.id == TieStatement.organisation_id)
    .where(
        TieStatement.wave_id == _WAVE,
        TieStatement.partner_id.is_(None),
        TieStatement.publish.in_(_LEVELS),
        TieStatement.normal_mention == Organisation.normal_name,
    )
)
_RATE = select(
    select(func.count(Response.id))
    .where(Response.wave_id == _WAVE, Response.submitted_at.is_not(None))
    .scalar_subquery()
    .label("answered"),
    select(func.count(WaveInvitation.id))
    .where(WaveInvitation.wave_id == _WAVE)
    .scalar_subquery()
    .label("invited"),
)
_CHECKED = select(
    NetworkSnapshot.wave_id, NetworkSnapshot.audience, func.max(NetworkSnapshot.checked_at)
).group_by(NetworkSnapshot.wave_id, NetworkSnapshot.audience)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the network of a wave is computed from."""

    network: Network
    is_told: bool
    """Whether the audience may read every tie in it, not only the figures."""
    answered: int
    invited: int


@dataclass(frozen=True, kw_only=True)
class Face:
    """An organisation whom this reader may be told of."""

    id: UUID
    name: str
    sort_key: str
    kind: Kind
    ags: str | None
    municipality: str | None
    fields: dict[str, Mapping[str, str]]
    """Key of a field of action → its names."""


def said_in(session: Session, wave_id: UUID, audience: Audience) -> Said:
    given = {"wave_id": wave_id, "levels": LEVELS[audience]}
    named = rows(session, _NAMED, given)
    fields = _fields(session)
    actors = [
        Actor(
            id=str(row.id),
            place=row.ags,
            fields=fields.get(row.id, frozenset()),
            is_asked=bool(row.is_asked),
            has_answered=bool(row.has_answered),
        )
        for row in rows(session, _ACTORS, given)
    ]
    ties = [
        Tie(
            speaker=str(row.organisation_id), partner=str(row.partner_id), state=TieState(row.state)
        )
        for row in named
    ]
    [rate] = rows(session, _RATE, given)
    return Said(
        network=build(actors, ties, loops=session.scalar(_LOOPS, given) or 0),
        is_told=audience is Audience.STAFF or all(row.publish is Publish.PUBLIC for row in named),
        answered=rate.answered,
        invited=rate.invited,
    )


def newest(session: Session, wave_id: UUID, audience: Audience) -> NetworkSnapshot | None:
    """Return the network of a wave as it was computed last; None: not yet."""
    query = (
        select(NetworkSnapshot)
        .where(NetworkSnapshot.wave_id == wave_id, NetworkSnapshot.audience == audience)
        .order_by(NetworkSnapshot.made_at.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def newest_of_all(session: Session, audience: Audience) -> Mapping[UUID, NetworkSnapshot]:
    """Return the network of each wave that was computed; wave → snapshot."""
    query = (
        select(NetworkSnapshot)
        .where(NetworkSnapshot.audience == audience)
        .order_by(NetworkSnapshot.made_at)
    )
    return {each.wave_id: each for each in session.scalars(query)}


def newest_of_any_wave(session: Session) -> NetworkSnapshot | None:
    """Return the map that was drawn last: a new one begins where that one has its places."""
    query = select(NetworkSnapshot).order_by(NetworkSnapshot.made_at.desc()).limit(1)
    return session.scalars(query).first()


def waves_with_news(session: Session, *, at: datetime) -> Sequence[UUID]:
    """Return the waves of which a network may have changed since it was looked at last.

    Cheap on purpose: whether anything happened at all. Whether it matters tells the input.
    """
    asked = [wave.id for wave in inventory_waves(session, at=at) if wave.asks_for_ties]
    checked = {(row[0], row[1]): row[2] for row in session.execute(_CHECKED)}
    happened = session.scalar(
        select(func.max(AuditEvent.handled_at)).where(AuditEvent.at > at - LONG_AGO)
    )
    found = []
    for wave_id in asked:
        looked = [checked.get((wave_id, audience)) for audience in Audience]
        last = min((each for each in looked if each), default=None)
        if last is None or None in looked or (happened and happened > last - LATE):
            found.append(wave_id)
    return found


def faces(session: Session, reader: Reader) -> Mapping[str, Face]:
    """Return whom this reader may be told of, by id as a snapshot holds it."""
    found: dict[str, Face] = {}
    for id_, name, key, kind, ags, municipality, field, names in rows(
        session, _FACES.where(reader.named())
    ):
        face = found.get(str(id_))
        if face is None:
            face = found[str(id_)] = Face(
                id=id_,
                name=name,
                sort_key=key,
                kind=kind,
                ags=ags,
                municipality=municipality,
                fields={},
            )
        if field is not None:
            face.fields[field] = names
    return found


def _fields(session: Session) -> Mapping[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = {}
    for organisation_id, field in rows(session, _FIELDS):
        found.setdefault(organisation_id, set()).add(field)
    return {organisation_id: frozenset(fields) for organisation_id, fields in found.items()}
