"""A correction by the administration is a layer: the organisation sees it and can object."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys import policies
from ikparticipation.surveys.corrections import Layer, corrected, value_at
from ikparticipation.surveys.models import Correction, Response, ResponseRevision, Wave
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.queries.reviewing import layers_of
from ikparticipation.surveys.services.reviewing.holding import (
    check_may_review,
    hold,
    role_of,
    words_of,
)
from ikparticipation.surveys.services.saving import document_of
from ikparticipation.surveys.xlsform.answers import PostedForm, fill_in
from ikparticipation.surveys.xlsform.check import check_section
from ikparticipation.surveys.xlsform.document import Document, Problem
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Placed
from ikparticipation.surveys.xlsform.values import Value
from ikparticipation.text import N_


class StaleAnswerError(ConflictError):
    """The answer is not any more what it was when the correction was begun."""

    def __init__(self) -> None:
        super().__init__(
            N_("Diese Antwort hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal an.")
        )


class NotAnAnswerError(InvalidError):
    """What it shall be corrected to is no answer to this question."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(N_("Das passt nicht zu dieser Frage."))
        self.problem = problem


def correct(  # noqa: PLR0913 - what a page sends, who sends it, and when
    session: Session,
    response_id: UUID,
    *,
    question: str,
    row_id: str,
    form: PostedForm,
    reason: str,
    seen: int,
    actor: User,
    at: datetime,
) -> Correction:
    """Let something else count than an organisation answered, with the reason.

    `form` holds the fields of the question as the questionnaire's own page posts them; the same
    checks hold. `seen` is the number of the newest revision as it was looked at. Raises
    NotAnAnswerError with what is wrong, StaleAnswerError, InvalidError without a change or reason.
    """
    check_may_review(actor)
    response, revision, wave = hold(session, response_id)
    if revision.number != seen:
        raise StaleAnswerError
    reason = words_of(reason, N_("Bitte schreiben Sie, warum Sie berichtigen."))
    before, state = _state(session, response, revision, wave)
    placed = state.questionnaire.question(question)
    if placed is None or not placed.question.is_asked:
        raise InvalidError(N_("Diese Frage gibt es im Fragebogen nicht."))
    value = _filled(state, placed, row_id, form)
    original = value_at(before, question, row_id)
    if value == original:
        raise InvalidError(N_("Das ist die Antwort, die schon gilt."))
    correction = Correction(
        response=response,
        number=revision.number,
        question=question,
        row_id=row_id,
        original=original,
        value=value,
        reason=reason,
        corrected_at=at,
        corrected_by_id=actor.id,
    )
    session.add(correction)
    session.flush()
    record(session, Action.RESPONSE_CORRECTED, correction, actor_id=actor.id)
    return correction


def withdraw_correction(
    session: Session, correction_id: UUID, *, actor: User, at: datetime
) -> Correction:
    """Let the organisation's own answer count again. It stays visible that there was one."""
    check_may_review(actor)
    correction = _held(session, correction_id)
    if correction.withdrawn_at is None:
        correction.withdrawn_at, correction.withdrawn_by_id = at, actor.id
        session.flush()
        record(session, Action.CORRECTION_WITHDRAWN, correction, actor_id=actor.id)
    return correction


def object_to(
    session: Session, correction_id: UUID, *, words: str, actor: User, at: datetime
) -> Correction:
    """Disagree with a correction: who represents the organisation, once, with the reason."""
    correction = _held(session, correction_id)
    if not policies.may_submit(role_of(session, correction.response, actor)):
        raise NotAllowedError(N_("Widersprechen kann nur, wer die Organisation vertritt."))
    words = words_of(words, N_("Bitte schreiben Sie, was an der Berichtigung nicht stimmt."))
    if correction.withdrawn_at is not None:
        raise ConflictError(N_("Diese Berichtigung ist schon zurückgenommen."))
    if correction.objected_at is not None:
        raise ConflictError(N_("Ihre Organisation hat schon widersprochen."))
    correction.objection, correction.objected_at = words, at
    correction.objected_by_id = actor.id
    session.flush()
    record(session, Action.CORRECTION_OBJECTED, correction, actor_id=actor.id)
    return correction


def uphold(
    session: Session, correction_id: UUID, *, reason: str, actor: User, at: datetime
) -> Correction:
    """Let a correction stand in spite of the objection, with the reason."""
    check_may_review(actor)
    correction = _held(session, correction_id)
    if not correction.is_disputed:
        raise ConflictError(N_("Zu dieser Berichtigung ist kein Widerspruch offen."))
    correction.upheld_reason = words_of(reason, N_("Bitte schreiben Sie, warum es dabei bleibt."))
    correction.upheld_at = at
    session.flush()
    record(session, Action.CORRECTION_UPHELD, correction, actor_id=actor.id)
    return correction


def _held(session: Session, correction_id: UUID) -> Correction:
    response_id = session.scalar(
        select(Correction.response_id).where(Correction.id == correction_id)
    )
    if response_id is None:
        raise InvalidError(N_("Diese Berichtigung gibt es nicht."))
    hold(session, response_id)
    return session.get_one(Correction, correction_id, populate_existing=True)


def _state(
    session: Session, response: Response, revision: ResponseRevision, wave: Wave
) -> tuple[Document, State]:
    """Return what counts now, and what its formulas make of it."""
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    seed = seed_of(wave.id, response.organisation_id)
    layers = [Layer(*layer) for layer in layers_of(session, response.id)]
    document = corrected(
        questionnaire, document_of(revision), layers, now=revision.submitted_at, seed=seed
    )
    return document, State.of(questionnaire, document, now=revision.submitted_at, seed=seed)


def _filled(state: State, placed: Placed, row_id: str, form: PostedForm) -> Value | None:
    """Return the value the form gives; what the page says of it counts only for this question."""
    name = placed.question.name
    filled = fill_in(state, placed.section, form)
    checked = check_section(filled.state, placed.section, complete=True)
    for problem in (*filled.problems, *checked):
        if problem.question == name and (problem.row_id or "") == row_id:
            raise NotAnAnswerError(problem)
    return value_at(filled.document, name, row_id)
