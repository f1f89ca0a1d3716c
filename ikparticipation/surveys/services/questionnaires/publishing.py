"""From the draft to the next version: one act, after which the version never changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Upload
from ikparticipation.surveys.models import Questionnaire, QuestionnaireDraft
from ikparticipation.surveys.queries.questionnaires import compiled
from ikparticipation.surveys.services.questionnaires.checking import (
    WorkbookError,
    newest_version,
    read,
)
from ikparticipation.surveys.services.questionnaires.drafts import hold
from ikparticipation.surveys.services.questionnaires.versions import store_version
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.checking import Trial, minutes, trial
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.comparing import Break, Changes, Grade, breaks, compare
from ikparticipation.surveys.xlsform.editing import Sheets, to_xlsx
from ikparticipation.surveys.xlsform.engine import CycleError
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.text import N_, canonical

LONGEST_REASON = 1000


@dataclass(frozen=True)
class CheckedDraft:
    """What a draft would be as a version."""

    questionnaire: xlsform.Questionnaire | None
    """None: it has mistakes."""
    findings: tuple[Finding, ...]
    newest: Questionnaire | None
    """The version it would follow."""
    changes: Changes | None
    """Against the newest version; None without one, and with mistakes."""
    breaks: tuple[Break, ...]
    """Figures that cannot be compared with earlier ones any more, or only with care."""

    @property
    def may_be_published(self) -> bool:
        return self.questionnaire is not None and not any(f.is_error for f in self.findings)

    @cached_property
    def minutes(self) -> tuple[int, int] | None:
        """The shortest and the longest usual time it takes."""
        return minutes(self.questionnaire) if self.questionnaire else None

    @cached_property
    def trial(self) -> Trial | None:
        """How a generated respondent comes through it; None while rules go round."""
        if self.questionnaire is None:
            return None
        try:
            return trial(self.questionnaire, 0, NOW)
        except CycleError:
            return None

    @property
    def needs_reason(self) -> bool:
        return any(each.grade is Grade.BREAKS for each in self.breaks)


class ReasonMissingError(InvalidError):
    """A series of figures would break, and nobody said why."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Bitte begründen Sie, warum die neue Version erscheinen soll, obwohl sich Zahlen "
                "nicht mehr vergleichen lassen."
            )
        )


def file_of(draft: QuestionnaireDraft) -> Upload:
    """Return the draft as a workbook: as it came if nothing was edited, else as it is now."""
    files = drafting.unpacked(draft.files)
    if not was_edited(draft):
        return Upload(name=draft.file_name, data=draft.file, files=files)
    name = draft.file_name.rpartition(".")[0] or draft.file_name
    return Upload(name=f"{name}.xlsx", data=to_xlsx(Sheets.from_json(draft.sheets)), files=files)


def was_edited(draft: QuestionnaireDraft) -> bool:
    return draft.is_edited or drafting.last_open(drafting.from_json(draft.steps)) is not None


def check_draft(session: Session, draft: QuestionnaireDraft) -> CheckedDraft:
    """Check the draft as its publication would, and compare it with the newest version."""
    newest = newest_version(session, draft.survey_id)
    upload = file_of(draft)
    questionnaire, findings = read(session, upload.data, files=upload.files, before=newest)
    if questionnaire is None or newest is None:
        return CheckedDraft(questionnaire, findings, newest, None, ())
    changes = compare(compiled(newest), questionnaire)
    return CheckedDraft(questionnaire, findings, newest, changes, tuple(breaks(changes)))


def publish_draft(
    session: Session,
    draft: QuestionnaireDraft,
    *,
    seen: int,
    reason: str,
    actor: User,
    at: datetime,
) -> Questionnaire:
    """Make the draft the next version, and end it. Waves that were opened keep theirs.

    Raises WorkbookError with what stands in the way, ReasonMissingError where a series of figures
    would break without a reason.
    """
    check_may_run_surveys(actor)
    hold(session, draft, seen)
    survey = draft.survey
    session.refresh(survey, with_for_update=True)
    checked, reason = check_draft(session, draft), canonical(reason)
    questionnaire, newest = checked.questionnaire, checked.newest
    if questionnaire is None or not checked.may_be_published:
        raise WorkbookError(checked.findings)
    upload = file_of(draft)
    if newest and (newest.workbook, newest.files) == (upload.data, drafting.packed(upload.files)):
        raise ConflictError(
            N_("Der Entwurf sagt dasselbe wie Version %(number)s."), number=newest.number
        )
    if checked.needs_reason and not reason:
        raise ReasonMissingError
    if len(reason) > LONGEST_REASON:
        raise InvalidError(
            N_("Bitte kürzen Sie die Begründung auf höchstens %(limit)s Zeichen."),
            limit=LONGEST_REASON,
        )
    stored = store_version(
        session,
        survey,
        upload,
        (questionnaire, checked.findings),
        newest=newest,
        actor=actor,
        at=at,
        reason=reason if checked.needs_reason else "",
    )
    record(session, Action.QUESTIONNAIRE_PUBLISHED, stored, actor_id=actor.id, **_receipt(stored))
    session.delete(draft)
    session.flush()
    return stored


def _receipt(version: Questionnaire) -> Mapping[str, object]:
    """Return what the protocol keeps of a publication."""
    facts: dict[str, object] = {
        "number": version.number,
        "sha256": hashlib.sha256(version.workbook).hexdigest(),
    }
    return facts | {"reason": version.reason} if version.reason else facts
