"""Checks that paths (`../name`, `/data/group/name`, columns in filters) lead to what is there.

What a step leads to must be seen in the names alone; where it depends on more (other axes,
calculated node-sets), nothing is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Filter,
    Literal,
    NameTest,
    Path,
    Root,
    Step,
    children,
)
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.branches import Branch, follow, form_tree, table_tree
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error
from ikparticipation.surveys.xlsform.reading.nearest import nearest
from ikparticipation.text import N_

ALWAYS_THERE = ("name", "label", "itextId")


@dataclass(frozen=True)
class _Where:
    """What a part of an expression is seen from."""

    form: Form
    root: Branch
    current: Branch
    here: list[Branch] | None
    """What `.` is; None: that depends on more than names."""


@dataclass(frozen=True)
class _Lost:
    """A step that leads nowhere, and the names there are instead."""

    step: Step
    instead: tuple[str, ...]


def findings(form: Form) -> Iterator[Finding]:
    root, places = form_tree(form)
    for item in form.items:
        if not item.is_named:
            continue
        here = places[item.index]
        for column, aspect, _ in form.formulas_of(item):
            tree = form.trees.get((item.index, aspect))
            if tree is None:
                continue
            where = _Where(form, root, here, [here])
            if column == "choice_filter":
                where = replace(where, here=_choice(form, item))
            for lost in _lost(tree, where):
                yield _finding(form, item, column, lost)


def _choice(form: Form, item: Item) -> list[Branch] | None:
    """Return what a filter looks at: a choice with all columns that any choice has."""
    offered = form.offered.of(item)
    columns = {column for choice in offered for column in choice.columns}
    return _item(table_tree((*ALWAYS_THERE, *columns))) if offered else None


def _item(table: Branch) -> list[Branch]:
    return list(table.children["root"].children.values())


def _lost(expression: Expression, where: _Where) -> Iterator[_Lost]:
    match expression:
        case Path(start, steps):
            if start is not None and not isinstance(start, Root):
                yield from _lost(start, where)
            yield from _walk(steps, _begin(start, where), where)
        case Filter(base, predicates):
            yield from _lost(base, where)
            inside = replace(where, here=_begin(base, where))
            for predicate in predicates:
                yield from _lost(predicate, inside)
        case _:
            for part in children(expression):
                yield from _lost(part, where)


def _begin(start: Expression | None, where: _Where) -> list[Branch] | None:
    match start:
        case None:
            return where.here
        case Root():
            return [where.root]
        case Call("current", ()):
            return [where.current]
        case Call("instance", (Literal(name),)):
            return _table(where.form, name)
        case _:
            return None


def _table(form: Form, name: str) -> list[Branch] | None:
    rows = form.offered.table(name)
    if not rows:
        return None
    columns = {column for row in rows for column in row}
    return [table_tree((*ALWAYS_THERE, *columns))]


def _walk(steps: Iterable[Step], begin: list[Branch] | None, where: _Where) -> Iterator[_Lost]:
    at = begin
    for step in steps:
        before, at = at, follow(step, at) if at else None
        if before and at == []:
            yield _Lost(step, tuple({name for branch in before for name in branch.children}))
        inside = replace(where, here=at or None)
        for predicate in step.predicates:
            yield from _lost(predicate, inside)


def _finding(form: Form, item: Item, column: str, lost: _Lost) -> Finding:
    name = lost.step.test.name if isinstance(lost.step.test, NameTest) else ".."
    place = (form.survey, item.entry, column)
    at = lost.step.position
    if column == "choice_filter" or name not in form.named:
        similar = nearest(name, lost.instead)
        if similar:
            return error(SIMILAR, *place, position=at, name=name, similar=similar)
        return error(NOWHERE, *place, position=at, name=name)
    return error(BARE, *place, position=at, name=name)


NOWHERE = N_("„%(name)s“ gibt es hier nicht. Bitte prüfen Sie den Pfad oder den Namen der Spalte.")
SIMILAR = N_("„%(name)s“ gibt es hier nicht. Meinten Sie „%(similar)s“?")
BARE = N_("„%(name)s“ führt von hier zu keiner Frage. Bitte schreiben Sie „${%(name)s}“.")
