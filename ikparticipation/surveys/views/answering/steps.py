"""The steps of a questionnaire, as the navigation beside each page shows them."""

from typing import NamedTuple

from flask import abort, request

from ikparticipation.surveys.models import Response
from ikparticipation.surveys.states import States, kept_states, section_states
from ikparticipation.surveys.views.place import Place
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Section
from ikparticipation.text import BERLIN
from ikparticipation.web import SAFE_METHODS


class Stage(NamedTuple):
    """One step. `state` is one of `states` or „now“."""

    name: str
    title: str
    href: str
    state: str
    missing: int
    invalid: int


def section_of(place: Place, name: str) -> Section:
    return place.questionnaire.section(name) or abort(404)


def stages(
    place: Place, response: Response | None, state: State, now: Section | None = None
) -> list[Stage]:
    """Return the sections that are relevant, and how far each is."""
    return [
        Stage(
            name=each.name,
            title=title_of(place, state, section),
            href=place.path(section.name),
            state="now" if section is now else each.state,
            missing=each.missing,
            invalid=each.invalid,
        )
        for each in _states(place, response, state)
        for section in [section_of(place, each.name)]
    ]


def title_of(place: Place, state: State, section: Section) -> str:
    return state.words(section, "label", place.speech.language)


def _states(place: Place, response: Response | None, state: State) -> States:
    if response is None:
        return section_states(state, {})
    if request.method not in SAFE_METHODS:
        return section_states(state, response.section_versions)
    day = place.now.astimezone(BERLIN).date()
    saved = response.section_versions
    return kept_states(response.id, response.version, day, lambda: state, saved)
