"""Commands about questionnaires, for people who write them. They never touch the database."""

import gc
import sys
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path

import click

from ikparticipation.surveys.xlsform.checking.report import Report, report
from ikparticipation.surveys.xlsform.reading.workbook import MAX_FILE
from ikparticipation.text import LANGUAGES, N_, SOURCE_LANGUAGE, translate

MAX_FILES = 100
DATA_FILES = frozenset({".csv", ".geojson"})


@click.group()
def questionnaire() -> None:
    """Questionnaires as files (XLSForm)."""


@questionnaire.command()
@click.argument(
    "workbooks", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--files",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the CSV and GeoJSON files lie that the questionnaires name.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default=SOURCE_LANGUAGE)
def check(workbooks: tuple[Path, ...], folder: Path | None, language: str) -> None:
    """Read questionnaires (XLSX or Markdown tables) and tell what is wrong with them.

    Exit code 0: none has errors; 1: at least one has.
    """
    gc.enable()  # `__main__` has begun without
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # whatever a file holds, it can be printed
    files, unreadable = _data_files(folder) if folder else ({}, False)
    if unreadable:
        click.echo(translate(language, NO_FOLDER, name=_shown(folder)))
    good = 0
    for path in workbooks:
        told = _checked(path, language, files)
        click.echo(f"\n{_shown(path)}")
        for line in told.lines:
            click.echo(f"  {_printable(line)}")
        click.echo("  " + translate(language, COUNTED, errors=told.errors, warnings=told.warnings))
        good += not told.errors
    click.echo("\n" + translate(language, SUMMARY, count=len(workbooks), good=good))
    if good < len(workbooks) or unreadable:
        sys.exit(1)


def _checked(path: Path, language: str, files: Mapping[str, bytes]) -> Report:
    """Return what there is to say of a file, also when it cannot be opened."""
    try:
        data = _start_of(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return _failed(language, UNREADABLE, reason=reason or type(error).__name__)
    try:
        return report(data, language, files=files)
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        return _failed(language, OUR_FAULT, reason=type(error).__name__)


def _failed(language: str, message: str, reason: str) -> Report:
    return Report((translate(language, message, reason=reason),), errors=1, warnings=0)


def _start_of(path: Path) -> bytes:
    """Return a file, of a huge one no more than shows that it is too big."""
    with path.open("rb") as file:
        return file.read(MAX_FILE + 1)


def _data_files(folder: Path | None) -> tuple[dict[str, bytes], bool]:
    """Return name and content of the data files in a folder, and whether one could not be read."""
    found: dict[str, bytes] = {}
    try:
        for path in _listed(folder or Path()):
            found[path.name] = _start_of(path)
    except (OSError, ValueError):
        return found, True
    return found, False


def _listed(folder: Path) -> Iterator[Path]:
    every = sorted(path for path in folder.iterdir() if path.suffix.casefold() in DATA_FILES)
    return (path for path in every[:MAX_FILES] if path.is_file())


def _shown(path: Path | None) -> str:
    return _printable(click.format_filename(path or ""))


def _printable(line: str) -> str:
    """Return a line without what a terminal would carry out."""
    return "".join(c if c.isprintable() else " " for c in line)


NO_FOLDER = N_("Die Dateien in „%(name)s“ lassen sich nicht lesen.")
UNREADABLE = N_("Fehler: Die Datei lässt sich nicht öffnen (%(reason)s).")
OUR_FAULT = N_(
    "Fehler: Das Prüfprogramm kommt mit dieser Datei nicht zurecht (%(reason)s). "
    "Bitte schicken Sie uns die Datei."
)
COUNTED = N_("Fehler: %(errors)s, Warnungen: %(warnings)s.")
SUMMARY = N_("Geprüft: %(count)s, davon ohne Fehler: %(good)s.")
