"""Whether what was submitted counts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Exists, exists, or_, select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Correction,
    Entry,
    Inquiry,
    Response,
    ResponseRevision,
    ReviewStatus,
)
from ikparticipation.surveys.services.reviewing.holding import check_may_review, hold, words_of
from ikparticipation.text import N_


class StaleRevisionError(ConflictError):
    """The organisation has submitted again since the answers were looked at."""

    def __init__(self) -> None:
        super().__init__(
            N_("Die Organisation hat inzwischen neu abgesendet. Bitte sehen Sie es noch einmal an.")
        )


def accept(
    session: Session, response_id: UUID, *, seen: int, actor: User, at: datetime
) -> ResponseRevision:
    """Let the newest revision count. `seen` is its number as it was looked at.

    Questions back that are still open are settled with it. Accepting twice is one act. Raises
    StaleRevisionError, and ConflictError while an objection waits.
    """
    check_may_review(actor)
    response, revision, _ = hold(session, response_id)
    _check_seen(revision, seen)
    if response.review is ReviewStatus.ACCEPTED and response.accepted_number == revision.number:
        return revision
    _check_nothing_disputed(session, response, revision)
    take(session, response, revision, actor=actor, at=at)
    return revision


def take(
    session: Session,
    response: Response,
    revision: ResponseRevision,
    *,
    actor: User | None,
    at: datetime,
) -> None:
    """Accept a revision that is held; `actor` None: because nothing is conspicuous."""
    response.review, response.accepted_number = ReviewStatus.ACCEPTED, revision.number
    response.reviewed_at, response.reviewed_by_id = at, actor.id if actor else None
    response.review_reason, response.reopened_until = "", None
    session.flush()
    session.execute(
        update(Inquiry)
        .where(Inquiry.response_id == response.id, Inquiry.settled_at.is_(None))
        .values(settled_at=at, settled_by_id=actor.id if actor else None)
    )
    record(
        session,
        Action.RESPONSE_ACCEPTED,
        revision,
        actor_id=actor.id if actor else None,
        number=revision.number,
    )


def return_response(
    session: Session,
    response_id: UUID,
    *,
    seen: int,
    words: str,
    until: datetime,
    actor: User,
    at: datetime,
) -> Response:
    """Send a response back; the organisation may change it until then, also after the wave.

    What is asked about single answers was put down with `ask`; `words` go with it and may be
    blank if there is such a question. Raises StaleRevisionError.
    """
    check_may_review(actor)
    response, revision, wave = hold(session, response_id)
    _check_seen(revision, seen)
    if not policies.may_be_returned(response.review):
        raise ConflictError(N_("Diese Antworten wurden nicht angenommen, weil sie zu spät kamen."))
    if until <= at:
        raise InvalidError(N_("Bitte wählen Sie einen Tag, der noch nicht vorbei ist."))
    asks = Inquiry.response_id == response.id, Inquiry.settled_at.is_(None)
    if session.scalar(select(Inquiry.id).where(*asks).limit(1)) is None:
        words = words_of(words, N_("Bitte schreiben Sie, worum es geht, oder fragen Sie nach."))
    response.review, response.review_reason = ReviewStatus.RETURNED, words.strip()
    response.reviewed_at, response.reviewed_by_id = at, actor.id
    response.reopened_until = max(until, wave.closes_at)
    session.flush()
    record(session, Action.RESPONSE_RETURNED, response, actor_id=actor.id, number=revision.number)
    return response


def refuse(
    session: Session, response_id: UUID, *, seen: int, reason: str, actor: User, at: datetime
) -> Response:
    """Leave out what came after the end. It stays stored, and can be accepted later."""
    check_may_review(actor)
    response, revision, _ = hold(session, response_id)
    _check_seen(revision, seen)
    if not revision.is_late:
        raise ConflictError(N_("Diese Antworten kamen rechtzeitig. Fragen Sie nach, was fehlt."))
    reason = words_of(reason, N_("Bitte schreiben Sie, warum diese Antworten nicht zählen."))
    if response.review is ReviewStatus.REFUSED:
        return response
    response.review, response.review_reason = ReviewStatus.REFUSED, reason
    response.reviewed_at, response.reviewed_by_id = at, actor.id
    session.flush()
    record(session, Action.RESPONSE_REFUSED, response, actor_id=actor.id, number=revision.number)
    return response


def is_discussed(session: Session, response: Response) -> bool:
    """Whether a question back is open, or the organisation objects to a correction."""
    asked = exists().where(Inquiry.response_id == response.id, Inquiry.settled_at.is_(None))
    return bool(session.scalar(select(or_(asked, _disputed(response)))))


def _disputed(response: Response) -> Exists:
    return exists().where(
        Correction.response_id == response.id,
        Correction.objected_at.is_not(None),
        Correction.withdrawn_at.is_(None),
        Correction.upheld_at.is_(None),
    )


def _check_seen(revision: ResponseRevision, seen: int) -> None:
    if revision.number != seen:
        raise StaleRevisionError


def _check_nothing_disputed(
    session: Session, response: Response, revision: ResponseRevision
) -> None:
    objected = exists().where(
        Entry.revision_id == revision.id,
        Entry.objected_at.is_not(None),
        Entry.settled_at.is_(None),
    )
    if session.scalar(select(objected)):
        raise ConflictError(
            N_(
                "Die Organisation widerspricht dem, was für sie eingetragen wurde. "
                "Bitte antworten Sie ihr zuerst."
            )
        )
    if session.scalar(select(_disputed(response))):
        raise ConflictError(
            N_("Die Organisation widerspricht einer Berichtigung. Bitte antworten Sie ihr zuerst.")
        )
