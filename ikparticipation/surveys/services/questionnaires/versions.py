"""A survey, and the versions its questionnaire was published in."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError
from ikparticipation.surveys.authoring.drafting import Upload, packed
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.services.questionnaires.checking import check_workbook, newest_version
from ikparticipation.surveys.services.rules import check_may_run_surveys, titles_in_all_languages
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.stored import to_json
from ikparticipation.text import N_, SOURCE_LANGUAGE


def create_survey(
    session: Session, titles: Mapping[str, str], *, actor: User, at: datetime
) -> Survey:
    """Begin a recurring survey; it needs a questionnaire before a wave can open."""
    check_may_run_surveys(actor)
    complete = titles_in_all_languages(titles)
    german = complete[SOURCE_LANGUAGE]
    if any(known[SOURCE_LANGUAGE] == german for known in session.scalars(select(Survey.titles))):
        raise ConflictError(N_("Es gibt schon eine Erhebung „%(title)s“."), title=german)
    survey = Survey(titles=complete, created_at=at)
    session.add(survey)
    session.flush()
    return survey


def take_standard(
    session: Session, which: str = "standard", *, actor: User, at: datetime
) -> Questionnaire:
    """Take a questionnaire shipped with the product (a key of `SHIPPED`), with its survey.

    Twice is once; a newer one becomes the next version.
    """
    shipped = SHIPPED[which]
    known = session.scalars(select(Survey).order_by(Survey.created_at)).all()
    survey = next((s for s in known if s.titles == shipped.titles), None)
    if survey is None:
        survey = create_survey(session, shipped.titles, actor=actor, at=at)
    workbook = shipped.file.read_bytes()
    return upload_questionnaire(
        session, survey, workbook, file_name=shipped.file.name, actor=actor, at=at
    )


def upload_questionnaire(
    session: Session,
    survey: Survey,
    workbook: bytes,
    *,
    file_name: str,
    actor: User,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
) -> Questionnaire:
    """Publish a workbook as the next version at once, without a draft; whole or not at all.

    The same file as the newest version is that version: a double click makes no second one.
    Raises WorkbookError with everything that is wrong in it.
    """
    check_may_run_surveys(actor)
    session.refresh(survey, with_for_update=True)
    newest, files = newest_version(session, survey.id), files or {}
    if newest is not None and (newest.workbook, newest.files) == (workbook, packed(files)):
        return newest
    checked = check_workbook(session, workbook, files=files, before=newest)
    upload = Upload(name=file_name, data=workbook, files=files)
    stored = store_version(session, survey, upload, checked, newest=newest, actor=actor, at=at)
    record(session, Action.QUESTIONNAIRE_UPLOADED, stored, actor_id=actor.id)
    return stored


def store_version(
    session: Session,
    survey: Survey,
    upload: Upload,
    checked: tuple[xlsform.Questionnaire, tuple[Finding, ...]],
    *,
    newest: Questionnaire | None,
    actor: User,
    at: datetime,
    reason: str = "",
) -> Questionnaire:
    """Store what was checked as the version after the newest. The caller holds the survey."""
    questionnaire, warnings = checked
    stored = Questionnaire(
        survey=survey,
        number=newest.number + 1 if newest else 1,
        file_name=upload.name,
        workbook=upload.data,
        files=packed(upload.files),
        compiled=to_json(questionnaire),
        warnings=[asdict(finding) for finding in warnings],
        reason=reason,
        uploaded_at=at,
        uploaded_by_id=actor.id,
    )
    session.add(stored)
    session.flush()
    return stored
