"""After the end of a wave answers change only by asking."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    ReopeningRequest,
    ReopeningStatus,
    Response,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.services.reviewing.holding import check_may_review, words_of
from ikparticipation.text import N_


def ask_to_reopen(
    session: Session, wave: Wave, organisation_id: UUID, *, reason: str, actor: User, at: datetime
) -> ReopeningRequest:
    """Ask the administration to open the answers once more. While one waits, it is that one.

    Every member may ask: who submits in the end is decided then. Raises ConflictError while the
    answers can change anyway, and when somebody has asked with other words.
    """
    _make_others_wait(session, wave.id, organisation_id)
    member = select(Membership.id).where(
        Membership.organisation_id == organisation_id, Membership.user_id == actor.id
    )
    if session.scalar(member) is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    response = session.scalar(
        select(Response)
        .where(Response.wave_id == wave.id, Response.organisation_id == organisation_id)
        .execution_options(populate_existing=True)
    )
    if response is None or at < wave.closes_at:
        raise ConflictError(N_("Hier gibt es nichts, was sich noch einmal öffnen ließe."))
    if not policies.may_ask_to_reopen(wave, response, at):
        raise ConflictError(N_("Die Antworten lassen sich gerade ändern. Sie müssen nicht bitten."))
    reason = words_of(reason, N_("Bitte schreiben Sie, was Sie ändern möchten und warum."))
    waiting = session.scalar(
        select(ReopeningRequest).where(
            ReopeningRequest.response_id == response.id,
            ReopeningRequest.status == ReopeningStatus.ASKED,
        )
    )
    if waiting is not None:
        if (waiting.asked_by_id, waiting.reason) == (actor.id, reason):
            return waiting
        raise ConflictError(N_("Ihre Organisation hat schon darum gebeten. Sie bekommt Antwort."))
    request = ReopeningRequest(response=response, reason=reason, asked_by_id=actor.id, asked_at=at)
    session.add(request)
    session.flush()
    record(session, Action.REOPENING_ASKED, request, actor_id=actor.id)
    return request


def grant_reopening(
    session: Session,
    request_id: UUID,
    *,
    until: datetime,
    answer: str = "",
    actor: User,
    at: datetime,
) -> ReopeningRequest:
    """Let the answers change until then. The same decision twice is one."""
    request, response = _hold(session, request_id, actor)
    if request.status is ReopeningStatus.GRANTED and request.until == until:
        return request
    _check_waits(request)
    if until <= at:
        raise InvalidError(N_("Bitte wählen Sie einen Tag, der noch nicht vorbei ist."))
    request.status, request.until, request.answer = ReopeningStatus.GRANTED, until, answer.strip()
    request.decided_at, request.decided_by_id = at, actor.id
    response.reopened_until = max(until, response.reopened_until or until)
    session.flush()
    record(session, Action.REOPENING_GRANTED, request, actor_id=actor.id)
    return request


def decline_reopening(
    session: Session, request_id: UUID, *, answer: str, actor: User, at: datetime
) -> ReopeningRequest:
    """Leave the answers as they are, with the reason. The same decision twice is one."""
    request, _ = _hold(session, request_id, actor)
    answer = words_of(answer, N_("Bitte schreiben Sie, warum es dabei bleibt."))
    if request.status is ReopeningStatus.DECLINED and request.answer == answer:
        return request
    _check_waits(request)
    request.status, request.answer = ReopeningStatus.DECLINED, answer
    request.decided_at, request.decided_by_id = at, actor.id
    session.flush()
    record(session, Action.REOPENING_DECLINED, request, actor_id=actor.id)
    return request


def _hold(session: Session, request_id: UUID, actor: User) -> tuple[ReopeningRequest, Response]:
    check_may_review(actor)
    place = session.execute(
        select(Response.wave_id, Response.organisation_id)
        .join(ReopeningRequest, ReopeningRequest.response_id == Response.id)
        .where(ReopeningRequest.id == request_id)
    ).one_or_none()
    if place is None:
        raise InvalidError(N_("Diese Bitte gibt es nicht."))
    _make_others_wait(session, place.wave_id, place.organisation_id)
    found = session.execute(
        select(ReopeningRequest, Response)
        .join(Response, Response.id == ReopeningRequest.response_id)
        .where(ReopeningRequest.id == request_id)
        .execution_options(populate_existing=True)
    ).one()
    return found[0], found[1]


def _make_others_wait(session: Session, wave_id: UUID, organisation_id: UUID) -> None:
    """Take the lock that all who answer take: the row of the invitation."""
    session.execute(
        select(WaveInvitation.id)
        .where(WaveInvitation.wave_id == wave_id, WaveInvitation.organisation_id == organisation_id)
        .with_for_update(of=WaveInvitation)
    )


def _check_waits(request: ReopeningRequest) -> None:
    if request.status is not ReopeningStatus.ASKED:
        raise ConflictError(N_("Darüber ist schon entschieden. Bitte sehen Sie noch einmal nach."))
