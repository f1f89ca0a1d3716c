"""Where answering begins and goes on."""

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.db import AnyRow
from ikparticipation.surveys import policies
from ikparticipation.surveys.forms.together import AskToReopenForm
from ikparticipation.surveys.queries.reopening import newest_request
from ikparticipation.surveys.section_page import own_name
from ikparticipation.surveys.states import DONE
from ikparticipation.surveys.views.answering.page import carried_day
from ikparticipation.surveys.views.answering.steps import stages
from ikparticipation.surveys.views.answering.team import team_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import (
    Place,
    choose_language,
    closed_sentence,
    for_writing,
)
from ikparticipation.surveys.xlsform.checking.minutes import minutes


@bp.get("/erhebung/<uuid:wave_id>")
@for_writing
def overview(place: Place) -> ResponseReturnValue:
    """Show what it is about, until when, and how far the organisation is."""
    return overview_page(place)


def overview_page(
    place: Place, *, sharing: str | None = None, asking: AskToReopenForm | None = None
) -> str:
    """Draw the page; `sharing`: why sections were not shared out, `asking`: what was typed."""
    response = place.response
    steps = stages(place, response, place.state)
    left = [step.href for step in steps if step.state != DONE]
    return render_template(
        "surveys/entering/overview.html" if place.entry else "surveys/overview.html",
        place=place,
        response=response,
        carried_day=carried_day(place.document),
        steps=steps,
        next_step=left[0] if left else place.path("pruefen"),
        done=len(steps) - len(left),
        closed=None if place.is_open else closed_sentence(place),
        own_name=own_name,
        minutes=minutes_of(place),
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
        team=team_of(place, current_user().id),
        sharing=sharing,
        asked=_asked(place),
        may_ask=policies.may_ask_to_reopen(place.wave, response, place.now),
        asking=asking or AskToReopenForm(formdata=None),
    )


def _asked(place: Place) -> AnyRow | None:
    """Return the last request to open again; before the end there is none."""
    if place.response is None or place.now < place.wave.closes_at:
        return None
    return newest_request(db.session(), place.response.id)


_MINUTES: dict[UUID, tuple[int, int]] = {}
"""By id of the questionnaire, which never changes."""


def minutes_of(place: Place) -> tuple[int, int]:
    key = place.wave.questionnaire_id
    if key not in _MINUTES:
        _MINUTES[key] = minutes(place.questionnaire)
    return _MINUTES[key]


@bp.post("/erhebung/<uuid:wave_id>")
@for_writing
def speak(place: Place) -> ResponseReturnValue:
    """Choose the language of the questionnaire."""
    wanted = request.form.get("sprache", "")
    if wanted in place.questionnaire.languages:
        choose_language(wanted)
    return redirect(place.path(), 303)
