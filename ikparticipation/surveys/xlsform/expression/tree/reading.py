"""Trees from XML and from tables: secondary instances, and the forms of test cases."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.tree.nodes import XML, Kind, Node
from ikparticipation.text import N_

MAX_DEPTH = 200


def from_rows(rows: Iterable[Mapping[str, str]]) -> Node:
    """Return what `instance('…')` gives for a choice list or a CSV file: root/item/column."""
    instance = Node(Kind.ELEMENT, "instance")
    root = instance.element("root")
    for row in rows:
        item = root.element("item")
        for name, value in row.items():
            item.element(name, value)
    return instance


def from_xml(text: str, *, as_dom: bool = False) -> Node:
    """Return the root node of an XML document.

    A doctype is passed over, but one that declares entities is refused. `as_dom` keeps doctype
    and CDATA sections as nodes of their own, as the trees of browsers do; XPath knows neither.
    """
    reader = _Reader(as_dom=as_dom)
    try:
        reader.parser.Parse(text.strip().encode(), True)
    except ExpatError as error:
        raise ExpressionError(NOT_XML, line=error.lineno) from error
    return reader.root


class _Reader:
    def __init__(self, *, as_dom: bool) -> None:
        self.root = self.node = Node(Kind.ROOT)
        self.depth = 0
        self.as_dom = as_dom
        self.in_cdata = False
        self.declared: dict[str, str] = {}
        self.parser = parser = ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = self.declare
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.CommentHandler = self.comment
        parser.ProcessingInstructionHandler = self.instruction
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.refuse
        if as_dom:
            parser.StartCdataSectionHandler = self.start_cdata
            parser.EndCdataSectionHandler = self.end_cdata

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def start(self, name: str, attributes: list[str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(XML_TOO_DEEP, limit=MAX_DEPTH)
        namespace, local, prefix = _parts(name)
        element = Node(Kind.ELEMENT, local, namespace=namespace, prefix=prefix)
        self.node = self.node.append(element)
        if self.declared:
            element.declared, self.declared = self.declared, {}
        for index in range(0, len(attributes), 2):
            namespace, local, prefix = _parts(attributes[index])
            element.attribute(local, attributes[index + 1], namespace, prefix)

    def end(self, _name: str) -> None:
        self.depth -= 1
        node, children = self.node, self.node.children
        if not children:
            node.value = ""
        elif len(children) == 1 and children[0].kind is Kind.TEXT:
            node.value = children.pop().value
        if node.parent is not None:
            self.node = node.parent

    def text(self, data: str) -> None:
        children = self.node.children
        kind = Kind.CDATA if self.in_cdata else Kind.TEXT
        if children and children[-1].kind is kind and kind is Kind.TEXT:
            children[-1].value = (children[-1].value or "") + data
        elif self.node.kind is Kind.ELEMENT:
            self.node.append(Node(kind, value=data))

    def comment(self, data: str) -> None:
        self.node.append(Node(Kind.COMMENT, value=data))

    def instruction(self, target: str, data: str) -> None:
        self.node.append(Node(Kind.INSTRUCTION, target, data))

    def doctype(self, name: str, *_more: Any) -> None:
        if self.as_dom:
            self.node.append(Node(Kind.DOCTYPE, name, ""))

    def refuse(self, *_declaration: Any) -> None:
        raise ExpressionError(ENTITIES)

    def start_cdata(self) -> None:
        self.in_cdata = True

    def end_cdata(self) -> None:
        self.in_cdata = False


def _parts(name: str) -> tuple[str, str, str]:
    """Return namespace, local name and prefix of what expat calls "uri local prefix"."""
    match name.split(" "):
        case [uri, local, prefix]:
            return uri, local, prefix
        case [uri, local]:
            return uri, local, "xml" if uri == XML else ""
        case _:
            return "", name, ""


NOT_XML = N_("Die Datei ist kein gültiges XML (Zeile %(line)s).")
XML_TOO_DEEP = N_("Die Datei ist mehr als %(limit)s-mal verschachtelt.")
ENTITIES = N_("Die Datei erklärt Entities. Bitte ersetzen Sie sie durch ihren Text.")
