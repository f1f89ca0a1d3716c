"""From a form without mistakes and the nesting of its lines to the questionnaire."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ikparticipation.surveys.xlsform.expression import analysis
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Path, Root
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    MAX_ROWS,
    NOT_ASKED,
    Element,
    Group,
    Publish,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
)
from ikparticipation.surveys.xlsform.reading.checks.appearance import drawn
from ikparticipation.surveys.xlsform.reading.checks.formulas import is_carried_out
from ikparticipation.surveys.xlsform.reading.columns import YES
from ikparticipation.surveys.xlsform.reading.form import Form, Item
from ikparticipation.surveys.xlsform.reading.identities import identities
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.lists import texts
from ikparticipation.surveys.xlsform.reading.meanings import FORMULAS
from ikparticipation.surveys.xlsform.reading.pages import pages
from ikparticipation.surveys.xlsform.reading.settled import settled
from ikparticipation.surveys.xlsform.reading.standard import Node
from ikparticipation.text import N_

_TEXTS = {
    "label": "labels",
    "hint": "hints",
    "guidance_hint": "guidance",
    "required_message": "required_messages",
    "constraint_message": "constraint_messages",
}
_PLAIN = ("type", "name", "appearance", "parameters", "inventory", "question_id", "publish")


class CellPlace(NamedTuple):
    sheet: str
    row: int
    column: str | None


Places = Mapping[tuple[str, str], CellPlace]
"""(name, aspect) → its cell. Aspects are the model's: `labels`, `relevant`, `required_when` …,
and `type`, `name`, `default`, `required`. What is blank has none."""


def build(form: Form, nodes: Iterable[Node]) -> Questionnaire:
    named = _named_groups(form)
    elements = tuple(_element(form, node, named) for node in nodes)
    return Questionnaire(
        title=form.setting("form_title") or form.setting("form_id") or UNTITLED,
        languages=form.languages,
        default_language=form.default_language,
        sections=pages(elements, form.languages, form.named),
        tables=MappingProxyType(
            {name: form.offered.table(name) or () for name in sorted(form.tables_named)}
        ),
        version=form.setting("version"),
    )


def places(form: Form) -> Places:
    """Return where each thing is said; of texts, the first language."""
    columns = {
        **{column: column for column in _PLAIN},
        **_TEXTS,
        **FORMULAS,
        "min_rows": "min_rows",
        "max_rows": "max_rows",
    }
    letters = {column: form.survey.letter_of(column) for column in columns}
    found: dict[tuple[str, str], CellPlace] = {}
    for item in form.items:
        if item.is_named:
            row = item.entry.number
            said = {meaning for meaning, _ in item.entry.values} if not item.is_added else {"type"}
            for column in said & columns.keys():
                found[item.name, columns[column]] = CellPlace("survey", row, letters[column])
    return found | _also_called(found)


def _also_called(found: Places) -> dict[tuple[str, str], CellPlace]:
    """Return the places of `default` and `required` where they hold no expression."""
    plain = {"default_formula": "default", "required_when": "required"}
    return {(name, plain[of]): place for (name, of), place in found.items() if of in plain}


def _named_groups(form: Form) -> frozenset[str]:
    """Return the groups that must stay though they have no heading.

    Expressions name them, or paths count them on their way.
    """
    named: set[str] = set()
    for tree in form.trees.values():
        named |= analysis.references(tree)
        if any(_counts_groups(path) for path in analysis.paths(tree)):
            return frozenset(form.named)
    return frozenset(named)


def _counts_groups(path: Path) -> bool:
    return isinstance(path.start, Root) or any(step.axis == "parent" for step in path.steps)


def _element(form: Form, node: Node, named: Collection[str]) -> Element:
    item = form.items[node.index]
    inside = (_element(form, child, named) for child in node.inside)
    elements = tuple(_unwrapped(inside, named))
    if item.type.question is not None:
        return _question(form, item, item.type.question)
    common: dict[str, Any] = {
        "name": item.name,
        "labels": texts(item.entry, "label", form.languages),
        "hints": texts(item.entry, "hint", form.languages),
        "elements": elements,
        "appearance": _appearance(item),
    }
    if item.type.kind is Kind.BEGIN_GROUP:
        return Group(**common, **_formulas(form, item))
    return Repeat(
        **common,
        **_formulas(form, item),
        inventory=item.entry.get("inventory") or None,
        min_rows=int(item.entry.get("min_rows") or 0),
        max_rows=int(item.entry.get("max_rows") or MAX_ROWS),
    )


def _unwrapped(elements: Iterable[Element], named: Collection[str]) -> Iterator[Element]:
    """Take what is inside a group without a heading for its own: a fieldset needs a legend.

    A group that has a condition stays, and one that expressions must find.
    """
    for element in elements:
        if isinstance(element, Group) and not _stays(element, named):
            yield from element.elements
        else:
            yield element


def _stays(group: Group, named: Collection[str]) -> bool:
    return bool(group.labels) or group.relevant is not None or group.name in named


def _question(form: Form, item: Item, type_: QuestionType) -> Question:
    entry = item.entry
    asked = type_ not in NOT_ASKED
    formulas = _formulas(form, item)
    words: dict[str, Any] = {
        aspect: texts(entry, column, form.languages) for column, aspect in _TEXTS.items()
    }
    return Question(
        name=item.name,
        type=type_,
        **words,
        **formulas,
        required=asked and entry.get("required").casefold() in YES,
        default=_default(item, type_) if "default_formula" not in formulas else None,
        choices=form.offered.of(item),
        ticks=form.offered.ticks(item),
        appearance=_appearance(item),
        parameters=settled(item, type_),
        inventory=entry.get("inventory") or None,
        question_id=entry.get("question_id"),
        was=identities(entry.get("was")),
        publish=Publish(entry.get("publish").casefold() or Publish.INTERNAL),
        partner=entry.says_yes("partner"),
        catalogue=item.mark,
    )


def _formulas(form: Form, item: Item) -> dict[str, Any]:
    found = {
        aspect: formula
        for _, aspect, formula in form.formulas_of(item)
        if is_carried_out(item, aspect)
    }
    locked = form.locked.get(item.index)
    return found if locked is None else found | {"readonly": locked}


def _default(item: Item, type_: QuestionType) -> str | None:
    if type_ in FILES | {QuestionType.NOTE, QuestionType.CALCULATE}:
        return None
    return item.entry.get("default") or None


def _appearance(item: Item) -> tuple[str, ...]:
    return tuple(word for word in item.entry.get("appearance").split() if word in drawn(item))


UNTITLED = N_("Fragebogen ohne Titel")
