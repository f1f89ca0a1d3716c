"""What follows from events of a consultation: the author is told at every step.

Moderators get no mail per comment: the queue page shows what waits, and how long.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock, mail
from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent
from ikparticipation.consultation import mails
from ikparticipation.consultation.models import (
    Appeal,
    Assignment,
    Channel,
    Comment,
    CommentStatus,
    Disposition,
    Report,
    RoundInvitation,
    Statement,
)
from ikparticipation.consultation.queries.outputs.digests import digests_for
from ikparticipation.consultation.queries.visible import IS_PUBLISHED
from ikparticipation.consultation.services.next_version.places import map_places
from ikparticipation.drafts.models import Version
from ikparticipation.mail import Message
from ikparticipation.organisations.models import Membership
from ikparticipation.settings import Settings


def mail_receipt(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the receipt; `event` is COMMENT_SUBMITTED. A statement has one for all its comments."""
    comment = session.get_one(Comment, event.subject_id)
    if comment.statement_id is None:
        _tell(session, event, comment, mails.receipt(comment, settings))


def mail_statement(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the receipt to all who drafted, and who released; `event` is STATEMENT_RELEASED."""
    released = session.get_one(Statement, event.subject_id)
    comments = session.scalars(
        select(Comment)
        .where(Comment.statement_id == released.id)
        .order_by(Comment.submitted_at, Comment.id)
    ).all()
    people = {c.author.id: c.author for c in comments}
    people[released.released_by_id] = session.get_one(User, released.released_by_id)
    for person in people.values():
        if person.is_active:
            message = mails.statement(released, comments, person, settings)
            mail.queue(session, message, key=f"{event.action} {event.id}:{person.id}")


def mail_correction(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the receipt for the new words; `event` is COMMENT_CORRECTED."""
    comment = session.get_one(Comment, event.subject_id)
    _tell(session, event, comment, mails.corrected(comment, settings))


def mail_withdrawal(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Confirm it to the author; `event` is COMMENT_WITHDRAWN."""
    comment = session.get_one(Comment, event.subject_id)
    _tell(session, event, comment, mails.withdrawn(comment, settings))


def mail_round_invitation(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Write to the members of an invited organisation; `event` is ROUND_INVITED."""
    invitation = session.get_one(RoundInvitation, event.subject_id)
    members = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == invitation.organisation_id)
        .order_by(User.email)
    ).all()
    for member in members:
        if member.is_active:
            message = mails.round_invitation(invitation, member, settings)
            mail.queue(session, message, key=f"{event.action} {event.id}:{member.id}")


def mail_publication(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author; `event` is COMMENT_PUBLISHED. Nothing if it was declined meanwhile.

    What came of an appeal is told in a mail of its own.
    """
    comment = session.get_one(Comment, event.subject_id)
    if comment.status is CommentStatus.PUBLISHED and "appeal" not in event.facts:
        _tell(session, event, comment, mails.published(comment, settings))


def mail_decline(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author; `event` is COMMENT_DECLINED. Nothing if it was published meanwhile."""
    comment = session.get_one(Comment, event.subject_id)
    if comment.status is CommentStatus.DECLINED:
        _tell(session, event, comment, mails.declined(comment, settings))


def mail_blackening(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author of a comment that others read; `event` is COMMENT_BLACKENED.

    With the decision to publish it is said in the mail about that.
    """
    comment = session.get_one(Comment, event.subject_id)
    if comment.status is CommentStatus.PUBLISHED and not event.facts["publishes"]:
        _tell(session, event, comment, mails.blackened(comment, settings))


def mail_appeal_decision(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the author and whoever appealed; `event` is APPEAL_DECIDED."""
    appeal = session.get_one(Appeal, event.subject_id)
    people = {session.get_one(User, appeal.appealed_by_id)}
    if appeal.comment.channel is Channel.WEB:
        people.add(appeal.comment.author)
    for person in people:
        if person.is_active:
            message = mails.appeal_decided(appeal, person, settings)
            mail.queue(session, message, key=f"{event.action} {event.id}:{person.id}")


def mail_report_outcome(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell a reader who has an account; `event` is REPORT_SETTLED."""
    report = session.get_one(Report, event.subject_id)
    if report.reported_by_id is None:
        return
    person = session.get_one(User, report.reported_by_id)
    if person.is_active:
        outcome, reason = event.facts["outcome"], event.facts["reason"]
        message = mails.report_settled(report, person, settings, outcome=outcome, reason=reason)
        mail.queue(session, message, key=f"{event.action} {event.id}:{person.id}")


def mail_answer(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Send the answer; `event` is DISPOSITION_RELEASED."""
    answer = session.get_one(Disposition, event.subject_id)
    _tell(session, event, answer.comment, mails.answered(answer, settings))


def mail_assignment(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Ask the members of an office to draft; `event` is COMMENT_ASSIGNED, one mail per act.

    Not about what was given to somebody else meanwhile, or is not published any more.
    """
    assigned = session.scalars(
        select(Assignment)
        .join(Assignment.comment)
        .where(
            Assignment.comment_id.in_([UUID(each) for each in event.facts["together"]]),
            Assignment.organisation_id == UUID(event.facts["organisation"]),
            IS_PUBLISHED,
        )
        .order_by(Assignment.comment_id)
    ).all()
    if not assigned:
        return
    members = session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == assigned[0].organisation_id)
        .order_by(User.email)
    )
    for member in members.all():
        if member.is_active:
            message = mails.assigned(assigned[0], len(assigned), member, settings)
            mail.queue(session, message, key=f"{event.action} {event.id}:{member.id}")


def place_comments(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Work out where earlier comments stand now; `event` is VERSION_PUBLISHED."""
    map_places(session, session.get_one(Version, event.subject_id), at=clock.now())


def place_late_comment(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Place a comment that came when later versions were out already; `event` is about it."""
    version = session.get_one(Comment, event.subject_id).round.version
    later = session.scalars(
        select(Version)
        .where(Version.document_id == version.document_id, Version.number > version.number)
        .order_by(Version.number)
    )
    for each in later.all():
        map_places(session, each, at=clock.now())


def mail_digests(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell everybody what became of their comments; `event` is VERSION_PUBLISHED.

    After the comments were placed: the mail says where they stand.
    """
    version = session.get_one(Version, event.subject_id)
    for told in digests_for(session, version):
        message = mails.digest(told, version, settings)
        mail.queue(session, message, key=f"{event.action} {version.id}:{told.person.id}")


def _tell(session: Session, event: AuditEvent, comment: Comment, message: Message) -> None:
    """Write to the author; of a letter or a call that is the staff, who know."""
    if comment.author.is_active and comment.channel is Channel.WEB:
        mail.queue(session, message, key=f"{event.action} {event.id}:{comment.author.id}")
