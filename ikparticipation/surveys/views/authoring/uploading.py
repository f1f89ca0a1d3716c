"""How a draft begins: from a file, or from the version there is."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.authoring.drafting import Upload
from ikparticipation.surveys.forms.surveys import SurveyForm, WorkbookForm
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.authoring.desk import is_for, key_of, seen
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import one_line
from ikparticipation.web import get_or_404, gettext, refuse, see_other

LONGEST_FILE_NAME = 120
PAGE = "surveys/upload.html"


@bp.route("/verwaltung/erhebungen/<uuid:survey_id>/fragebogen", methods=["GET", "POST"])
@needs(may_run_surveys)
def upload(survey_id: UUID) -> ResponseReturnValue:
    """Take a file as the draft of the next version."""
    survey, form, session = get_or_404(Survey, survey_id), WorkbookForm(), db.session()
    draft = queries.draft_of(session, survey_id)
    page = {"survey": survey, "form": form, "draft": draft, "is_late": False}
    page["key"] = key_of(draft) if draft else ""
    if not form.is_submitted():
        return render_template(PAGE, findings=(), **page)
    if not form.validate():
        return refuse(PAGE, findings=(), **page)
    try:
        services.begin_draft(
            session,
            survey,
            uploaded(form),
            actor=current_user(),
            at=clock.now(),
            seen=seen() if draft is None or is_for(draft) else None,
        )
    except services.WorkbookError as error:
        return refuse(PAGE, findings=error.findings, **page)
    except services.DraftTakenError:
        return render_template(PAGE, findings=(), **page | {"is_late": True}), 409
    flash(
        gettext("Die Datei ist gelesen. Sie ist jetzt der Entwurf der nächsten Version."), "success"
    )
    return see_other(".draft", survey_id=survey.id)


def uploaded(form: SurveyForm | WorkbookForm) -> Upload:
    """Return what was sent, with the files beside it."""
    file = form.workbook.data
    return Upload(
        name=_name(file.filename),
        data=file.read(),
        files={_name(more.filename): more.read() for more in form.more.data or () if more},
    )


def _name(name: str | None) -> str:
    return one_line((name or "").replace("\\", "/").rpartition("/")[2])[-LONGEST_FILE_NAME:]


@bp.post("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/bearbeiten")
@needs(may_run_surveys)
def edit_version(questionnaire_id: UUID) -> ResponseReturnValue:
    """Begin a draft that says what a version says; a published version itself never changes."""
    version = get_or_404(Questionnaire, questionnaire_id)
    draft = services.begin_from_version(db.session(), version, actor=current_user(), at=clock.now())
    if draft.based_on_id != version.id or draft.steps:
        flash(gettext("Es gibt schon einen Entwurf; hier ist er."), "info")
        return see_other(".draft", survey_id=version.survey_id)
    return see_other(".outline", survey_id=version.survey_id)
