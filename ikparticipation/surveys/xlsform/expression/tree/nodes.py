"""Nodes of the XPath data model, made for one form engine: light, and quick to read.

A leaf holds its text as `value`, a plain attribute that may be set at any time; the text node
below it is made only when an expression asks for one. What is not relevant is left out by steps,
with all below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

XFORMS = "http://www.w3.org/2002/xforms"
XML = "http://www.w3.org/XML/1998/namespace"
PREFIXES = {
    "enk": "http://enketo.org/xforms",
    "ev": "http://www.w3.org/2001/xml-events",
    "h": "http://www.w3.org/1999/xhtml",
    "html": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": XFORMS,
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": XML,
    "xsd": "http://www.w3.org/2001/XMLSchema",
}
"""Prefixes that mean the same in every form, declared or not."""


class Kind(Enum):
    ROOT = auto()
    ELEMENT = auto()
    ATTRIBUTE = auto()
    NAMESPACE = auto()
    TEXT = auto()
    CDATA = auto()
    """Text to all expressions; apart from its neighbours only in a tree read `as_dom`."""
    COMMENT = auto()
    INSTRUCTION = auto()
    DOCTYPE = auto()
    """Only in a tree read `as_dom`."""

    __hash__ = object.__hash__  # that of Enum is slow


TEXTS = frozenset({Kind.TEXT, Kind.CDATA})


class Node:
    """One node. `name` is the local name, or the target of an instruction.

    `value` of a leaf is its text, "" if blank; None says that the text is that of the children.
    `children` are without attributes, in document order.
    """

    __slots__ = (
        "_namespaces",
        "_text",
        "attributes",
        "children",
        "declared",
        "kind",
        "name",
        "namespace",
        "parent",
        "prefix",
        "relevant",
        "value",
    )

    def __init__(
        self,
        kind: Kind = Kind.ELEMENT,
        name: str = "",
        value: str | None = None,
        parent: "Node | None" = None,
        *,
        namespace: str = "",
        prefix: str = "",
    ) -> None:
        self.kind = kind
        self.name = name
        self.value = value
        self.parent = parent
        self.namespace = namespace
        self.prefix = prefix
        self.relevant = True
        self.children: list[Node] = []
        self.attributes: Sequence[Node] = ()
        self.declared: Mapping[str, str] | None = None
        self._text: Node | None = None
        self._namespaces: list[Node] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} {self.qualified_name or '-'} {self.string()[:20]!r}>"

    @property
    def qualified_name(self) -> str:
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def append(self, child: "Node") -> "Node":
        child.parent = self
        self.children.append(child)
        return child

    def element(self, name: str, value: str | None = None) -> "Node":
        """Append an element and return it."""
        return self.append(Node(Kind.ELEMENT, name, value))

    def attribute(self, name: str, value: str, namespace: str = "", prefix: str = "") -> "Node":
        new = Node(Kind.ATTRIBUTE, name, value, self, namespace=namespace, prefix=prefix)
        self.attributes = (*self.attributes, new)
        return new

    def string(self) -> str:
        """Return the string-value of XPath; nothing of what is not relevant below."""
        value = self.value
        if value is not None:
            return value
        if self.kind is Kind.TEXT:  # of a leaf, whose value may have changed
            return (self.parent.value if self.parent else None) or ""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if not node.relevant:
                continue
            if node.kind is Kind.ELEMENT and node.value is None:
                waiting.extend(reversed(node.children))
            elif node.kind is Kind.ELEMENT or node.kind in TEXTS:
                yield node.string()

    def content(self) -> Sequence["Node"]:
        """Return all children, among them the text of a leaf."""
        if self.children or not self.value or self.kind is not Kind.ELEMENT:
            return self.children
        if self._text is None:
            self._text = Node(Kind.TEXT, parent=self)
        return (self._text,)

    def namespaces(self) -> Sequence["Node"]:
        """Return a node for each prefix that has a meaning here, that of `xml` among them."""
        if self.kind is not Kind.ELEMENT:
            return ()
        if self._namespaces is None:
            meanings = {"xml": XML} | self._in_scope()
            self._namespaces = [
                Node(Kind.NAMESPACE, prefix, uri, self) for prefix, uri in meanings.items() if uri
            ]
        return self._namespaces

    def _in_scope(self) -> dict[str, str]:
        meanings: dict[str, str] = {}
        node: Node | None = self
        while node is not None:
            meanings = {**(node.declared or {}), **meanings}
            node = node.parent
        return meanings

    def meaning_of(self, prefix: str) -> str | None:
        """Return the namespace a prefix stands for here; at the root, in the first element."""
        if self.kind is Kind.ROOT:
            declared = (child.declared or {} for child in self.children)
            return next((one[prefix] for one in declared if prefix in one), None)
        for node in (self, *self.ancestors()):
            if node.declared and prefix in node.declared:
                return node.declared[prefix]
        return None

    def ancestors(self) -> Iterator["Node"]:
        """Return the nodes above, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def row_number(self) -> int | None:
        """Return its number among the rows, if it knows it: counting them each time is slow."""
        return None

    def top(self) -> "Node":
        node = self
        while node.parent is not None:
            node = node.parent
        return node
