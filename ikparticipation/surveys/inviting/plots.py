"""The Rücklauf as plots: stacked bars of stages, and submissions day by day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ikparticipation.surveys.inviting.returns import Group, Stage
from ikparticipation.surveys.results.drawing import (
    LINE,
    WIDTH,
    Bar,
    Plot,
    Rule,
    Sheet,
    Table,
    TableRow,
    Text,
    at,
    listed,
)
from ikparticipation.text import N_, day_words, number_words, translate

THICK = 18
TALL = 140
MOST_BARS = 31
"""So many days can be told apart; more are drawn by week."""
SHADES = {
    Stage.SUBMITTED: 5,
    Stage.STARTED: 4,
    Stage.OPENED: 3,
    Stage.INVITED: 2,
    Stage.DECLINED: 1,
}
GROUP, INVITED, DAY = N_("Gruppe"), N_("Eingeladen"), N_("Tag")
BY_WEEK = N_("Woche ab %(day)s")


def stage_bars(
    title: str,
    groups: Sequence[Group],
    names: Mapping[str, str],
    stages: Mapping[Stage, str],
    language: str,
) -> Plot:
    """Draw each group as a bar of its stages; bars are as long as groups are large.

    `names` and `stages` are the words for groups and stages in `language`.
    """
    sheet, rows, lines = Sheet(), [], []
    _legend(sheet, stages)
    largest = max((group.total for group in groups), default=1)
    for group in groups:
        label = names.get(group.key, group.key)
        told = [f"{words} {group.counts.get(stage, 0)}" for stage, words in stages.items()]
        sheet.write(f"{label} ({number_words(group.total, language)})")
        _stack(sheet, group, stages, largest)
        numbers = (group.total, *(group.counts.get(stage, 0) for stage in stages))
        rows.append(TableRow(label, tuple(number_words(n, language) for n in numbers)))
        lines.append(f"{label}: {', '.join(told)}")
    head = translate(language, GROUP), translate(language, INVITED), *stages.values()
    return sheet.plot(title=title, description=listed(lines), table=Table(head, tuple(rows)))


def _legend(sheet: Sheet, stages: Mapping[Stage, str]) -> None:
    for stage, words in stages.items():
        sheet.bars.append(Bar(0, sheet.y + 4, 14, 14, SHADES[stage], words))
        sheet.write(words, x=22)
    sheet.y += 10


def _stack(sheet: Sheet, group: Group, stages: Mapping[Stage, str], largest: int) -> None:
    left = 0.0
    for stage, words in stages.items():
        number = group.counts.get(stage, 0)
        width = WIDTH * number / largest
        if number:
            bar = Bar(at(left), sheet.y, at(width), THICK, SHADES[stage], f"{words}: {number}")
            sheet.bars.append(bar)
            if width >= 10 * len(str(number)):
                middle, below = at(left + width / 2), sheet.y + THICK + LINE - 5
                sheet.texts.append(Text(middle, below, str(number), "middle"))
        left += width
    sheet.y += THICK + LINE + 12


def day_bars(title: str, count: str, days: Sequence[tuple[date, int]], language: str) -> Plot:
    """Draw how many came on each day, or in each week where days would be too thin."""
    bars = [(day_words(day, language), number) for day, number in days]
    if len(days) > MOST_BARS:
        bars = _weeks(days, language)
    sheet = Sheet(y=LINE + TALL)
    largest = max((number for _, number in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    for place, (label, number) in enumerate(bars):
        high = at(TALL * number / largest)
        if number:
            left, top = at(place * step + 1), at(sheet.y - high)
            sheet.bars.append(Bar(left, top, at(step - 2), high, 4, f"{label}: {number}"))
            middle = at((place + 0.5) * step)
            sheet.texts.append(Text(middle, at(top - 5), str(number), "middle", is_strong=True))
    sheet.rules.append(Rule(0, sheet.y, WIDTH, sheet.y))
    if bars:
        sheet.texts.append(Text(0, sheet.y + LINE, bars[0][0]))
        sheet.texts.append(Text(WIDTH, sheet.y + LINE, bars[-1][0], "end"))
    sheet.y += 2 * LINE
    some = [(label, number) for label, number in bars if number]
    rows = tuple(TableRow(label, (number_words(number, language),)) for label, number in some)
    lines = [f"{label}: {number}" for label, number in some]
    head = translate(language, DAY), count
    return sheet.plot(title=title, description=listed(lines), table=Table(head, rows))


def _weeks(days: Sequence[tuple[date, int]], language: str) -> list[tuple[str, int]]:
    sums: dict[date, int] = {}
    for day, number in days:
        monday = day - timedelta(days=day.weekday())
        sums[monday] = sums.get(monday, 0) + number
    return [
        (translate(language, BY_WEEK, day=day_words(monday, language)), number)
        for monday, number in sums.items()
    ]
