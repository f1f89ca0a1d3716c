"""Asking a part of the administration to draft answers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Assignment, Comment, CommentStatus
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
    if due_on < at.date():
        raise InvalidError(N_("Der Termin muss in der Zukunft liegen."))
    told = (office, due_on, note)
    changed = [
        assignment
        for comment in sorted(comments, key=lambda each: each.id)
        if (assignment := _assigned(session, comment, told, actor, at))
    ]
    session.flush()
    if changed:
        _record(session, changed, actor)
    return changed


def _assigned(
    session: Session,
    comment: Comment,
    told: tuple[Organisation, date, str],
    actor: User,
    at: datetime,
) -> Assignment | None:
    """Return the assignment if it is new or changed, None if all this was said before."""
    session.refresh(comment, with_for_update=True)
    if comment.status is not CommentStatus.PUBLISHED or comment.parent_id is not None:
        raise ConflictError(N_("Beantwortet werden nur veröffentlichte Kommentare."))
    found = session.scalar(select(Assignment).where(Assignment.comment_id == comment.id))
    if found and (found.organisation, found.due_on, found.note) == told:
        return None
    office, due_on, note = told
    if found is None:
        found = Assignment(
            comment=comment,
            organisation=office,
            due_on=due_on,
            note=note,
            assigned_at=at,
            assigned_by_id=actor.id,
        )
        session.add(found)
    found.organisation, found.due_on, found.note = told
    found.assigned_at, found.assigned_by_id = at, actor.id
    return found


def _record(session: Session, changed: Sequence[Assignment], actor: User) -> None:
    """Note each comment; the first event names how many, so that there is one mail for all."""
    for number, assignment in enumerate(changed):
        record(
            session,
            Action.COMMENT_ASSIGNED,
            assignment.comment,
            actor_id=actor.id,
            organisation=str(assignment.organisation.id),
            due_on=assignment.due_on.isoformat(),
            together=0 if number else len(changed),
        )
