"""Waves: opening them, how they are run, moving their end. Who is asked: `views.inviting`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.db import AnyRow
from ikparticipation.errors import DomainError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.waves import PeriodForm, SettingsForm, WaveForm
from ikparticipation.surveys.models import Questionnaire, Survey, Wave
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.anonymous.staff import warning_about
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.inviting.choosing import with_survey
from ikparticipation.web import get_or_404, gettext, refuse, see_other

NEW_PAGE, SETTINGS_PAGE = "surveys/new_wave.html", "surveys/wave_settings.html"


@bp.route("/verwaltung/erhebungen/<uuid:survey_id>/welle", methods=["GET", "POST"])
@needs(may_run_surveys)
def new_wave(survey_id: UUID) -> ResponseReturnValue:
    """Open a wave with one version of the questionnaire."""
    survey, session = get_or_404(Survey, survey_id), db.session()
    versions = queries.questionnaires_of(session, survey_id)
    if not versions:
        return see_other(".upload", survey_id=survey_id)
    usual = services.default_settings(session, survey_id, opens_at=clock.now())
    earlier = [wave for wave in queries.waves(session, survey_id) if not wave.anonymous]
    form = _new_form(usual, versions, earlier)
    page = {"survey": survey, "form": form, "earlier": bool(earlier)}
    if not form.is_submitted():
        return render_template(NEW_PAGE, **page)
    if not form.validate():
        return refuse(NEW_PAGE, **page)
    try:
        wave = services.open_wave(
            session,
            get_or_404(Questionnaire, UUID(form.questionnaire.data)),
            titles=form.titles,
            intros=form.intros,
            opens_at=form.opens_at,
            closes_at=form.closes_at,
            settings=form.settings(usual),
            anonymous=form.anonymous.data,
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        return _refuse(form, error, NEW_PAGE, page)
    flash(gettext("Die Welle ist angelegt. Laden Sie jetzt Organisationen ein."), "success")
    if warning := warning_about(wave):
        flash(warning, "warning")
    return see_other(".invite", wave_id=wave.id)


def _new_form(
    usual: services.WaveSettings, versions: Sequence[AnyRow], earlier: Sequence[queries.WaveRow]
) -> WaveForm:
    form = WaveForm.beginning_with(usual)
    if earlier:
        form.offer_waves(earlier)
    else:
        form.keep_the_wave_before()
    form.offer(
        [
            (str(v.id), gettext("Version %(number)s (%(file)s)", number=v.number, file=v.file_name))
            for v in versions
        ]
    )
    return form


def _refuse(
    form: SettingsForm, error: DomainError, template: str, page: dict[str, Any]
) -> ResponseReturnValue:
    """Say what is wrong at the field it is about, or above the form."""
    words = gettext(error.message, **error.facts)
    if isinstance(error, services.PeriodError) and isinstance(form, WaveForm):
        form.closes_on.errors = [words]
    elif isinstance(error, services.ContinuedWaveError) and form.continues is not None:
        form.continues.errors = [words]
    else:
        form.form_errors.append(words)
    return refuse(template, **page)


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/einstellungen", methods=["GET", "POST"])
@needs(may_run_surveys)
def wave_settings(wave_id: UUID) -> ResponseReturnValue:
    """Change how a wave is called and run, as far as that is still possible."""
    session, wave = db.session(), with_survey(wave_id)
    has_begun = services.has_begun(session, wave_id)
    earlier = queries.earlier_waves(session, wave.questionnaire.survey_id, before=wave.opens_at)
    form = _settings_form(wave, earlier, has_begun=has_begun)
    continued = next((each for each in earlier if each.id == wave.continues_id), None)
    page = {"wave": wave, "form": form, "has_begun": has_begun, "continued": continued}
    if not form.is_submitted():
        return render_template(SETTINGS_PAGE, **page)
    if not form.validate():
        return refuse(SETTINGS_PAGE, **page)
    try:
        services.change_settings(
            session,
            wave,
            form.settings(services.WaveSettings.of(wave)),
            titles=form.titles,
            intros=form.intros,
            actor=current_user(),
        )
    except DomainError as error:
        return _refuse(form, error, SETTINGS_PAGE, page)
    flash(gettext("Die Einstellungen sind gespeichert."), "success")
    return see_other(".wave", wave_id=wave_id)


def _settings_form(
    wave: Wave, earlier: Sequence[queries.WaveRow], *, has_begun: bool
) -> SettingsForm:
    form = SettingsForm.of(wave)
    if wave.anonymous:
        form.ask_only_for_words()
    elif has_begun or not earlier:
        form.keep_the_wave_before()
    else:
        form.offer_waves(earlier)
    return form


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
