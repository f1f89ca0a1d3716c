"""Where the answers of an organisation appear, and what of them does not, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Uuid, cast, func, literal, null, select, true, union_all
from sqlalchemy.orm import Session, aliased

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import (
    Derivation,
    NetworkStatement,
    Offer,
    OfferEnd,
    Stance,
    TieReply,
    TieStatement,
)
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Correction, Response, ResponseRevision, Wave
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import pick

OFFER, END, TIE, GROUP = "offer", "end", "tie", "group"
_NOBODY = cast(null(), Uuid())


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """One row of an answer, and where it stands now."""

    kind: str
    """`offer`, `end`, `tie` or `group`."""
    name: str
    publish: Publish
    offer_id: UUID | None = None
    """Lasting id."""
    is_current: bool = False
    """Offers: in the directory now."""
    partner_id: UUID | None = None
    """Ties: None, the name is nobody of the register (yet)."""
    group_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an organisation submitted in one wave, and what became of it."""

    organisation_id: UUID
    organisation: str
    is_public: bool
    """Whether the organisation is named in public."""
    wave_id: UUID
    wave_titles: Mapping[str, str]
    submitted_at: datetime
    number: int
    """Of the newest revision."""
    accepted: int | None
    """The revision that counts; None: none yet."""
    derived_at: datetime | None
    """None: the inventory has not taken it in."""
    corrections: int
    """That hold."""
    rows: Sequence[Appearance]

    def title(self, language: str) -> str:
        return pick(self.wave_titles, language)


@dataclass(frozen=True, kw_only=True)
class Replied:
    """What a member said with one click about a tie that another organisation named."""

    organisation_id: UUID
    organisation: str
    partner_id: UUID
    partner: str
    stance: Stance
    said_at: datetime
    wave_id: UUID
    wave_titles: Mapping[str, str]

    def title(self, language: str) -> str:
        return pick(self.wave_titles, language)


def replied(session: Session, organisation_ids: Sequence[UUID]) -> list[Replied]:
    """Return the replies of these organisations that hold, the newest first."""
    partner = aliased(Organisation)
    query = (
        select(
            TieReply.organisation_id,
            Organisation.name.label("organisation"),
            TieReply.partner_id,
            partner.name.label("partner"),
            TieReply.stance,
            TieReply.said_at,
            TieReply.wave_id,
            Wave.titles.label("wave_titles"),
        )
        .join(Organisation, Organisation.id == TieReply.organisation_id)
        .join(partner, partner.id == TieReply.partner_id)
        .join(Wave, Wave.id == TieReply.wave_id)
        .where(TieReply.organisation_id.in_(organisation_ids), TieReply.withdrawn_at.is_(None))
        .order_by(TieReply.said_at.desc(), TieReply.id)
    )
    return [Replied(**row._asdict()) for row in session.execute(query)]


def answered(session: Session, organisation_ids: Sequence[UUID]) -> list[Answered]:
    """Return the submitted answers of these organisations, the newest first: two statements."""
    newest = (
        select(func.max(ResponseRevision.number))
        .where(ResponseRevision.response_id == Response.id)
        .scalar_subquery()
    )
    corrections = (
        select(func.count(Correction.id))
        .where(Correction.response_id == Response.id, Correction.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            Response.id,
            Response.organisation_id,
            Organisation.name.label("organisation"),
            Organisation.public.label("is_public"),
            Response.wave_id,
            Wave.titles.label("wave_titles"),
            Response.submitted_at,
            newest.label("number"),
            Response.accepted_number.label("accepted"),
            Derivation.derived_at,
            corrections.label("corrections"),
        )
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(Wave, Wave.id == Response.wave_id)
        .outerjoin(Derivation, Derivation.response_id == Response.id)
        .where(Response.organisation_id.in_(organisation_ids), Response.submitted_at.is_not(None))
        .order_by(Response.submitted_at.desc(), Response.id)
    )
    found = session.execute(query).all()
    rows: dict[UUID, list[Appearance]] = {row.id: [] for row in found}
    for said in session.execute(_rows(list(rows))):
        rows[said.response_id].append(_appearance(said))
    return [
        Answered(**{k: v for k, v in row._asdict().items() if k != "id"}, rows=rows[row.id])
        for row in found
    ]


def _rows(response_ids: list[UUID]) -> Select[*tuple[object, ...]]:
    """Return what is derived from these responses, by kind and name."""
    parts = union_all(
        select(
            literal(OFFER).label("kind"),
            Offer.response_id.label("response_id"),
            Offer.name.label("name"),
            Offer.publish.label("publish"),
            Offer.lasting_id.label("offer_id"),
            Offer.current.label("is_current"),
            _NOBODY.label("partner_id"),
            _NOBODY.label("group_id"),
        ),
        select(
            literal(END),
            OfferEnd.response_id,
            OfferEnd.name,
            OfferEnd.publish,
            OfferEnd.lasting_id,
            ~true(),
            _NOBODY,
            _NOBODY,
        ),
        select(
            literal(TIE),
            TieStatement.response_id,
            TieStatement.mention,
            TieStatement.publish,
            _NOBODY,
            ~true(),
            TieStatement.partner_id,
            _NOBODY,
        ),
        select(
            literal(GROUP),
            NetworkStatement.response_id,
            NetworkStatement.mention,
            NetworkStatement.publish,
            _NOBODY,
            ~true(),
            _NOBODY,
            NetworkStatement.network_id,
        ),
    ).subquery()
    return (
        select(parts)
        .where(parts.c.response_id.in_(response_ids))
        .order_by(parts.c.kind, parts.c.name)
    )


def _appearance(row: AnyRow) -> Appearance:
    return Appearance(
        kind=row.kind,
        name=row.name,
        publish=Publish(row.publish),
        offer_id=row.offer_id,
        is_current=bool(row.is_current),
        partner_id=row.partner_id,
        group_id=row.group_id,
    )
