"""Asking for the answers of a wave as a file."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db, jobs
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.surveys.export_job import KIND, Scope
from ikparticipation.surveys.forms.exporting import ExportForm
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.queries.anonymous import number_sent
from ikparticipation.surveys.queries.exporting import number_answered
from ikparticipation.surveys.views.anonymous.hidden import hidden_page
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.inviting.choosing import with_survey
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext, refuse, see_other

PAGE = "surveys/export.html"
NONE_ACCEPTED = N_("Noch ist keine Antwort angenommen. Bitte wählen Sie alle abgesendeten.")


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/export", methods=["GET", "POST"])
@needs(may_run_surveys)
def export_wave(wave_id: UUID) -> ResponseReturnValue:
    """Choose what the file is to hold; a job writes it."""
    wave, session = with_survey(wave_id), db.session()
    if hidden := hidden_page(wave, gettext("Antworten exportieren")):
        return hidden
    number = {
        scope: number_sent(session, wave_id)
        if wave.anonymous
        else number_answered(session, wave_id, accepted_only=scope is Scope.ACCEPTED)
        for scope in Scope
    }
    form = ExportForm(language=current_language())
    if not form.is_submitted():
        return render_template(PAGE, wave=wave, form=form, number=number)
    if not form.validate():
        return refuse(PAGE, wave=wave, form=form, number=number)
    if not number[Scope(form.scope.data)]:
        form.scope.errors = [NONE_ACCEPTED]
        return refuse(PAGE, wave=wave, form=form, number=number)
    return see_other("reporting.job", job_id=_begin(wave, form).id)


def _begin(wave: Wave, form: ExportForm) -> jobs.Job:
    chosen = {"scope": form.scope.data, "format": form.format.data, "language": form.language.data}
    language = current_language()
    title = gettext(
        "Export „%(wave)s“ (%(format)s)", wave=wave.title(language), format=form.format.data.upper()
    )
    return jobs.begin(
        db.session(),
        KIND,
        {"wave_id": str(wave.id), **chosen},
        title=title,
        actor_id=current_user().id,
        language=language,
        at=clock.now(),
    )
