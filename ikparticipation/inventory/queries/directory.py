"""The directory of offers.

The statements are put together once: that costs more than running them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Uuid,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import (
    Offer,
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
from ikparticipation.text import sort_key

PAGE = 20
MOST_WORDS = 8
NONE = "none"
"""Instead of a key: offers that name nothing of that kind."""

_WAVE: BindParameter[UUID] = bindparam("wave_id", type_=Uuid())
_CARDS = (
    select(
        Offer.id,
        Offer.name,
        Offer.description,
        Offer.kind,
        Offer.county_wide,
        Organisation.name.label("organisation"),
        Organisation.public,
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .where(Offer.wave_id == _WAVE)
    .order_by(Offer.sort_key, Offer.id)
)
_OFFER: BindParameter[UUID] = bindparam("offer_id", type_=Uuid())
_SHOWN = (
    select(
        Offer,
        Organisation.name.label("organisation"),
        Organisation.phone,
        Organisation.email,
        Organisation.website,
        Wave.titles.label("wave_titles"),
        Wave.questionnaire_id,
        ResponseRevision.number.label("revision"),
        ResponseRevision.submitted_at,
    )
    .join(Organisation, Organisation.id == Offer.organisation_id)
    .join(Wave, Wave.id == Offer.wave_id)
    .join(Source, Source.id == Offer.source_id)
    .join(ResponseRevision, ResponseRevision.id == Source.revision_id)
    .where(Offer.id == _OFFER)
)
_SETS = union_all(
    *(
        select(literal(name), table.columns[1])
        .where(table.c.offer_id == _OFFER)
        .where(table.c.publish.in_(bindparam("read", expanding=True)))
        for name, table in (
            ("municipalities", offer_municipality),
            ("fields", offer_field),
            ("languages", offer_language),
            ("target_groups", offer_target_group),
        )
    )
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader is looking for. Empty: everything. Keys are those of the catalogue, or NONE."""

    words: str = ""
    municipality: str = ""
    field: str = ""
    language: str = ""
    target_group: str = ""

    @property
    def everything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True)
class Sets:
    """The catalogue keys of one offer."""

    municipalities: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """How many offers there are that fit, and how many of them this reader may see."""

    total: int
    shown: int

    @property
    def hidden(self) -> int:
        return self.total - self.shown


def matching(wanted: Wanted, levels: Sequence[Publish]) -> list[ColumnElement[bool]]:
    """Return the conditions on offers joined with their organisations.

    Words are found in any spelling of capitals and umlauts, also inside of words. Of what an
    offer says only that counts which is of one of these levels.
    """
    conditions: list[ColumnElement[bool]] = [
        or_(
            Offer.search_text.contains(word, autoescape=True),
            Organisation.sort_key.contains(word, autoescape=True),
        )
        for word in sort_key(wanted.words).split()[:MOST_WORDS]
    ]
    for table, key in (
        (offer_municipality, wanted.municipality),
        (offer_field, wanted.field),
        (offer_language, wanted.language),
        (offer_target_group, wanted.target_group),
    ):
        said = select(table.c.offer_id).where(table.c.publish.in_(levels))
        if key == NONE:
            conditions.append(Offer.id.not_in(said))
        elif key:
            conditions.append(Offer.id.in_(said.where(table.columns[1] == key)))
    return conditions


def count_offers(session: Session, wave_id: UUID, wanted: Wanted, reader: Reader) -> Found:
    """Return how many offers fit, by what this reader may know of each single one."""
    query = (
        select(func.count(Offer.id), func.count(case((reader.named(), Offer.id))))
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(Offer.wave_id == wave_id, reader.shown(Offer), *matching(wanted, reader.read))
    )
    total, shown = session.execute(query).one()
    return Found(total, shown)


def offers(
    session: Session, wave_id: UUID, wanted: Wanted, reader: Reader, *, page: int = 1
) -> Sequence[AnyRow]:
    """Return one page of the offers this reader may see, A to Z, with their organisations."""
    query = _CARDS.where(reader.named(), reader.shown(Offer), *matching(wanted, reader.read))
    page_of = query.limit(PAGE).offset((page - 1) * PAGE)
    return session.execute(page_of, {"wave_id": wave_id}).all()


def offers_of(
    session: Session, wave_id: UUID, organisation_id: UUID, reader: Reader
) -> Sequence[AnyRow]:
    """Return what one organisation offers, A to Z. Whether that may be seen is settled before."""
    return session.execute(
        select(Offer.id, Offer.name, Offer.description, Offer.kind)
        .where(
            Offer.wave_id == wave_id,
            Offer.organisation_id == organisation_id,
            reader.shown(Offer),
        )
        .order_by(Offer.sort_key, Offer.id)
    ).all()


def places_of(session: Session, offer_ids: Sequence[UUID], reader: Reader) -> dict[UUID, list[str]]:
    """Return the municipalities of these offers by one statement; those without have no entry."""
    link, found = offer_municipality.c, dict[UUID, list[str]]()
    query = (
        select(link.offer_id, link.ags)
        .where(link.offer_id.in_(offer_ids), link.publish.in_(reader.read))
        .order_by(link.ags)
    )
    for offer_id, ags in session.execute(query):
        found.setdefault(offer_id, []).append(ags)
    return found


def sets_of(session: Session, offer_id: UUID, *, everything: bool) -> Sets:
    """Return the places, fields, languages and target groups of an offer by one statement.

    `everything`: also what is not public; for whom `Reader.knows_all_about`.
    """
    sets, read = Sets(), tuple(Publish) if everything else (Publish.PUBLIC,)
    for name, key in session.execute(_SETS, {"offer_id": offer_id, "read": read}):
        getattr(sets, name).append(key)
    return sets


def offer(session: Session, offer_id: UUID, reader: Reader) -> AnyRow | None:
    """Return an offer with its organisation, its wave and its answer, if this reader may see it."""
    query = _SHOWN.where(reader.named(), reader.shown(Offer))
    return session.execute(query, {"offer_id": offer_id}).first()
