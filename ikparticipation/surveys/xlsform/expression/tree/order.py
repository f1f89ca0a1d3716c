"""Document order."""

from collections.abc import Iterable, Sequence

from ikparticipation.surveys.xlsform.expression.tree.nodes import Kind, Node

_BEFORE_CHILDREN = {Kind.NAMESPACE: 0, Kind.ATTRIBUTE: 1}
Place = tuple[tuple[int, int], ...]


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes without doubles: before their children, namespaces before attributes.

    Trees come in the order in which they first appear. The time is linear in the nodes and in the
    neighbours of their ancestors: no tree is walked as a whole.
    """
    single = list({id(node): node for node in nodes}.values())
    if len(single) < 2:  # noqa: PLR2004
        return single
    places = _Places()
    return sorted(single, key=places.of)


class _Places:
    def __init__(self) -> None:
        self.known: dict[int, Place] = {}
        self.numbers: dict[int, dict[int, int]] = {}
        self.trees: dict[int, int] = {}

    def of(self, node: Node) -> Place:
        """Return the way from the root: numbers of children, one a level."""
        chain = [node]
        while id(chain[-1]) not in self.known and chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        place = self.known.get(id(chain[-1]))
        if place is None:
            tree = self.trees.setdefault(id(chain[-1]), len(self.trees))
            place = self.known[id(chain[-1])] = ((2, tree),)
        for inner in reversed(chain[:-1]):
            place = self.known[id(inner)] = (*place, self._number(inner))
        return place

    def _number(self, node: Node) -> tuple[int, int]:
        rank = _BEFORE_CHILDREN.get(node.kind, 2)
        parent = node.parent
        if parent is None:
            return rank, 0
        key = id(parent) * 3 + rank
        if key not in self.numbers:
            neighbours = _neighbours(parent, rank)
            self.numbers[key] = {id(one): index for index, one in enumerate(neighbours)}
        return rank, self.numbers[key].get(id(node), 0)


def _neighbours(parent: Node, rank: int) -> Sequence[Node]:
    if rank == 0:
        return parent.namespaces()
    return parent.attributes if rank == 1 else parent.content()
