"""Answering comments (Abwägung): drafted inside the administration, then released for good.

A deferral is released too; it stands until the final answer is released in its place.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition, Outcome
from ikparticipation.consultation.queries.answering.assigned import assigned_among
from ikparticipation.consultation.services.answering.holding import (
    Held,
    Words,
    hold,
    hold_rounds,
    words_of,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_

LONGEST_REASON = 10_000


class Seen(NamedTuple):
    """Which version of an answer and of its comment somebody has read."""

    answer: int
    """0: there was no draft."""
    comment: int


def draft_disposition(
    session: Session,
    comment: Comment,
    *,
    outcome: Outcome,
    reason: str,
    actor: User,
    at: datetime,
    deferred_until: datetime | None = None,
    seen: Seen | None = None,
) -> Disposition:
    """Write or rewrite the answer to a published comment. Nobody outside sees it yet.

    `deferred_until` goes with the outcome "deferred" and with no other. `seen`: what the writer
    started from; raises ConflictError if somebody has put other words into the draft or into the
    comment since, or if a final answer is released already.
    """
    _check_may_draft(session, comment, actor)
    [held] = hold(session, Comment.id == comment.id)
    words = Words(outcome, reason, deferred_until)
    _check_draftable(held, words, seen, at)
    return _store(session, [held], words, actor=actor, at=at)[0]


def draft_for_group(
    session: Session,
    comment: Comment,
    *,
    outcome: Outcome,
    reason: str,
    actor: User,
    at: datetime,
    deferred_until: datetime | None = None,
    seen: Seen | None = None,
) -> list[Disposition]:
    """Write the same answer to all comments of a group; each keeps an answer of its own.

    Arguments as in `draft_disposition`. A comment that somebody has drafted another answer for,
    or that is answered for good, is left as it is; so is one that the writer has no business
    with. Returns the drafts, that of `comment` first.
    """
    _check_may_draft(session, comment, actor)
    grouped = and_(Comment.group_id.is_not(None), Comment.group_id == comment.group_id)
    found = hold(session, or_(Comment.id == comment.id, grouped))
    held = {each.comment.id: each for each in found}
    first = held.pop(comment.id)
    words = Words(outcome, reason, deferred_until)
    _check_draftable(first, words, seen, at)
    mine = _may_draft_among(session, held, actor)
    others = [
        each
        for each in held.values()
        if each.comment.id in mine
        and each.comment.group_id == comment.group_id
        and each.takes_an_answer
        and not each.is_answered
        and each.said in {None, first.said}
    ]
    return _store(session, [first, *others], words, actor=actor, at=at)


def release_dispositions(
    session: Session,
    dispositions: Sequence[Disposition],
    *,
    actor: User,
    at: datetime,
    seen: Mapping[UUID, Seen] | None = None,
) -> Sequence[Disposition]:
    """Make answers official, all or none; return those that were not yet. They never change.

    An answer takes the place of the deferral before it. `seen`: what was read before releasing,
    by the answer's id. Raises ConflictError if an answer or its comment was changed since, or if
    the comment is not published any more.
    """
    if not policies.may_release_answers(actor):
        raise NotAllowedError(N_("Antworten gibt nur die Integrationskoordination frei."))
    ids = {answer.id for answer in dispositions}
    answered = select(Disposition.comment_id).where(Disposition.id.in_(ids))
    held = hold(session, Comment.id.in_(answered))
    released = [(each, draft) for each in held if (draft := each.draft) and draft.id in ids]
    for each, draft in released:
        _check_releasable(each.comment, draft, seen)
    hold_rounds(session, [draft for _, draft in released])
    for each, _ in released:
        if each.counting is not None:
            each.counting.superseded_at = at
    session.flush()  # at once, for only one answer may count
    for _, draft in released:
        draft.released_at, draft.released_by_id = at, actor.id
    session.flush()
    for _, draft in released:
        record(session, Action.DISPOSITION_RELEASED, draft, actor_id=actor.id)
    return [draft for _, draft in released]


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
    hold_rounds(session, due)
    for answer in due:
        answer.reopened_at = at
    session.flush()
    for answer in due:
        record(session, Action.DISPOSITION_REOPENED, answer, actor_id=None)
    return due


def _check_may_draft(session: Session, comment: Comment, actor: User) -> None:
    if not _may_draft_among(session, [comment.id], actor):
        raise NotAllowedError(
            N_("Antworten schreibt nur die Verwaltung und wem der Kommentar zugewiesen ist.")
        )


def _may_draft_among(session: Session, ids: Collection[UUID], actor: User) -> Collection[UUID]:
    """Return to which of these comments a person may write the answer."""
    return ids if policies.may_draft_answers(actor) else assigned_among(session, actor, ids)


def _store(
    session: Session, held: Sequence[Held], words: Words, *, actor: User, at: datetime
) -> list[Disposition]:
    """Put the words into the drafts, new ones where there are none; return all of them."""
    drafts, changed = [], []
    for each in held:
        draft = each.draft
        if draft is None:
            said = words._asdict()
            draft = Disposition(comment=each.comment, drafted_at=at, drafted_by_id=actor.id, **said)
            session.add(draft)
            changed.append(draft)
        elif words_of(draft) != words:
            draft.outcome, draft.reason, draft.deferred_until = words
            draft.drafted_at, draft.drafted_by_id = at, actor.id
            changed.append(draft)
        drafts.append(draft)
    session.flush()
    for draft in changed:
        record(session, Action.DISPOSITION_DRAFTED, draft, actor_id=actor.id)
    return drafts


def _check_draftable(held: Held, words: Words, seen: Seen | None, at: datetime) -> None:
    if not held.takes_an_answer:
        raise ConflictError(N_("Beantwortet werden nur veröffentlichte Kommentare."))
    _check_answer(*words, at)
    if held.is_answered:
        raise ConflictError(N_("Die Antwort ist schon freigegeben und ändert sich nicht mehr."))
    if seen is None:
        return
    if seen.comment != held.comment.version:
        raise ConflictError(
            N_(
                "Der Kommentar wurde inzwischen geändert. Bitte lesen Sie ihn noch einmal; Ihre "
                "Antwort steht noch hier."
            )
        )
    if held.draft is not None and held.said != words and seen.answer != held.draft.version:
        raise ConflictError(
            N_("Jemand anders hat inzwischen eine Antwort gespeichert. Ihre steht noch hier.")
        )


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
    comment: Comment, answer: Disposition, seen: Mapping[UUID, Seen] | None
) -> None:
    if comment.status is not CommentStatus.PUBLISHED:
        raise ConflictError(
            N_("Ein Kommentar ist nicht mehr veröffentlicht. Bitte prüfen Sie die Liste.")
        )
    if seen is None:
        return
    read = seen.get(answer.id)
    if read is None or read.answer != answer.version:
        raise ConflictError(
            N_("Eine der Antworten wurde inzwischen geändert. Bitte lesen Sie sie noch einmal.")
        )
    if read.comment != comment.version:
        raise ConflictError(
            N_("Einer der Kommentare wurde inzwischen geändert. Bitte lesen Sie ihn noch einmal.")
        )
