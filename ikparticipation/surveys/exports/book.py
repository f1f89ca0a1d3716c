"""The codebook to be read: for the page and for the PDF, one language at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ikparticipation.surveys.exports.codebook import NOTES, Entry, codebook
from ikparticipation.surveys.exports.tables import Cell, Column, Table, tables
from ikparticipation.surveys.xlsform.question import Publish, Question
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import N_, pick, translate

Fact = tuple[str, str]


@dataclass(frozen=True)
class BookEntry:
    """One column of the files. The columns of single choices stand with their question."""

    column: str
    label: str
    is_own: bool
    """The label is the questionnaire's, in its language."""
    facts: list[Fact]
    values: list[Fact]
    """Each value with its words."""


@dataclass(frozen=True)
class BookTable:
    name: str
    title: str
    entries: list[BookEntry]


@dataclass(frozen=True)
class Book:
    title: str
    about: str
    notes: list[str]
    changes: list[str]
    """What breaks or may shift a series of figures against the version before."""
    tables: list[BookTable]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def book(
    questionnaire: Questionnaire,
    *,
    title: str,
    about: str,
    version: int,
    changes: Sequence[str],
    language: str,
    own: str,
) -> Book:
    """Return the codebook in the reader's `language`; questions and choices in `own`."""
    every = tables(questionnaire)
    entries = iter(codebook(questionnaire, every, version=version))
    told = [_table(table, entries, language, own) for table in every]
    notes = [translate(language, note) for note in NOTES]
    return Book(title, about, notes, list(changes), told)


def _table(table: Table, entries: Iterator[Entry], language: str, own: str) -> BookTable:
    pairs = [(column, next(entries)) for column in table.columns]
    repeat = table.repeat
    title = pick(repeat.labels, own) if repeat else translate(language, RESPONSES_TITLE)
    told = [_entry(c, entry, language, own) for c, entry in pairs if not _is_choice(c)]
    return BookTable(table.name, title or table.name, told)


def _is_choice(column: Column) -> bool:
    return bool(column.part) and column.cell in {Cell.YES_NO, Cell.PLACE}


def _entry(column: Column, entry: Entry, language: str, own: str) -> BookEntry:
    spoken = own if column.placed else language
    question = column.placed.question if column.placed else None
    return BookEntry(
        column=entry.column,
        label=pick(entry.labels, spoken),
        is_own=question is not None,
        facts=[*_facts(entry, question, language)],
        values=[(value, pick(words, own)) for value, words in (entry.values or {}).items()],
    )


def _facts(entry: Entry, question: Question | None, language: str) -> Iterator[Fact]:
    yield translate(language, HOLDS), translate(language, _CELLS[entry.cell])
    if entry.variable != entry.column:
        yield translate(language, IN_SPSS), entry.variable
    if question is None:
        return
    yield translate(language, TYPE), entry.type
    yield translate(language, PUBLISHED), translate(language, _PUBLISHED[question.publish])
    if entry.asked_if:
        yield translate(language, ASKED_IF), entry.asked_if
    if entry.identity != question.name:
        yield translate(language, IDENTITY), entry.identity


RESPONSES_TITLE = N_("Antwortbögen")
HOLDS, IN_SPSS, TYPE = N_("Inhalt"), N_("Name in SPSS"), N_("Fragetyp")
PUBLISHED, ASKED_IF, IDENTITY = (
    N_("Wer die Antworten sieht"),
    N_("Wird gefragt, wenn"),
    N_("Kennung über alle Wellen"),
)
_CELLS = {
    Cell.TEXT: N_("Text"),
    Cell.NUMBER: N_("Zahl"),
    Cell.YES_NO: N_("1 oder 0"),
    Cell.PLACE: N_("Platz in der Reihenfolge, ab 1"),
    Cell.DAY: N_("Tag, wie 2027-03-12"),
    Cell.ANY: N_("Text oder Zahl"),
}
_PUBLISHED = {
    Publish.PUBLIC: N_("öffentlich, mit dem Namen der Organisation"),
    Publish.AGGREGATED: N_("öffentlich, nur als Zahl über viele"),
    Publish.INTERNAL: N_("nur für die Organisation und die Verwaltung"),
}
