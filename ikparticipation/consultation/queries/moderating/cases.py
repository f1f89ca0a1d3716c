"""One comment before a moderator: everything about it, and what has happened to it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation.models import Appeal, Comment, CommentStatus, Report, Round
from ikparticipation.consultation.queries.visible import PROPOSED, WORDS
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Passage, Version
from ikparticipation.organisations.models import Organisation

STEPS = (
    Action.COMMENT_SUBMITTED,
    Action.COMMENT_ENTERED,
    Action.COMMENT_CORRECTED,
    Action.COMMENT_PUBLISHED,
    Action.COMMENT_CONFIRMED,
    Action.COMMENT_DECLINED,
    Action.COMMENT_BLACKENED,
    Action.COMMENT_APPEALED,
    Action.APPEAL_DECIDED,
    Action.COMMENT_WITHDRAWN,
)
"""What authors and staff read about the way of a comment."""
STAFF_STEPS = (*STEPS, Action.COMMENT_REPORTED, Action.REPORT_SETTLED, Action.COMMENT_SPLIT_OFF)


def moderation_case(session: Session, comment_id: UUID) -> AnyRow | None:
    """Return all that a moderator needs to decide on a comment; None for drafts."""
    moderator, parent = aliased(User), aliased(Comment)
    query = (
        select(
            *_WORDS,
            User.name.label("author"),
            Organisation.name.label("organisation"),
            Comment.decided_by_id,
            moderator.name.label("decided_by"),
            parent.id.label("parent_id"),
            _words_of(parent),
            Round.id.label("round_id"),
            Passage.position,
            Passage.key,
            Version.title,
            Version.number,
            Document.slug,
        )
        .select_from(Comment)
        .join(User, User.id == Comment.author_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .outerjoin(moderator, moderator.id == Comment.decided_by_id)
        .outerjoin(parent, parent.id == Comment.parent_id)
        .where(Comment.id == comment_id, Comment.status != CommentStatus.DRAFT)
    )
    return session.execute(query).one_or_none()


def _words_of(parent: type[Comment]) -> ColumnElement[str]:
    """Give what a reply replies to, as `WORDS` does."""
    withdrawn = parent.status == CommentStatus.WITHDRAWN
    return case((withdrawn, ""), else_=parent.text).label("parent_text")


_WORDS = (
    Comment.id,
    Comment.author_id,
    Comment.kind,
    WORDS,
    PROPOSED,
    Comment.language,
    Comment.blackened,
    Comment.quote,
    Comment.before,
    Comment.after,
    Comment.status,
    Comment.submitted_at,
    Comment.published_at,
    Comment.decided_at,
    Comment.decline_category,
    Comment.decline_reason,
    Comment.channel,
    Comment.received_on,
    Comment.sender,
    Comment.receipt_code,
    Comment.corrected,
    Comment.group_id,
    Comment.version,
)


def appeals_of(session: Session, comment_id: UUID) -> Sequence[AnyRow]:
    """Return the appeals against decisions about a comment, the first one first."""
    appellant, moderator = aliased(User), aliased(User)
    query = (
        select(
            Appeal.id,
            Appeal.text,
            Appeal.appealed_at,
            Appeal.appealed_by_id,
            appellant.name.label("appealed_by"),
            Appeal.decided_at,
            moderator.name.label("decided_by"),
            Appeal.upheld,
        )
        .join(appellant, appellant.id == Appeal.appealed_by_id)
        .outerjoin(moderator, moderator.id == Appeal.decided_by_id)
        .where(Appeal.comment_id == comment_id)
        .order_by(Appeal.appealed_at, Appeal.id)
    )
    return session.execute(query).all()


def open_reports_on(session: Session, comment_id: UUID) -> Sequence[AnyRow]:
    """Return what readers say about a comment and nobody has settled yet."""
    query = (
        select(
            Report.id,
            Report.reason,
            Report.text,
            Report.reported_at,
            User.name.label("reported_by"),
        )
        .outerjoin(User, User.id == Report.reported_by_id)
        .where(Report.comment_id == comment_id, Report.settled_at.is_(None))
        .order_by(Report.reported_at, Report.id)
    )
    return session.execute(query).all()


def history_of(
    session: Session, comment_id: UUID, *, actions: Iterable[Action] = STEPS
) -> Sequence[AnyRow]:
    """Return what has happened to a comment: action, moment, who, and facts, in this order."""
    appeals = select(Appeal.id).where(Appeal.comment_id == comment_id)
    reports = select(Report.id).where(Report.comment_id == comment_id)
    query = (
        select(AuditEvent.action, AuditEvent.at, AuditEvent.facts, User.name.label("actor"))
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(
            or_(
                AuditEvent.subject_id == comment_id,
                AuditEvent.subject_id.in_(appeals),
                AuditEvent.subject_id.in_(reports),
            ),
            AuditEvent.action.in_(list(actions)),
        )
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    return session.execute(query).all()


def last_appeal(session: Session, comment_id: UUID) -> Appeal | None:
    query = select(Appeal).where(Appeal.comment_id == comment_id)
    return session.scalar(query.order_by(Appeal.appealed_at.desc(), Appeal.id).limit(1))


def second_moderators(session: Session, besides: Iterable[UUID]) -> int:
    """Return how many others could decide on an appeal."""
    query = select(func.count(User.id)).where(
        User.staff_role.is_not(None), User.disabled_at.is_(None), User.id.not_in(set(besides))
    )
    return session.scalar(query) or 0


def administrators(session: Session) -> Sequence[AnyRow]:
    """Return name and address of those who can invite another moderator."""
    query = (
        select(User.name, User.email)
        .where(User.staff_role == StaffRole.ADMINISTRATOR, User.disabled_at.is_(None))
        .order_by(User.name, User.id)
    )
    return session.execute(query).all()
