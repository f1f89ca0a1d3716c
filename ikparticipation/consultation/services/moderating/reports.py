"""Reports: readers say that a published comment should not stand there, moderators look again."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation.models import Comment, CommentStatus, Report, ReportReason
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_

LONGEST_REPORT = 1000

ReportOutcome = Literal["kept", "blackened", "hidden"]
KEPT: ReportOutcome = "kept"
BLACKENED: ReportOutcome = "blackened"
HIDDEN: ReportOutcome = "hidden"


def report_comment(
    session: Session,
    comment: Comment,
    *,
    reason: ReportReason,
    text: str,
    reporter: User | None,
    at: datetime,
) -> Report:
    """Store what a reader says about a published comment. `reporter` None: a visitor.

    A person has one open report about a comment: what they add is added to it. Of visitors
    nothing is known, so the same words about the same comment are one report.
    """
    if len(text) > LONGEST_REPORT:
        raise InvalidError(N_("Bitte kürzen Sie auf 1.000 Zeichen."))
    session.refresh(comment, with_for_update=True)
    if comment.status is not CommentStatus.PUBLISHED:
        raise ConflictError(N_("Dieser Kommentar wird schon nicht mehr gezeigt."))
    if report := _open_report(session, comment, reason, text, reporter):
        _add(report, reason, text)
        return report
    report = Report(
        comment=comment,
        reason=reason,
        text=text,
        reported_at=at,
        reported_by_id=reporter.id if reporter else None,
    )
    session.add(report)
    session.flush()
    record(
        session,
        Action.COMMENT_REPORTED,
        comment,
        actor_id=report.reported_by_id,
        reason=reason.value,
    )
    return report


def _open_report(
    session: Session, comment: Comment, reason: ReportReason, text: str, reporter: User | None
) -> Report | None:
    query = select(Report).where(Report.comment_id == comment.id, Report.settled_at.is_(None))
    if reporter:
        query = query.where(Report.reported_by_id == reporter.id)
    else:
        said = (Report.reason == reason, Report.text == text)
        query = query.where(Report.reported_by_id.is_(None), *said)
    return session.scalars(query.order_by(Report.reported_at, Report.id).limit(1)).first()


def _add(report: Report, reason: ReportReason, text: str) -> None:
    report.reason = reason
    if text and text not in report.text:
        report.text = f"{report.text}\n\n{text}".strip()


def settle_reports(
    session: Session,
    comment: Comment,
    *,
    outcome: ReportOutcome,
    moderator: User,
    at: datetime,
    reason: str = "",
) -> int:
    """Close all open reports about a comment that is held; return how many there were."""
    query = select(Report).where(Report.comment_id == comment.id, Report.settled_at.is_(None))
    reports = session.scalars(query.order_by(Report.reported_at, Report.id)).all()
    for report in reports:
        report.settled_at, report.settled_by_id = at, moderator.id
    session.flush()
    for report in reports:
        record(
            session,
            Action.REPORT_SETTLED,
            report,
            actor_id=moderator.id,
            outcome=outcome,
            reason=reason,
        )
    return len(reports)
