"""What staff see and do in an anonymous wave: numbers, and a new start for a lost code."""

from typing import NamedTuple
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.surveys import policies, queries
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.queries.anonymous import (
    Turnout,
    name_of_invited,
    participation_of,
    turnout,
)
from ikparticipation.surveys.queries.results import wave_with_survey
from ikparticipation.surveys.services import anonymous
from ikparticipation.surveys.services.anonymous import Caution
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.web import gettext, see_other

NEW_START = (
    "/verwaltung/erhebungen/wellen/<uuid:wave_id>/eingeladen/<uuid:organisation_id>/neu-beginnen"
)


class Panel(NamedTuple):
    """What the page of an anonymous wave shows besides who was asked."""

    turnout: Turnout
    cautions: dict[str, int]
    least: int


def panel_of(wave: Wave) -> Panel | None:
    """Return it; None for a wave that is not anonymous."""
    if not wave.anonymous:
        return None
    questionnaire = queries.compiled_by_id(db.session(), wave.questionnaire_id)
    found = anonymous.cautions(questionnaire)
    return Panel(
        turnout(db.session(), wave.id),
        {each.value: found[each] for each in Caution},
        policies.LEAST_ANONYMOUS,
    )


def warning_about(wave: Wave) -> str | None:
    """Return what staff have to know before they invite; None: nothing."""
    panel = panel_of(wave)
    if panel is None or not any(panel.cautions.values()):
        return None
    return gettext(
        "Dieser Fragebogen fragt nach Dingen, die verraten können, wer antwortet. "
        "Welche es sind, steht auf der Seite der Welle."
    )


@bp.route(NEW_START, methods=["GET", "POST"])
@needs(may_run_surveys)
def new_start(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Ask once more, then let an organisation begin again that has lost its code."""
    wave = wave_with_survey(db.session(), wave_id) or abort(404)
    name = name_of_invited(db.session(), wave_id, organisation_id)
    if name is None or not wave.anonymous:
        abort(404)
    if request.method == "GET":
        return render_template(
            "surveys/anonymous/new_start.html",
            wave=wave,
            name=name,
            organisation_id=organisation_id,
            known=participation_of(db.session(), wave_id, organisation_id),
        )
    anonymous.allow_new_start(
        db.session(), wave, organisation_id, actor=current_user(), at=clock.now()
    )
    flash(gettext("„%(name)s“ kann noch einmal beginnen.", name=name), "success")
    return see_other(".invitation", wave_id=wave_id, organisation_id=organisation_id)
