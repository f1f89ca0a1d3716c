"""Who named whom, and what the other side says.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import Source, TieStatement
from ikparticipation.inventory.network import TieState
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
"""What one side says for internal use confirms nothing in public."""
_IS_NAMED_BACK = exists().where(
    _MAY_BE_TOLD,
    _back.wave_id == _WAVE,
    _back.organisation_id == TieStatement.partner_id,
    _back.partner_id == TieStatement.organisation_id,
)
_HAS_ANSWERED = exists().where(
    Response.wave_id == _WAVE,
    Response.organisation_id == TieStatement.partner_id,
    Response.submitted_at.is_not(None),
)
_IS_ASKED = exists().where(
    WaveInvitation.wave_id == _WAVE,
    WaveInvitation.organisation_id == TieStatement.partner_id,
)
_STATES = (
    select(
        TieStatement.id,
        case(
            (TieStatement.partner_id.is_(None), TieState.UNRESOLVED.value),
            (_IS_NAMED_BACK, TieState.CONFIRMED.value),
            (_HAS_ANSWERED, TieState.CLAIMED.value),
            (_IS_ASKED, TieState.NOT_ANSWERED.value),
            else_=TieState.NOT_ASKED.value,
        ).label("state"),
    )
    .where(
        TieStatement.wave_id == _WAVE,
        TieStatement.publish.in_(bindparam("levels", expanding=True)),
    )
    .subquery()
)
"""Id and state of each counted statement of a wave; the rule stands at `TieState`."""

_COUNTS = select(_STATES.c.state, func.count()).group_by(_STATES.c.state)

_TIES = (
    select(
        TieStatement.organisation_id,
        TieStatement.partner_id,
        TieStatement.mention,
        TieStatement.kind,
        TieStatement.direction,
        TieStatement.intensity,
        TieStatement.withheld,
        _speaker.name.label("speaker"),
        _speaker.public.label("speaker_public"),
        _partner.name.label("partner"),
        func.coalesce(_partner.public, False).label("partner_public"),
        _STATES.c.state,
        ResponseRevision.number,
        ResponseRevision.submitted_at,
    )
    .join(_STATES, _STATES.c.id == TieStatement.id)
    .join(_speaker, _speaker.id == TieStatement.organisation_id)
    .outerjoin(_partner, _partner.id == TieStatement.partner_id)
    .join(Source, Source.id == TieStatement.source_id)
    .join(ResponseRevision, ResponseRevision.id == Source.revision_id)
    .where(TieStatement.wave_id == _WAVE)
    .order_by(
        _speaker.sort_key,
        func.coalesce(_partner.sort_key, TieStatement.normal_mention),
        TieStatement.id,
    )
)
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
        query = query.where(_STATES.c.state == state.value)
    given = {"wave_id": wave_id, "levels": tuple(Publish)}
    rows = session.execute(query.limit(size).offset((page - 1) * size), given)
    return [_tie(row, reader) for row in rows]


def ties_about(
    session: Session, wave_id: UUID, organisation_id: UUID, reader: Reader
) -> Sequence[Tie]:
    """Return what one organisation says about others, and they about it."""
    given = {"wave_id": wave_id, "organisation_id": organisation_id, "levels": tuple(Publish)}
    query = _TIES_ABOUT.where(reader.shown(TieStatement))
    return [_tie(row, reader) for row in session.execute(query, given)]


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
    )
