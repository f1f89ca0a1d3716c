"""Functions of nodes: how many, which place, what name, another document."""

from collections.abc import Mapping
from math import nan

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    Nodes,
    Strings,
    booleans,
    node_sets,
    numbers,
    of_any_kind,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.tree.axes import AXES
from ikparticipation.surveys.xlsform.expression.tree.nodes import XML, Kind, Node
from ikparticipation.surveys.xlsform.expression.tree.order import in_document_order
from ikparticipation.surveys.xlsform.expression.values import Value

_NAMED = frozenset({Kind.ELEMENT, Kind.ATTRIBUTE, Kind.INSTRUCTION})


def _count(arguments: Arguments) -> Compiled:
    nodes = arguments[0].nodes
    return numbers(lambda context: float(len(nodes(context))))


def _count_non_empty(arguments: Arguments) -> Compiled:
    nodes = arguments[0].nodes
    return numbers(lambda context: float(sum(node.string() != "" for node in nodes(context))))


def _position(arguments: Arguments) -> Compiled:
    """Return the place in the predicate; of a node, that among its neighbours of the same name."""
    if not len(arguments):
        return numbers(lambda context: float(context.position))
    nodes = arguments[0].nodes

    def position(context: Context) -> float:
        found = nodes(context)
        return float(place_among_rows(found[0])) if found else nan

    return numbers(position)


def place_among_rows(node: Node) -> int:
    """Return the number of a row, from 1; rows that are not relevant do not count."""
    known = node.row_number()
    if known is not None:
        return known
    place = 1
    for sibling in AXES["preceding-sibling"](node):
        if sibling.kind is not Kind.ELEMENT:
            continue
        if (sibling.name, sibling.namespace) != (node.name, node.namespace):
            break
        place += 1
    return place


def _last(_arguments: Arguments) -> Compiled:
    return numbers(lambda context: float(context.size))


def _current(_arguments: Arguments) -> Compiled:
    return node_sets(lambda context: (context.current,))


def _instance(arguments: Arguments) -> Compiled:
    """Return the instance element of a choice list or a file; nothing for one that is unknown."""
    name = arguments[0].string

    def nodes(context: Context) -> tuple[Node, ...]:
        found = context.surroundings.instances.get(name(context))
        return () if found is None else (found,)

    return node_sets(nodes)


def _pulldata(arguments: Arguments) -> Compiled:
    """Return a column of the first item whose other column has a value, as text."""
    file, wanted, key, value = (argument.string for argument in arguments.compiled)

    def found(context: Context) -> str:
        item = _items_by(file(context), key(context), context).get(value(context))
        return (_column(item, wanted(context)) or "") if item else ""

    return strings(found)


def _items_by(file: str, column: str, context: Context) -> Mapping[str, Node]:
    """Return the first item for each value of a column; looked through once in a run."""
    indexes = context.surroundings.indexes
    if (file, column) not in indexes:
        instance = context.surroundings.instances.get(file)
        items = [item for root in instance.children for item in root.children] if instance else []
        context.spend(len(items))
        index: dict[str, Node] = {}
        for item in items:
            value = _column(item, column)
            if value is not None:
                index.setdefault(value, item)
        indexes[file, column] = index
    return indexes[file, column]


def _column(item: Node, name: str) -> str | None:
    return next((one.string() for one in item.children if one.name == name), None)


def _id(arguments: Arguments) -> Compiled:
    """Return the elements with these ids; an id is the attribute `id` or `xml:id`."""
    value = arguments[0].value

    def nodes(context: Context) -> list[Node]:
        wanted = {word for text in _texts_of(value(context)) for word in text.split()}
        top = context.surroundings.root.top()
        first: dict[str, Node] = {}
        for node in AXES["descendant"](top):
            for attribute in node.attributes:
                if attribute.name == "id" and attribute.namespace in {"", XML}:
                    first.setdefault(attribute.string(), node)
        context.spend(len(first))
        return in_document_order(first[one] for one in wanted if one in first)

    return node_sets(nodes)


def _texts_of(value: Value) -> list[str]:
    if isinstance(value, str | float | bool):
        return [str(value)]
    return [node.string() for node in value]


def _first(arguments: Arguments) -> Nodes:
    """Return the node-set that is asked about; without an argument, the context node."""
    return arguments[0].nodes if len(arguments) else lambda context: (context.node,)


def _name(arguments: Arguments) -> Compiled:
    return strings(_of_first(_first(arguments), "qualified_name"))


def _local_name(arguments: Arguments) -> Compiled:
    return strings(_of_first(_first(arguments), "name"))


def _namespace_uri(arguments: Arguments) -> Compiled:
    return strings(_of_first(_first(arguments), "namespace"))


def _of_first(nodes: Nodes, attribute: str) -> Strings:
    def text(context: Context) -> str:
        found = nodes(context)
        return str(getattr(found[0], attribute)) if found and found[0].kind in _NAMED else ""

    return text


def _lang(arguments: Arguments) -> Compiled:
    """Return whether the node is written in a language, by the nearest `xml:lang`."""
    asked = arguments[0].string

    def speaks(context: Context) -> bool:
        language, wanted = _language_of(context.node), asked(context).lower()
        return bool(wanted) and (language == wanted or language.startswith(f"{wanted}-"))

    return booleans(speaks)


def _language_of(node: Node) -> str:
    for one in (node, *node.ancestors()):
        for attribute in one.attributes:
            if attribute.name == "lang" and attribute.namespace == XML:
                return attribute.string().lower()
    return ""


def _itext(arguments: Arguments) -> Compiled:
    name = arguments[0].string
    return of_any_kind(
        lambda context: context.surroundings.itext(name(context), context.surroundings.language)
    )


def _version(_arguments: Arguments) -> Compiled:
    return strings(lambda context: context.surroundings.version)


FUNCTIONS = table(
    Function("count", 1, 1, _count),
    Function("count-non-empty", 1, 1, _count_non_empty),
    Function("position", 0, 1, _position),
    Function("last", 0, 0, _last),
    Function("current", 0, 0, _current),
    Function("instance", 1, 1, _instance),
    Function("pulldata", 4, 4, _pulldata),
    Function("id", 1, 1, _id),
    Function("name", 0, 1, _name),
    Function("local-name", 0, 1, _local_name),
    Function("namespace-uri", 0, 1, _namespace_uri),
    Function("lang", 1, 1, _lang),
    Function("jr:itext", 1, 1, _itext),
    Function("version", 0, 0, _version),
)
