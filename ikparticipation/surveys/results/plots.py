"""Plots of results as geometry: a template draws them as SVG. See `drawing` for what they are of.

Bars begin at 0 and scales of shares end at 100 %, so that plots beside each other can be compared.
"""

from collections.abc import Sequence
from decimal import Decimal

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
    notes_of,
    percent,
    shade,
)
from ikparticipation.surveys.results.keys import Kind
from ikparticipation.surveys.results.numbers import Bin
from ikparticipation.surveys.results.tallies import ChoiceCount, Tally
from ikparticipation.text import N_, number_words, pick, translate

THICK = 18
ROOM = 130
"""Kept at the right end of a bar for its number."""
TALL = 180
"""Height of what stands upright."""
MOST_STEPS = 24
"""So many bars of dates can be told apart; more are drawn by year."""


def choice_bars(tally: Tally, language: str) -> Plot:
    """Draw how often each choice was chosen; of a rank, how often it was put first."""
    sheet, rows, lines = Sheet(), [], []
    for each in _chosen(tally):
        label = pick(each.labels, language) or each.name
        said = f"{number_words(each.count, language)} ({percent(each.share, language)})"
        said = said if each.share is not None else number_words(each.count, language)
        _long_bar(sheet, label, said, each.share or 0)
        shown = number_words(each.count, language), percent(each.share, language)
        rows.append(TableRow(label, shown))
        lines.append(f"{label}: {said}")
    table = Table(_words(language, ANSWER, COUNT, SHARE), tuple(rows))
    return _done(sheet, tally, language, lines, table)


def _chosen(tally: Tally) -> Sequence[ChoiceCount]:
    if tally.kind is not Kind.RANK:
        return tally.choices
    firsts = ((each, each.places[0] if each.places else 0) for each in tally.ranked)
    n = tally.answered
    return [ChoiceCount(r.name, r.labels, first, first / n if n else None) for r, first in firsts]


def _long_bar(sheet: Sheet, label: str, said: str, share: float) -> None:
    sheet.write(label)
    width = at(share * (WIDTH - ROOM))
    sheet.bars.append(Bar(0, sheet.y, width, THICK, 4, f"{label}: {said}"))
    sheet.rules.append(Rule(0, sheet.y - 2, 0, sheet.y + THICK + 2))
    sheet.texts.append(Text(width + 8, sheet.y + THICK - 4, said, is_strong=True))
    sheet.y += THICK + 14


def stacked_bars(tallies: Sequence[Tally], title: str, language: str) -> Plot:
    """Draw questions with the same choices in an order (agreement, frequency) below each other.

    ValueError when their choices are not the same.
    """
    names = {tuple(c.name for c in tally.choices) for tally in tallies}
    if len(names) != 1:
        raise ValueError(f"other choices: {sorted(names)}")
    sheet, rows, lines = Sheet(), [], []
    labels = [pick(each.labels, language) or each.name for each in tallies[0].choices]
    _legend(sheet, labels)
    for tally in tallies:
        label = pick(tally.question.labels, language)
        shares = [percent(each.share, language) for each in tally.choices]
        sheet.write(label)
        _stack(sheet, tally, labels, shares)
        counts = (number_words(each.count, language) for each in tally.choices)
        rows.append(TableRow(label, (*counts, *_non_response(tally, language))))
        told = ", ".join(f"{one} {two}" for one, two in zip(labels, shares, strict=True) if two)
        lines.append(f"{label}: {told or translate(language, NOBODY)}")
    head = translate(language, QUESTION), *labels, *_words(language, BLANK, OUT)
    return sheet.plot(title=title, description=listed(lines), table=Table(head, tuple(rows)))


def _non_response(tally: Tally, language: str) -> tuple[str, str]:
    blank, out = tally.not_answered, tally.not_asked
    return number_words(blank, language), number_words(out, language)


def _legend(sheet: Sheet, labels: Sequence[str]) -> None:
    for number, label in enumerate(labels):
        tone = shade(number, len(labels))
        sheet.bars.append(Bar(0, sheet.y + 4, 14, 14, tone, label))
        sheet.write(label, x=22)
    sheet.y += 10


def _stack(sheet: Sheet, tally: Tally, labels: Sequence[str], shares: Sequence[str]) -> None:
    """Draw one bar of parts; a part's number stands below it where there is room."""
    left = 0.0
    for number, each in enumerate(tally.choices):
        width = (each.share or 0) * WIDTH
        if width:
            title = f"{labels[number]}: {shares[number]}"
            tone = shade(number, len(labels))
            sheet.bars.append(Bar(at(left), sheet.y, at(width), THICK, tone, title))
        if width >= 8 * len(shares[number]):
            middle, below = at(left + width / 2), sheet.y + THICK + LINE - 5
            sheet.texts.append(Text(middle, below, shares[number], "middle"))
        left += width
    sheet.y += THICK + LINE + 12


def histogram(tally: Tally, language: str) -> Plot:
    """Draw how numbers, months, years or hours are spread."""
    if tally.kind is Kind.NUMBER:
        bins = tally.numbers.bins if tally.numbers else ()
        bars = [(_range(each, language), each.count) for each in bins]
    elif len(tally.periods) > MOST_STEPS:
        bars = list(tally.years.items())
    else:
        bars = [(_period(key), number) for key, number in tally.periods.items()]
    sheet, lines = Sheet(), []
    largest = max((number for _, number in bars), default=0)
    step = WIDTH / max(len(bars), 1)
    sheet.y = LINE + TALL
    for place, (label, number) in enumerate(bars):
        words = number_words(number, language)
        high = at(TALL * number / largest) if largest else 0
        left, middle = at(place * step + 1), at((place + 0.5) * step)
        title = f"{label}: {words}"
        sheet.bars.append(Bar(left, at(sheet.y - high), at(step - 2), high, 4, title))
        sheet.texts.append(Text(middle, at(sheet.y - high - 5), words, "middle", is_strong=True))
        lines.append(title)
    sheet.rules.append(Rule(0, sheet.y, WIDTH, sheet.y))
    _below(sheet, [label for label, _ in bars], step)
    rows = (TableRow(label, (number_words(number, language),)) for label, number in bars)
    table = Table(_words(language, ANSWER, COUNT), tuple(rows))
    return _done(sheet, tally, language, lines, table)


def _below(sheet: Sheet, labels: Sequence[str], step: float) -> None:
    """Write the labels below their bars; only each second, third … one where room is short."""
    longest = max((len(label) for label in labels), default=1)
    every = max(1, -(-longest * 8 // int(step)))
    for place, label in enumerate(labels):
        if place % every == 0:
            sheet.texts.append(Text(at((place + 0.5) * step), sheet.y + LINE - 3, label, "middle"))
    sheet.y += LINE + 4


def _range(each: Bin, language: str) -> str:
    low, high = (number_words(_plain(number), language) for number in (each.low, each.high))
    if not each.is_closed:
        return translate(language, UP_TO, low=low, high=high)
    return low if low == high else f"{low}–{high}"


def _plain(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _period(key: str) -> str:
    """Return "3/2027" of a month; an hour of the day as it is."""
    year, _, month = key.partition("-")
    return f"{int(month)}/{year}" if month else year


def _done(sheet: Sheet, tally: Tally, language: str, lines: Sequence[str], table: Table) -> Plot:
    """Finish the plot of one question; one that nobody answered says why instead."""
    title = pick(tally.question.labels, language)
    notes = notes_of(tally, language)
    if not tally.answered:
        empty = translate(language, NOBODY if tally.asked else NEVER)
        return Sheet().plot(title=title, description=empty, table=Table((), ()), notes=notes)
    return sheet.plot(title=title, description=listed(lines), table=table, notes=notes)


def _words(language: str, *messages: str) -> tuple[str, ...]:
    return tuple(translate(language, message) for message in messages)


ANSWER = N_("Antwort")
COUNT = N_("Anzahl")
SHARE = N_("Anteil")
QUESTION = N_("Frage")
BLANK = N_("keine Angabe")
OUT = N_("nicht gefragt")
NOBODY = N_("Das hat bisher niemand beantwortet.")
NEVER = N_("Das wurde niemand gefragt.")
UP_TO = N_("%(low)s bis unter %(high)s")
