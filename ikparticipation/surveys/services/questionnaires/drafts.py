"""A draft of a questionnaire as a whole: begun, saved, taken back, thrown away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, GoneError
from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Step, Upload
from ikparticipation.surveys.models import Questionnaire, QuestionnaireDraft, Survey
from ikparticipation.surveys.services.questionnaires.checking import WorkbookError
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.surveys.xlsform.compile import NO_SURVEY
from ikparticipation.surveys.xlsform.editing import Sheets, from_workbook
from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.reading.workbook import UnreadableError, open_workbook
from ikparticipation.text import N_


class DraftTakenError(ConflictError):
    """Somebody is at work on this questionnaire, and the page did not show it."""

    def __init__(self, draft: QuestionnaireDraft) -> None:
        super().__init__(N_("An diesem Fragebogen arbeitet inzwischen jemand."))
        self.draft = draft


class StaleDraftError(ConflictError):
    """The draft was changed after the page was opened; `steps` say what was done."""

    def __init__(self, draft: QuestionnaireDraft, steps: list[Step]) -> None:
        super().__init__(N_("Den Entwurf hat inzwischen jemand geändert. Bitte vergleichen Sie."))
        self.draft = draft
        self.steps = steps


def draft_of(session: Session, survey: Survey) -> QuestionnaireDraft | None:
    return session.scalar(
        select(QuestionnaireDraft).where(QuestionnaireDraft.survey_id == survey.id)
    )


def begin_draft(
    session: Session,
    survey: Survey,
    upload: Upload,
    *,
    actor: User,
    at: datetime,
    based_on: Questionnaire | None = None,
    seen: int | None = None,
) -> QuestionnaireDraft:
    """Begin the draft of a survey's questionnaire, or replace the one the page showed (`seen`).

    A file that cannot be read is refused with the place (WorkbookError); one with mistakes is
    taken, because they can be mended here. The same file twice is taken once.
    """
    check_may_run_surveys(actor)
    sheets = sheets_of(upload)
    session.refresh(survey, with_for_update=True)
    there = draft_of(session, survey)
    if there is not None and _begins_as(there, upload):
        return there
    if there is not None and there.version != seen:
        raise DraftTakenError(there)
    facts: dict[str, Any] = {
        "based_on_id": based_on.id if based_on else None,
        "file_name": upload.name,
        "file": upload.data,
        "files": drafting.packed(upload.files),
        "sheets": sheets.to_json(),
        "began_at": at,
        "began_by_id": actor.id,
        "changed_at": at,
        "changed_by_id": actor.id,
    }
    draft = _replaced(there, facts) if there else QuestionnaireDraft(survey=survey, **facts)
    session.add(draft)
    session.flush()
    record(session, Action.QUESTIONNAIRE_DRAFTED, draft, actor_id=actor.id, file=upload.name)
    return draft


def begin_from_version(
    session: Session, version: Questionnaire, *, actor: User, at: datetime
) -> QuestionnaireDraft:
    """Begin a draft that says what a version says; the one there is, if there is one."""
    check_may_run_surveys(actor)
    there = draft_of(session, version.survey)
    if there is not None:
        return there
    files = drafting.unpacked(version.files)
    upload = Upload(name=version.file_name, data=version.workbook, files=files)
    return begin_draft(session, version.survey, upload, actor=actor, at=at, based_on=version)


def _begins_as(draft: QuestionnaireDraft, upload: Upload) -> bool:
    same = (draft.file, draft.files) == (upload.data, drafting.packed(upload.files))
    return same and not draft.steps and not draft.is_edited


def _replaced(draft: QuestionnaireDraft, facts: Mapping[str, Any]) -> QuestionnaireDraft:
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.steps, draft.is_edited = [], False
    return draft


def sheets_of(upload: Upload) -> Sheets:
    """Return what stands in the file. What the sheets could not hold is a refusal, not a loss."""
    try:
        book = open_workbook(upload.data)
    except UnreadableError as unreadable:
        raise WorkbookError((unreadable.finding,)) from unreadable
    errors = tuple(finding for finding in book.findings if finding.is_error)
    if "survey" not in book.sheets:
        errors = (Finding(severity=Severity.ERROR, message=NO_SURVEY), *errors)
    if errors:
        raise WorkbookError(errors)
    return from_workbook(book)


def hold(session: Session, draft: QuestionnaireDraft, seen: int) -> None:
    """Keep others from changing the draft until this act is done.

    Raises StaleDraftError when somebody changed it since the page was opened at count `seen`.
    """
    key = QuestionnaireDraft.id == draft.id
    there = session.scalar(select(QuestionnaireDraft.version).where(key).with_for_update())
    if there is None:
        raise GoneError(
            N_("Den Entwurf gibt es nicht mehr: Er wurde veröffentlicht oder gelöscht.")
        )
    if there != draft.version:
        session.expire(draft)
    if there != seen:
        raise StaleDraftError(draft, drafting.since(drafting.from_json(draft.steps), seen))


def save_draft(
    session: Session,
    draft: QuestionnaireDraft,
    *,
    seen: int,
    actor: User,
    at: datetime,
    posted: str = "",
) -> None:
    """Keep what was edited: it cannot be undone any more. `posted` tells a double click."""
    check_may_run_surveys(actor)
    hold(session, draft, seen)
    steps = drafting.from_json(draft.steps)
    if drafting.last_open(steps) is None:
        return
    kept = [replace(step, patch=None) for step in steps]
    draft.is_edited = True
    note_step(draft, kept, N_("Entwurf gespeichert"), {}, actor=actor, at=at, posted=posted)
    session.flush()


def discard_draft(session: Session, draft: QuestionnaireDraft, *, seen: int, actor: User) -> None:
    """Throw the draft away. Published versions stay."""
    check_may_run_surveys(actor)
    hold(session, draft, seen)
    record(session, Action.QUESTIONNAIRE_DISCARDED, draft, actor_id=actor.id, file=draft.file_name)
    session.delete(draft)
    session.flush()


def note_step(
    draft: QuestionnaireDraft,
    before: list[Step],
    message: str,
    facts: Mapping[str, Any],
    *,
    actor: User,
    at: datetime,
    **more: Any,
) -> None:
    """Note what was done, who did it and when; `more` are fields of `drafting.Step`."""
    step = Step(
        number=draft.version,
        message=message,
        facts=dict(facts),
        actor_id=str(actor.id),
        at=at.isoformat(),
        **more,
    )
    draft.steps = drafting.to_json([*before, step])
    draft.changed_at, draft.changed_by_id = at, actor.id
