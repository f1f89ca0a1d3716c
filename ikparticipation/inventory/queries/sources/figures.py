"""Behind a figure: the answers that it counts.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.inventory.models import Offer, Source
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import ties
from ikparticipation.inventory.queries.directory import Wanted, matching
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Response, ResponseRevision, WaveInvitation
from ikparticipation.surveys.queries import response_rate
from ikparticipation.surveys.xlsform.question import Publish

PAGE = 100

_WAVE: BindParameter[UUID] = bindparam("wave_id", type_=Uuid())
_OFFERS = (
    select(
        Offer.id,
        Offer.name,
        Offer.organisation_id,
        Organisation.name.label("organisation"),
        Organisation.public,
        Offer.publish,
        ResponseRevision.submitted_at,
        ResponseRevision.number,
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .join(Source, Source.id == Offer.source_id)
    .join(ResponseRevision, ResponseRevision.id == Source.revision_id)
    .where(Offer.wave_id == _WAVE)
    .order_by(Organisation.sort_key, Offer.sort_key, Offer.id)
)
_other = aliased(ResponseRevision)
_NEWEST = select(func.max(_other.number)).where(_other.response_id == Response.id)
_HAS_ANSWERED = ResponseRevision.number.is_not(None)
_ASKED = (
    select(
        WaveInvitation.organisation_id,
        Organisation.name,
        and_(Organisation.public, _HAS_ANSWERED).label("public"),
        ResponseRevision.submitted_at,
        ResponseRevision.number,
    )
    .join(Organisation, Organisation.id == WaveInvitation.organisation_id)
    .outerjoin(
        Response,
        and_(
            Response.wave_id == WaveInvitation.wave_id,
            Response.organisation_id == WaveInvitation.organisation_id,
        ),
    )
    .outerjoin(
        ResponseRevision,
        and_(
            ResponseRevision.response_id == Response.id,
            ResponseRevision.number == _NEWEST.correlate(Response).scalar_subquery(),
        ),
    )
    .where(WaveInvitation.wave_id == _WAVE)
    .order_by(ResponseRevision.number.is_(None), Organisation.sort_key, Organisation.id)
)
"""Who was asked, each with its newest revision, first those that have answered."""


class Counted(StrEnum):
    """What a figure counts. The words stand in addresses."""

    OFFERS = "angebote"
    TIES = "nennungen"
    ANSWERS = "ruecklauf"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number on a page, told by what it counts and which part of that."""

    counted: Counted
    wanted: Wanted = field(default_factory=Wanted)
    """Of offers: which ones."""
    state: TieState | None = None
    """Of statements: in which state; None: all."""
    is_only_a_figure: bool = False
    """The answers behind it are told as a number over many: no row of them is shown."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer behind a figure. Names and ids are None where this reader may not know them."""

    organisation_id: UUID | None
    organisation: str | None
    what: str | None = None
    """Name of the offer or of the partner."""
    offer_id: UUID | None = None
    partner_id: UUID | None = None
    state: TieState | None = None
    submitted_at: datetime | None
    """None: asked, and not answered yet."""
    revision: int | None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What a figure rests on, one page of it."""

    number: int
    """The figure itself, whoever reads it."""
    answered: int
    invited: int
    said: Sequence[Said]
    page: int
    pages: int


_Behind = Callable[[Session, UUID, Figure, Reader, int], Sequence[Said]]


def figure_sources(
    session: Session, wave_id: UUID, figure: Figure, reader: Reader, *, page: int = 1
) -> Sources:
    """Return what a figure counts, each with the answer it was said in.

    All is there that is counted; whom this reader may not know has no name. Behind what is told
    as a figure only nothing is shown (`Figure.is_only_a_figure`; the caller knows what the
    questionnaire says, and leaves it out for staff). Below the answers
    come those who were asked and have not answered, as far as this reader may know them. Past
    the end it is the last page.
    """
    answered, invited = response_rate(session, wave_id)
    behind: _Behind
    if figure.counted is Counted.OFFERS:
        number, behind = _counted_offers(session, wave_id, figure.wanted, reader), _offers
    elif figure.counted is Counted.TIES:
        number, behind = _statements(session, wave_id, figure.state, reader), _ties
    else:
        number, behind = answered, _answers
    rows = invited if figure.counted is Counted.ANSWERS and reader.staff else number
    pages = max(1, -(-rows // PAGE))
    page = min(page, pages)
    said = [] if figure.is_only_a_figure else behind(session, wave_id, figure, reader, page)
    return Sources(
        number=number, answered=answered, invited=invited, said=said, page=page, pages=pages
    )


def _counted_offers(session: Session, wave_id: UUID, wanted: Wanted, reader: Reader) -> int:
    query = (
        select(func.count(Offer.id))
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(Offer.wave_id == wave_id, *_part(wanted, reader))
    )
    return session.scalar(query) or 0


def _part(wanted: Wanted, reader: Reader) -> list[ColumnElement[bool]]:
    return [Offer.publish.in_(reader.counted), *matching(wanted, reader.counted)]


def _statements(session: Session, wave_id: UUID, state: TieState | None, reader: Reader) -> int:
    counts = ties.tie_counts(session, wave_id, reader)
    return counts[state] if state else sum(counts.values())


def _offers(
    session: Session, wave_id: UUID, figure: Figure, reader: Reader, page: int
) -> Sequence[Said]:
    query = _OFFERS.where(*_part(figure.wanted, reader)).limit(PAGE).offset((page - 1) * PAGE)
    said = []
    for row in session.execute(query, {"wave_id": wave_id}):
        is_told = reader.is_told(
            row.organisation_id, public=row.public and row.publish is Publish.PUBLIC
        )
        said.append(
            Said(
                organisation_id=row.organisation_id if is_told else None,
                organisation=row.organisation if is_told else None,
                what=row.name if is_told else None,
                offer_id=row.id if is_told else None,
                submitted_at=row.submitted_at,
                revision=row.number,
            )
        )
    return said


def _ties(
    session: Session, wave_id: UUID, figure: Figure, reader: Reader, page: int
) -> Sequence[Said]:
    return [
        Said(
            organisation_id=tie.speaker_id,
            organisation=tie.speaker,
            what=tie.partner,
            partner_id=tie.partner_id,
            state=tie.state,
            submitted_at=tie.submitted_at,
            revision=tie.revision,
        )
        for tie in ties.ties(session, wave_id, reader, state=figure.state, page=page, size=PAGE)
    ]


def _answers(
    session: Session, wave_id: UUID, _figure: Figure, reader: Reader, page: int
) -> Sequence[Said]:
    """Return the answers, then who has not answered: told to the staff and its own members."""
    shown = _ASKED.where(_HAS_ANSWERED | reader.private())
    query = shown.limit(PAGE).offset((page - 1) * PAGE)
    said = []
    for row in session.execute(query, {"wave_id": wave_id}):
        is_told = reader.is_told(row.organisation_id, public=row.public)
        said.append(
            Said(
                organisation_id=row.organisation_id if is_told else None,
                organisation=row.name if is_told else None,
                submitted_at=row.submitted_at,
                revision=row.number,
            )
        )
    return said
