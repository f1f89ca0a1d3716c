"""A question's figures as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from ikparticipation.surveys.results import Kind, Numbers, Tally
from ikparticipation.surveys.results.drawing import Plot
from ikparticipation.surveys.results.plots import choice_bars, histogram
from ikparticipation.text import pick
from ikparticipation.web import current_language

_DRAWN = {
    Kind.CHOICE: choice_bars,
    Kind.CHOICES: choice_bars,
    Kind.RANK: choice_bars,
    Kind.NUMBER: histogram,
    Kind.MONTH: histogram,
    Kind.HOUR: histogram,
}


@dataclass(frozen=True)
class Figure:
    """One question: its counts, and where there is something to draw a plot."""

    tally: Tally
    language: str

    @property
    def name(self) -> str:
        return self.tally.question.name

    @property
    def label(self) -> str:
        return pick(self.tally.question.labels, self.language) or self.name

    @property
    def repeat(self) -> str:
        """Label of the list in whose entries it is asked; blank outside of lists."""
        repeat = self.tally.placed.repeat
        return (pick(repeat.labels, self.language) or repeat.name) if repeat else ""

    @property
    def is_text(self) -> bool:
        """Whether answers are listed, not counted."""
        return self.tally.kind is Kind.FILLED

    @property
    def plot(self) -> Plot | None:
        draw = _DRAWN.get(self.tally.kind)
        return draw(self.tally, self.language) if draw and self.tally.answered else None

    @property
    def notes(self) -> tuple[str, ...]:
        """What must stand beside the plot; the first note says what the counts say."""
        return self.plot.notes[1:] if self.plot else ()

    @property
    def numbers(self) -> Numbers | None:
        return self.tally.numbers

    @property
    def ranked(self) -> list[tuple[str, float | None]]:
        """Return the choices of a rank with their mean place, the best first."""
        return [
            (pick(each.labels, self.language) or each.name, each.mean) for each in self.tally.ranked
        ]


def figures_by_section(tallies: Mapping[str, Tally]) -> list[tuple[str, str, list[Figure]]]:
    """Return name and label of each section that asks something, with its questions in order."""
    language = current_language()
    found: dict[str, tuple[str, str, list[Figure]]] = {}
    for tally in tallies.values():
        section = tally.placed.section
        label = pick(section.labels, language) or section.name
        figures = found.setdefault(section.name, (section.name, label, []))[2]
        figures.append(Figure(tally, language))
    return list(found.values())
