"""What follows from events of a consultation: the author is told at every step.

Moderators get no mail per comment: the queue page shows what waits, and how long.
"""

from sqlalchemy.orm import Session

from ikparticipation import mail
from ikparticipation.audit import AuditEvent
from ikparticipation.consultation import mails
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition
from ikparticipation.mail import Message
from ikparticipation.settings import Settings


def mail_receipt(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the receipt; `event` is COMMENT_SUBMITTED."""
    comment = session.get_one(Comment, event.subject_id)
    _tell(session, event, comment, mails.receipt(comment, settings))


def mail_publication(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author; `event` is COMMENT_PUBLISHED. Nothing if it was declined meanwhile."""
    comment = session.get_one(Comment, event.subject_id)
    if comment.status is CommentStatus.PUBLISHED:
        _tell(session, event, comment, mails.published(comment, settings))


def mail_decline(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author; `event` is COMMENT_DECLINED. Nothing if it was published meanwhile."""
    comment = session.get_one(Comment, event.subject_id)
    if comment.status is CommentStatus.DECLINED:
        _tell(session, event, comment, mails.declined(comment, settings))


def mail_answer(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the answer; `event` is DISPOSITION_RELEASED."""
    answer = session.get_one(Disposition, event.subject_id)
    _tell(session, event, answer.comment, mails.answered(answer, settings))


def _tell(session: Session, event: AuditEvent, comment: Comment, message: Message) -> None:
    if comment.author.is_active:
        mail.queue(session, message, key=f"{event.action} {event.id}:{comment.author.id}")
