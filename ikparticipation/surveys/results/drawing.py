"""What a plot is made of, and the words and numbers in it.

Coordinates are user units of a viewBox that is `WIDTH` wide; y grows downwards. Shades run from 1
(light) to 5 (dark), so that they differ on grey paper too; no meaning hangs on colour alone: every
bar has its number beside it, and every plot its table.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ikparticipation.surveys.results.tallies import Missing, Tally
from ikparticipation.text import N_, number_words, translate

WIDTH = 640
LINE = 20
"""Height of a line of text."""
WRAP = 78
"""How many characters of a label stand on one line."""
SHADES = 5


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "start"
    """start, middle or end."""
    is_strong: bool = False


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    shade: int
    title: str
    """What it says, for a pointer and in a screen reader."""


@dataclass(frozen=True)
class Rule:
    """A thin line: an axis, or the edge of a scale; dashed where a series breaks."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_dashed: bool = False


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    title: str
    is_hollow: bool = False
    """Where a figure can only be compared with caution."""


@dataclass(frozen=True)
class Stroke:
    points: tuple[tuple[float, float], ...]

    @property
    def d(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: tuple[str, ...]
    missing: Missing | None = None
    """Why its cells are blank: shown as a sign instead."""


@dataclass(frozen=True)
class Table:
    """The same figures to read."""

    head: tuple[str, ...]
    """Of all columns, that of the labels first."""
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, kw_only=True)
class Plot:
    title: str
    description: str
    """The text alternative: all that is drawn, in words."""
    height: float
    table: Table
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    texts: tuple[Text, ...] = ()
    rules: tuple[Rule, ...] = ()
    dots: tuple[Dot, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    width: float = WIDTH


@dataclass
class Sheet:
    """A plot while it is drawn, from top to bottom."""

    y: float = 0
    bars: list[Bar] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    def write(self, words: str, *, x: float = 0, is_strong: bool = False) -> None:
        """Write a text on as many lines as it needs, and go on below."""
        for line in textwrap.wrap(words, WRAP) or [""]:
            self.texts.append(Text(x, self.y + LINE - 5, line, is_strong=is_strong))
            self.y += LINE

    def plot(
        self, *, title: str, description: str, table: Table, notes: Iterable[str] = ()
    ) -> Plot:
        return Plot(
            title=title,
            description=description,
            height=round(self.y, 1),
            table=table,
            notes=tuple(notes),
            bars=tuple(self.bars),
            texts=tuple(self.texts),
            rules=tuple(self.rules),
            dots=tuple(self.dots),
            strokes=tuple(self.strokes),
        )


def at(place: float) -> float:
    """Return a coordinate with one decimal: finer than anyone sees, and short in the page."""
    return round(place, 1)


def percent(share: float | None, language: str) -> str:
    """Return "33,3 %"; blank where there is nothing to share."""
    return "" if share is None else f"{number_words(round(share * 100, 1), language)}\u00a0%"


def shade(number: int, of: int) -> int:
    """Return the shade of one of several parts that stand in an order, light to dark."""
    return SHADES if of == 1 else 1 + round(number * (SHADES - 1) / (of - 1))


def listed(lines: Sequence[str]) -> str:
    """Return the text alternative of several figures."""
    return "; ".join(lines) + "." if lines else ""


def notes_of(tally: Tally, language: str) -> tuple[str, ...]:
    """Return what must stand beside the figures of a question: how many they are of."""
    facts = {
        "answered": number_words(tally.answered, language),
        "blank": number_words(tally.not_answered, language),
        "out": number_words(tally.not_asked, language),
    }
    found = [translate(language, BASE, **facts)]
    if tally.is_over_rows:
        found.append(translate(language, OVER_ROWS))
    if tally.adds_up_to_more and tally.answered:
        found.append(translate(language, MORE_THAN_ALL))
    return tuple(found)


BASE = N_("%(answered)s beantwortet, %(blank)s keine Angabe, %(out)s nicht gefragt.")
OVER_ROWS = N_("Gezählt sind die Einträge der Liste, nicht die Organisationen.")
MORE_THAN_ALL = N_(
    "Mehrere Antworten waren möglich. Die Anteile gelten für alle, die geantwortet haben, "
    "und ergeben zusammen mehr als 100 Prozent."
)
