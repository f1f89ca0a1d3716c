"""Why something is shown, hidden, required or refused right now: for those who write the rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from ikparticipation.surveys.xlsform.engine import Aspect, State
from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)
from ikparticipation.text import N_
from ikparticipation.web import gettext

ASPECT_WORDS = {
    "relevant": N_("Wird gefragt, wenn"),
    "calculation": N_("Wird berechnet aus"),
    "default_formula": N_("Vorgabe"),
    "required_when": N_("Pflicht, wenn"),
    "required": N_("Pflicht, wenn"),
    "readonly": N_("Nur zum Lesen, wenn"),
    "choice_filter": N_("Angeboten wird, was erfüllt"),
    "constraint": N_("Bedingung für die Antwort"),
    "row_count": N_("Zahl der Zeilen"),
}
MOST_ROWS = 5
"""So many rows of a repeat are explained; the others follow the same rules."""
_TRUTH = {"true": N_("ja"), "false": N_("nein")}


@dataclass(frozen=True)
class Told:
    """One formula: what it says, what it comes to now, and what that rests on."""

    word: str
    of: str
    """The group it belongs to, where it is not the question's own."""
    source: str
    value: str
    error: str
    inputs: list[tuple[str, str]]
    """Label or name of what it refers to, and its value now."""


@dataclass(frozen=True)
class Rule:
    """A question or group and the state of its formulas."""

    name: str
    label: str
    row: int | None
    """The number of the row it stands in."""
    is_shown: bool
    told: list[Told]


def rules_of(state: State, section: Section, language: str) -> Iterator[Rule]:
    """Return what has a rule or is hidden, in the order of the page."""
    yield from _elements(state, section.elements, language, None, None)


def _elements(
    state: State,
    elements: tuple[Element, ...],
    language: str,
    row: str | None,
    number: int | None,
) -> Iterator[Rule]:
    for element in elements:
        rule = _rule(state, element, language, row, number)
        if rule.told or not rule.is_shown:
            yield rule
        if isinstance(element, Group):
            yield from _elements(state, element.elements, language, row, number)
        elif isinstance(element, Repeat):
            rows = state.rows(element.name, row)[:MOST_ROWS]
            for place, inner in enumerate(rows, start=1):
                yield from _elements(state, element.elements, language, inner["id"], place)


def _rule(
    state: State, element: Element, language: str, row: str | None, number: int | None
) -> Rule:
    explained = state.explain(element.name, row)
    label = state.words(element, "label", language, row)
    return Rule(
        name=element.name,
        label=label or element.name,
        row=number,
        is_shown=explained.is_relevant,
        told=[_told(aspect, element.name, state, language) for aspect in explained.aspects],
    )


def _told(aspect: Aspect, name: str, state: State, language: str) -> Told:
    error, of = aspect.error, "" if aspect.of == name else aspect.of
    return Told(
        word=gettext(ASPECT_WORDS.get(aspect.name, aspect.name)),
        of=_label(state.questionnaire, of, language) if of else "",
        source=aspect.source,
        value=gettext(_TRUTH[aspect.value]) if aspect.value in _TRUTH else aspect.value,
        error=gettext(error.message, **error.facts) if error else "",
        inputs=[
            (_label(state.questionnaire, name, language), ", ".join(filter(None, values)))
            for name, values in aspect.inputs
        ],
    )


def _label(questionnaire: Questionnaire, name: str, language: str) -> str:
    placed = questionnaire.question(name)
    found: Question | Section | Repeat | None = (
        placed.question if placed else questionnaire.section(name) or questionnaire.repeat(name)
    )
    return (found.labels.get(language) if found else None) or name
