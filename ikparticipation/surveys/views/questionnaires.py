"""Surveys and their questionnaires, for steering."""

from io import BytesIO
from uuid import UUID

from flask import abort, flash, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer
from werkzeug.datastructures import FileStorage

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms import SurveyForm, WorkbookForm
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.section_page import parts
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.text import one_line, pick
from ikparticipation.web import current_language, get_or_404, gettext, refuse, see_other

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_FILE_NAME = 120


@bp.get("/verwaltung/erhebungen")
@needs(may_run_surveys)
def surveys() -> ResponseReturnValue:
    session = db.session()
    return render_template(
        "surveys/surveys.html",
        surveys=queries.survey_list(session),
        waves=queries.waves(session),
        now=clock.now(),
    )


@bp.route("/verwaltung/erhebungen/neu", methods=["GET", "POST"])
@needs(may_run_surveys)
def new_survey() -> ResponseReturnValue:
    """Begin a survey with a questionnaire of one's own."""
    form = SurveyForm()
    if not form.is_submitted():
        return render_template("surveys/new_survey.html", form=form, findings=())
    if not form.validate():
        return refuse("surveys/new_survey.html", form=form, findings=())
    session, now, actor = db.session(), clock.now(), current_user()
    try:
        survey = services.create_survey(session, form.titles, actor=actor, at=now)
        _upload(survey, form.workbook.data)
    except services.WorkbookError as error:
        return refuse("surveys/new_survey.html", form=form, findings=error.findings)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("surveys/new_survey.html", form=form, findings=())
    flash(gettext("Die Erhebung ist angelegt. Als Nächstes öffnen Sie eine Welle."), "success")
    return see_other(".survey", survey_id=survey.id)


@bp.post("/verwaltung/erhebungen/standard")
@needs(may_run_surveys)
def take_standard() -> ResponseReturnValue:
    """Take the questionnaire that comes with the product."""
    taken = services.take_standard(db.session(), actor=current_user(), at=clock.now())
    flash(gettext("Der Standardfragebogen ist übernommen."), "success")
    return see_other(".survey", survey_id=taken.survey_id)


@bp.get("/verwaltung/erhebungen/<uuid:survey_id>")
@needs(may_run_surveys)
def survey(survey_id: UUID) -> ResponseReturnValue:
    session = db.session()
    return render_template(
        "surveys/survey.html",
        survey=get_or_404(Survey, survey_id),
        questionnaires=queries.questionnaires_of(session, survey_id),
        waves=queries.waves(session, survey_id),
        now=clock.now(),
    )


@bp.route("/verwaltung/erhebungen/<uuid:survey_id>/fragebogen", methods=["GET", "POST"])
@needs(may_run_surveys)
def upload(survey_id: UUID) -> ResponseReturnValue:
    """Take a new version of the questionnaire. Waves that were opened keep theirs."""
    survey, form = get_or_404(Survey, survey_id), WorkbookForm()
    page = {"survey": survey, "form": form}
    if not form.is_submitted():
        return render_template("surveys/upload.html", findings=(), **page)
    if not form.validate():
        return refuse("surveys/upload.html", findings=(), **page)
    try:
        stored = _upload(survey, form.workbook.data)
    except services.WorkbookError as error:
        return refuse("surveys/upload.html", findings=error.findings, **page)
    flash(gettext("Version %(number)s ist gespeichert.", number=stored.number), "success")
    return see_other(".questionnaire", questionnaire_id=stored.id)


def _upload(survey: Survey, file: FileStorage) -> Questionnaire:
    return services.upload_questionnaire(
        db.session(),
        survey,
        file.read(),
        file_name=one_line(file.filename or "")[-LONGEST_FILE_NAME:],
        actor=current_user(),
        at=clock.now(),
    )


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>")
@needs(may_run_surveys)
def questionnaire(questionnaire_id: UUID) -> ResponseReturnValue:
    """Show a questionnaire as those who are asked will see it."""
    stored = _with_survey(questionnaire_id)
    compiled, language = queries.compiled(stored), current_language()
    one_row_each = {
        repeat.name: [{"id": repeat.name, "answers": {}}]
        for section in compiled.sections
        for repeat in section.repeats
    }
    blank: Document = {"answers": {}, "rows": one_row_each}  # type: ignore[typeddict-item]
    return render_template(
        "surveys/questionnaire.html",
        questionnaire=stored,
        warnings=[Finding(**warning) for warning in stored.warnings],
        sections=[
            (
                pick(section.labels, language),
                pick(section.hints, language),
                parts(section, blank, language),
            )
            for section in compiled.sections
        ],
    )


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/datei")
@needs(may_run_surveys)
def workbook(questionnaire_id: UUID) -> ResponseReturnValue:
    """Hand out the workbook as it was uploaded."""
    stored = _with_survey(questionnaire_id)
    name = stored.file_name if stored.file_name.endswith(".xlsx") else "fragebogen.xlsx"
    return send_file(
        BytesIO(stored.workbook), XLSX, as_attachment=True, download_name=name, max_age=0
    )


def _with_survey(questionnaire_id: UUID) -> Questionnaire:
    found = db.session().scalar(
        select(Questionnaire)
        .where(Questionnaire.id == questionnaire_id)
        .options(joinedload(Questionnaire.survey), undefer(Questionnaire.warnings))
    )
    return found or abort(404)
