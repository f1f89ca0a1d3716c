"""What an organisation says together: its members draft, a representative releases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    Round,
    Statement,
)
from ikparticipation.consultation.receipt import statement_document
from ikparticipation.consultation.services.commenting.comments import check_words, give_in
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.receipts import hash_of, new_code
from ikparticipation.text import N_

_GONE = N_("Dieser Entwurf ist inzwischen gelöscht oder freigegeben.")


def change_draft(
    session: Session,
    draft: Comment,
    *,
    kind: CommentKind,
    text: str,
    replacement: str | None,
    membership: Membership | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Put other words into a draft. Every member of its organisation may.

    `seen`: the version that the writer started from; raises ConflictError if somebody else has
    written since, or if the draft is released.
    """
    _take(session, draft, membership)
    one_passage = draft.passage_id is not None and draft.end_passage_id is None
    check_words(kind, text, replacement, one_passage=one_passage)
    if (kind, text, replacement) == (draft.kind, draft.text, draft.replacement):
        return
    _check_seen(draft, seen)
    draft.kind, draft.text, draft.replacement = kind, text, replacement
    draft.submitted_at = at
    session.flush()


def delete_draft(
    session: Session, draft: Comment, *, membership: Membership | None, seen: int | None = None
) -> None:
    """Throw a draft away. Nobody outside has seen it, so nothing is left of it."""
    _take(session, draft, membership)
    _check_seen(draft, seen)
    session.delete(draft)
    session.flush()


def release_statement(
    session: Session,
    *,
    in_round: Round,
    membership: Membership,
    chosen: Mapping[UUID, int],
    actor: User,
    at: datetime,
) -> Statement:
    """Make drafts of an organisation official, all or none, with one receipt for all.

    `chosen`: ids of the drafts and the versions that were read. Drafts that somebody has released
    together already give that statement back. Raises ConflictError if one of them has changed
    since it was read, is gone, was released in another statement, or replies to what is hidden now.
    """
    if not (policies.may_speak_for(actor, membership) and policies.may_release(membership)):
        raise NotAllowedError(N_("Freigeben kann nur, wer die Organisation vertritt."))
    drafts = _locked(session, in_round, membership, chosen)
    if (released := _already(session, drafts, chosen)) is not None:
        return released
    if (
        not drafts
        or any(chosen.get(d.id) != d.version for d in drafts)
        or len(drafts) < len(chosen)
    ):
        raise ConflictError(
            N_("Die Entwürfe haben sich geändert. Bitte lesen Sie die Liste noch einmal.")
        )
    _check_parents(session, drafts)
    if not policies.may_comment(actor, in_round, at):
        raise ConflictError(N_("Die Runde ist beendet. Freigeben kann man nur, solange sie läuft."))
    for draft in drafts:
        give_in(draft, at)
    return _state(session, drafts, membership, actor, at)


def _state(
    session: Session, drafts: Sequence[Comment], membership: Membership, actor: User, at: datetime
) -> Statement:
    statement = Statement(
        round=drafts[0].round,
        organisation=membership.organisation,
        released_at=at,
        released_by_id=actor.id,
        receipt_code=new_code(),
        receipt_hash="",
    )
    receipts = [draft.receipt_hash for draft in drafts]
    statement.receipt_hash = hash_of(statement_document(statement, receipts))
    session.add(statement)
    session.flush()
    for draft in drafts:
        draft.statement_id = statement.id
    session.flush()
    record(session, Action.STATEMENT_RELEASED, statement, actor_id=actor.id)
    for draft in drafts:
        record(session, Action.COMMENT_SUBMITTED, draft, actor_id=actor.id)
    return statement


def _locked(
    session: Session, in_round: Round, membership: Membership, chosen: Mapping[UUID, int]
) -> Sequence[Comment]:
    """Return the chosen comments of the organisation, held in one order for everybody."""
    return session.scalars(
        select(Comment)
        .where(
            Comment.id.in_(chosen),
            Comment.round_id == in_round.id,
            Comment.organisation_id == membership.organisation_id,
        )
        .order_by(Comment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _check_parents(session: Session, drafts: Sequence[Comment]) -> None:
    """Keep replies back whose comment is not read by others, or not any more."""
    parents = {draft.parent_id for draft in drafts if draft.parent_id is not None}
    hidden = exists().where(Comment.id.in_(parents), Comment.status != CommentStatus.PUBLISHED)
    if parents and session.scalar(select(hidden)):
        raise ConflictError(
            N_(
                "Ein Kommentar, auf den Sie erwidern, ist nicht mehr veröffentlicht. Bitte geben "
                "Sie die Erwiderung nicht mit frei."
            )
        )


def _already(
    session: Session, drafts: Sequence[Comment], chosen: Mapping[UUID, int]
) -> Statement | None:
    """Return the statement in which exactly these were released: the second click finds it."""
    found = {draft.statement_id for draft in drafts}
    if len(found) != 1 or None in found or len(drafts) < len(chosen):
        return None
    return session.get(Statement, found.pop())


def _take(session: Session, draft: Comment, membership: Membership | None) -> None:
    """Check the right and hold the row."""
    session.refresh(draft, with_for_update=True)
    if membership is None or membership.organisation_id != draft.organisation_id:
        raise NotAllowedError(N_("Für diese Organisation können Sie nicht sprechen."))
    if draft.status is not CommentStatus.DRAFT:
        raise ConflictError(_GONE)


def _check_seen(draft: Comment, seen: int | None) -> None:
    if seen is not None and seen != draft.version:
        raise ConflictError(
            N_("Jemand anders hat diesen Entwurf inzwischen geändert. Ihr Text steht noch hier.")
        )
