"""The axes of XPath 1.0: the nodes reached from one node, the nearest first.

What is not relevant is left out, with all below it, wherever an axis leads down or to the side.
Upwards and on `self` nothing is left out: who asks stands there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ikparticipation.surveys.xlsform.expression.tree.nodes import Kind, Node

_ASIDE = frozenset({Kind.ATTRIBUTE, Kind.NAMESPACE})


def _child(node: Node) -> Iterable[Node]:
    return [child for child in node.content() if child.relevant]


def _descendant(node: Node) -> Iterator[Node]:
    waiting = [iter(node.content())]
    while waiting:
        for child in waiting[-1]:
            if child.relevant:
                yield child
                waiting.append(iter(child.content()))
                break
        else:
            waiting.pop()


def _descendant_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _descendant(node)


def _parent(node: Node) -> Iterable[Node]:
    return () if node.parent is None else (node.parent,)


def _ancestor_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()


def _siblings(node: Node) -> tuple[Sequence[Node], Sequence[Node]]:
    """Return those before (the nearest first) and after a node; neither for an attribute."""
    if node.parent is None or node.kind in _ASIDE:
        return (), ()
    around = node.parent.content()
    place = next((index for index, one in enumerate(around) if one is node), len(around))
    return around[:place][::-1], around[place + 1 :]


def _following_sibling(node: Node) -> Iterable[Node]:
    return [one for one in _siblings(node)[1] if one.relevant]


def _preceding_sibling(node: Node) -> Iterable[Node]:
    return [one for one in _siblings(node)[0] if one.relevant]


def _following(node: Node) -> Iterator[Node]:
    if node.kind in _ASIDE and node.parent is not None:
        yield from _descendant(node.parent)
        node = node.parent
    for start in _ancestor_or_self(node):
        for sibling in _following_sibling(start):
            yield from _descendant_or_self(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if node.kind in _ASIDE and node.parent is not None:
        node = node.parent
    for start in _ancestor_or_self(node):
        for sibling in _preceding_sibling(start):
            yield from reversed(list(_descendant_or_self(sibling)))


def _attribute(node: Node) -> Iterable[Node]:
    return node.attributes


def _namespace(node: Node) -> Iterable[Node]:
    return node.namespaces()


def _self(node: Node) -> Iterable[Node]:
    return (node,)


def _ancestor(node: Node) -> Iterable[Node]:
    return node.ancestors()


AXES: dict[str, Callable[[Node], Iterable[Node]]] = {
    "ancestor": _ancestor,
    "ancestor-or-self": _ancestor_or_self,
    "attribute": _attribute,
    "child": _child,
    "descendant": _descendant,
    "descendant-or-self": _descendant_or_self,
    "following": _following,
    "following-sibling": _following_sibling,
    "namespace": _namespace,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_sibling,
    "self": _self,
}
