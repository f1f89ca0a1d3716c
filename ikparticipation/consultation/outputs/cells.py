"""What stands in the columns of a synopsis, for every kind of file: one place decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from ikparticipation.consultation.outputs.synopsis import (
    OPEN,
    PRIVATE,
    Audience,
    Row,
    Synopsis,
    Words,
    awaits_answer,
    kind_counts,
    outcome_counts,
    shortened,
)
from ikparticipation.text import N_, day_words, number_words

HEADINGS = (
    N_("Nr."),
    N_("Stelle im Entwurf"),
    N_("Kommentar"),
    N_("Von"),
    N_("Antwort der Verwaltung"),
    N_("Geänderter Wortlaut"),
)
SHARES = (5, 20, 27, 15, 20, 13)
"""How wide the columns are, in parts of a hundred."""


class Look(StrEnum):
    """How a line of a cell is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    OLD = "old"
    """Words that are to go, or are gone."""
    NEW = "new"


@dataclass(frozen=True)
class Line:
    text: str
    look: Look = Look.PLAIN


def lines_of(rows: Sequence[Row], words: Words) -> Iterator[tuple[list[Line], ...]]:
    """Yield the cells of each row, in the order of `HEADINGS`."""
    above: set[UUID] = set()
    for number, row in enumerate(rows, start=1):
        yield _columns(number, row, words, is_below=row.reply_to in above)
        above.add(row.id)


def _columns(number: int, row: Row, words: Words, *, is_below: bool) -> tuple[list[Line], ...]:
    """`is_below`: what it replies to stands above."""
    return (
        [Line(str(number))],
        _where(row, words),
        _said(row, words, is_below=is_below),
        _who(row, words),
        _answered(row, words),
        _changed(row, words),
    )


def place_words(row: Row, words: Words) -> str:
    if row.place is None:
        return words.say(N_("Ganzer Text"))
    first, last = row.place.position, row.place.end_position
    if first == last:
        return words.say(N_("Abschnitt %(n)s"), n=first)
    return words.say(N_("Abschnitte %(first)s bis %(last)s"), first=first, last=last)


def who_words(row: Row, words: Words) -> str:
    """Return who speaks; a tombstone does not tell."""
    if row.status == "withdrawn":
        return ""
    return row.organisation or words.say(PRIVATE)


def answer_words(row: Row, words: Words) -> str:
    """Return the outcome; "noch offen" without a released answer, nothing where none is owed."""
    if row.answer:
        return words.outcomes[row.answer.outcome]
    return words.say(OPEN) if awaits_answer(row) else ""


def _where(row: Row, words: Words) -> list[Line]:
    lines = [Line(place_words(row, words), Look.STRONG)]
    if row.place and row.quote:
        lines.append(Line(words.say(N_("„%(name)s“"), name=shortened(row.quote))))
    return lines


def _said(row: Row, words: Words, *, is_below: bool) -> list[Line]:
    kind = words.kinds[row.kind]
    if row.reply_to and is_below:
        kind = words.say(N_("Antwort auf den Kommentar darüber (%(kind)s)"), kind=kind)
    elif row.reply_to:
        kind = words.say(N_("Antwort auf einen Kommentar, der hier fehlt (%(kind)s)"), kind=kind)
    lines = [Line(kind, Look.STRONG)]
    if row.status != "published":
        status = words.statuses[row.status]
        category = words.categories[row.decline_category] if row.decline_category else ""
        lines.append(Line(f"{status}: {category}" if category else status, Look.QUIET))
    if row.text:
        lines.append(Line(row.text))
    if row.proposal:
        lines += [
            Line(words.say(N_("Vorschlag für den Wortlaut")), Look.QUIET),
            Line(row.proposal, Look.NEW),
        ]
    return lines


def _who(row: Row, words: Words) -> list[Line]:
    lines = [Line(name, Look.STRONG)] if (name := who_words(row, words)) else []
    if row.sender:
        lines.append(Line(row.sender))
    lines.append(Line(f"{words.channels[row.channel]}, {day_words(row.day, words.language)}"))
    if row.support:
        lines.append(Line(words.say(N_("Unterstützt von: %(n)s"), n=row.support)))
    if row.receipt_code:
        lines.append(Line(row.receipt_code, Look.QUIET))
    return lines


def _answered(row: Row, words: Words) -> list[Line]:
    outcome = answer_words(row, words)
    if not row.answer:
        return [Line(outcome, Look.QUIET)] if outcome else []
    lines = [Line(outcome, Look.STRONG), Line(row.answer.reason)]
    if row.answer.deferred_until:
        day = day_words(row.answer.deferred_until, words.language)
        lines.insert(1, Line(words.say(N_("Zurückgestellt bis %(day)s"), day=day)))
    return lines


def _changed(row: Row, words: Words) -> list[Line]:
    lines: list[Line] = []
    for change in row.changes:
        if change.before:
            lines += [
                Line(words.say(N_("vorher:")), Look.QUIET),
                Line(shortened(change.before), Look.OLD),
            ]
        after = shortened(change.after) or words.say(N_("(gestrichen)"))
        lines += [Line(words.say(N_("nachher:")), Look.QUIET), Line(after, Look.NEW)]
    return lines


def head_lines(synopsis: Synopsis, words: Words) -> list[str]:
    """Return what stands above the table: which text, which round, which variant."""
    first = day_words(synopsis.opens_at, words.language)
    last = day_words(synopsis.closes_at - timedelta(microseconds=1), words.language)
    published = day_words(synopsis.published_at, words.language)
    lines = [
        words.say(N_("Fassung %(number)s vom %(day)s"), number=synopsis.number, day=published),
        words.say(N_("Beteiligung vom %(first)s bis %(last)s"), first=first, last=last),
    ]
    if synopsis.audience is Audience.STAFF:
        lines.append(words.say(N_("Nur für die Verwaltung: enthält, was nicht veröffentlicht ist")))
    if synopsis.anonymised:
        lines.append(words.say(N_("Ohne Namen der Organisationen")))
    if synopsis.selection:
        lines.append(words.say(N_("Auswahl: %(n)s Kommentare"), n=len(synopsis.rows)))
    return lines


def state_lines(synopsis: Synopsis, words: Words) -> list[str]:
    """Return what proves the state: its day, its hash, and where the text stands for ever."""
    return [
        words.say(N_("Stand: %(day)s"), day=day_words(synopsis.as_of, words.language)),
        words.say(N_("Prüfsumme des Standes (SHA-256): %(hash)s"), hash=synopsis.state),
        words.say(N_("Text und Kommentare: %(address)s"), address=synopsis.address),
    ]


def figure_rows(synopsis: Synopsis, words: Words) -> list[tuple[str, str]]:
    """Return the figures of the round, then those of the rows that are shown."""
    figures = synopsis.figures
    rows: Sequence[tuple[str, int]] = [
        (words.say(N_("Eingegangen")), figures.received),
        (words.say(N_("davon veröffentlicht")), figures.published),
        (words.say(N_("davon nicht veröffentlicht")), figures.declined),
        *((f"– {words.categories[code]}", count) for code, count in figures.categories),
        (words.say(N_("davon zurückgezogen")), figures.withdrawn),
        (words.say(N_("davon noch in Prüfung")), figures.pending),
        *((words.kinds[code], count) for code, count in kind_counts(synopsis)),
        *(
            (words.outcomes[code] if code else words.say(N_("Antwort noch offen")), count)
            for code, count in outcome_counts(synopsis)
        ),
    ]
    return [(label, number_words(count, words.language)) for label, count in rows]
