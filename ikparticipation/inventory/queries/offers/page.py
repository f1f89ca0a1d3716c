"""All there is about one offer: what each answer said of it, and what was said since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Float,
    Integer,
    String,
    Uuid,
    bindparam,
    case,
    cast,
    exists,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import (
    Offer,
    OfferEnd,
    OfferHours,
    OfferLayer,
    OfferPlace,
    OfferReply,
    Source,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import ResponseRevision, Wave
from ikparticipation.surveys.xlsform.question import Publish

_LASTING: BindParameter[UUID] = bindparam("lasting_id", type_=Uuid())
_IDS: BindParameter[Sequence[UUID]] = bindparam("ids", expanding=True)
_SAID = (
    select(
        Offer,
        Organisation.name.label("organisation"),
        case((Organisation.contact_public, Organisation.phone), else_="").label("phone"),
        case((Organisation.contact_public, Organisation.email), else_="").label("email"),
        Organisation.website,
        Wave.titles.label("wave_titles"),
        Wave.questionnaire_id,
        Wave.opens_at,
        ResponseRevision.number.label("revision"),
        ResponseRevision.submitted_at,
        Source.file,
        Source.place.label("place_in_file"),
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .join(Source, Source.id == Offer.source_id)
    .outerjoin(Wave, Wave.id == Offer.wave_id)
    .outerjoin(ResponseRevision, ResponseRevision.id == Source.revision_id)
    .where(Offer.lasting_id == _LASTING)
)
_LEVELS: BindParameter[Sequence[Publish]] = bindparam("read", expanding=True)
_SETS = tuple(
    select(
        table.c.offer_id.label("offer_id"),
        literal(name).label("kind"),
        cast(table.columns[1], String).label("key"),
        cast(null(), Integer).label("number"),
        cast(null(), String).label("address"),
        cast(null(), Float).label("latitude"),
        cast(null(), Float).label("longitude"),
        cast(null(), JSON).label("languages"),
        cast(null(), String).label("note"),
    ).where(table.c.offer_id.in_(_IDS), table.c.publish.in_(_LEVELS))
    for name, table in (
        ("municipalities", offer_municipality),
        ("fields", offer_field),
        ("languages", offer_language),
        ("target_groups", offer_target_group),
    )
)
_PLACES = select(
    OfferPlace.offer_id,
    literal("places"),
    OfferPlace.ags,
    OfferPlace.number,
    OfferPlace.address,
    OfferPlace.latitude,
    OfferPlace.longitude,
    OfferPlace.languages,
    OfferPlace.note,
).where(OfferPlace.offer_id.in_(_IDS), OfferPlace.publish.in_(_LEVELS))
_ABOUT = union_all(*_SETS, _PLACES)
_HOURS = (
    select(OfferHours)
    .where(OfferHours.offer_id == bindparam("offer_id", type_=Uuid()))
    .where(OfferHours.publish.in_(_LEVELS))
    .order_by(OfferHours.number, OfferHours.opens, OfferHours.id)
)


def layer_is_told() -> ColumnElement[bool]:
    """Return whether a correction counts where everybody reads it, as a condition."""
    return OfferLayer.withdrawn_at.is_(None) & exists().where(
        Offer.lasting_id == OfferLayer.lasting_id,
        Offer.current,
        case((OfferLayer.column == "places", Offer.places), else_=Offer.hours)
        == OfferLayer.value["text"].as_string(),
    )


_NEWS = union_all(
    select(
        literal("ended").label("kind"),
        OfferEnd.ended_at.label("at"),
        literal("").label("column"),
        literal("").label("reason"),
        literal(value=False).label("by_staff"),
        OfferEnd.organisation_id.label("organisation_id"),
    ).where(OfferEnd.lasting_id == _LASTING, OfferEnd.publish.in_(_LEVELS)),
    select(
        cast(OfferReply.outcome, String),
        OfferReply.said_at,
        literal(""),
        Source.reason,
        OfferReply.by_staff,
        OfferReply.organisation_id,
    )
    .join(Source, Source.id == OfferReply.source_id)
    .where(OfferReply.offer_id.in_(select(Offer.id).where(Offer.lasting_id == _LASTING))),
    select(
        literal("corrected"),
        OfferLayer.made_at,
        OfferLayer.column,
        OfferLayer.reason,
        literal(value=True),
        cast(null(), Uuid()),
    ).where(
        OfferLayer.lasting_id == _LASTING,
        layer_is_told(),
    ),
)


@dataclass(frozen=True)
class Sets:
    """The catalogue keys of one offer, and its places."""

    municipalities: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    places: list[AnyRow] = field(default_factory=list)


@dataclass(frozen=True)
class News:
    """What became of an offer beside the answers: ended, still true, corrected by staff."""

    kind: str
    at: datetime
    column: str
    reason: str
    by_staff: bool


def lasting_id_of(session: Session, offer_id: UUID) -> UUID | None:
    """Return what an offer of one wave is called in all of them."""
    return session.scalar(select(Offer.lasting_id).where(Offer.id == offer_id))


def said_about(session: Session, lasting_id: UUID, reader: Reader) -> list[AnyRow]:
    """Return what each answer said of an offer, the newest first; empty: not for this reader.

    Where the newest answer is not public the older ones aren't shown instead of it. Another
    organisation may have used the same id; what counts is the one that named the offer last.
    """
    query = _SAID.add_columns(reader.shown(Offer).label("is_shown")).where(reader.named())
    said = sorted(session.execute(query, {"lasting_id": lasting_id}).all(), key=_newest_first)
    if not said or not said[0].is_shown:
        return []
    speaker = said[0].Offer.organisation_id
    return [row for row in said if row.is_shown and row.Offer.organisation_id == speaker]


def _newest_first(row: AnyRow) -> tuple[bool, float, str]:
    since = row.opens_at or row.Offer.confirmed_at
    return (not row.Offer.current, -since.timestamp(), row.Offer.id.hex)


def sets_of(
    session: Session, offer_ids: Sequence[UUID], *, everything: bool
) -> Mapping[UUID, Sets]:
    """Return places, fields, languages and target groups of offers by one statement.

    `everything`: also what is not public; for whom `Reader.knows_all_about`.
    """
    found = {offer_id: Sets() for offer_id in offer_ids}
    facts = {"ids": list(offer_ids), "read": _levels(everything=everything)}
    for row in session.execute(_ABOUT, facts):
        of_kind = getattr(found[row.offer_id], row.kind)
        of_kind.append(row if row.kind == "places" else row.key)
    for sets in found.values():
        sets.places.sort(key=lambda place: place.number)
    return found


def hours_of(session: Session, offer_id: UUID, *, everything: bool) -> Sequence[OfferHours]:
    facts = {"offer_id": offer_id, "read": _levels(everything=everything)}
    return session.scalars(_HOURS, facts).all()


def news_of(session: Session, offer: Offer, *, everything: bool) -> list[News]:
    """Return what became of an offer since it was named, the newest first."""
    facts = {"lasting_id": offer.lasting_id, "read": _levels(everything=everything)}
    rows = session.execute(_NEWS, facts).all()
    return sorted(
        (
            News(row.kind, row.at, row.column, row.reason, bool(row.by_staff))
            for row in rows
            if row.organisation_id in {None, offer.organisation_id}
        ),
        key=lambda each: each.at,
        reverse=True,
    )


def _levels(*, everything: bool) -> tuple[Publish, ...]:
    return tuple(Publish) if everything else (Publish.PUBLIC,)
