"""How far each section of a response is: for the navigation on every page of a questionnaire.

Asked at each click, and with many rows dearer than the rest of the page, so the answer is kept.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ikparticipation.surveys.xlsform.check import check_section
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section

OPEN, DONE, ERROR = "open", "done", "error"
"""Never saved; nothing is missing; something is missing or wrong."""

States = tuple[str, ...]
"""One for each section, in their order."""

_KEPT: dict[UUID, tuple[int, States]] = {}
_MOST = 2_000


def section_states(
    questionnaire: Questionnaire, document: Document, saved: Mapping[str, Any]
) -> States:
    """Return the state of each section; `saved` has the names of those that were ever saved."""
    return tuple(_state(section, document, saved) for section in questionnaire.sections)


def kept_states(
    response_id: UUID,
    version: int,
    questionnaire: Questionnaire,
    document: Document,
    saved: Mapping[str, Any],
) -> States:
    """Return the same, reckoned once for each version of a response.

    Only for what is committed: a version that was rolled back may come again with other answers.
    """
    kept = _KEPT.get(response_id)
    if kept is not None and kept[0] == version:
        return kept[1]
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    states = section_states(questionnaire, document, saved)
    _KEPT[response_id] = version, states
    return states


def _state(section: Section, document: Document, saved: Mapping[str, Any]) -> str:
    if section.name not in saved:
        return OPEN
    return ERROR if check_section(section, document) else DONE


def holds_invalid(section: Section, document: Document) -> bool:
    """Whether something in this section was typed that is no answer; cheaper than checking all."""
    rows = (row for r in section.repeats for row in document["rows"].get(r.name, []))
    return "invalid" in document or any("invalid" in row for row in rows)
