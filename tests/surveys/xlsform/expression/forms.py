"""A form for expressions to look at: a household of offers, each with days."""

from datetime import UTC, datetime

from ikparticipation.surveys.xlsform.expression import (
    Context,
    Kind,
    Node,
    Surroundings,
    compile_expression,
    from_rows,
    from_xml,
    parse,
)

NOW = datetime(2027, 3, 12, 22, 30, tzinfo=UTC)
TOWNS = [
    {"name": "ba", "label": "Barleben", "county": "15083"},
    {"name": "ha", "label": "Haldensleben", "county": "15083"},
    {"name": "md", "label": "Magdeburg", "county": "15003"},
]


class Form:
    """Questions by name; `${}` as pyxform finds it: of the same row, else of the whole form."""

    def __init__(self, offers=(("A", "5"), ("B", "7"))):
        self.root = Node(Kind.ROOT)
        self.data = self.root.element("data")
        self.name = self.data.element("name", "Verein")
        self.town = self.data.element("town", "ha")
        self.offers = [self.add_offer(*offer) for offer in offers]

    def add_offer(self, title, price):
        offer = self.data.element("offer")
        offer.element("title", title)
        offer.element("price", price)
        return offer

    def reference(self, name):
        self._known(name)
        return lambda node: self._of_row(name, node)

    def all_of(self, name):
        self._known(name)
        return lambda _node: self._all(self.data, name)

    def _known(self, name):
        if name not in {"name", "town", "offer", "title", "price"}:
            raise KeyError(name)

    def _of_row(self, name, node):
        row = next((one for one in (node, *node.ancestors()) if one.name == "offer"), None)
        found = self._all(row, name) if row is not None and name != "offer" else []
        return found or self._all(self.data, name)

    def _all(self, top, name):
        found = []
        for child in top.children:
            if child.relevant:
                found += [child] if child.name == name else self._all(child, name)
        return found

    def surroundings(self, **more):
        return Surroundings(root=self.root, now=NOW, instances={"towns": from_rows(TOWNS)}, **more)

    def compiled(self, source):
        return compile_expression(parse(source), self)

    def context(self, node=None, **more):
        return Context(self.data if node is None else node, self.surroundings(**more))

    def text(self, source, node=None, **more):
        return self.compiled(source).string(self.context(node, **more))

    def holds(self, source, node=None, **more):
        return self.compiled(source).boolean(self.context(node, **more))


class NoNames:
    def reference(self, name):
        raise KeyError(name)

    all_of = reference


def context_of(xml, **more):
    root = from_xml(xml)
    return Context(root, Surroundings(root=root, now=NOW, **more))
