r"""The XLSForm Markdown table: one table whose first column names the sheets.

    | survey  |      |      |         |
    |         | type | name | label   |
    |         | text | was  | Was?    |

As pyxform reads it: `\|` is a bar inside of a cell, lines of bars and hyphens are passed over,
a `#` begins a comment at the start of a line or behind its last bar.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.sheets import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_OTHER_SHEETS,
    SHEETS,
    SHEETS_LATER,
    Line,
    Sheet,
    Workbook,
    is_possible_name,
    refused,
    sheet_name,
)
from ikparticipation.surveys.xlsform.reading.spreadsheet import (
    BAD_NAME,
    LONG_CELL,
    SHEET_LATER,
    TOO_MANY_COLUMNS,
    TOO_MANY_LINES,
    TOO_MANY_SHEETS,
)
from ikparticipation.text import N_, cleaned

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|\s]*|[|-]+|[|:\s-]*--[|:\s-]*")


def is_markdown(data: bytes) -> bool:
    """Whether these are bytes of such a table: text that begins with a bar."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"|"


def read_markdown(data: bytes) -> Workbook:
    """Return its sheets. What is no UTF-8 becomes a sign that says so, never an exception."""
    text = cleaned(data.decode("utf-8-sig", errors="replace"))
    sheets: dict[str, list[Line]] = {}
    findings: list[Finding] = []
    begun = _Begun()
    current = ""
    for number, cells in _lines(text):
        title, *rest = cells
        if title:
            current = sheet_name(title)
            findings += begun.findings(current, number)
            if begun.is_read(current):
                sheets.setdefault(current, [])
        if any(rest) and current in sheets and len(sheets[current]) <= MAX_LINES + 1:
            sheets[current].append(Line(number, tuple(_cut(rest, current, number, findings))))
    found = {name: _sheet(name, lines, findings) for name, lines in sheets.items()}
    return Workbook(found, tuple(findings))


@dataclass
class _Begun:
    """The sheets that have begun so far."""

    standard: set[str] = field(default_factory=set)
    others: dict[str, str] = field(default_factory=dict)
    """Name in small letters → as it is written."""
    too_many: bool = False

    def is_read(self, name: str) -> bool:
        return name in self.standard or self.others.get(name.casefold()) == name

    def findings(self, name: str, number: int) -> Iterator[Finding]:
        """Say what is wrong with a sheet that begins here."""
        if name in SHEETS_LATER:
            yield refused(SHEET_LATER, name, number)
        elif not is_possible_name(name):
            yield refused(BAD_NAME, name, number)
        elif name in self.standard or name.casefold() in self.others:
            yield refused(SECOND, name, number)
        elif name in SHEETS:
            self.standard.add(name)
        elif len(self.others) < MAX_OTHER_SHEETS:
            self.others[name.casefold()] = name
        elif not self.too_many:
            self.too_many = True
            yield refused(TOO_MANY_SHEETS, name, number, limit=MAX_OTHER_SHEETS)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        first, last = line.find("|"), line.rfind("|")
        inside = line[first + 1 : last]
        if first == last or line[:first].strip() or _RULE.fullmatch(inside):
            continue
        yield number, [cell.strip().replace("\\|", "|") for cell in _BAR.split(inside)]


def _cut(cells: list[str], sheet: str, number: int, findings: list[Finding]) -> Iterator[str]:
    if any(cells[MAX_COLUMNS:]):
        place = (sheet, number, str(MAX_COLUMNS + 2))
        findings.append(refused(TOO_MANY_COLUMNS, *place, limit=MAX_COLUMNS))
    for index, text in enumerate(cells[:MAX_COLUMNS]):
        if len(text) > MAX_CELL:
            place = (sheet, number, str(index + 2))
            findings.append(refused(LONG_CELL, *place, limit=MAX_CELL, length=len(text)))
        yield text[:MAX_CELL]


def _sheet(name: str, lines: list[Line], findings: list[Finding]) -> Sheet:
    if len(lines) > MAX_LINES + 1:
        findings.append(refused(TOO_MANY_LINES, name, lines[MAX_LINES + 1].number, limit=MAX_LINES))
    headings, *rest = lines or [Line(1, ())]
    return Sheet(name, headings.cells, tuple(rest[:MAX_LINES]), headings.number, is_markdown=True)


SECOND = N_("Das Blatt gibt es schon weiter oben. Bitte schreiben Sie seine Zeilen dorthin.")
