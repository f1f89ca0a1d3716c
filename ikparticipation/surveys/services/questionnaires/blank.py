"""Beginning a questionnaire without a file."""

from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.surveys.authoring.blank import Beginning, blank
from ikparticipation.surveys.authoring.drafting import Upload
from ikparticipation.surveys.models import QuestionnaireDraft, Survey
from ikparticipation.surveys.services.questionnaires.drafts import begin_draft
from ikparticipation.surveys.xlsform.editing import to_xlsx
from ikparticipation.surveys.xlsform.editing.naming import name_from


def begin_blank(
    session: Session, survey: Survey, beginning: Beginning, *, actor: User, at: datetime
) -> QuestionnaireDraft:
    """Begin the draft of a survey that has none, with a first page and a first question.

    It is written as a workbook at once: a draft is the same whatever it began with. The same
    beginning twice is one; DraftTakenError where there is another draft. EditError for words
    that no sheet can hold.
    """
    name = name_from(beginning.title, "fragebogen")
    upload = Upload(name=f"{name}.xlsx", data=to_xlsx(blank(beginning)))
    return begin_draft(session, survey, upload, actor=actor, at=at)
