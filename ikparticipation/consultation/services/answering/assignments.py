"""Asking a part of the administration to draft answers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Assignment, Comment, CommentStatus
from ikparticipation.consultation.period import day_of
from ikparticipation.consultation.queries.answering.assigned import DRAFTING
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Organisation
from ikparticipation.text import N_

LONGEST_NOTE = 2_000


def assign_comments(
    session: Session,
    comments: Sequence[Comment],
    *,
    office: Organisation,
    due_on: date,
    actor: User,
    at: datetime,
    note: str = "",
) -> Sequence[Assignment]:
    """Ask an organisation of the administration to draft the answers; one that had them loses them.

    Returns the assignments that are new or changed. Its members are told once per act.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Kommentare weist nur die Verwaltung zu."))
    if office.kind not in DRAFTING:
        raise InvalidError(
            N_("Zuweisen können Sie nur an einen Fachdienst oder eine andere Behörde.")
        )
    if due_on < day_of(at):
        raise InvalidError(N_("Der Termin muss in der Zukunft liegen."))
    held = _hold(session, comments)
    known = select(Assignment).where(Assignment.comment_id.in_([comment.id for comment in held]))
    stored = {each.comment_id: each for each in session.scalars(known)}
    told = (office, due_on, note)
    changed = [
        assignment
        for comment in held
        if (assignment := _assigned(session, comment, stored.get(comment.id), told, actor, at))
    ]
    session.flush()
    _record(session, changed, actor)
    return changed


def _hold(session: Session, comments: Sequence[Comment]) -> Sequence[Comment]:
    """Hold the comments in one order for everybody, and check that they are to be answered."""
    query = select(Comment).where(Comment.id.in_([each.id for each in comments]))
    held = session.scalars(
        query.order_by(Comment.id).with_for_update().execution_options(populate_existing=True)
    ).all()
    if any(c.status is not CommentStatus.PUBLISHED or c.parent_id is not None for c in held):
        raise ConflictError(N_("Beantwortet werden nur veröffentlichte Kommentare."))
    return held


def _assigned(
    session: Session,
    comment: Comment,
    stored: Assignment | None,
    told: tuple[Organisation, date, str],
    actor: User,
    at: datetime,
) -> Assignment | None:
    """Return the assignment if it is new or changed, None if all this was said before."""
    office, due_on, note = told
    if stored is None:
        stored = Assignment(
            comment=comment,
            organisation=office,
            due_on=due_on,
            note=note,
            assigned_at=at,
            assigned_by_id=actor.id,
        )
        session.add(stored)
        return stored
    if (stored.organisation, stored.due_on, stored.note) == told:
        return None
    stored.organisation, stored.due_on, stored.note = told
    stored.assigned_at, stored.assigned_by_id = at, actor.id
    return stored


def _record(session: Session, changed: Sequence[Assignment], actor: User) -> None:
    """Note each comment; the first event names all of them, so that there is one mail for all."""
    together = [str(assignment.comment_id) for assignment in changed]
    for number, assignment in enumerate(changed):
        record(
            session,
            Action.COMMENT_ASSIGNED,
            assignment.comment,
            actor_id=actor.id,
            organisation=str(assignment.organisation.id),
            due_on=assignment.due_on.isoformat(),
            together=[] if number else together,
        )
