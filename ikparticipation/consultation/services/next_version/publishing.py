"""Publishing a version: the first as it is, every later one through the gate."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentStatus, Round
from ikparticipation.consultation.queries.next_version.gate import gate_of
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Document, Version
from ikparticipation.errors import ConflictError
from ikparticipation.text import N_


class GateError(ConflictError):
    """Something is still owed to those who commented on the version before."""

    def __init__(self) -> None:
        super().__init__(
            N_("Die nächste Fassung kann noch nicht erscheinen. Unten steht, was noch fehlt.")
        )


def publish_next_version(
    session: Session, document: Document, *, actor: User, at: datetime, seen: int | None = None
) -> Version:
    """Publish the working text, unless an answer or a reason is still missing.

    `seen` and other errors as in `drafts.services.publish`. What is decided at the same time
    either comes first and counts, or waits: the rounds and what stands in them are held.
    """
    session.refresh(document, with_for_update=True)
    _hold(session, document)
    report = gate_of(session, document, at=at)
    if report is not None and not report.gate.is_open:
        raise GateError
    return drafts.publish(session, document, actor=actor, at=at, seen=seen)


def _hold(session: Session, document: Document) -> None:
    """Let nobody comment on, decide on or answer anything here until this act is done.

    Whoever decides or answers holds the comment first and stamps its round in the end, so the
    comments come first here too. One that comes in between counts: the gate is read afterwards.
    """
    rounds = select(Round.id).join(Round.version).where(Version.document_id == document.id)
    waiting = [CommentStatus.SUBMITTED, CommentStatus.PUBLISHED]
    comments = select(Comment.id).where(Comment.round_id.in_(rounds), Comment.status.in_(waiting))
    session.scalars(comments.order_by(Comment.id).with_for_update()).all()
    session.scalars(rounds.order_by(Round.id).with_for_update(of=Round)).all()
