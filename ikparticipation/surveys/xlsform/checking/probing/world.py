"""A respondent in miniature: the nodes that a few formulas can see, and their values.

Everything a formula depends on is in the tree, at its place, with all groups and rows around it:
the questions it names, and what their relevance and calculation name in turn. Rows of one repeat
all have the same answers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from ikparticipation.surveys.xlsform.checking.outline import Outline, Spot
from ikparticipation.surveys.xlsform.expression import (
    Compiled,
    Context,
    Expression,
    ExpressionError,
    Kind,
    Node,
    Surroundings,
    compile_expression,
    from_rows,
)
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call
from ikparticipation.surveys.xlsform.questionnaire import (
    NEVER_SHOWN,
    Formula,
    Question,
    Questionnaire,
    Repeat,
)
from ikparticipation.text import BERLIN, pick

NOW = datetime(2027, 6, 15, 12, tzinfo=BERLIN)
"""The moment of all checks: what they find must not change overnight."""

Answers = Mapping[str, str]
"""Question → its answer as expressions see it; what is not there is blank."""


class Surface:
    """What is the same for all worlds of a questionnaire: its outline and its tables."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.questionnaire: Questionnaire = outline.questionnaire

    @cached_property
    def instances(self) -> Mapping[str, Node]:
        return {name: from_rows(rows) for name, rows in self.questionnaire.tables.items()}

    def choice_name(self, value: str, question: str, _node: Node) -> str:
        name = question.removeprefix("${").removesuffix("}").rsplit("/", 1)[-1].strip()
        placed = self.questionnaire.question(name)
        labels = placed.question.choice_labels.get(value) if placed else None
        return pick(labels, self.questionnaire.default_language) if labels else ""

    def depends_on(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return these and all they depend on, in the order in which to compute them."""
        order: dict[str, None] = {}
        for name in names:
            self._visit(name, order)
        return tuple(order)

    def _visit(self, first: str, order: dict[str, None]) -> None:
        """Walk without recursion: a thousand calculations may stand in a chain."""
        waiting, open_ = [(first, False)], set()
        while waiting:
            name, is_done = waiting.pop()
            if is_done:
                order[name] = None
            elif name not in order and name not in open_:
                open_.add(name)
                waiting.append((name, True))
                waiting.extend((other, False) for other in reversed(self._needs[name]))

    @cached_property
    def _needs(self) -> Mapping[str, tuple[str, ...]]:
        return {spot.name: tuple(self._needed_by(spot)) for spot in self.outline}

    def _needed_by(self, spot: Spot) -> Iterable[str]:
        yield from spot.above[-1:]
        if spot.element.relevant is not None:
            yield from self.outline.seen_by(spot.element.relevant)
        formula = computed_by(spot.question)
        if formula is not None:
            yield from self.outline.seen_by(formula)


def computed_by(question: Question | None) -> Formula | None:
    """Return what decides its value, when nobody types it."""
    if question is None:
        return None
    if question.calculation is not None:
        return question.calculation
    return question.default_formula if is_fixed(question) else None


def is_fixed(question: Question) -> bool:
    """Return whether nobody can answer it: its value is that it begins with."""
    readonly = question.readonly
    return question.type in NEVER_SHOWN or (
        readonly is not None and isinstance(readonly.tree, Call) and readonly.tree.name == "true"
    )


class World:
    """The tree of some names, seen from an asker, who is shown: it and all around it is relevant.

    `play` gives answers; then `holds` says of a formula whether it holds.
    """

    def __init__(self, surface: Surface, names: Sequence[str], *, asker: str) -> None:
        self.surface = surface
        self._outline = surface.outline
        self._names = names
        self._asker = asker
        around = {asker, *self._outline[asker].above}
        self._settled = [name for name in names if name not in around]
        self._formulas: dict[tuple[str, str], Compiled] = {}
        self._rows: tuple[tuple[str, int], ...] | None = None
        self._nodes: dict[str, list[Node]] = {}
        self._surroundings = Surroundings(root=Node(Kind.ROOT), now=NOW)

    def compiled(self, tree: Expression) -> Compiled:
        return compile_expression(tree, self)

    def reference(self, name: str) -> Callable[[Node], Sequence[Node]]:
        """Return how `${name}` is found: in the row of the asker, else in the whole form."""
        repeats = frozenset(self._outline[name].repeats) if name in self._outline else None
        if repeats is None:
            raise KeyError(name)

        def find(node: Node) -> Sequence[Node]:
            found = self._nodes.get(name, [])
            row = _row_around(node, repeats) if repeats else None
            if row is not None:
                found = [other for other in found if row in other.ancestors()]
            return [other for other in found if _is_visible(other)]

        return find

    def all_of(self, name: str) -> Callable[[Node], Sequence[Node]]:
        if name not in self._outline:
            raise KeyError(name)
        return lambda _node: [n for n in self._nodes.get(name, []) if _is_visible(n)]

    def play(self, answers: Answers, rows: Mapping[str, int]) -> None:
        """Give the answers, and compute what follows from them."""
        counts = tuple(sorted(rows.items()))
        if counts != self._rows:
            self._grow(rows)
            self._rows = counts
        self._fill(self._asker, answers)
        for name in self._settled:
            self._settle(name, answers)

    def holds(self, compiled: Compiled, name: str) -> bool:
        """Return whether a formula holds at the (first) node of `name`; a failing one does not."""
        try:
            return compiled.boolean(self.context(name))
        except ExpressionError:
            return False

    def context(self, name: str) -> Context:
        nodes = self._nodes.get(name)
        return Context(nodes[0] if nodes else self._surroundings.root, self._surroundings)

    def visible(self, name: str) -> bool:
        return any(_is_visible(node) for node in self._nodes.get(name, ()))

    def _grow(self, rows: Mapping[str, int]) -> None:
        """Make the tree: an element for each name and all around it, in the order of the form."""
        root = Node(Kind.ROOT)
        data = root.element("data")
        self._nodes = {}
        outline = self._outline
        needed = {around for name in self._names for around in (*outline[name].above, name)}
        needed |= {self._asker, *outline[self._asker].above}
        for spot in sorted((outline[name] for name in needed), key=lambda spot: spot.number):
            parents = self._nodes[spot.above[-1]] if spot.above else [data]
            count = rows.get(spot.name, 1) if isinstance(spot.element, Repeat) else 1
            value = "" if spot.question is not None else None
            self._nodes[spot.name] = [
                parent.element(spot.name, value) for parent in parents for _ in range(count)
            ]
        self._surroundings = Surroundings(
            root=root,
            now=NOW,
            language=self.surface.questionnaire.default_language,
            instances=self.surface.instances,
            choice_name=self.surface.choice_name,
            version=self.surface.questionnaire.version,
        )

    def _settle(self, name: str, answers: Answers) -> None:
        spot = self._outline[name]
        relevant = spot.element.relevant
        if relevant is not None:
            for node in self._nodes[name]:
                node.relevant = self._truth((name, "relevant"), relevant, node)
        if spot.question is not None:
            self._fill(name, answers)

    def _fill(self, name: str, answers: Answers) -> None:
        question = self._outline[name].question
        if question is None:
            return
        formula = computed_by(question)
        for node in self._nodes[name]:
            if formula is not None:
                node.value = self._text((name, "value"), formula, node)
            else:
                node.value = answers.get(name, question.default or "" if is_fixed(question) else "")

    def _truth(self, key: tuple[str, str], formula: Formula, node: Node) -> bool:
        try:
            return self._of(key, formula).boolean(Context(node, self._surroundings))
        except ExpressionError:
            return True  # as the form engine decides: better shown than lost

    def _text(self, key: tuple[str, str], formula: Formula, node: Node) -> str:
        try:
            return self._of(key, formula).string(Context(node, self._surroundings))
        except ExpressionError:
            return ""

    def _of(self, key: tuple[str, str], formula: Formula) -> Compiled:
        if key not in self._formulas:
            self._formulas[key] = self.compiled(formula.tree)
        return self._formulas[key]


def _row_around(node: Node, repeats: frozenset[str]) -> Node | None:
    """Return the row of the innermost repeat that the asker shares."""
    if node.name in repeats:
        return node
    return next((above for above in node.ancestors() if above.name in repeats), None)


def _is_visible(node: Node) -> bool:
    return node.relevant and all(above.relevant for above in node.ancestors())
