"""Each line of a list with cleaned values, and what is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from email_validator import EmailNotValidError, validate_email

from ikparticipation.organisations.lists.files import (
    MAX_LINES,
    TOO_LONG,
    UnreadableListError,
    rows_of,
)
from ikparticipation.organisations.lists.headings import Column, understand
from ikparticipation.organisations.names import normalise
from ikparticipation.text import N_

LONGEST_NAME, LONGEST_PERSON, LONGEST_EMAIL, LONGEST_PHONE = 200, 120, 254, 60

_POSTCODE = re.compile(r"\b(?:D\s*-\s*)?(\d{5})\b")
_GUARDED = frozenset({"'=", "'+", "'-", "'@"})
"""How a spreadsheet, and our own list of lines to correct, begin what is not to be calculated."""
_LANGUAGES = {
    "de": "de", "deutsch": "de", "german": "de",
    "en": "en", "eng": "en", "englisch": "en", "english": "en",
}  # fmt: skip


class Problem(StrEnum):
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    BAD_ADDRESS = "bad_address"
    LONG_VALUE = "long_value"
    DUPLICATE = "duplicate"
    NAME_TAKEN = "name_taken"
    SHARED_ADDRESS = "shared_address"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_FORM = "unknown_form"


STOPPING = frozenset(
    {
        Problem.NO_NAME,
        Problem.LONG_NAME,
        Problem.BAD_ADDRESS,
        Problem.LONG_VALUE,
        Problem.DUPLICATE,
        Problem.NAME_TAKEN,
    }
)
"""A line with one of these is not taken in before it is corrected; the others are told."""


@dataclass(frozen=True)
class Fault:
    problem: Problem
    about: str = ""
    """What was written, or the number of the other line."""

    @property
    def stops(self) -> bool:
        return self.problem in STOPPING


@dataclass(frozen=True, kw_only=True)
class Place:
    ags: str
    name: str
    postcode: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list.

    `ags`, `kind`, `legal_form` and `language` are empty where nothing was understood.
    """

    row: int
    name: str
    email: str = ""
    person: str = ""
    town: str = ""
    """As it was written, with its postcode."""
    ags: str = ""
    kind: str = ""
    phone: str = ""
    language: str = ""
    legal_form: str = ""
    short_name: str = ""
    other_name: str = ""
    umbrella: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def stops(self) -> bool:
        return any(fault.stops for fault in self.faults)


class Words:
    """Words a list may use for what the county calls by a key: places, kinds, legal forms."""

    def __init__(
        self,
        places: Iterable[Place],
        kinds: Mapping[str, str],
        forms: Mapping[str, str] | None = None,
    ) -> None:
        """`kinds`, `forms`: word → key, as people write it („Verein“ → verein)."""
        self.kinds = {normalise(word): kind for word, kind in kinds.items()}
        self.forms = {normalise(word): form for word, form in (forms or {}).items()}
        self._places: dict[str, set[str]] = defaultdict(set)
        self._postcodes: dict[str, set[str]] = defaultdict(set)
        for place in places:
            self._places[normalise(place.name)].add(place.ags)
            self._postcodes[place.postcode].add(place.ags)
        self.place = cache(self._place)
        self.kind = cache(lambda word: self.kinds.get(normalise(word), ""))
        self.form = cache(lambda word: self.forms.get(normalise(word), ""))

    def _place(self, town: str) -> str:
        """Return the AGS; empty where no place or no single one is meant."""
        postcodes = _POSTCODE.findall(town)
        named = self._places.get(normalise(_POSTCODE.sub(" ", town)).strip(), set())
        if not named and postcodes and not normalise(_POSTCODE.sub(" ", town)):
            named = self._postcodes.get(postcodes[0], set())
        return next(iter(named)) if len(named) == 1 else ""


@dataclass(frozen=True)
class ReadList:
    lines: tuple[Line, ...]
    ignored: tuple[str, ...]
    """Headings of columns that mean nothing here."""


def read_list(data: bytes, words: Words) -> ReadList:
    """Return all lines of a CSV or XLSX with what is wrong; UnreadableListError if none can be."""
    columns, rows, ignored = understand(rows_of(data))
    if len(rows) > MAX_LINES:
        raise UnreadableListError(TOO_LONG, limit=MAX_LINES)
    lines = [_line(number, cells, columns, words) for number, cells in rows]
    if not lines:
        raise UnreadableListError(NO_LINES)
    return ReadList(tuple(_compared(lines)), tuple(ignored))


def _line(number: int, cells: list[str], columns: Mapping[Column, int], words: Words) -> Line:
    def told(column: Column) -> str:
        position = columns.get(column, len(cells))
        cell = cells[position] if position < len(cells) else ""
        return cell[1:] if cell[:2] in _GUARDED else cell

    town = f"{told(Column.POSTCODE)} {told(Column.TOWN)}".strip()
    person = told(Column.PERSON) or f"{told(Column.FIRST_NAME)} {told(Column.LAST_NAME)}".strip()
    line = Line(
        row=number,
        name=told(Column.NAME),
        email=told(Column.EMAIL).removeprefix("mailto:"),
        person=person,
        town=town,
        ags=words.place(town),
        kind=words.kind(told(Column.KIND) or told(Column.LEGAL_FORM)),
        phone=told(Column.PHONE),
        language=_LANGUAGES.get(normalise(told(Column.LANGUAGE)), ""),
        legal_form=words.form(told(Column.LEGAL_FORM)),
        short_name=told(Column.SHORT_NAME),
        other_name=told(Column.OTHER_NAME),
        umbrella=told(Column.UMBRELLA),
    )
    form = "" if words.kind(told(Column.LEGAL_FORM)) else told(Column.LEGAL_FORM)
    said = told(Column.KIND), told(Column.LANGUAGE), form
    return replace(line, faults=tuple(_faults(line, *said)))


def _faults(line: Line, kind: str, language: str, form: str) -> Iterator[Fault]:
    if not normalise(line.name):
        yield Fault(Problem.NO_NAME, line.name)
    if len(line.name) > LONGEST_NAME:
        yield Fault(Problem.LONG_NAME, str(LONGEST_NAME))
    if line.email and not _is_address(line.email):
        yield Fault(Problem.BAD_ADDRESS, line.email)
    names = (line.short_name, line.other_name, line.umbrella)
    if (
        len(line.person) > LONGEST_PERSON
        or len(line.phone) > LONGEST_PHONE
        or max(map(len, names)) > LONGEST_NAME
    ):
        yield Fault(Problem.LONG_VALUE)
    yield from _unknown(line, kind, language, form)


def _unknown(line: Line, kind: str, language: str, form: str) -> Iterator[Fault]:
    if line.town and not line.ags:
        yield Fault(Problem.UNKNOWN_PLACE, line.town)
    if kind and not line.kind:
        yield Fault(Problem.UNKNOWN_KIND, kind)
    if language and not line.language:
        yield Fault(Problem.UNKNOWN_LANGUAGE, language)
    if form and not line.legal_form:
        yield Fault(Problem.UNKNOWN_FORM, form)


def _is_address(text: str) -> bool:
    """Judge as the forms do: by form only, nobody is asked whether the address exists."""
    if len(text) > LONGEST_EMAIL:
        return False
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def _compared(lines: list[Line]) -> Iterator[Line]:
    """Add what only shows beside the other lines: the same organisation, the same address."""
    named: dict[tuple[str, str], Line] = {}
    addressed: dict[str, Line] = {}
    for line in lines:
        faults = list(line.faults)
        key = (normalise(line.name), line.ags or normalise(line.town))
        if not line.stops:
            first = named.setdefault(key, line)
            if first is not line:
                faults.append(Fault(Problem.DUPLICATE, str(first.row)))
            elif line.email:
                other = addressed.setdefault(line.email.casefold(), line)
                if other is not line:
                    faults.append(Fault(Problem.SHARED_ADDRESS, str(other.row)))
        yield replace(line, faults=tuple(faults))


PROBLEMS = {
    Problem.NO_NAME: N_("Der Name fehlt. Bitte tragen Sie ihn nach."),
    Problem.LONG_NAME: N_("Der Name ist länger als %(about)s Zeichen. Bitte kürzen Sie ihn."),
    Problem.BAD_ADDRESS: N_(
        "„%(about)s“ ist keine vollständige E-Mail-Adresse. Bitte berichtigen Sie sie, oder lassen "
        "Sie die Zelle leer."
    ),
    Problem.LONG_VALUE: N_("Ansprechperson, Telefon oder ein Name ist zu lang. Bitte kürzen Sie."),
    Problem.DUPLICATE: N_(
        "Dieselbe Organisation steht schon in Zeile %(about)s. Ist es eine andere, dann ergänzen "
        "Sie im Namen zum Beispiel den Ort."
    ),
    Problem.NAME_TAKEN: N_(
        "Genau dieser Name steht schon im Verzeichnis. Bitte ergänzen Sie zum Beispiel den Ort."
    ),
    Problem.SHARED_ADDRESS: N_(
        "Dieselbe E-Mail-Adresse steht in Zeile %(about)s. Die Person handelt dann für beide."
    ),
    Problem.UNKNOWN_PLACE: N_(
        "„%(about)s“ ist keine Gemeinde des Kreises. Die Organisation wird ohne Ort aufgenommen."
    ),
    Problem.UNKNOWN_KIND: N_("Die Art „%(about)s“ ist nicht bekannt. Angenommen wird „Verein“."),
    Problem.UNKNOWN_LANGUAGE: N_(
        "Die Sprache „%(about)s“ gibt es hier nicht. Die Einladung kommt auf Deutsch."
    ),
    Problem.UNKNOWN_FORM: N_("Die Rechtsform „%(about)s“ ist nicht bekannt. Sie bleibt frei."),
}
NO_LINES = N_("Unter den Überschriften steht nichts. Bitte wählen Sie die ausgefüllte Liste.")
