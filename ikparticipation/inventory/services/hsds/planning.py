"""What a file would do: who is known, new or in doubt, and which offers would come or change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.inventory.hsds.faults import Fault
from ikparticipation.inventory.hsds.reading import ProviderEntry, Read, ServiceEntry
from ikparticipation.inventory.hsds.said import Service
from ikparticipation.inventory.models import (
    DoubtOutcome,
    Offer,
    OfferReply,
    Source,
    SourceKind,
)
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.organisations import lists
from ikparticipation.organisations.lists import Candidate, Line, Place, Verdict
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.organisations.queries.lists import all_names


class State(StrEnum):
    """What becomes of an offer of the file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OWN = "own"
    """It came from here: the file was our own export."""


@dataclass(frozen=True, kw_only=True)
class PlannedProvider:
    entry: ProviderEntry
    verdict: Verdict
    organisation_id: UUID | None = None
    candidates: tuple[Candidate, ...] = ()
    offers: int = 0
    """How many of its offers would come or change."""


@dataclass(frozen=True, kw_only=True)
class PlannedService:
    entry: ServiceEntry
    state: State


@dataclass(frozen=True, kw_only=True)
class Plan:
    providers: Sequence[PlannedProvider]
    services: Sequence[PlannedService]
    missing: dict[UUID, str] = field(default_factory=dict)
    """Offers that came from an earlier file for the same organisations and are not in this one."""
    faults: Sequence[Fault] = ()
    unknown: Sequence[str] = ()

    def count(self, kind: Verdict | State) -> int:
        if isinstance(kind, Verdict):
            return [provider.verdict for provider in self.providers].count(kind)
        return [service.state for service in self.services].count(kind)


def offer_id(lasting_id: UUID) -> UUID:
    """Return the id of the row of an offer that came from a file: the same one for each file."""
    return uuid5(lasting_id, "imported")


def planned(session: Session, read: Read) -> Plan:
    """Return what a file that was read would do to the inventory as it stands now."""
    ids = [entry.service.id for entry in read.services]
    before, ended = queries.services_by_id(session, ids), _ended(session, ids)
    owners = _owners(session, ids)
    ours = _ours(session, read)
    providers = _judged(session, read, owners)
    services = [
        PlannedService(entry=entry, state=_state(entry, before, ended, ours))
        for entry in read.services
    ]
    coming: dict[UUID, int] = {}
    for service in services:
        if service.state in {State.NEW, State.CHANGED}:
            owner = service.entry.service.provider.id
            coming[owner] = coming.get(owner, 0) + 1
    known = {p.organisation_id for p in providers if p.organisation_id is not None}
    return Plan(
        providers=[replace(p, offers=coming.get(p.entry.provider.id, 0)) for p in providers],
        services=services,
        missing=_missing(session, known, set(ids)),
        faults=read.faults,
        unknown=list(read.unknown),
    )


def _state(
    entry: ServiceEntry,
    before: Mapping[UUID, Service],
    ended: Mapping[UUID, datetime],
    ours: Collection[str],
) -> State:
    """Return what becomes of an offer.

    What its organisation ended here stays ended, until a file says that it is there again.
    """
    if entry.foreign_id.casefold() in ours:
        return State.OWN
    known, said = before.get(entry.service.id), entry.service
    if known is None:
        end = ended.get(said.id)
        is_over = end is not None and (said.confirmed_at is None or said.confirmed_at <= end)
        return State.SAME if is_over else State.NEW
    return State.SAME if _said(known, known) == _said(said, known) else State.CHANGED


def _said(service: Service, known: Service) -> Service:
    """Return what matters of an offer: not whose it is, nor what is made of other things in it.

    A file that was confirmed earlier, or does not say when, says nothing against the day we have.
    """
    days = filter(None, (service.confirmed_at, known.confirmed_at))
    return replace(
        service,
        provider=known.provider,
        status="",
        places_text="",
        confirmed_at=max(days, default=None),
        assured=service.assured or known.assured,
        hours=tuple(sorted(service.hours, key=queries.in_the_week)),
    )


def _ended(session: Session, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Return which of these offers their organisation ended here since they came, and when."""
    rows = {offer_id(lasting_id): lasting_id for lasting_id in ids}
    query = select(OfferReply.offer_id, OfferReply.said_at).where(
        OfferReply.offer_id.in_(rows), OfferReply.outcome == DoubtOutcome.ENDED
    )
    return {
        rows[row.offer_id]: row.said_at
        for row in session.execute(query.order_by(OfferReply.said_at))
    }


def _ours(session: Session, read: Read) -> set[str]:
    """Return which of the file's services are offers of our own answers."""
    keys = {_uuid(entry.foreign_id) for entry in read.services} - {None}
    query = select(Offer.lasting_id).where(Offer.lasting_id.in_(keys))
    return {str(lasting_id) for lasting_id in session.scalars(query)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _owners(session: Session, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return whose the offers are that came from a file before; who was meant is settled."""
    query = select(Offer.lasting_id, Offer.organisation_id).where(
        Offer.response_id.is_(None), Offer.lasting_id.in_(ids)
    )
    return {row.lasting_id: row.organisation_id for row in session.execute(query)}


def _judged(session: Session, read: Read, owners: dict[UUID, UUID]) -> list[PlannedProvider]:
    settled: dict[UUID, set[UUID]] = {}
    for entry in read.services:
        if entry.service.id in owners:
            settled.setdefault(entry.service.provider.id, set()).add(owners[entry.service.id])
    names = {row.id: row.name for row in all_names(session)}
    found: dict[UUID, PlannedProvider] = {}
    open_: list[ProviderEntry] = []
    for key, provider in read.providers.items():
        own = _uuid(provider.foreign_id)
        meant = settled.get(key, {own} if own in names else set())
        if len(meant) == 1:
            known = next(iter(meant))
            found[key] = PlannedProvider(
                entry=provider, verdict=Verdict.KNOWN, organisation_id=known
            )
        else:
            open_.append(provider)
    found |= {each.entry.provider.id: each for each in _compared(session, open_)}
    return [found[key] for key in read.providers]


def _compared(session: Session, entries: Sequence[ProviderEntry]) -> list[PlannedProvider]:
    """Compare names with the register, as for a list of organisations."""
    lines = [
        Line(
            row=number,
            name=entry.provider.name,
            email=entry.provider.email,
            ags=entry.provider.ags,
        )
        for number, entry in enumerate(entries)
    ]
    judged = lists.judge(
        lines,
        register=[lists.Entry(row.id, row.name, row.ags) for row in all_names(session)],
        members=[
            (email, organisation)
            for email, organisation in session.execute(
                select(User.email, Membership.organisation_id).join(Membership.user)
            )
        ],
        places=[
            Place(ags=row.ags, name=row.name, postcode=row.postcode)
            for row in municipalities(session)
        ],
    )
    return [
        PlannedProvider(
            entry=entry,
            verdict=each.verdict,
            organisation_id=each.candidates[0].id if each.verdict is Verdict.KNOWN else None,
            candidates=each.candidates,
        )
        for entry, each in zip(entries, judged, strict=True)
    ]


def _missing(session: Session, organisations: set[UUID], here: set[UUID]) -> dict[UUID, str]:
    query = (
        select(Offer.id, Offer.lasting_id, Offer.name)
        .join(Source, Source.id == Offer.source_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(
            Source.kind == SourceKind.FILE,
            Offer.response_id.is_(None),
            Offer.current.is_(True),
            Offer.organisation_id.in_(organisations),
        )
        .order_by(Offer.sort_key, Offer.id)
    )
    return {
        row.lasting_id: row.name
        for row in session.execute(query)
        if row.lasting_id not in here and row.id == offer_id(row.lasting_id)
    }
