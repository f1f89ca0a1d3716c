"""What follows from events of the review."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ikparticipation import clock, mail
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.settings import Settings
from ikparticipation.surveys.mails import reviewing as mails
from ikparticipation.surveys.models import Correction, Inquiry, Response, ResponseRevision
from ikparticipation.surveys.queries.reviewing import threads_of
from ikparticipation.surveys.reactions.inviting import representatives
from ikparticipation.surveys.services import reviewing

CORRECTIONS = {
    Action.RESPONSE_CORRECTED: "corrected",
    Action.CORRECTION_WITHDRAWN: "correction_withdrawn",
    Action.CORRECTION_UPHELD: "correction_upheld",
}


def look_through(session: Session, event: AuditEvent, _settings: Settings) -> None:
    """Note what is conspicuous, and accept what is not; `event` is RESPONSE_SUBMITTED."""
    reviewing.look_through(session, event.subject_id, at=clock.now())


def mail_return(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell what is asked back; `event` is RESPONSE_RETURNED."""
    response = _response(session, event.subject_id)
    open_ = [thread for thread in threads_of(session, response.id) if thread.settled_at is None]
    facts = {
        "words": response.review_reason,
        "questions": [thread.entries[0].words for thread in open_],
        "until": response.reopened_until,
    }
    _tell(session, "returned", response, event, settings, **facts)


def mail_refusal(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell why a late response does not count; `event` is RESPONSE_REFUSED."""
    response = _response(session, event.subject_id)
    _tell(session, "refused", response, event, settings, words=response.review_reason)


def mail_acceptance(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell that a person has looked through the answers; `event` is RESPONSE_ACCEPTED.

    Who is accepted at once has just got the receipt, and gets no second mail.
    """
    if event.actor_id is None:
        return
    revision = session.get_one(ResponseRevision, event.subject_id)
    response = _response(session, revision.response_id)
    _tell(session, "accepted", response, event, settings, number=revision.number)


def mail_correction(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell of a correction and what becomes of it; `event` is one of CORRECTIONS."""
    correction = session.get_one(Correction, event.subject_id)
    response = _response(session, correction.response_id)
    facts = {"reason": correction.reason, "upheld": correction.upheld_reason}
    _tell(session, CORRECTIONS[event.action], response, event, settings, **facts)


def mail_inquiry(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell what the administration adds to a question; `event` is INQUIRY_ANSWERED."""
    if not event.facts.get("by_staff"):
        return
    inquiry = session.get_one(Inquiry, event.subject_id)
    response = _response(session, inquiry.response_id)
    thread = next(each for each in threads_of(session, response.id) if each.id == inquiry.id)
    words = [entry.words for entry in thread.entries if entry.by_staff][-1]
    _tell(session, "inquiry", response, event, settings, words=words)


def _tell(
    session: Session,
    name: str,
    response: Response,
    event: AuditEvent,
    settings: Settings,
    **facts: object,
) -> None:
    for user in representatives(session, response.organisation_id):
        message = mails.told(name, user, response, settings, **facts)
        mail.queue(session, message, key=f"response {name} {event.id}:{user.id}")


def _response(session: Session, response_id: UUID) -> Response:
    return session.scalars(
        select(Response)
        .where(Response.id == response_id)
        .options(joinedload(Response.wave), joinedload(Response.organisation))
    ).one()
