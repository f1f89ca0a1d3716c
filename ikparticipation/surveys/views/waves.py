"""Waves: opening them, asking organisations, following the Rücklauf, reading answers."""

from collections.abc import Iterable
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.errors import DomainError
from ikparticipation.organisations.models import KIND_NAMES, Kind
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms import PeriodForm, WaveForm
from ikparticipation.surveys.models import Questionnaire, Survey, Wave
from ikparticipation.surveys.policies import may_be_reminded, may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import one_line
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


@bp.get("/verwaltung/erhebungen/wellen/<uuid:wave_id>")
@needs(may_run_surveys)
def wave(wave_id: UUID) -> ResponseReturnValue:
    """Show who was asked and who has answered."""
    wave = _with_survey(wave_id)
    rows = queries.invitations(db.session(), wave_id)
    return render_template(
        "surveys/wave.html",
        wave=wave,
        rows=rows,
        answered=sum(row.submitted_at is not None for row in rows),
        may_be_reminded=may_be_reminded,
        now=clock.now(),
    )


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/einladen", methods=["GET", "POST"])
@needs(may_run_surveys)
def invite(wave_id: UUID) -> ResponseReturnValue:
    """Pick organisations from the register and ask them."""
    wave = _with_survey(wave_id)
    if request.method == "GET":
        return _candidates(wave)
    chosen = list(_uuids(request.form.getlist("organisation")))
    if not chosen:
        message = gettext("Bitte wählen Sie mindestens eine Organisation aus.")
        return _candidates(wave, error=message), 422
    new = services.invite_all(db.session(), wave, chosen, actor=current_user(), at=clock.now())
    flash(
        gettext("Einladungen unterwegs: %(count)s.", count=len(new)),
        "success",
    )
    return see_other(".wave", wave_id=wave_id)


def _candidates(wave: Wave, error: str | None = None) -> str:
    typed = {name: one_line(request.args.get(name, ""))[:20] for name in ("art", "ort")}
    kind = Kind(typed["art"]) if typed["art"] in set(Kind) else None
    session = db.session()
    return render_template(
        "surveys/invite.html",
        wave=wave,
        found=queries.candidates(session, wave.id, kind=kind, ags=typed["ort"] or None),
        places=municipalities(session),
        kind_names=KIND_NAMES,
        typed=typed,
        error=error,
        is_over=clock.now() >= wave.closes_at,
    )


def _uuids(posted: Iterable[str]) -> Iterable[UUID]:
    for each in posted:
        try:
            yield UUID(each)
        except ValueError:
            abort(400)


@bp.post("/verwaltung/erhebungen/wellen/<uuid:wave_id>/erinnern")
@needs(may_run_surveys)
def remind(wave_id: UUID) -> ResponseReturnValue:
    """Send the invitation to one organisation again."""
    wave = get_or_404(Wave, wave_id)
    organisation_id = next(iter(_uuids([request.form.get("organisation", "")])))
    invitation = services.repeat_invitation(
        db.session(), wave, organisation_id, actor=current_user(), at=clock.now()
    )
    name = invitation.organisation.name
    flash(gettext("Die Einladung an %(name)s ist noch einmal unterwegs.", name=name), "success")
    return see_other(".wave", wave_id=wave_id)


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/zeitraum", methods=["GET", "POST"])
@needs(may_run_surveys)
def period(wave_id: UUID) -> ResponseReturnValue:
    """Move the last day."""
    wave = _with_survey(wave_id)
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


def _with_survey(wave_id: UUID) -> Wave:
    found = db.session().scalar(
        select(Wave)
        .where(Wave.id == wave_id)
        .options(joinedload(Wave.questionnaire).joinedload(Questionnaire.survey))
    )
    return found or abort(404)
