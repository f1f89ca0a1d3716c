"""Groups of comments that say nearly the same. A program proposes, a person decides.

A group is no decision about a comment: it leaves the count of changes (`Comment.version`) alone,
so that nobody who is just moderating or answering is told that something has changed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentGroup, CommentStatus
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_

FEWEST = 2
GROUPABLE = frozenset({CommentStatus.SUBMITTED, CommentStatus.PUBLISHED})


def form_group(
    session: Session, comment_ids: Iterable[UUID], *, actor: User, at: datetime
) -> CommentGroup:
    """Put comments of one round together. The same ones sent twice are one group."""
    comments = _held(session, comment_ids, actor)
    if len(comments) < FEWEST:
        raise InvalidError(N_("Bitte wählen Sie mindestens zwei Kommentare."))
    if known := _group_of_exactly(session, comments):
        return known
    _check_groupable(comments, round_id=comments[0].round_id)
    group = CommentGroup(round_id=comments[0].round_id, formed_at=at, formed_by_id=actor.id)
    session.add(group)
    session.flush()
    _put(session, comments, group)
    _record_grouped(session, group, comments, actor)
    return group


def add_to_group(
    session: Session, group: CommentGroup, comment_ids: Iterable[UUID], *, actor: User
) -> None:
    """Put more comments into a group; those that are in it already stay."""
    comments = [c for c in _held(session, comment_ids, actor) if c.group_id != group.id]
    if not comments:
        raise InvalidError(N_("Bitte wählen Sie mindestens einen Kommentar."))
    _check_groupable(comments, round_id=group.round_id)
    _put(session, comments, group)
    _record_grouped(session, group, comments, actor)


def split_off(
    session: Session, group: CommentGroup, comment_ids: Iterable[UUID], *, actor: User
) -> None:
    """Take comments out of a group, for good: they are not proposed for one again.

    A group of one is none. Taking them out twice is once.
    """
    chosen, group_id = set(comment_ids), group.id
    leaving = [c for c in _members(session, group_id, actor) if c.id in chosen]
    leave_group(session, leaving)
    for comment in leaving:
        record(session, Action.COMMENT_SPLIT_OFF, comment, actor_id=actor.id, group=str(group_id))


def hold_with_group(session: Session, comment: Comment) -> None:
    """Read a comment again and hold it, with its group: in one order for everybody."""
    its_group = select(Comment.group_id).where(Comment.id == comment.id).scalar_subquery()
    session.scalars(
        select(Comment)
        .where((Comment.id == comment.id) | (Comment.group_id == its_group))
        .order_by(Comment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def leave_group(session: Session, leaving: Sequence[Comment]) -> None:
    """Let members of a group, all of which is held, stand for themselves: one alone is none."""
    group_id = leaving[0].group_id if leaving else None
    if group_id is None:
        return
    members = session.scalars(select(Comment).where(Comment.group_id == group_id)).all()
    is_over = len(members) - len(leaving) < FEWEST
    _put(session, members if is_over else leaving, None)
    if is_over:
        session.delete(session.get_one(CommentGroup, group_id))
    session.flush()


def dissolve_group(session: Session, group: CommentGroup, *, actor: User) -> None:
    """Let every member stand for itself again; they are not proposed as a group again."""
    members = _members(session, group.id, actor)
    _put(session, members, None)
    session.delete(group)
    session.flush()
    for comment in members:
        record(session, Action.COMMENT_SPLIT_OFF, comment, actor_id=actor.id, group=str(group.id))


def keep_apart(session: Session, comment_ids: Iterable[UUID], *, actor: User) -> None:
    """Decide that what was proposed is no group: these comments are not proposed again."""
    for comment in _held(session, comment_ids, actor):
        if comment.group_id is None:
            record(session, Action.COMMENT_SPLIT_OFF, comment, actor_id=actor.id, group=None)


def _held(session: Session, comment_ids: Iterable[UUID], actor: User) -> Sequence[Comment]:
    """Check the right, and return the comments, held in one order for everybody."""
    if not policies.may_moderate(actor):
        raise NotAllowedError(N_("Kommentare fasst die Moderation zusammen."))
    query = select(Comment).where(Comment.id.in_(set(comment_ids))).order_by(Comment.id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def _members(session: Session, group_id: UUID, actor: User) -> Sequence[Comment]:
    query = select(Comment.id).where(Comment.group_id == group_id)
    members = _held(session, session.scalars(query).all(), actor)
    return [comment for comment in members if comment.group_id == group_id]


def _group_of_exactly(session: Session, comments: Sequence[Comment]) -> CommentGroup | None:
    """Return the group that has these members and no others."""
    group_id = comments[0].group_id
    if group_id is None or any(c.group_id != group_id for c in comments):
        return None
    query = select(Comment.id).where(Comment.group_id == group_id)
    same = set(session.scalars(query)) == {c.id for c in comments}
    return session.get_one(CommentGroup, group_id) if same else None


def _check_groupable(comments: Sequence[Comment], *, round_id: UUID) -> None:
    if any(c.round_id != round_id for c in comments):
        raise InvalidError(N_("Zusammen gehören nur Kommentare aus derselben Runde."))
    if any(c.status not in GROUPABLE or c.parent_id is not None for c in comments):
        raise ConflictError(
            N_("Einer der Kommentare wird nicht beantwortet und kann deshalb in keine Gruppe.")
        )
    if any(c.group_id is not None for c in comments):
        raise ConflictError(N_("Einer der Kommentare ist schon in einer anderen Gruppe."))


def _put(session: Session, comments: Sequence[Comment], group: CommentGroup | None) -> None:
    ids = [c.id for c in comments]
    session.execute(
        update(Comment).where(Comment.id.in_(ids)).values(group_id=group.id if group else None)
    )


def _record_grouped(
    session: Session, group: CommentGroup, comments: Sequence[Comment], actor: User
) -> None:
    ids = [str(c.id) for c in comments]
    record(session, Action.COMMENTS_GROUPED, group, actor_id=actor.id, comments=ids)
