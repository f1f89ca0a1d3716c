"""Surveys and their questionnaires, for steering."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.surveys import SurveyForm
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.section_page import Speech, parts
from ikparticipation.surveys.views.authoring.uploading import uploaded
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.downloads import handed_out
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.web import current_language, get_or_404, gettext, refuse, see_other


@bp.get("/verwaltung/erhebungen")
@needs(may_run_surveys)
def surveys() -> ResponseReturnValue:
    session = db.session()
    return render_template(
        "surveys/surveys.html",
        surveys=queries.survey_list(session),
        waves=queries.waves(session),
        shipped=SHIPPED,
        now=clock.now(),
    )


@bp.route("/verwaltung/erhebungen/neu", methods=["GET", "POST"])
@needs(may_run_surveys)
def new_survey() -> ResponseReturnValue:
    """Begin a survey with a questionnaire of one's own: a draft until it is published."""
    form = SurveyForm()
    if not form.is_submitted():
        return render_template("surveys/new_survey.html", form=form, findings=())
    if not form.validate():
        return refuse("surveys/new_survey.html", form=form, findings=())
    session, now, actor = db.session(), clock.now(), current_user()
    try:
        survey = services.create_survey(session, form.titles, actor=actor, at=now)
        services.begin_draft(session, survey, uploaded(form), actor=actor, at=now)
    except services.WorkbookError as error:
        return refuse("surveys/new_survey.html", form=form, findings=error.findings)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("surveys/new_survey.html", form=form, findings=())
    flash(gettext("Die Erhebung ist angelegt. Ihr Fragebogen ist noch ein Entwurf."), "success")
    return see_other(".draft", survey_id=survey.id)


@bp.post("/verwaltung/erhebungen/standard")
@needs(may_run_surveys)
def take_standard() -> ResponseReturnValue:
    """Take a questionnaire that comes with the product: `fragebogen` says which."""
    which = request.form.get("fragebogen", "standard")
    if which not in SHIPPED:
        abort(404)
    taken = services.take_standard(db.session(), which, actor=current_user(), at=clock.now())
    flash(gettext("Der Fragebogen ist übernommen."), "success")
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
        has_draft=queries.has_draft(session, survey_id),
        now=clock.now(),
    )


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>")
@needs(may_run_surveys)
def questionnaire(questionnaire_id: UUID) -> ResponseReturnValue:
    """Show a questionnaire as those who are asked will see it."""
    stored = _with_survey(questionnaire_id)
    compiled = queries.compiled(stored)
    speech = Speech.of(compiled, current_language())
    state = State.of(compiled, _one_row_each(compiled), now=clock.now(), language=speech.language)
    return render_template(
        "surveys/questionnaire.html",
        questionnaire=stored,
        warnings=[Finding(**warning) for warning in stored.warnings],
        earlier=queries.version_before(db.session(), stored),
        speech=speech,
        sections=[
            (
                state.words(section, "label", speech.language),
                state.words(section, "hint", speech.language),
                parts(section, state, speech),
            )
            for section in compiled.pages
        ],
    )


def _one_row_each(compiled: xlsform.Questionnaire) -> Document:
    """Return a document in which nothing is answered, with a row to look at in each repeat."""
    rows: dict[str, list[Row]] = {
        repeat.name: [{"id": repeat.name, "answers": {}}]
        for section in compiled.sections
        for repeat in section.repeats
    }
    return {"answers": {}, "rows": rows}


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/datei")
@needs(may_run_surveys)
def workbook(questionnaire_id: UUID) -> ResponseReturnValue:
    """Hand out the workbook as it was uploaded."""
    stored = _with_survey(questionnaire_id)
    return handed_out(stored.workbook, stored.file_name)


def _with_survey(questionnaire_id: UUID) -> Questionnaire:
    found = db.session().scalar(
        select(Questionnaire)
        .where(Questionnaire.id == questionnaire_id)
        .options(joinedload(Questionnaire.survey), undefer(Questionnaire.warnings))
    )
    return found or abort(404)
