"""A survey and the versions of its questionnaire."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys import workbook_checks
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.services.rules import check_may_run_surveys, titles_in_all_languages
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.stored import to_json
from ikparticipation.text import N_, SOURCE_LANGUAGE

STANDARD_TITLES = {
    "de": "Beratungs- und Netzwerkstruktur",
    "en": "Counselling and network structure",
}


class WorkbookError(InvalidError):
    """The workbook cannot be used; `findings` say where and why. Nothing was stored."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(N_("Dieser Fragebogen lässt sich so nicht verwenden."))
        self.findings = findings


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


def take_standard(session: Session, *, actor: User, at: datetime) -> Questionnaire:
    """Take the questionnaire shipped with the product, with its survey; twice is once."""
    known = session.scalars(select(Survey).order_by(Survey.created_at)).all()
    survey = next((s for s in known if s.titles == STANDARD_TITLES), None)
    if survey is None:
        survey = create_survey(session, STANDARD_TITLES, actor=actor, at=at)
    workbook = STANDARD.read_bytes()
    return upload_questionnaire(
        session, survey, workbook, file_name=STANDARD.name, actor=actor, at=at
    )


def upload_questionnaire(
    session: Session,
    survey: Survey,
    workbook: bytes,
    *,
    file_name: str,
    actor: User,
    at: datetime,
) -> Questionnaire:
    """Store a workbook as the next version, whole or not at all.

    The same file as the newest version is that version: a double click makes no second one.
    Raises WorkbookError with everything that is wrong in it.
    """
    check_may_run_surveys(actor)
    questionnaire, warnings = check_workbook(session, workbook)
    session.refresh(survey, with_for_update=True)
    newest = _newest(session, survey)
    if newest is not None and newest.workbook == workbook:
        return newest
    stored = Questionnaire(
        survey=survey,
        number=newest.number + 1 if newest else 1,
        file_name=file_name,
        workbook=workbook,
        compiled=to_json(questionnaire),
        warnings=[asdict(finding) for finding in warnings],
        uploaded_at=at,
        uploaded_by_id=actor.id,
    )
    session.add(stored)
    session.flush()
    record(session, Action.QUESTIONNAIRE_UPLOADED, stored, actor_id=actor.id)
    return stored


def check_workbook(
    session: Session, workbook: bytes
) -> tuple[xlsform.Questionnaire, tuple[Finding, ...]]:
    """Return the compiled workbook and its warnings; WorkbookError when it has errors."""
    read = read_workbook(workbook)
    findings = read.findings
    if read.questionnaire is not None:
        keys = _catalogue_keys(session)
        findings = (*workbook_checks.findings(workbook, read.questionnaire, keys), *findings)
    if read.questionnaire is None or any(finding.is_error for finding in findings):
        raise WorkbookError(findings)
    return read.questionnaire, findings


def _catalogue_keys(session: Session) -> workbook_checks.Keys:
    lists = catalogue(session)
    return {
        "municipality": lists.municipalities,
        "field_of_action": lists.fields,
        "language": lists.languages,
        "target_group": lists.target_groups,
    }


def _newest(session: Session, survey: Survey) -> Questionnaire | None:
    return session.scalar(
        select(Questionnaire)
        .where(Questionnaire.survey_id == survey.id)
        .options(undefer(Questionnaire.workbook))
        .order_by(Questionnaire.number.desc())
        .limit(1)
    )
