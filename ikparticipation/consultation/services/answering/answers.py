"""Answering comments (Abwägung): drafted inside the administration, then released for good.

A deferral is released too; it stands until the final answer is released in its place.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition, Outcome
from ikparticipation.consultation.queries.answering.assigned import is_assigned
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_

LONGEST_REASON = 10_000


def draft_disposition(
    session: Session,
    comment: Comment,
    *,
    outcome: Outcome,
    reason: str,
    actor: User,
    at: datetime,
    deferred_until: datetime | None = None,
    seen: int | None = None,
) -> Disposition:
    """Write or rewrite the answer to a published comment. Nobody outside sees it yet.

    `deferred_until` goes with the outcome "deferred" and with no other. `seen`: the version of
    the draft that the writer started from, 0 if there was none; raises ConflictError if
    somebody else has written since, or if a final answer is released already.
    """
    _check_may_draft(session, comment, actor)
    session.refresh(comment, with_for_update=True)  # one draft per comment: its row is the lock
    if comment.status is not CommentStatus.PUBLISHED or comment.parent_id is not None:
        raise ConflictError(N_("Beantwortet werden nur veröffentlichte Kommentare."))
    _check_answer(outcome, reason, deferred_until, at)
    said: dict[str, Any] = {"outcome": outcome, "reason": reason, "deferred_until": deferred_until}
    answer, counting = _answers_to(session, comment)
    if counting is not None and counting.outcome is not Outcome.DEFERRED:
        raise ConflictError(N_("Die Antwort ist schon freigegeben und ändert sich nicht mehr."))
    if answer is None:
        answer = Disposition(comment=comment, drafted_at=at, drafted_by_id=actor.id, **said)
        session.add(answer)
    elif not _rewrite(answer, said, seen):
        return answer
    answer.drafted_at, answer.drafted_by_id = at, actor.id
    session.flush()
    record(session, Action.DISPOSITION_DRAFTED, answer, actor_id=actor.id)
    return answer


def draft_for_group(
    session: Session, comment: Comment, *, actor: User, at: datetime, **said: Any
) -> list[Disposition]:
    """Write the same answer to all comments of a group; each keeps an answer of its own.

    `said` as in `draft_disposition`. A comment that somebody has drafted another answer for, or
    that is answered for good, is left as it is; so is one that the writer has no business with.
    Returns the drafts, that of `comment` first.
    """
    group = session.scalars(
        select(Comment)
        .where(Comment.group_id == comment.group_id, Comment.group_id.is_not(None))
        .order_by(Comment.id)
        .with_for_update()
    ).all()
    before = _answers_to(session, comment)[0]
    former = _words(before) if before else None
    first = draft_disposition(session, comment, actor=actor, at=at, **said)
    said.pop("seen", None)
    others = [
        draft_disposition(session, other, actor=actor, at=at, **said)
        for other in group
        if other is not comment and _takes_the_same(session, other, former, actor)
    ]
    return [first, *others]


def release_dispositions(
    session: Session,
    dispositions: Sequence[Disposition],
    *,
    actor: User,
    at: datetime,
    seen: Mapping[UUID, int] | None = None,
) -> Sequence[Disposition]:
    """Make answers official, all or none; return those that were not yet. They never change.

    An answer takes the place of the deferral before it. `seen`: the versions that were read
    before releasing, by id. Raises ConflictError if one was rewritten since, or if its comment
    is not published any more.
    """
    if not policies.may_release_answers(actor):
        raise NotAllowedError(N_("Antworten gibt nur die Integrationskoordination frei."))
    released = []
    for answer, status in _locked(session, [d.id for d in dispositions]):
        if answer.released_at is not None:
            continue
        _check_releasable(answer, status, seen)
        released.append(answer)
    _supersede(session, [answer.comment_id for answer in released], at=at)
    for answer in released:
        answer.released_at, answer.released_by_id = at, actor.id
    session.flush()
    for answer in released:
        record(session, Action.DISPOSITION_RELEASED, answer, actor_id=actor.id)
    return released


def reopen_deferrals(session: Session, *, at: datetime) -> Sequence[Disposition]:
    """Open again what was deferred until a day that has come; each once.

    The deferral stays public until the final answer is released.
    """
    due = session.scalars(
        select(Disposition)
        .where(
            Disposition.deferred_until <= at,
            Disposition.released_at.is_not(None),
            Disposition.reopened_at.is_(None),
            Disposition.superseded_at.is_(None),
        )
        .order_by(Disposition.id)
        .with_for_update(skip_locked=True)
    ).all()
    for answer in due:
        answer.reopened_at = at
    session.flush()
    for answer in due:
        record(session, Action.DISPOSITION_REOPENED, answer, actor_id=None)
    return due


def _check_may_draft(session: Session, comment: Comment, actor: User) -> None:
    if not policies.may_draft_answers(actor) and not is_assigned(session, actor, comment.id):
        raise NotAllowedError(
            N_("Antworten schreibt nur die Verwaltung und wem der Kommentar zugewiesen ist.")
        )


def _answers_to(
    session: Session, comment: Comment
) -> tuple[Disposition | None, Disposition | None]:
    """Return the draft, and the released answer that counts, as they are stored now."""
    found = session.scalars(
        select(Disposition)
        .where(Disposition.comment_id == comment.id, Disposition.superseded_at.is_(None))
        .execution_options(populate_existing=True)
    ).all()
    draft = next((answer for answer in found if answer.released_at is None), None)
    return draft, next((answer for answer in found if answer is not draft), None)


def _words(answer: Disposition) -> tuple[Any, ...]:
    return answer.outcome, answer.reason, answer.deferred_until


def _takes_the_same(
    session: Session, comment: Comment, former: tuple[Any, ...] | None, actor: User
) -> bool:
    if comment.status is not CommentStatus.PUBLISHED or comment.parent_id is not None:
        return False
    if not policies.may_draft_answers(actor) and not is_assigned(session, actor, comment.id):
        return False
    draft, counting = _answers_to(session, comment)
    if counting is not None and counting.outcome is not Outcome.DEFERRED:
        return False
    return draft is None or _words(draft) == former


def _rewrite(answer: Disposition, said: dict[str, Any], seen: int | None) -> bool:
    """Put other words into a draft; False if it has these words already."""
    if said == {name: getattr(answer, name) for name in said}:
        return False
    if seen is not None and seen != answer.version:
        raise ConflictError(
            N_("Jemand anders hat inzwischen eine Antwort gespeichert. Ihre steht noch hier.")
        )
    for name, value in said.items():
        setattr(answer, name, value)
    return True


def _check_answer(
    outcome: Outcome, reason: str, deferred_until: datetime | None, at: datetime
) -> None:
    if not reason.strip():
        raise InvalidError(N_("Bitte begründen Sie die Antwort."))
    if (outcome is Outcome.DEFERRED) != (deferred_until is not None):
        raise InvalidError(N_("Nur eine zurückgestellte Antwort braucht ein Datum."))
    if deferred_until is not None and deferred_until <= at:
        raise InvalidError(N_("Das Datum muss in der Zukunft liegen."))


def _check_releasable(
    answer: Disposition, status: CommentStatus, seen: Mapping[UUID, int] | None
) -> None:
    if status is not CommentStatus.PUBLISHED:
        raise ConflictError(
            N_("Ein Kommentar ist nicht mehr veröffentlicht. Bitte prüfen Sie die Liste.")
        )
    if seen is not None and seen.get(answer.id) != answer.version:
        raise ConflictError(
            N_("Eine der Antworten wurde inzwischen geändert. Bitte lesen Sie sie noch einmal.")
        )


def _supersede(session: Session, comment_ids: Sequence[UUID], *, at: datetime) -> None:
    """Let the deferrals of these comments end; stored at once, for only one answer may count."""
    deferrals = session.scalars(
        select(Disposition)
        .where(
            Disposition.comment_id.in_(comment_ids),
            Disposition.released_at.is_not(None),
            Disposition.superseded_at.is_(None),
        )
        .with_for_update()
    )
    for deferral in deferrals:
        deferral.superseded_at = at
    session.flush()


def _locked(session: Session, ids: Sequence[UUID]) -> Sequence[tuple[Disposition, CommentStatus]]:
    """Return the answers with the status of their comments, held in one order for everybody."""
    rows = session.execute(
        select(Disposition, Comment.status)
        .join(Disposition.comment)
        .where(Disposition.id.in_(ids))
        .order_by(Disposition.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [(answer, status) for answer, status in rows]
