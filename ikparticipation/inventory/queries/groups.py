"""Standing groups and who belongs to them, and the names that mean none of them yet (two-mode)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import (
    Network,
    NetworkName,
    NetworkStatement,
    Source,
    SourceKind,
)
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation, OrganisationStatus
from ikparticipation.surveys.models import ResponseRevision, Wave
from ikparticipation.surveys.xlsform.question import Publish

MOST = 3
"""Proposals for a name."""
SPELLED_OUT = {"ak": "arbeitskreis", "ag": "arbeitsgruppe", "nw": "netzwerk", "rt": "runder tisch"}
"""What groups are called for short; for proposals alone, they never decide."""
LIKE_ENOUGH = 80.0
"""token_set_ratio of two normal names; a person decides, so rather one proposal too many."""

_lead = aliased(Organisation)


@dataclass(frozen=True, kw_only=True)
class GroupMember:
    """An organisation in a group, by its newest statement and what the administration entered."""

    organisation_id: UUID | None
    """None with `organisation`: this reader may not know it."""
    organisation: str | None
    role: str
    topic: str
    since: datetime
    """When it was said first."""
    said_at: datetime
    said_in: Any
    """Titles of the wave of the newest statement; None: the administration entered it."""
    wave_id: UUID | None
    says_itself: bool
    reason: str
    """How the administration knows it; empty: the organisation says so itself."""
    statement_id: UUID
    """Of the administration's entry if there is one, else the newest."""


@dataclass(frozen=True, kw_only=True)
class OpenMention:
    """A name in answers that means no group yet."""

    name: str
    """The spelling that was used most."""
    normal_name: str
    number: int
    by: Sequence[str]
    """Names of the organisations that wrote it, A to Z."""
    likely: Sequence[tuple[UUID, str]]
    """Groups it may mean, the most alike first."""


def groups(session: Session, reader: Reader) -> Sequence[AnyRow]:
    """Return the groups that this reader may see, those that go on first, A to Z.

    `id`, `name`, `kind`, `description`, `public`, `ended_at`, `members` (as far as they count).
    """
    members = (
        select(func.count(NetworkStatement.organisation_id.distinct()))
        .where(
            NetworkStatement.network_id == Network.id,
            NetworkStatement.publish.in_(reader.counted),
            NetworkStatement.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    query = (
        select(
            Network.id,
            Network.name,
            Network.kind,
            Network.description,
            Network.public,
            Network.ended_at,
            members.label("members"),
        )
        .where(*_seen(reader))
        .order_by(Network.ended_at.is_not(None), Network.sort_key, Network.id)
    )
    return session.execute(query).all()


def group(session: Session, group_id: UUID, reader: Reader) -> AnyRow | None:
    """Return a group this reader may see, who leads it, who entered it and why."""
    query = (
        select(
            Network,
            _lead.id.label("lead_id"),
            _lead.name.label("lead"),
            func.coalesce(_lead.public, False).label("lead_public"),
            Source.reason,
            User.name.label("entered_by"),
        )
        .join(Source, Source.id == Network.source_id)
        .outerjoin(User, User.id == Source.person_id)
        .outerjoin(_lead, _lead.id == Network.lead_id)
        .where(Network.id == group_id, *_seen(reader))
    )
    return session.execute(query).first()


def group_members(session: Session, group_id: UUID, reader: Reader) -> Sequence[GroupMember]:
    """Return who belongs to a group, one line for each organisation, the named ones A to Z.

    All that are counted for this reader are there; whom it may not know has no name.
    """
    query = _belonging().where(
        NetworkStatement.network_id == group_id, NetworkStatement.publish.in_(reader.counted)
    )
    by_organisation: dict[UUID, list[AnyRow]] = {}
    for row in session.execute(query):
        by_organisation.setdefault(row.organisation_id, []).append(row)
    found = [_member(rows, reader) for rows in by_organisation.values()]
    return sorted(found, key=lambda member: member.organisation is None)


def groups_of(session: Session, organisation_id: UUID, reader: Reader) -> Sequence[AnyRow]:
    """Return the groups of an organisation as far as this reader may know, A to Z.

    The newest statement about each: `id`, `name`, `kind`, `role`, `said_at`, `group_ended`.
    """
    query = (
        _belonging()
        .add_columns(Network.id, Network.name, Network.kind, Network.ended_at.label("group_ended"))
        .join(Network, Network.id == NetworkStatement.network_id)
        .where(
            NetworkStatement.organisation_id == organisation_id,
            reader.shown(NetworkStatement),
            *_seen(reader),
        )
        .order_by(None)
        .order_by(Network.sort_key, NetworkStatement.response_id.is_(None), _SAID_AT.desc())
    )
    newest: dict[UUID, AnyRow] = {}
    for row in session.execute(query):
        newest.setdefault(row.id, row)
    return list(newest.values())


def spellings(session: Session, group_id: UUID) -> Sequence[AnyRow]:
    """Return by which names a group is meant: `id`, `name`, `normal_name`, who said so and why."""
    query = (
        select(
            NetworkName.id,
            NetworkName.name,
            NetworkName.normal_name,
            Source.reason,
            User.name.label("person"),
        )
        .join(Source, Source.id == NetworkName.source_id)
        .outerjoin(User, User.id == Source.person_id)
        .where(NetworkName.network_id == group_id)
        .order_by(NetworkName.normal_name)
    )
    return session.execute(query).all()


def open_mentions(session: Session) -> Sequence[OpenMention]:
    """Return the names that mean no group yet, the most frequent first; for the administration."""
    query = (
        select(NetworkStatement.mention, NetworkStatement.normal_mention, Organisation.name)
        .join(Organisation, Organisation.id == NetworkStatement.organisation_id)
        .where(NetworkStatement.network_id.is_(None))
        .order_by(Organisation.sort_key)
    )
    written: dict[str, list[AnyRow]] = {}
    for row in session.execute(query):
        written.setdefault(row.normal_mention, []).append(row)
    known = _known(session) if written else []
    found = [_mention(normal, rows, known) for normal, rows in written.items()]
    return sorted(found, key=lambda mention: (-mention.number, mention.normal_name))


def to_choose_from(session: Session) -> Sequence[AnyRow]:
    """Return `id` and `name` of the organisations that may lead or join a group, A to Z."""
    gone = (OrganisationStatus.MERGED, OrganisationStatus.DISSOLVED)
    query = select(Organisation.id, Organisation.name).where(Organisation.status.not_in(gone))
    return session.execute(query.order_by(Organisation.sort_key, Organisation.name)).all()


def like(normal_name: str, known: Iterable[tuple[UUID, str, str]]) -> list[tuple[UUID, str]]:
    """Return at most three groups whose spellings are like a name, the most alike first.

    `known`: group, its name, and one of its spellings as `normalise` writes it.
    """
    rows = list(known)
    scored = process.extract(
        _spelled_out(normal_name),
        [_spelled_out(spelling) for *_, spelling in rows],
        scorer=fuzz.token_set_ratio,
        score_cutoff=LIKE_ENOUGH,
        limit=None,
    )
    best = {rows[place][0]: rows[place][1] for _, _, place in scored}
    return list(best.items())[:MOST]


def _spelled_out(normal_name: str) -> str:
    return " ".join(SPELLED_OUT.get(word, word) for word in normal_name.split())


_SAID_AT = func.coalesce(ResponseRevision.submitted_at, NetworkStatement.since)


def _belonging() -> Select[*tuple[Any, ...]]:
    return (
        select(
            NetworkStatement.id.label("statement_id"),
            NetworkStatement.organisation_id,
            NetworkStatement.role,
            NetworkStatement.topic,
            NetworkStatement.withheld,
            NetworkStatement.publish,
            NetworkStatement.wave_id,
            Wave.titles,
            Organisation.name.label("organisation"),
            Organisation.public,
            Source.kind.label("source_kind"),
            Source.reason,
            _SAID_AT.label("said_at"),
        )
        .join(Organisation, Organisation.id == NetworkStatement.organisation_id)
        .join(Source, Source.id == NetworkStatement.source_id)
        .outerjoin(ResponseRevision, ResponseRevision.id == Source.revision_id)
        .outerjoin(Wave, Wave.id == NetworkStatement.wave_id)
        .where(NetworkStatement.ended_at.is_(None))
        .order_by(Organisation.sort_key, Organisation.id, _SAID_AT.desc())
    )


def _seen(reader: Reader) -> list[ColumnElement[bool]]:
    return [] if reader.staff else [Network.public.is_(True)]


def _member(rows: Sequence[AnyRow], reader: Reader) -> GroupMember:
    own = [row for row in rows if row.source_kind is SourceKind.RESPONSE]
    entered = [row for row in rows if row.source_kind is not SourceKind.RESPONSE]
    newest = (own or entered)[0]
    is_public = any(row.publish is Publish.PUBLIC for row in rows) and newest.public
    is_told = reader.is_told(newest.organisation_id, public=is_public)
    kept = newest.withheld if reader.knows_all_about(newest.organisation_id) else {}
    return GroupMember(
        organisation_id=newest.organisation_id if is_told else None,
        organisation=newest.organisation if is_told else None,
        role=kept.get("role", newest.role) if is_told else "",
        topic=kept.get("topic", newest.topic) if is_told else "",
        since=min(row.said_at for row in rows),
        said_at=newest.said_at,
        said_in=newest.titles if own else None,
        wave_id=newest.wave_id,
        says_itself=bool(own),
        reason=entered[0].reason if entered else "",
        statement_id=(entered or own)[0].statement_id,
    )


def _known(session: Session) -> list[tuple[UUID, str, str]]:
    query = select(Network.id, Network.name, NetworkName.normal_name).join(
        NetworkName, NetworkName.network_id == Network.id
    )
    return [(row.id, row.name, row.normal_name) for row in session.execute(query)]


def _mention(
    normal: str, rows: Sequence[AnyRow], known: Iterable[tuple[UUID, str, str]]
) -> OpenMention:
    most = Counter(row.mention for row in rows).most_common(1)[0][0]
    return OpenMention(
        name=most,
        normal_name=normal,
        number=len(rows),
        by=list(dict.fromkeys(row.name for row in rows)),
        likely=like(normal, known),
    )
