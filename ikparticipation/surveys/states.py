"""How far each section of a response is: for the navigation on every page of a questionnaire.

Asked at each click, and with many rows dearer than the rest of the page, so the answer is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ikparticipation.surveys.section_page import questions_of
from ikparticipation.surveys.xlsform.check import BLANK_ROW, MISSING, UNSAID, check_section
from ikparticipation.surveys.xlsform.document import Document, spots
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Section

OPEN, DONE, ERROR = "open", "done", "error"
"""Never saved; nothing is missing; something is missing or wrong."""


@dataclass(frozen=True, slots=True)
class SectionState:
    name: str
    state: str
    missing: int = 0
    """Required answers that are not there, and rows of last time of which nothing is said; 0 for
    a section that was never saved."""
    invalid: int = 0
    """Answers that need correction."""


_MISSING = frozenset({MISSING, BLANK_ROW}) | UNSAID


States = tuple[SectionState, ...]
"""One for each section that is relevant, in their order."""

_KEPT: dict[UUID, tuple[tuple[int, date], States]] = {}
_MOST = 2_000


def section_states(state: State, saved: Mapping[str, Any]) -> States:
    """Return how far the relevant sections are; `saved` has the names of those ever saved."""
    return tuple(
        _state(section, state, saved)
        for section in state.questionnaire.pages
        if state.is_relevant(section.name)
    )


def kept_states(
    response_id: UUID, version: int, day: date, state: Callable[[], State], saved: Mapping[str, Any]
) -> States:
    """Return the same, reckoned once a day for each version of a response.

    Only for what is committed: a version that was rolled back may come again with other answers.
    """
    kept = _KEPT.get(response_id)
    if kept is not None and kept[0] == (version, day):
        return kept[1]
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    states = section_states(state(), saved)
    _KEPT[response_id] = (version, day), states
    return states


def _state(section: Section, state: State, saved: Mapping[str, Any]) -> SectionState:
    if section.name not in saved:
        return SectionState(section.name, OPEN)
    problems = check_section(state, section)
    missing = sum(problem.message in _MISSING for problem in problems)
    found = ERROR if problems else DONE
    return SectionState(section.name, found, missing, len(problems) - missing)


def needs_checking(section: Section, document: Document) -> bool:
    """Whether something may be wrong that is not only missing; cheaper than checking all."""
    return _has_rules(section) or holds_invalid(section, document)


def holds_invalid(section: Section, document: Document) -> bool:
    """Whether something was typed that is no answer."""
    return any("invalid" in spot.record for spot in spots(section, document))


_RULES: dict[int, tuple[Section, bool]] = {}
"""By id of the section, which is kept alive with it: its own hash would look at every word."""


def _has_rules(section: Section) -> bool:
    found = _RULES.get(id(section))
    if found is None:
        if len(_RULES) >= _MOST:
            _RULES.clear()
        has_rules = any(q.constraint or q.choice_filter for q in questions_of(section))
        found = _RULES[id(section)] = section, has_rules
    return found[1]
