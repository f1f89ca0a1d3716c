"""Where answering begins and goes on."""

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation.surveys.section_page import own_name
from ikparticipation.surveys.states import DONE
from ikparticipation.surveys.views.answering.steps import stages
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import (
    Place,
    choose_language,
    closed_sentence,
    for_organisation,
)
from ikparticipation.surveys.xlsform.checking.minutes import minutes


@bp.get("/erhebung/<uuid:wave_id>")
@for_organisation
def overview(place: Place) -> ResponseReturnValue:
    """Show what it is about, until when, and how far the organisation is."""
    steps = stages(place, place.response, place.state)
    left = [step.href for step in steps if step.state != DONE]
    return render_template(
        "surveys/overview.html",
        place=place,
        response=place.response,
        steps=steps,
        next_step=left[0] if left else place.path("pruefen"),
        done=len(steps) - len(left),
        closed=None if place.is_open else closed_sentence(place),
        own_name=own_name,
        minutes=_minutes(place),
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
    )


_MINUTES: dict[UUID, tuple[int, int]] = {}
"""By id of the questionnaire, which never changes."""


def _minutes(place: Place) -> tuple[int, int]:
    key = place.wave.questionnaire_id
    if key not in _MINUTES:
        _MINUTES[key] = minutes(place.questionnaire)
    return _MINUTES[key]


@bp.post("/erhebung/<uuid:wave_id>")
@for_organisation
def speak(place: Place) -> ResponseReturnValue:
    """Choose the language of the questionnaire."""
    wanted = request.form.get("sprache", "")
    if wanted in place.questionnaire.languages:
        choose_language(wanted)
    return redirect(place.path(), 303)
