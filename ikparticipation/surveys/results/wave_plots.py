"""One figure over the waves: a line that is not drawn where a series breaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ikparticipation.surveys.results.drawing import (
    LINE,
    WIDTH,
    Dot,
    Plot,
    Rule,
    Sheet,
    Stroke,
    Table,
    TableRow,
    Text,
    at,
    listed,
    percent,
)
from ikparticipation.surveys.results.tallies import Missing
from ikparticipation.surveys.results.waves import COMPARABILITIES, Comparability, Step, WaveRow
from ikparticipation.surveys.xlsform.questionnaire import Words
from ikparticipation.text import N_, number_words, pick, translate

TALL = 110
"""Height of the plot; a line over a few waves is small."""


def wave_line(
    row: WaveRow, titles: Sequence[Words], language: str, *, choice: str | None = None
) -> Plot:
    """Draw the share of a choice over the waves, or without one the mean of the numbers.

    Where a series breaks, nothing joins the points, and a dashed rule stands between them; a
    point is hollow where it is to be compared with caution, or was asked in other words.
    """
    values = [figure_of(step, choice) for step in row.steps]
    largest = max((value for value in values if value is not None), default=0.0)
    line = _Line(language, choice is not None, len(values), 1.0 if choice else largest or 1.0)
    for step, value, title in zip(row.steps, values, titles, strict=True):
        line.add(step, value, pick(title, language))
    return line.plot(pick(row.question.labels, language))


def figure_of(step: Step, choice: str | None) -> float | None:
    """Return the share of a choice, or the mean; None where there is none."""
    tally = step.tally
    if tally is None or not tally.answered:
        return None
    if choice is not None:
        return tally.values.get(choice, 0) / tally.answered
    return tally.numbers.mean if tally.numbers else None


def missing_of(step: Step) -> Missing:
    is_asked = step.tally is not None and step.tally.asked
    return Missing.NOT_ANSWERED if is_asked else Missing.NOT_ASKED


@dataclass
class _Line:
    language: str
    is_share: bool
    waves: int
    top: float
    sheet: Sheet = field(default_factory=Sheet)
    joined: list[tuple[float, float]] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)

    @property
    def step(self) -> float:
        return WIDTH / max(self.waves, 1)

    @property
    def floor(self) -> float:
        return float(2 * LINE + TALL)

    def add(self, step: Step, value: float | None, title: str) -> None:
        left = len(self.rows) * self.step
        why = translate(self.language, COMPARABILITIES[step.comparability])
        if step.comparability is Comparability.BREAKS:
            self.sheet.rules.append(Rule(at(left), LINE, at(left), self.floor, is_dashed=True))
            self._end()
        if value is None:
            self._end()
            self.rows.append(TableRow(title, ("", why), missing_of(step)))
        else:
            said = self._said(value)
            is_hollow = step.comparability is not Comparability.SAME
            self._point(at(left + self.step / 2), value, f"{title}: {said}", said, is_hollow)
            self.rows.append(TableRow(title, (said, why)))

    def _point(self, x: float, value: float, title: str, said: str, is_hollow: bool) -> None:  # noqa: FBT001
        y = at(self.floor - TALL * max(value, 0) / self.top)
        self.sheet.dots.append(Dot(x, y, title, is_hollow))
        self.sheet.texts.append(Text(x, y - 10, said, "middle", is_strong=True))
        self.joined.append((x, y))

    def _said(self, value: float) -> str:
        if self.is_share:
            return percent(value, self.language)
        return number_words(round(value, 2), self.language)

    def _end(self) -> None:
        if len(self.joined) > 1:
            self.sheet.strokes.append(Stroke(tuple(self.joined)))
        self.joined = []

    def plot(self, title: str) -> Plot:
        self._end()
        self.sheet.rules.append(Rule(0, self.floor, WIDTH, self.floor))
        for place, row in enumerate(self.rows):
            x = at((place + 0.5) * self.step)
            self.sheet.texts.append(Text(x, self.floor + LINE - 3, row.label, "middle"))
        self.sheet.y = self.floor + LINE + 4
        figure = translate(self.language, SHARE if self.is_share else MEAN)
        head = translate(self.language, WAVE), figure, translate(self.language, NOTE)
        return self.sheet.plot(
            title=title,
            description=listed([self._told(row) for row in self.rows]),
            table=Table(head, tuple(self.rows)),
        )

    def _told(self, row: TableRow) -> str:
        said, why = row.cells
        missing = WORDS[row.missing] if row.missing else ""
        told = f"{row.label}: {said or translate(self.language, missing)}"
        return f"{told} ({why})" if why else told


WAVE = N_("Erhebung")
SHARE = N_("Anteil")
MEAN = N_("Mittelwert")
NOTE = N_("Hinweis")
WORDS = {
    Missing.NOT_ASKED: N_("nicht gefragt"),
    Missing.NOT_ANSWERED: N_("keine Angabe"),
    Missing.SUPPRESSED: N_("gesperrt"),
}
