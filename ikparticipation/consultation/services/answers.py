"""Answering comments (Abwägung): drafted inside the administration, then released for good."""

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
    somebody else has written since, or if the answer is released already.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Antworten schreibt nur die Verwaltung."))
    session.refresh(comment, with_for_update=True)  # one answer per comment: its row is the lock
    if comment.status is not CommentStatus.PUBLISHED:
        raise ConflictError(N_("Beantwortet werden nur veröffentlichte Kommentare."))
    _check_answer(outcome, reason, deferred_until, at)
    said: dict[str, Any] = {"outcome": outcome, "reason": reason, "deferred_until": deferred_until}
    answer = session.scalar(
        select(Disposition)
        .where(Disposition.comment_id == comment.id)
        .execution_options(populate_existing=True)
    )
    if answer is None:
        answer = Disposition(comment=comment, drafted_at=at, drafted_by_id=actor.id, **said)
        session.add(answer)
    elif not _rewrite(answer, said, seen):
        return answer
    answer.drafted_at, answer.drafted_by_id = at, actor.id
    session.flush()
    record(session, Action.DISPOSITION_DRAFTED, answer, actor_id=actor.id)
    return answer


def _rewrite(answer: Disposition, said: dict[str, Any], seen: int | None) -> bool:
    """Put other words into a draft; False if it has these words already."""
    if answer.released_at is not None:
        raise ConflictError(N_("Die Antwort ist schon freigegeben und ändert sich nicht mehr."))
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


def release_dispositions(
    session: Session,
    dispositions: Sequence[Disposition],
    *,
    actor: User,
    at: datetime,
    seen: Mapping[UUID, int] | None = None,
) -> Sequence[Disposition]:
    """Make answers official, all or none; return those that were not yet. They never change.

    `seen`: the versions that were read before releasing, by id. Raises ConflictError if one was
    rewritten since, or if its comment is not published any more.
    """
    if not policies.may_release_answers(actor):
        raise NotAllowedError(N_("Antworten gibt nur die Integrationskoordination frei."))
    released = []
    for answer, status in _locked(session, [d.id for d in dispositions]):
        if answer.released_at is not None:
            continue
        if status is not CommentStatus.PUBLISHED:
            raise ConflictError(
                N_("Ein Kommentar ist nicht mehr veröffentlicht. Bitte prüfen Sie die Liste.")
            )
        if seen is not None and seen.get(answer.id) != answer.version:
            raise ConflictError(
                N_("Eine der Antworten wurde inzwischen geändert. Bitte lesen Sie sie noch einmal.")
            )
        answer.released_at, answer.released_by_id = at, actor.id
        released.append(answer)
    session.flush()
    for answer in released:
        record(session, Action.DISPOSITION_RELEASED, answer, actor_id=actor.id)
    return released


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
