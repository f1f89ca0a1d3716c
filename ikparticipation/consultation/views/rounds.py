"""Rounds: opening a version for comments, and moving the end."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import EndForm, RoundForm
from ikparticipation.consultation.labels import CIRCLES
from ikparticipation.consultation.models import Circle, Round
from ikparticipation.consultation.period import day_of, last_day
from ikparticipation.consultation.policies import may_open_rounds
from ikparticipation.consultation.views.blueprint import bp, chosen_id, words
from ikparticipation.drafts.models import Version
from ikparticipation.errors import DomainError, InvalidError
from ikparticipation.web import get_or_404, gettext, see_other, tell


@bp.get("/verwaltung/runden")
@needs(may_open_rounds)
def rounds() -> ResponseReturnValue:
    """List the rounds, and the versions that could be opened."""
    return render_template(
        "consultation/rounds.html",
        rounds=queries.all_rounds(db.session()),
        versions=queries.versions_without_round(db.session()),
        circles=words(CIRCLES),
        now=clock.now(),
    )


@bp.route("/verwaltung/runden/neu", methods=["GET", "POST"])
@needs(may_open_rounds)
def open_round() -> ResponseReturnValue:
    """Ask from when until when, and open the round."""
    version_id = chosen_id("fassung") or abort(404)
    version = get_or_404(Version, version_id)
    form = RoundForm(opens_on=day_of(clock.now()))
    if not form.validate_on_submit():
        return _show_new(version, form), 422 if form.is_submitted() else 200
    try:
        opened = services.open_round(
            db.session(),
            version,
            opens_at=form.opens_at,
            closes_at=form.closes_at,
            moderation=form.moderation.data,
            circle=form.circle.data,
            sealed=form.sealed.data,
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.closes_on.errors = [gettext(error.message, **error.facts)]
        return _show_new(version, form), error.status
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show_new(version, form), error.status
    said = gettext("Die Beteiligungsrunde ist angelegt.")
    if opened.circle is not Circle.EVERYONE:
        tell(said)
        return see_other(".invite_organisations", round_id=opened.id)
    invite = url_for(".invite_organisations", round_id=opened.id)
    tell(said, (gettext("Organisationen einladen"), invite))
    return see_other(".rounds")


@bp.route("/verwaltung/runden/<uuid:round_id>", methods=["GET", "POST"])
@needs(may_open_rounds)
def change_end(round_id: UUID) -> ResponseReturnValue:
    """Ask for another last day."""
    changed = get_or_404(Round, round_id)
    form = EndForm(closes_on=last_day(changed.closes_at))
    if not form.validate_on_submit():
        return _show_end(changed, form), 422 if form.is_submitted() else 200
    try:
        services.change_end(
            db.session(),
            changed,
            closes_at=form.closes_at,
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.closes_on.errors = [gettext(error.message, **error.facts)]
        return _show_end(changed, form), error.status
    flash(gettext("Das Ende der Runde ist geändert."), "success")
    return see_other(".rounds")


def _show_new(version: Version, form: Any) -> str:
    return render_template("consultation/round_new.html", version=version, form=form)


def _show_end(changed: Round, form: Any) -> str:
    return render_template("consultation/round_end.html", in_round=changed, form=form)
