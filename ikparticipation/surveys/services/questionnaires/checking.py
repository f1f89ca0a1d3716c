"""Can this workbook be published? With the catalogue and the last version at hand."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from ikparticipation.catalogue.queries import Choice as Entry
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.authoring import workbook_checks
from ikparticipation.surveys.models import Questionnaire
from ikparticipation.surveys.queries.questionnaires import compiled
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.text import N_


class WorkbookError(InvalidError):
    """The workbook cannot be used; `findings` say where and why. Nothing was stored."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(N_("Dieser Fragebogen lässt sich so nicht verwenden."))
        self.findings = findings


def check_workbook(
    session: Session,
    workbook: bytes,
    *,
    files: Mapping[str, bytes],
    before: Questionnaire | None,
) -> tuple[xlsform.Questionnaire, tuple[Finding, ...]]:
    """Return the compiled workbook and its warnings; WorkbookError when it has errors."""
    questionnaire, findings = read(session, workbook, files=files, before=before)
    if questionnaire is None or any(finding.is_error for finding in findings):
        raise WorkbookError(findings)
    return questionnaire, findings


def read(
    session: Session,
    workbook: bytes,
    *,
    files: Mapping[str, bytes],
    before: Questionnaire | None,
) -> tuple[xlsform.Questionnaire | None, tuple[Finding, ...]]:
    """Return the compiled workbook, None when it has errors, and everything to say about it."""
    lists = _lists(session)
    result = read_workbook(
        workbook,
        files=files,
        catalogues={name: _choices(entries) for name, entries in lists.items()},
        before=compiled(before) if before else None,
    )
    if result.questionnaire is None:
        return None, result.findings
    ours = workbook_checks.findings(workbook, result.questionnaire, lists)
    return result.questionnaire, (*ours, *result.findings)


def newest_version(session: Session, survey_id: object) -> Questionnaire | None:
    return session.scalar(
        select(Questionnaire)
        .where(Questionnaire.survey_id == survey_id)
        .options(undefer(Questionnaire.workbook), undefer(Questionnaire.files))
        .order_by(Questionnaire.number.desc())
        .limit(1)
    )


def _lists(session: Session) -> Mapping[str, Mapping[str, Entry]]:
    lists = catalogue(session)
    return {
        "municipality": lists.municipalities,
        "field_of_action": lists.fields,
        "language": lists.languages,
        "target_group": lists.target_groups,
    }


def _choices(entries: Mapping[str, Entry]) -> tuple[xlsform.Choice, ...]:
    """Return what can be chosen today: what is retired is not asked any more."""
    return tuple(
        xlsform.Choice(entry.key, entry.names) for entry in entries.values() if not entry.retired
    )
