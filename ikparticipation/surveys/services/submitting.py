"""Submitting a response: what it says is frozen, and there is a receipt."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.receipts import new_code
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Entry,
    Response,
    ResponseRevision,
    ResponseStatus,
    ReviewStatus,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of, with_newest_revision
from ikparticipation.surveys.services.entering import came_at, close_entry
from ikparticipation.surveys.services.saving import document_of
from ikparticipation.surveys.services.seats import take_seat
from ikparticipation.surveys.xlsform.carrying import counts
from ikparticipation.surveys.xlsform.check import check, same_answers, submission
from ikparticipation.surveys.xlsform.document import Document, Problem, receipt_hash
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.text import N_


class UnseenChangesError(ConflictError):
    """Somebody saved something after the answers were looked at."""


class IncompleteError(InvalidError):
    """Something is missing or needs correction before it can be submitted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(N_("Bitte ergänzen Sie die fehlenden Angaben."))
        self.problems = problems


def submit_response(
    session: Session, response: Response, *, actor: User, at: datetime, seen: int | None = None
) -> ResponseRevision:
    """Submit what is saved: freeze it as the next revision, with a receipt.

    What was submitted already and has not changed since keeps its revision and its receipt; if it
    was returned, it waits for the review again. Staff submit what they have entered: that closes
    the entry, and what counts is the day on which it came in.
    `seen` is the `version` of the response that was looked at. Raises IncompleteError with all
    that is missing or wrong, UnseenChangesError when somebody saved something since.
    """
    wave = response.wave
    seat = take_seat(session, wave, response.organisation_id, actor=actor, at=at)
    if not seat.may_submit:
        raise NotAllowedError(
            N_("Nur eine vertretungsberechtigte Person kann für die Organisation absenden.")
        )
    found = with_newest_revision(session, wave.id, response.organisation_id)
    if found is None:
        raise ConflictError(N_("Es ist noch nichts gespeichert."))
    response, newest = found
    if seen not in {None, response.version} and response.status is not ResponseStatus.SUBMITTED:
        raise UnseenChangesError(
            N_("Inzwischen hat jemand etwas geändert. Bitte sehen Sie alles noch einmal an.")
        )
    state = _state(session, response, at=at)
    problems = check(state)
    if problems:
        raise IncompleteError(problems)
    frozen = submission(state)
    if newest is not None and same_answers(state.questionnaire, frozen, document_of(newest)):
        if response.review is ReviewStatus.RETURNED:
            response.review = ReviewStatus.PENDING
        close_entry(seat.entry, None, at=at)
        return newest
    revision = _freeze(session, response, frozen, newest, entry=seat.entry, actor=actor, at=at)
    close_entry(seat.entry, revision, at=at)
    record(
        session,
        Action.RESPONSE_SUBMITTED,
        revision,
        actor_id=actor.id,
        number=revision.number,
        receipt=revision.receipt_code,
        **({"channel": revision.channel} if seat.entry else {}),
    )
    return revision


def _state(session: Session, response: Response, *, at: datetime) -> State:
    questionnaire = compiled_by_id(session, response.wave.questionnaire_id)
    seed = seed_of(response.wave_id, response.organisation_id)
    return State.of(questionnaire, document_of(response), now=at, seed=seed)


def _freeze(
    session: Session,
    response: Response,
    document: Document,
    newest: ResponseRevision | None,
    *,
    entry: Entry | None,
    actor: User,
    at: datetime,
) -> ResponseRevision:
    revision = ResponseRevision(
        response=response,
        number=newest.number + 1 if newest else 1,
        document=cast("dict[str, Any]", document),
        submitted_at=at,
        submitted_by_id=actor.id,
        receipt_code=new_code(),
        receipt_hash=receipt_hash(document, **_context(response, at)),
        is_late=policies.is_latecomer(response.wave, response, came_at(response.wave, entry, at)),
        said=counts(document),
    )
    if entry is not None:
        revision.channel, revision.received_on = entry.channel, entry.received_on
        revision.source = entry.source
    session.add(revision)
    response.status, response.submitted_at = ResponseStatus.SUBMITTED, at
    response.review, response.remarks = ReviewStatus.PENDING, []
    session.flush()
    return revision


def _context(response: Response, at: datetime) -> Mapping[str, str]:
    """Return what the hash on the receipt covers besides the answers."""
    return {
        "wave": str(response.wave_id),
        "organisation": str(response.organisation_id),
        "submitted_at": at.astimezone(UTC).isoformat(timespec="seconds"),
    }
