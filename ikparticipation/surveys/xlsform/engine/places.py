"""Where everything of a questionnaire stands: the tree that its formulas speak of."""

from collections.abc import Iterator, Sequence

from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Formula,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)

DATA = "data"
"""The outermost element, as pyxform calls it."""


class Place:
    """A section, group, repeat or question; or the whole form, whose element is None.

    `chain` names the repeats around it, the outermost first; that of a row is `inside`.
    """

    __slots__ = (
        "chain",
        "children",
        "element",
        "formulas",
        "inside",
        "is_repeat",
        "name",
        "order",
        "parent",
        "question",
    )

    def __init__(
        self, name: str, element: Element | Section | None, parent: "Place | None", order: int
    ) -> None:
        self.name = name
        self.element = element
        self.question = element if isinstance(element, Question) else None
        self.is_repeat = isinstance(element, Repeat)
        self.parent = parent
        self.order = order
        self.chain: tuple[str, ...] = parent.inside if parent else ()
        self.inside: tuple[str, ...] = (*self.chain, name) if self.is_repeat else self.chain
        self.children: list[Place] = []
        self.formulas: dict[str, Formula] = {}

    def __repr__(self) -> str:
        return f"<place {self.name}>"

    def around(self) -> Iterator["Place"]:
        """Return what it stands in, the innermost first, without the whole form."""
        place = self.parent
        while place is not None and place.parent is not None:
            yield place
            place = place.parent

    def below(self) -> Iterator["Place"]:
        """Return all that stands in it, in the order of the form."""
        for child in self.children:
            yield child
            yield from child.below()


class Places:
    """All places by name. A section that is a repeat is one place, a loose one is none."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.root = Place(DATA, None, None, 0)
        self.by_name: dict[str, Place] = {}
        for section in questionnaire.sections:
            if _is_its_repeat(section):
                self._add(section.elements, self.root)
                repeat = self.by_name[section.name]
                if section.relevant is not None:
                    repeat.formulas.setdefault("relevant", section.relevant)
            elif section.is_loose:
                self._add(section.elements, self.root)
            else:
                self._add(section.elements, self._place(section, self.root))

    def _place(self, element: Element | Section, parent: Place) -> Place:
        place = Place(element.name, element, parent, len(self.by_name) + 1)
        place.formulas = dict(_formulas(element))
        parent.children.append(place)
        self.by_name[element.name] = place
        return place

    def _add(self, elements: Sequence[Element], parent: Place) -> None:
        for element in elements:
            place = self._place(element, parent)
            if isinstance(element, Group | Repeat):
                self._add(element.elements, place)

    def __iter__(self) -> Iterator[Place]:
        """Return all places in the order of the form."""
        return iter(self.by_name.values())


def _is_its_repeat(section: Section) -> bool:
    match section.elements:
        case (Repeat(name=name),):
            return name == section.name
        case _:
            return False


def _formulas(element: Element | Section) -> Iterator[tuple[str, Formula]]:
    if isinstance(element, Section):
        if element.relevant is not None:
            yield "relevant", element.relevant
    else:
        yield from element.formulas


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many repeats two places have in common, from the outside."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
