"""Submitting a comment: once, on words that stand there, with a receipt."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.anchors import Span, anchor_at
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    Moderation,
    Round,
)
from ikparticipation.consultation.receipt import receipt_document
from ikparticipation.db import insert_once
from ikparticipation.drafts.models import Passage
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.receipts import hash_of, new_code
from ikparticipation.text import N_

LONGEST = 5000
"""Characters of a comment, and of the words it proposes."""


def submit_comment(  # noqa: PLR0913
    session: Session,
    *,
    author: User,
    in_round: Round,
    passage: Passage,
    span: Span,
    kind: CommentKind,
    text: str,
    at: datetime,
    replacement: str | None = None,
    membership: Membership | None = None,
    submission_id: UUID | None = None,
) -> Comment:
    """Store a comment on some words of a passage, with its receipt.

    `membership`: for which organisation the author speaks; None: in their own name.
    `submission_id` is made with the form: the same words sent twice from one form are stored
    once, and the stored comment is returned; other words from the same form are another comment.
    In a round that is moderated afterwards everybody can read the comment at once.
    Raises ConflictError when the round is not open or the words do not stand in the passage.
    """
    if membership and not policies.may_speak_for(author, membership):
        raise NotAllowedError(N_("Für diese Organisation können Sie nicht sprechen."))
    _check_words(kind, text, replacement)
    comment = Comment(
        round=in_round,
        author=author,
        organisation=membership.organisation if membership else None,
        submission_id=submission_id or uuid4(),
        kind=kind,
        text=text,
        replacement=replacement,
        submitted_at=at,
        receipt_code=new_code(),
        receipt_hash="",
        **_place(in_round, passage, span),
        **_first_state(in_round, at),
    )
    return _store_once(session, comment)


def _check_words(kind: CommentKind, text: str, replacement: str | None) -> None:
    if not text or max(len(text), len(replacement or "")) > LONGEST:
        raise InvalidError(N_("Ein Kommentar hat 1 bis %(limit)s Zeichen."), limit=LONGEST)
    if (kind is CommentKind.CHANGE_PROPOSAL) != bool(replacement):
        raise InvalidError(
            N_("Zu einem Änderungsvorschlag gehört ein neuer Wortlaut, zu anderen Arten nicht.")
        )


def _place(in_round: Round, passage: Passage, span: Span) -> dict[str, Any]:
    if passage.version is not in_round.version:
        raise ConflictError(N_("Dieser Abschnitt gehört nicht zu der Fassung, die offen ist."))
    try:
        anchor = anchor_at(passage.text, span)
    except ValueError as error:
        raise ConflictError(N_("Diese Wörter stehen nicht in diesem Abschnitt.")) from error
    return {
        "passage": passage,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
    }


def _first_state(in_round: Round, at: datetime) -> dict[str, Any]:
    if in_round.moderation is Moderation.POST:
        return {"status": CommentStatus.PUBLISHED, "published_at": at}
    return {"status": CommentStatus.SUBMITTED}


def _store_once(session: Session, comment: Comment) -> Comment:
    """Store the comment, or return the one that is stored already."""
    said = receipt_document(comment)
    comment.receipt_hash = hash_of(said)
    same = said | {"submitted_at": "", "author": str(comment.author.id)}
    comment.submission_id = uuid5(comment.submission_id, hash_of(same))
    if not policies.may_comment(comment.author, comment.round, comment.submitted_at):
        return _stored(session, comment) or _refuse()
    if not insert_once(session, comment, once="submission_id"):
        return _stored(session, comment) or _refuse()
    record(session, Action.COMMENT_SUBMITTED, comment, actor_id=comment.author.id)
    return comment


def _stored(session: Session, comment: Comment) -> Comment | None:
    return session.scalar(select(Comment).where(Comment.submission_id == comment.submission_id))


def _refuse() -> Comment:
    raise ConflictError(N_("Diese Fassung kann zurzeit nicht kommentiert werden."))
