"""What is missing before the next version of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.consultation.gate import Claim, Gate, Owed, gate
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition, Round
from ikparticipation.consultation.queries.next_version.changes import (
    POINTING,
    Changed,
    Reasons,
    next_changes,
    reasons_for_next,
)
from ikparticipation.consultation.queries.visible import counts_as_answer
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.drafts.queries import latest_version
from ikparticipation.organisations.models import Organisation

SHOWN = 20
"""Of each kind on the page; the others are counted."""


@dataclass(frozen=True)
class GateReport:
    """The gate, and what its page shows of it."""

    gate: Gate
    newest: Version
    comments: Mapping[Owed, Sequence[AnyRow]]
    """The first ones that wait for something, with place and organisation."""
    unexplained: Sequence[Changed]
    changes: int
    unkept: Sequence[AnyRow]
    """Comments that were adopted, in whole or in part, and no changed passage is named for."""
    open_until: datetime | None
    """The round on the newest version still runs: whoever comments now comments on that."""


def gate_of(session: Session, document: Document, *, at: datetime) -> GateReport | None:
    """Return the gate before the next version; None as long as no version had a round."""
    newest = latest_version(session, document)
    if newest is None:
        return None
    closes_at = dict[UUID, datetime](
        session.execute(
            select(Round.version_id, Round.closes_at)
            .join(Round.version)
            .where(Version.document_id == document.id)
        ).all()
    )
    if not closes_at:
        return None
    changes = next_changes(session, document) if newest.id in closes_at else ()
    reasons = reasons_for_next(session, newest)
    found = gate(claims(session, document), [c.keys for c in changes], reasons.reasoned, at=at)
    ends = closes_at.get(newest.id)
    return GateReport(
        gate=found,
        newest=newest,
        comments={k: _placed(session, ids[:SHOWN]) for k, ids in found.comments.items()},
        unexplained=[c for c in changes if c.key in found.unexplained][:SHOWN],
        changes=len(changes),
        unkept=_placed(session, _unkept(session, newest, changes, reasons)),
        open_until=ends if ends and at < ends else None,
    )


def claims(session: Session, document: Document) -> list[Claim]:
    """Return all comments on a document that wait or have waited for something."""
    draft, counts = aliased(Disposition), aliased(Disposition)
    query = (
        select(
            Comment.id,
            Comment.status == CommentStatus.PUBLISHED,
            draft.id.is_not(None),
            counts.id.is_not(None),
            counts.deferred_until,
            counts.reopened_at.is_not(None),
        )
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(draft, and_(draft.comment_id == Comment.id, draft.released_at.is_(None)))
        .outerjoin(counts, and_(counts.comment_id == Comment.id, counts_as_answer(counts)))
        .where(
            Version.document_id == document.id,
            Comment.parent_id.is_(None),
            Comment.status.in_([CommentStatus.SUBMITTED, CommentStatus.PUBLISHED]),
        )
        .order_by(Comment.submitted_at, Comment.id)
    )
    return [Claim._make(row) for row in session.execute(query)]


def _unkept(
    session: Session, newest: Version, changes: Sequence[Changed], reasons: Reasons
) -> list[UUID]:
    """Return comments whose answer promises a change that the working text does not have."""
    query = (
        select(Disposition.comment_id)
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .where(
            Version.document_id == newest.document_id,
            Comment.status == CommentStatus.PUBLISHED,
            Disposition.outcome.in_(POINTING),
            Disposition.released_at >= newest.published_at,
            Disposition.superseded_at.is_(None),
        )
    )
    kept = {row.id for changed in changes for row in reasons.links_of(changed)}
    return [comment_id for comment_id in session.scalars(query) if comment_id not in kept][:SHOWN]


def _placed(session: Session, ids: Sequence[UUID]) -> Sequence[AnyRow]:
    query = (
        select(
            Comment.id,
            func.substr(Comment.text, 1, 200).label("text"),
            Comment.submitted_at,
            Organisation.name.label("organisation"),
            Passage.position,
            Version.number,
        )
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .where(Comment.id.in_(ids))
        .order_by(Version.number, Passage.position, Comment.submitted_at, Comment.id)
    )
    return session.execute(query).all() if ids else ()
