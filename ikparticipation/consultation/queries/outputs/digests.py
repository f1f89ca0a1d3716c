"""What each person is told when the next version of a text is published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import (
    Channel,
    Circle,
    Comment,
    CommentKind,
    CommentPlace,
    CommentStatus,
    Outcome,
    PlaceStatus,
    Round,
    RoundInvitation,
)
from ikparticipation.consultation.queries.answering.queue import COUNTS, counting
from ikparticipation.consultation.queries.reading.journeys import Pointed, changed_for_all
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import Membership, Organisation


class Fate(NamedTuple):
    """What happened to one comment."""

    comment_id: UUID
    author_id: UUID | None
    """None if staff entered it for somebody."""
    organisation_id: UUID | None
    organisation: str | None
    kind: CommentKind
    quote: str
    text: str
    outcome: Outcome | None
    reason: str | None
    deferred_until: datetime | None
    place: PlaceStatus | None
    """None: it is on the whole text."""
    key: str | None
    position: int | None
    changes: Sequence[Pointed] = ()


class Digest(NamedTuple):
    person: User
    fates: Sequence[Fate]


def digests_for(session: Session, version: Version) -> list[Digest]:
    """Return for each person what became of their comments and those of their organisations.

    Told are the comments on the version before, and older ones that were answered since.
    """
    previous = session.scalar(
        select(Version).where(
            Version.document_id == version.document_id, Version.number == version.number - 1
        )
    )
    if previous is None:
        return []
    fates = _fates(session, version, previous)
    closed = _closed_circles(session, version.document_id)
    people: dict[UUID, dict[UUID, Fate]] = defaultdict(dict)
    members = _members(session, {f.organisation_id for f in fates if f.organisation_id})
    for fate in fates:
        told = {fate.author_id} if fate.author_id else set()
        told |= members.get(fate.organisation_id, set()) if fate.organisation_id else set()
        for person_id in told:
            people[person_id][fate.comment_id] = fate
    users = session.scalars(select(User).where(User.id.in_(people)).order_by(User.id))
    return [
        Digest(user, [_as_read_by(user, fate, closed) for fate in people[user.id].values()])
        for user in users
        if user.is_active
    ]


def _closed_circles(session: Session, document_id: UUID) -> dict[int, set[UUID | None]]:
    """Return who is invited to the versions that not everybody may see, by their numbers."""
    query = (
        select(Version.number, Membership.user_id)
        .join(Round, Round.version_id == Version.id)
        .outerjoin(RoundInvitation, RoundInvitation.round_id == Round.id)
        .outerjoin(Membership, Membership.organisation_id == RoundInvitation.organisation_id)
        .where(Version.document_id == document_id, Round.circle == Circle.CLOSED)
    )
    invited: dict[int, set[UUID | None]] = defaultdict(set)
    for row in session.execute(query):
        invited[row.number].add(row.user_id)
    return invited


def _as_read_by(person: User, fate: Fate, closed: Mapping[int, set[UUID | None]]) -> Fate:
    """Return it without changed words of versions that this person may not see."""
    if policies.may_moderate(person):
        return fate
    hidden = {number for number, invited in closed.items() if person.id not in invited}
    return fate._replace(changes=[c for c in fate.changes if not c.versions & hidden])


def _fates(session: Session, version: Version, previous: Version) -> list[Fate]:
    query = (
        select(
            Comment.id,
            Comment.author_id,
            Comment.channel,
            Comment.organisation_id,
            Organisation.name.label("organisation"),
            Comment.kind,
            Comment.quote,
            Comment.text,
            counting.outcome,
            counting.reason,
            counting.deferred_until,
            CommentPlace.status.label("place"),
            Passage.key,
            Passage.position,
        )
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(counting, COUNTS)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(
            CommentPlace,
            and_(CommentPlace.comment_id == Comment.id, CommentPlace.version_id == version.id),
        )
        .outerjoin(Passage, Passage.id == CommentPlace.passage_id)
        .where(
            Version.document_id == version.document_id,
            Version.number < version.number,
            Comment.status == CommentStatus.PUBLISHED,
            Comment.parent_id.is_(None),
            or_(Version.id == previous.id, counting.released_at >= previous.published_at),
        )
        .order_by(Comment.submitted_at, Comment.id)
    )
    rows = session.execute(query).all()
    changes = changed_for_all(session, [row.id for row in rows])
    return [_fate(row, changes.get(row.id, ())) for row in rows]


def _fate(row: AnyRow, changes: Sequence[Pointed]) -> Fate:
    return Fate(
        comment_id=row.id,
        author_id=row.author_id if row.channel is Channel.WEB else None,
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        kind=row.kind,
        quote=row.quote,
        text=row.text,
        outcome=row.outcome,
        reason=row.reason,
        deferred_until=row.deferred_until,
        place=row.place,
        key=row.key,
        position=row.position,
        changes=changes,
    )


def _members(session: Session, organisations: set[UUID]) -> dict[UUID, set[UUID]]:
    query = select(Membership.organisation_id, Membership.user_id).where(
        Membership.organisation_id.in_(organisations)
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.execute(query) if organisations else ():
        found[row.organisation_id].add(row.user_id)
    return found
