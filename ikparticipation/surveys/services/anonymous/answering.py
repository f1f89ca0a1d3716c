"""Answering by code. Who has the code answers; nobody asks who that is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.db import insert_once
from ikparticipation.errors import ConflictError, GoneError, InvalidError
from ikparticipation.receipts import new_code as new_receipt
from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus, Response, Wave
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.services.anonymous.codes import code_hash
from ikparticipation.surveys.services.anonymous.counting import count_answer
from ikparticipation.surveys.services.anonymous.mixing import keep_from_mixing
from ikparticipation.surveys.services.saving import PageMark, SaveConflictError, Saved
from ikparticipation.surveys.services.seats import WaveClosedError
from ikparticipation.surveys.services.submitting import IncompleteError, UnseenChangesError
from ikparticipation.surveys.xlsform.answers import PostedForm, fill_in
from ikparticipation.surveys.xlsform.check import check, check_section, submission
from ikparticipation.surveys.xlsform.document import Document, receipt_hash
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.text import N_


class FinalError(WaveClosedError):
    """The answers are sent. They are counted, and stay as they are."""


def open_answer(session: Session, wave: Wave, code: str, *, at: datetime) -> None:
    """Make the blank answer of a code that was given out. Twice is once.

    Never in the transaction of `begin`: PostgreSQL writes its number to all rows of one.
    """
    _check_open(wave, at)
    keep_from_mixing(session, wave)
    answer = AnonymousAnswer(wave=wave, code_hash=code_hash(wave.id, code), document={})
    answer.wave_id = wave.id
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    blank = begin(questionnaire, now=answer.clock, seed=answer.seed)
    answer.document = cast("dict[str, Any]", blank)
    insert_once(session, answer, once="code_hash")


def save_section(
    session: Session,
    wave: Wave,
    code: str,
    section_name: str,
    form: PostedForm,
    *,
    at: datetime,
    opened: int | None = None,
    page: str = "",
) -> Saved:
    """Keep what a page holds, by the rules of `services.save_section`; there are no files."""
    _check_open(wave, at)
    answer = _locked(session, wave, code)
    _check_draft(answer)
    state = _state(session, answer)
    section = state.questionnaire.section(section_name)
    if section is None:
        raise InvalidError(N_("Diesen Abschnitt gibt es im Fragebogen nicht."))
    mark, last = PageMark.read(page), PageMark.read(answer.section_pages.get(section_name, ""))
    kept = cast("Response", answer)
    if mark.is_before(last):
        return Saved(kept, state, (), ())
    before, version = state.document, answer.section_versions.get(section_name, 0)
    filled = fill_in(state, section, form, {})
    problems = filled.problems, check_section(filled.state, section, complete=False)
    changes = filled.document != before
    if not changes and version:
        return Saved(kept, filled.state, *problems)
    if changes and opened is not None and opened != version and not mark.follows(last):
        raise SaveConflictError(kept, version, filled.state)
    answer.document = cast("dict[str, Any]", filled.document)
    answer.section_versions = {**answer.section_versions, section_name: version + 1}
    answer.section_pages = {**answer.section_pages, section_name: str(mark)}
    session.flush()
    return Saved(kept, filled.state, *problems)


def submit(
    session: Session, wave: Wave, code: str, *, at: datetime, seen: int | None = None
) -> AnonymousAnswer:
    """Send the answers: they are final, counted at once, and there is a receipt.

    What was sent already keeps its receipt and is not counted again. `seen` is the `version` that
    was looked at. Raises IncompleteError, UnseenChangesError.
    """
    _check_open(wave, at)
    answer = _locked(session, wave, code)
    if answer.status is AnswerStatus.SUBMITTED:
        return answer
    if seen not in {None, answer.version}:
        raise UnseenChangesError(
            N_("Inzwischen hat jemand etwas geändert. Bitte sehen Sie alles noch einmal an.")
        )
    state = _state(session, answer)
    problems = check(state)
    if problems:
        raise IncompleteError(problems)
    frozen = submission(state)
    answer.document = cast("dict[str, Any]", frozen)
    answer.status, answer.section_pages = AnswerStatus.SUBMITTED, {}
    answer.receipt_code = new_receipt()
    answer.receipt_hash = receipt_hash(cast("Mapping[str, Any]", frozen), wave=str(wave.id))
    session.flush()
    count_answer(session, answer)
    return answer


def _check_open(wave: Wave, at: datetime) -> None:
    if not wave.anonymous:
        raise ConflictError(N_("Diese Erhebung ist nicht anonym."))
    if not wave.is_open(at):
        raise WaveClosedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
        )


def _check_draft(answer: AnonymousAnswer) -> None:
    if answer.status is not AnswerStatus.DRAFT:
        raise FinalError(
            N_("Diese Antworten sind abgesendet und gezählt. Sie lassen sich nicht ändern.")
        )


def _locked(session: Session, wave: Wave, code: str) -> AnonymousAnswer:
    keep_from_mixing(session, wave)
    answer = session.scalar(
        select(AnonymousAnswer)
        .where(AnonymousAnswer.code_hash == code_hash(wave.id, code))
        .with_for_update(of=AnonymousAnswer)
        .execution_options(populate_existing=True)
    )
    if answer is None:
        raise GoneError(N_("Zu diesem Code gibt es keine Antworten. Bitte geben Sie ihn neu ein."))
    return answer


def _state(session: Session, answer: AnonymousAnswer) -> State:
    questionnaire = compiled_by_id(session, answer.wave.questionnaire_id)
    document = cast("Document", answer.document)
    return State.of(questionnaire, document, now=answer.clock, seed=answer.seed)
