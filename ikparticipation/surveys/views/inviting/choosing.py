"""Choosing from the register whom to ask."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.errors import InvalidError
from ikparticipation.organisations.models import KIND_NAMES, Kind
from ikparticipation.organisations.queries import organisations_of_import
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.inviting import LiftForm
from ikparticipation.surveys.models import Questionnaire, SurveyOptOut, Wave
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.queries.inviting import PAGE
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.text import one_line
from ikparticipation.web import (
    current_language,
    get_or_404,
    gettext,
    page_within,
    refuse,
    see_other,
)

FILTERS = ("art", "ort", "feld", "liste")


@bp.route("/verwaltung/erhebungen/wellen/<uuid:wave_id>/einladen", methods=["GET", "POST"])
@needs(may_run_surveys)
def invite(wave_id: UUID) -> ResponseReturnValue:
    """Pick organisations from the register and ask them: some, or all that are found."""
    wave, session = with_survey(wave_id), db.session()
    if request.method == "GET":
        return _candidates(wave)
    if "papier" in request.form:
        return _invite_on_paper(wave)
    if "alle" in request.form:
        chosen = list(queries.ready_ids(session, wave_id, _wanted(typed_filters())))
    else:
        chosen = list(uuids(request.form.getlist("organisation")))
    if not chosen:
        message = gettext("Bitte wählen Sie mindestens eine Organisation aus.")
        return _candidates(wave, error=message), 422
    new = services.invite_all(session, wave, chosen, actor=current_user(), at=clock.now())
    flash(gettext("Einladungen unterwegs: %(count)s.", count=len(new)), "success")
    return see_other(".wave", wave_id=wave_id)


def _invite_on_paper(wave: Wave) -> ResponseReturnValue:
    """Ask one organisation that nobody can mail, and go on to what can be done for it."""
    asked = next(iter(uuids([request.form["papier"]])))
    if wave.anonymous:
        abort(409)
    services.invite_all(
        db.session(), wave, [asked], actor=current_user(), at=clock.now(), on_paper=True
    )
    flash(gettext("Ohne E-Mail eingeladen. Drucken Sie ihr den Fragebogen aus."), "success")
    return see_other(".invitation", wave_id=wave.id, organisation_id=asked)


def _candidates(wave: Wave, error: str | None = None) -> str:
    session, typed = db.session(), typed_filters()
    wanted = _wanted(typed)
    total, ready = queries.candidate_counts(session, wave.id, wanted)
    page, pages = page_within(total, PAGE)
    return render_template(
        "surveys/invite.html",
        wave=wave,
        found=queries.candidates(session, wave.id, wanted, page=page),
        total=total,
        ready=ready,
        page=page,
        pages=pages,
        error=error,
        is_over=clock.now() >= wave.closes_at,
        **filter_choices(typed),
    )


def typed_filters() -> dict[str, str]:
    """Return what the address filters by."""
    return {name: one_line(request.args.get(name, ""))[:60] for name in FILTERS}


def filter_choices(typed: dict[str, str]) -> dict[str, Any]:
    """Return what the filter of a page needs: its choices, and what is chosen."""
    session = db.session()
    return {
        "typed": typed,
        "places": municipalities(session),
        "fields": queries.fields_of_action(session, current_language()),
        "kind_names": KIND_NAMES,
        "query": urlencode({name: words for name, words in typed.items() if words}),
    }


def kind_of(word: str) -> Kind | None:
    return Kind(word) if word in set(Kind) else None


def _wanted(typed: dict[str, str]) -> queries.CandidateFilter:
    ids = None
    if typed["liste"]:
        ids = organisations_of_import(db.session(), next(iter(uuids([typed["liste"]]))))
    return queries.CandidateFilter(
        kind=kind_of(typed["art"]), ags=typed["ort"], field=typed["feld"], ids=ids
    )


@bp.route("/verwaltung/erhebungen/abmeldungen/<uuid:opt_out_id>", methods=["GET", "POST"])
@needs(may_run_surveys)
def lift_opt_out(opt_out_id: UUID) -> ResponseReturnValue:
    """Let an organisation be asked again that did not want to be, with a reason."""
    wish, form = get_or_404(SurveyOptOut, opt_out_id), LiftForm()
    page = {"wish": wish, "organisation": wish.organisation, "form": form}
    if not form.is_submitted():
        return render_template("surveys/lift_opt_out.html", **page)
    if not form.validate():
        return refuse("surveys/lift_opt_out.html", **page)
    try:
        services.lift_opt_out(
            db.session(), wish, reason=form.reason.data or "", actor=current_user(), at=clock.now()
        )
    except InvalidError as error:
        form.reason.errors = [error.message]
        return refuse("surveys/lift_opt_out.html", **page)
    name = wish.organisation.name
    flash(gettext("%(name)s kann wieder eingeladen werden.", name=name), "success")
    return see_other(".surveys")


def uuids(posted: Iterable[str]) -> Iterable[UUID]:
    for each in posted:
        try:
            yield UUID(each)
        except ValueError:
            abort(400)


def with_survey(wave_id: UUID) -> Wave:
    found = db.session().scalar(
        select(Wave)
        .where(Wave.id == wave_id)
        .options(joinedload(Wave.questionnaire).joinedload(Questionnaire.survey))
    )
    return found or abort(404)
