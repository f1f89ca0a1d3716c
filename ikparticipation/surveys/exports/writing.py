"""A whole export as one file, in the format that was asked for."""

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from ikparticipation.surveys.exports.codebook import codebook, codebook_rows
from ikparticipation.surveys.exports.delimited import write_plain, write_rows
from ikparticipation.surveys.exports.rows import Answered, Line
from ikparticipation.surveys.exports.spool import Spool
from ikparticipation.surveys.exports.spreadsheet import Sheet, write_book
from ikparticipation.surveys.exports.spss import write_sav
from ikparticipation.surveys.exports.structured import write_array
from ikparticipation.surveys.exports.tables import Cell, Column, Table, tables
from ikparticipation.surveys.xlsform.question import QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

CODEBOOK = "codebook"


class Format(StrEnum):
    """Part of the parameters of stored jobs; never rename one."""

    CSV = "csv"
    """A zip with one file for each table, and the codebook."""
    CSV_PLAIN = "csv-plain"
    """The same for programs: commas, decimal points, nothing defused."""
    XLSX = "xlsx"
    SPSS = "spss"
    """A zip with one `.sav` for each table, and the codebook as CSV."""
    JSON = "json"

    @property
    def ending(self) -> str:
        return "zip" if self.media_type == _ZIP else self.value

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_ZIP = "application/zip"
_MEDIA_TYPES = {
    Format.CSV: _ZIP,
    Format.CSV_PLAIN: _ZIP,
    Format.SPSS: _ZIP,
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


@dataclass(frozen=True)
class Export:
    """What is exported besides the responses."""

    questionnaire: Questionnaire
    version: int
    """Number of the questionnaire's version."""
    language: str
    """Of the notes in the codebook, and of labels in SPSS; the codebook has all languages."""

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tables(self.questionnaire)

    @property
    def codebook(self) -> tuple[list[str], Iterator[Line]]:
        entries = codebook(self.questionnaire, self.tables, version=self.version)
        return codebook_rows(entries, self.questionnaire.languages, self.language)


def write(export: Export, kind: Format, answered: Iterable[Answered], file: BinaryIO) -> None:
    """Write the export to a file that need not know how to seek.

    Responses are read once, one after the other; what has to wait, waits on disk. Raises
    DomainError when the format cannot hold so much, or this installation cannot write it.
    """
    _WRITERS[kind](export, answered, file)


def _write_csv(export: Export, answered: Iterable[Answered], file: BinaryIO) -> None:
    with _packed(file) as packed, _spool(export, answered) as spool:
        for table in export.tables:
            headings = [column.name for column in table.columns]
            decimals = [at for at, c in enumerate(table.columns) if _has_fractions(c)]
            with packed.open(f"{table.name}.csv", "w", force_zip64=True) as member:
                write_rows(member, headings, spool.rows(table), decimals=decimals)
        _write_codebook(export, packed)


def _has_fractions(column: Column) -> bool:
    if column.placed is None or column.cell not in {Cell.NUMBER, Cell.ANY}:
        return False
    question = column.placed.question
    return question.type is not QuestionType.INTEGER or question.calculation is not None


def _spool(export: Export, answered: Iterable[Answered]) -> Spool:
    return Spool(export.questionnaire, export.tables, answered)


def _write_plain(export: Export, answered: Iterable[Answered], file: BinaryIO) -> None:
    with (
        _packed(file) as packed,
        _spool(export, answered) as spool,
    ):
        for table in export.tables:
            headings = [column.name for column in table.columns]
            with packed.open(f"{table.name}.csv", "w", force_zip64=True) as member:
                write_plain(member, headings, spool.rows(table))
        with packed.open(f"{CODEBOOK}.csv", "w") as member:
            write_plain(member, *export.codebook)


def _write_codebook(export: Export, packed: zipfile.ZipFile) -> None:
    with packed.open(f"{CODEBOOK}.csv", "w") as member:
        write_rows(member, *export.codebook)


def _packed(file: BinaryIO) -> zipfile.ZipFile:
    """Return an archive; level 1, because the time of an export counts more than its size."""
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _write_xlsx(export: Export, answered: Iterable[Answered], file: BinaryIO) -> None:
    with (
        TemporaryDirectory() as folder,
        _spool(export, answered) as spool,
    ):
        path = Path(folder, "export.xlsx")
        if len(export.tables) > 1:  # the writer looks at the first row of each sheet beforehand
            spool.fill()
        write_book(path, list(_sheets(export, spool)))
        with path.open("rb") as written:
            shutil.copyfileobj(written, file)


def _write_spss(export: Export, answered: Iterable[Answered], file: BinaryIO) -> None:
    with (
        TemporaryDirectory() as folder,
        _spool(export, answered) as spool,
        _packed(file) as packed,
    ):
        path = Path(folder, "table.sav")
        for table in export.tables:
            write_sav(path, table, spool.rows(table), export.language)
            packed.write(path, f"{table.name}.sav")
        _write_codebook(export, packed)


def _write_json(export: Export, answered: Iterable[Answered], file: BinaryIO) -> None:
    write_array(file, export.questionnaire, answered)


def _sheets(export: Export, spool: Spool) -> Iterator[Sheet]:
    """Return all tables with their rows, the codebook last."""
    for table in export.tables:
        yield table.name, [column.name for column in table.columns], spool.rows(table)
    yield CODEBOOK, *export.codebook


_WRITERS = {
    Format.CSV: _write_csv,
    Format.CSV_PLAIN: _write_plain,
    Format.XLSX: _write_xlsx,
    Format.SPSS: _write_spss,
    Format.JSON: _write_json,
}
