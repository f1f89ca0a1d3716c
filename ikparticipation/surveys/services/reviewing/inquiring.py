"""Asking back about an answer. The thread stays, whatever becomes of the answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Inquiry, InquiryEntry
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.services.reviewing.holding import (
    check_may_review,
    hold,
    role_of,
    words_of,
)
from ikparticipation.text import N_

NOTHING_SAID = N_("Bitte schreiben Sie etwas.")


def ask(
    session: Session,
    response_id: UUID,
    *,
    question: str = "",
    row_id: str = "",
    words: str,
    actor: User,
    at: datetime,
) -> Inquiry:
    """Put a question about one answer, or (`question` blank) about the response as a whole.

    The organisation is told of it when the response is returned.
    """
    check_may_review(actor)
    response, revision, wave = hold(session, response_id)
    words = words_of(words, N_("Bitte schreiben Sie Ihre Frage."))
    if question and compiled_by_id(session, wave.questionnaire_id).question(question) is None:
        raise InvalidError(N_("Diese Frage gibt es im Fragebogen nicht."))
    inquiry = Inquiry(
        response=response, number=revision.number, question=question, row_id=row_id, asked_at=at
    )
    session.add(inquiry)
    _say(session, inquiry, words, actor=actor, by_staff=True, at=at)
    record(session, Action.INQUIRY_ASKED, inquiry, actor_id=actor.id)
    return inquiry


def reply(
    session: Session, inquiry_id: UUID, *, words: str, actor: User, at: datetime
) -> InquiryEntry:
    """Say something in the thread: every member of the organisation, and the administration."""
    inquiry = session.get(Inquiry, inquiry_id)
    if inquiry is None:
        raise InvalidError(N_("Diese Rückfrage gibt es nicht."))
    by_staff = policies.may_review(actor)
    if not by_staff:
        role_of(session, inquiry.response, actor)
    hold(session, inquiry.response_id)
    session.refresh(inquiry)
    if inquiry.settled_at is not None:
        raise ConflictError(N_("Diese Rückfrage ist schon erledigt."))
    entry = _say(
        session, inquiry, words_of(words, NOTHING_SAID), actor=actor, by_staff=by_staff, at=at
    )
    record(session, Action.INQUIRY_ANSWERED, inquiry, actor_id=actor.id, by_staff=by_staff)
    return entry


def _say(
    session: Session, inquiry: Inquiry, words: str, *, actor: User, by_staff: bool, at: datetime
) -> InquiryEntry:
    entry = InquiryEntry(inquiry=inquiry, words=words, by_id=actor.id, by_staff=by_staff, at=at)
    session.add(entry)
    session.flush()
    return entry
