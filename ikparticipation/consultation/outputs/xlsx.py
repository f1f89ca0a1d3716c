"""The synopsis as a workbook: a sheet of comments to filter and sort, and a sheet of figures.

Every text is written as text. Nothing that people type is ever a formula, a link or a number.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from ikparticipation.consultation.outputs.cells import (
    answer_words,
    figure_rows,
    head_lines,
    place_words,
    state_lines,
    who_words,
)
from ikparticipation.consultation.outputs.packing import packed
from ikparticipation.consultation.outputs.synopsis import Audience, Row, Synopsis, Words, shortened
from ikparticipation.text import BERLIN, N_

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
COLUMNS: Sequence[tuple[str, int]] = (
    (N_("Nr."), 6),
    (N_("Stelle im Entwurf"), 18),
    (N_("Wörter im Entwurf"), 40),
    (N_("Art"), 20),
    (N_("Stand"), 20),
    (N_("Kommentar"), 60),
    (N_("Vorschlag für den Wortlaut"), 40),
    (N_("Von"), 30),
    (N_("Weg"), 12),
    (N_("Tag"), 12),
    (N_("Unterstützt von"), 12),
    (N_("Ergebnis"), 24),
    (N_("Begründung"), 60),
    (N_("Zurückgestellt bis"), 12),
    (N_("Beantwortet"), 12),
    (N_("Geänderter Wortlaut"), 50),
    (N_("Quittung"), 14),
    (N_("Prüfsumme"), 20),
)
SENDER = (N_("Absender"), 30)


def written(synopsis: Synopsis, words: Words, *, author: str) -> bytes:
    """Return the workbook. `author`: the administration that hands it out."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    made = synopsis.as_of.replace(tzinfo=None, microsecond=0)
    title = words.say(N_("Synopse: %(title)s"), title=synopsis.title)
    book.set_properties({"title": title, "author": author, "created": made})
    _comments(book, synopsis, words)
    _figures(book, synopsis, words, title)
    book.close()
    return packed(target.getvalue())


def _comments(book: Any, synopsis: Synopsis, words: Words) -> None:
    sheet = book.add_worksheet(words.say(N_("Kommentare")))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "E8EDF3"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    day = book.add_format({"valign": "top", "num_format": "dd.mm.yyyy"})
    count = book.add_format({"valign": "top"})
    for_staff = synopsis.audience is Audience.STAFF and not synopsis.anonymised
    headings = [*COLUMNS, *([SENDER] if for_staff else [])]
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words.say(heading), head)
    for line, row in enumerate(synopsis.rows, start=1):
        for column, value in enumerate(_values(line, row, words)[: len(headings)]):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(line, column, value, count)
            elif value:
                sheet.write_string(line, column, shortened(value), plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(synopsis.rows)), len(headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _values(number: int, row: Row, words: Words) -> list[str | int | date | None]:
    answer = row.answer
    deferred = answer.deferred_until if answer else None
    category = words.categories[row.decline_category] if row.decline_category else ""
    status = words.statuses[row.status]
    return [
        number,
        place_words(row, words),
        row.quote,
        words.kinds[row.kind],
        f"{status}: {category}" if category else status,
        row.text,
        row.proposal,
        who_words(row, words),
        words.channels[row.channel],
        row.day,
        row.support,
        answer_words(row, words),
        answer.reason if answer else "",
        deferred.astimezone(BERLIN).date() if deferred else None,
        answer.released_at.astimezone(BERLIN).date() if answer else None,
        "\n\n".join(_change(change.before, change.after, words) for change in row.changes),
        row.receipt_code,
        row.receipt_hash,
        row.sender,
    ]


def _change(before: str, after: str, words: Words) -> str:
    gone = words.say(N_("(gestrichen)"))
    old, new = words.say(N_("vorher:")), words.say(N_("nachher:"))
    return "\n".join([*([f"{old} {before}"] if before else []), f"{new} {after or gone}"])


def _figures(book: Any, synopsis: Synopsis, words: Words, title: str) -> None:
    sheet = book.add_worksheet(words.say(N_("Zahlen")))
    sheet.set_column(0, 0, 50)
    strong = book.add_format({"bold": True})
    sheet.write_string(0, 0, title, strong)
    lines = [*head_lines(synopsis, words), *state_lines(synopsis, words)]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    for number, (label, count) in enumerate(figure_rows(synopsis, words), start=len(lines) + 2):
        sheet.write_string(number, 0, label)
        sheet.write_string(number, 1, count)
