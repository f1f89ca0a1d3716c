"""Who named whom, and what the other side says.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import Source, TieReply, TieStatement
from ikparticipation.inventory.network import Direction, Stance, TieState, supports
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Response, ResponseRevision, WaveInvitation
from ikparticipation.surveys.xlsform.question import Publish

PAGE = 100

_WAVE: BindParameter[UUID] = bindparam("wave_id", type_=Uuid())
_back, _speaker, _partner = aliased(TieStatement), aliased(Organisation), aliased(Organisation)

_MAY_BE_TOLD = or_(
    _back.publish == Publish.PUBLIC,
    _back.publish == TieStatement.publish,
    TieStatement.publish == Publish.INTERNAL,
)
"""`network.may_confirm`: what one side says for internal use confirms nothing in public."""
_NAMES_BACK = and_(
    _MAY_BE_TOLD,
    _back.wave_id == TieStatement.wave_id,
    _back.organisation_id == TieStatement.partner_id,
    _back.partner_id == TieStatement.organisation_id,
)
IS_NAMED_BACK = exists().where(_NAMES_BACK)
_HAS_ANSWERED = exists().where(
    Response.wave_id == TieStatement.wave_id,
    Response.organisation_id == TieStatement.partner_id,
    Response.submitted_at.is_not(None),
)
_IS_ASKED = exists().where(
    WaveInvitation.wave_id == TieStatement.wave_id,
    WaveInvitation.organisation_id == TieStatement.partner_id,
)
HOLDS = and_(
    TieReply.wave_id == TieStatement.wave_id,
    TieReply.organisation_id == TieStatement.partner_id,
    TieReply.partner_id == TieStatement.organisation_id,
    TieReply.withdrawn_at.is_(None),
)
"""The reply of the named side that holds: at most one, so a join multiplies nothing."""
_STATE = case(
    (TieStatement.partner_id.is_(None), TieState.UNRESOLVED.value),
    (or_(IS_NAMED_BACK, TieReply.stance == Stance.YES), TieState.CONFIRMED.value),
    (TieReply.stance == Stance.NO, TieState.CONTRADICTED.value),
    (_HAS_ANSWERED, TieState.CLAIMED.value),
    (_IS_ASKED, TieState.NOT_ANSWERED.value),
    else_=TieState.NOT_ASKED.value,
).label("state")
"""`network.tie_state`."""
_ONE_WAY = TieStatement.direction.in_((Direction.GIVEN.value, Direction.RECEIVED.value))
_DISAGREE = and_(
    _ONE_WAY,
    exists().where(_NAMES_BACK, _back.direction == TieStatement.direction),
    ~exists().where(_NAMES_BACK, _back.direction != "", _back.direction != TieStatement.direction),
).label("directions_disagree")
"""`network.directions_disagree`, of what everybody may read about the directions."""

_COUNTED = (
    TieStatement.wave_id == _WAVE,
    TieStatement.publish.in_(bindparam("levels", expanding=True)),
)
_STATES = (
    select(_STATE).select_from(TieStatement).outerjoin(TieReply, HOLDS).where(*_COUNTED).subquery()
)
_COUNTS = select(_STATES.c.state, func.count()).group_by(_STATES.c.state)
NAMED = (
    select(TieStatement.organisation_id, TieStatement.partner_id, TieStatement.publish, _STATE)
    .outerjoin(TieReply, HOLDS)
    .where(TieStatement.wave_id == _WAVE, TieStatement.partner_id.is_not(None))
)
"""Who names whom of the register in a wave (`wave_id`), with the state: what the network is of."""

SAID = (
    select(
        TieStatement.id,
        TieStatement.wave_id,
        TieStatement.organisation_id,
        TieStatement.partner_id,
        TieStatement.mention,
        TieStatement.kind,
        TieStatement.direction,
        TieStatement.intensity,
        TieStatement.topic,
        TieStatement.withheld,
        _speaker.name.label("speaker"),
        _speaker.public.label("speaker_public"),
        _partner.name.label("partner"),
        func.coalesce(_partner.public, False).label("partner_public"),
        _STATE,
        IS_NAMED_BACK.label("named_back"),
        _DISAGREE,
        TieReply.id.label("reply_id"),
        TieReply.stance,
        TieReply.said_at,
        ResponseRevision.number,
        ResponseRevision.submitted_at,
    )
    .outerjoin(TieReply, HOLDS)
    .join(_speaker, _speaker.id == TieStatement.organisation_id)
    .outerjoin(_partner, _partner.id == TieStatement.partner_id)
    .join(Source, Source.id == TieStatement.source_id)
    .join(ResponseRevision, ResponseRevision.id == Source.revision_id)
    .order_by(
        _speaker.sort_key,
        func.coalesce(_partner.sort_key, TieStatement.normal_mention),
        TieStatement.id,
    )
)
"""Statements of all waves with their state, and the reply of the other side if there is one."""
_TIES = SAID.where(TieStatement.wave_id == _WAVE)
_DIRECTIONS = select(
    TieStatement.organisation_id,
    TieStatement.partner_id,
    TieStatement.direction,
    TieStatement.withheld,
).where(*_COUNTED)
_LOOPS = (
    select(func.count(TieStatement.id))
    .join(Organisation, Organisation.id == TieStatement.organisation_id)
    .where(
        *_COUNTED,
        TieStatement.partner_id.is_(None),
        TieStatement.normal_mention == Organisation.normal_name,
    )
)
"""Statements about oneself: deriving ties them to nobody, so they are in no network."""
_ABOUT: BindParameter[UUID] = bindparam("organisation_id", type_=Uuid())
_TIES_ABOUT = _TIES.where(
    or_(TieStatement.organisation_id == _ABOUT, TieStatement.partner_id == _ABOUT)
)


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One statement. Names and ids are None where this reader may not know them."""

    speaker_id: UUID | None
    speaker: str | None
    partner_id: UUID | None
    """None also where the mention is no organisation of the register."""
    partner: str | None
    kind: str
    direction: str
    intensity: str
    state: TieState
    submitted_at: datetime
    revision: int
    id: UUID
    wave_id: UUID
    directions_disagree: bool
    """The other side names it, too, and says the opposite about who supports whom."""
    named_back: bool
    """The other side names it in its own answer."""
    stance: Stance | None
    """What the named side says when it is asked; None: it was not, or has not replied."""
    replied_at: datetime | None


def tie_counts(session: Session, wave_id: UUID, reader: Reader = PUBLIC) -> Mapping[TieState, int]:
    """Return how many statements of a wave are in each state; a state without any is 0."""
    rows = session.execute(_COUNTS, {"wave_id": wave_id, "levels": reader.counted})
    return dict.fromkeys(TieState, 0) | {TieState(state): count for state, count in rows}


def ties(
    session: Session,
    wave_id: UUID,
    reader: Reader,
    *,
    state: TieState | None = None,
    page: int = 1,
    size: int = PAGE,
) -> Sequence[Tie]:
    """Return one page of the statements that this reader may read, by speaker and partner."""
    query = _TIES.where(reader.shown(TieStatement))
    if state is not None:
        query = query.where(_STATE.element == state.value)
    given = {"wave_id": wave_id}
    rows = session.execute(query.limit(size).offset((page - 1) * size), given)
    return [_tie(row, reader) for row in rows]


def ties_about(
    session: Session, wave_id: UUID, organisation_id: UUID, reader: Reader
) -> Sequence[Tie]:
    """Return what one organisation says about others, and they about it."""
    given = {"wave_id": wave_id, "organisation_id": organisation_id}
    query = _TIES_ABOUT.where(reader.shown(TieStatement))
    return [_tie(row, reader) for row in session.execute(query, given)]


def statement(session: Session, statement_id: UUID, reader: Reader) -> Tie | None:
    """Return one statement; None: there is none, or this reader may not read it."""
    query = SAID.where(reader.shown(TieStatement), TieStatement.id == statement_id)
    row = session.execute(query).first()
    return _tie(row, reader) if row else None


def ties_between(session: Session, one: UUID, other: UUID, reader: Reader) -> Sequence[Tie]:
    """Return what two organisations say about each other in all waves, the newest first."""
    query = (
        SAID.where(
            reader.shown(TieStatement),
            TieStatement.organisation_id.in_((one, other)),
            TieStatement.partner_id.in_((one, other)),
        )
        .order_by(None)
        .order_by(ResponseRevision.submitted_at.desc(), _speaker.sort_key, TieStatement.id)
    )
    return [_tie(row, reader) for row in session.execute(query)]


@dataclass(frozen=True, kw_only=True)
class Supporters:
    """Who supports whom, in numbers: pairs with a direction, as far as one was said."""

    claimed: int
    """Said by at least one side."""
    confirmed: int
    """Said by both."""
    loops: int
    """Statements about oneself, left out."""


def supporters(session: Session, wave_id: UUID, reader: Reader = PUBLIC) -> Supporters:
    """Return the figures of `network.supports` for a wave, of what this reader may count."""
    given = {"wave_id": wave_id, "levels": reader.counted}
    said = [
        (str(row.organisation_id), str(row.partner_id), _direction(row, reader))
        for row in session.execute(_DIRECTIONS, given)
        if row.partner_id is not None
    ]
    sides = supports(said).values()
    return Supporters(
        claimed=len(sides),
        confirmed=sum(len(each) > 1 for each in sides),
        loops=session.scalar(_LOOPS, given) or 0,
    )


def _direction(row: AnyRow, reader: Reader) -> str:
    kept = row.withheld if reader.knows_all_about(row.organisation_id) else {}
    return str(kept.get("direction", row.direction))


def _tie(row: AnyRow, reader: Reader) -> Tie:
    speaks = reader.is_told(row.organisation_id, public=row.speaker_public)
    if row.partner_id is None:
        is_told = reader.is_told(row.organisation_id, public=False)
        partner = row.mention if is_told else None
    else:
        is_told = reader.is_told(row.partner_id, public=row.partner_public)
        partner = row.partner if is_told else None
    kept = row.withheld if reader.knows_all_about(row.organisation_id) else {}
    return Tie(
        id=row.id,
        wave_id=row.wave_id,
        speaker_id=row.organisation_id if speaks else None,
        speaker=row.speaker if speaks else None,
        partner_id=row.partner_id if is_told else None,
        partner=partner,
        kind=kept.get("kind", row.kind),
        direction=kept.get("direction", row.direction),
        intensity=kept.get("intensity", row.intensity),
        state=TieState(row.state),
        submitted_at=row.submitted_at,
        revision=row.number,
        directions_disagree=bool(row.directions_disagree),
        named_back=bool(row.named_back),
        stance=row.stance,
        replied_at=row.said_at,
    )
