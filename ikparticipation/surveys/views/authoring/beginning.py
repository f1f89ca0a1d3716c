"""Beginning a questionnaire here in the browser, without a file."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.surveys import services
from ikparticipation.surveys.forms.surveys import BlankForm
from ikparticipation.surveys.models import Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.authoring.languages import language_name
from ikparticipation.surveys.views.authoring.settings import OFFERED
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import SOURCE_LANGUAGE
from ikparticipation.web import current_language, get_or_404, gettext, refuse, see_other

PAGE = "surveys/authoring/blank.html"


@bp.route("/verwaltung/erhebungen/neu/leer", methods=["GET", "POST"])
@needs(may_run_surveys)
def blank_survey() -> ResponseReturnValue:
    """Begin a survey with a questionnaire that is written here."""
    form = BlankForm()
    form.offer(_languages())
    if not form.is_submitted():
        return render_template(PAGE, form=form, survey=None)
    if not form.validate():
        return refuse(PAGE, form=form, survey=None)
    session, now, actor = db.session(), clock.now(), current_user()
    try:
        survey = services.create_survey(session, form.titles, actor=actor, at=now)
        services.begin_blank(session, survey, form.beginning(form.titles), actor=actor, at=now)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse(PAGE, form=form, survey=None)
    return _begun(survey.id)


@bp.route("/verwaltung/erhebungen/<uuid:survey_id>/fragebogen/leer", methods=["GET", "POST"])
@needs(may_run_surveys)
def blank_draft(survey_id: UUID) -> ResponseReturnValue:
    """Begin the questionnaire of a survey there is."""
    survey, form = get_or_404(Survey, survey_id), BlankForm().without_titles()
    form.offer(_languages())
    if not form.is_submitted():
        return render_template(PAGE, form=form, survey=survey)
    if not form.validate():
        return refuse(PAGE, form=form, survey=survey)
    beginning, actor = form.beginning(survey.titles), current_user()
    try:
        services.begin_blank(db.session(), survey, beginning, actor=actor, at=clock.now())
    except services.DraftTakenError:
        flash(gettext("Es gibt schon einen Entwurf; hier ist er."), "info")
        return see_other(".draft", survey_id=survey_id)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse(PAGE, form=form, survey=survey)
    return _begun(survey_id)


def _begun(survey_id: UUID) -> ResponseReturnValue:
    words = gettext("Der Anfang ist gemacht. Ergänzen Sie jetzt Seiten, Fragen und Übersetzungen.")
    flash(words, "success")
    return see_other(".outline", survey_id=survey_id)


def _languages() -> list[tuple[str, str]]:
    """Return code and name of the languages to choose from, German first, else by name."""
    named = [(code, language_name(code, current_language())) for code in OFFERED]
    return sorted(named, key=lambda each: (each[0] != SOURCE_LANGUAGE, each[1]))
