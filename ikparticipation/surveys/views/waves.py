"""Waves: opening them, moving their end. Who is asked: `views.inviting`."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.surveys import PeriodForm, WaveForm
from ikparticipation.surveys.models import Questionnaire, Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.inviting.choosing import with_survey
from ikparticipation.web import get_or_404, gettext, refuse, see_other


@bp.route("/verwaltung/erhebungen/<uuid:survey_id>/welle", methods=["GET", "POST"])
@needs(may_run_surveys)
def new_wave(survey_id: UUID) -> ResponseReturnValue:
    """Open a wave with one version of the questionnaire."""
    survey, session, form = get_or_404(Survey, survey_id), db.session(), WaveForm()
    versions = queries.questionnaires_of(session, survey_id)
    if not versions:
        return see_other(".upload", survey_id=survey_id)
    form.offer(
        [
            (str(v.id), gettext("Version %(number)s (%(file)s)", number=v.number, file=v.file_name))
            for v in versions
        ]
    )
    if not form.is_submitted():
        return render_template("surveys/new_wave.html", survey=survey, form=form)
    if not form.validate():
        return refuse("surveys/new_wave.html", survey=survey, form=form)
    try:
        wave = services.open_wave(
            session,
            get_or_404(Questionnaire, UUID(form.questionnaire.data)),
            titles=form.titles,
            intros=form.intros,
            opens_at=form.opens_at,
            closes_at=form.closes_at,
            actor=current_user(),
            at=clock.now(),
        )
    except services.PeriodError as error:
        form.closes_on.errors = [error.message]
        return refuse("surveys/new_wave.html", survey=survey, form=form)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("surveys/new_wave.html", survey=survey, form=form)
    flash(gettext("Die Welle ist angelegt. Laden Sie jetzt Organisationen ein."), "success")
    return see_other(".invite", wave_id=wave.id)


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/zeitraum", methods=["GET", "POST"])
@needs(may_run_surveys)
def period(wave_id: UUID) -> ResponseReturnValue:
    """Move the last day."""
    wave = with_survey(wave_id)
    form = PeriodForm.of(wave)
    if not form.is_submitted():
        return render_template("surveys/period.html", wave=wave, form=form)
    if not form.validate():
        return refuse("surveys/period.html", wave=wave, form=form)
    try:
        services.change_wave(
            db.session(), wave, closes_at=form.closes_at, actor=current_user(), at=clock.now()
        )
    except DomainError as error:
        form.closes_on.errors = [error.message]
        return refuse("surveys/period.html", wave=wave, form=form)
    flash(gettext("Der letzte Tag ist geändert."), "success")
    return see_other(".wave", wave_id=wave_id)
