"""The form as a tree of names, to see where a path leads before there are any answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.expression.grammar.syntax import KindTest, NameTest, Step
from ikparticipation.surveys.xlsform.reading.form import Form

DATA = "data"
"""What the outermost element of a form is called in paths."""


@dataclass(eq=False)
class Branch:
    name: str
    parent: "Branch | None" = None
    children: "dict[str, Branch]" = field(default_factory=dict)

    def add(self, name: str) -> "Branch":
        return self.children.setdefault(name, Branch(name, self))


def form_tree(form: Form) -> tuple[Branch, dict[int, Branch]]:
    """Return the root, and the branch of each item by its index."""
    root = Branch("")
    here = root.add(DATA)
    places: dict[int, Branch] = {}
    for item in form.items:
        if item.type.kind.ends:
            here = here.parent if here.parent is not None and here.parent is not root else here
        elif item.is_named:
            places[item.index] = here.add(item.name)
            if item.type.kind.begins:
                here = places[item.index]
    return root, places


def table_tree(columns: Iterable[str]) -> Branch:
    """Return what `instance('x')` is: root/item/column. The item is its only grandchild."""
    root = Branch("")
    item = root.add("root").add("item")
    for column in columns:
        item.add(column)
    return root


def follow(step: Step, branches: list[Branch]) -> list[Branch] | None:
    """Return where a step leads; None where that depends on more than names."""
    if isinstance(step.test, KindTest) and step.test.kind != "node":
        return None
    if step.axis == "child":
        return [child for branch in branches for child in _children(step, branch)]
    if step.axis == "self":
        return [branch for branch in branches if _is_meant(step, branch)]
    if step.axis == "parent":
        parents = {id(b.parent): b.parent for b in branches if b.parent is not None}
        return [parent for parent in parents.values() if _is_meant(step, parent)]
    return None


def _children(step: Step, branch: Branch) -> Iterable[Branch]:
    if isinstance(step.test, NameTest) and step.test.name != "*":
        child = branch.children.get(step.test.name)
        return () if child is None else (child,)
    return branch.children.values()


def _is_meant(step: Step, branch: Branch) -> bool:
    return not isinstance(step.test, NameTest) or step.test.name in {"*", branch.name}
