"""Exports of 40,000 responses of 25 questions from PostgreSQL, against its own COPY."""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.figure import Figure
from ikparticipation.surveys.exports import Answered, Export, Format, write
from ikparticipation.surveys.xlsform.question import Choice, Formula, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from tests.services import postgres

RESPONSES = 40_000
ROUNDS = 3
HANGING = 6
AT_MOST = {Format.CSV: 5, Format.XLSX: 15}
MOST_MEMORY = 200
"""MB, of the whole process that writes."""
FORM = (
    ("select_one", 10),
    ("integer", 5),
    ("decimal", 1),
    ("date", 2),
    ("text", 5),
    ("acknowledge", 2),
)
AT = datetime(2027, 3, 12, 12, tzinfo=UTC)
SQL = "SELECT document FROM revision"


def measure() -> Iterator[Figure]:
    with postgres() as address, tempfile.TemporaryDirectory() as folder:
        url = address.replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            size = _store(connection)
            copied = [_copy(connection, Path(folder, "copy")) for _ in range(ROUNDS)]
        copy = median(copied)
        detail = f"{min(copied):.2f} to {max(copied):.2f} s; {size} octets each"
        yield Figure(what="COPY of the stored documents", value=copy, unit="s", detail=detail)
        for kind in Format:
            yield from _figures(url, copy, kind, Path(folder, "out"), 0, kind.value)
        for kind in AT_MOST:
            what = f"{kind.value}, {HANGING} questions with conditions"
            yield from _figures(url, copy, kind, Path(folder, "out"), HANGING, what)


def _figures(
    url: str, copy: float, kind: Format, path: Path, hanging: int, what: str
) -> Iterator[Figure]:
    told = [_measured(url, kind, path, hanging) for _ in range(ROUNDS)]
    spent, memory = median(t[0] for t in told), max(t[1] for t in told)
    yield Figure(
        what=f"{what}, against COPY",
        value=spent / copy,
        unit="×",
        at_most=AT_MOST.get(kind),
        detail=f"{spent:.2f} s, {path.stat().st_size / 1e6:.1f} MB",
    )
    at_most = MOST_MEMORY if kind in AT_MOST else None
    yield Figure(what=f"{what}, peak memory", value=memory, unit="MB", at_most=at_most)


def form(hanging: int) -> Questionnaire:
    """Return the form; its last `hanging` questions hang on its first ones."""
    choices = tuple(Choice(f"antwort{n}", {"de": f"Antwort {n}"}) for n in range(5))
    asked = [(kind, number) for kind, many in FORM for number in range(many)]
    questions = tuple(
        Question(
            name=f"{kind}_{number}",
            type=QuestionType(kind),
            labels={"de": f"Frage {kind} {number}"},
            choices=choices if kind == "select_one" else (),
            relevant=Formula(f"${{select_one_{at % 3}}} != 'antwort4'") if at < hanging else None,
        )
        for at, (kind, number) in enumerate(reversed(asked))
    )[::-1]
    section = Section(name="alles", labels={"de": "Alles"}, elements=questions)
    return Questionnaire(
        title="Messung", languages=("de",), default_language="de", sections=(section,)
    )


def _answer(kind: str, chance: random.Random) -> Any:
    match kind:
        case "select_one":
            return f"antwort{chance.randrange(5)}"
        case "integer":
            return chance.randrange(200)
        case "decimal":
            return chance.randrange(1, 1000, 2) / 8
        case "date":
            return f"{chance.randrange(2015, 2027)}-{chance.randrange(1, 13):02}-15"
        case "text":
            return "Wir beraten Zugewanderte in Wolmirstedt."[: chance.randrange(8, 40)]
    return "OK"


def _store(connection: psycopg.Connection) -> int:
    """Store documents as `ResponseRevision.document` is: JSON text. Return their mean size."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    connection.execute("CREATE TABLE revision (id uuid PRIMARY KEY, document json)")
    total = 0
    with connection.cursor().copy("COPY revision FROM STDIN") as copy:
        for number in range(RESPONSES):
            answers = {f"{k}_{n}": _answer(k, chance) for k, many in FORM for n in range(many)}
            text = json.dumps({"answers": answers, "rows": {}})
            total += len(text)
            copy.write_row((UUID(int=number), text))
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE revision")
    connection.autocommit = False
    return total // RESPONSES


def _copy(connection: psycopg.Connection, path: Path) -> float:
    started = perf_counter()
    with connection.cursor().copy(f"COPY ({SQL}) TO STDOUT") as copy, path.open("wb") as file:
        for piece in copy:
            file.write(piece)
    return perf_counter() - started


def _measured(url: str, kind: Format, path: Path, hanging: int) -> tuple[float, float]:
    """Return seconds and peak memory in MB of a process of its own that writes the file."""
    words = [sys.executable, "-m", "benchmarks.exports", url, kind.value, str(path), str(hanging)]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1])


def _answered(connection: psycopg.Connection) -> Iterator[Answered]:
    with connection.cursor("export") as cursor:
        cursor.itersize = 2000
        cursor.execute("SELECT id::text, document::text FROM revision")
        for id_, document in cursor:
            yield Answered(
                id_, "Verein", "verein", "Haldensleben", "15083270", AT, "accepted", False,
                "online", document, "",
            )  # fmt: skip


def _write(url: str, kind: Format, path: Path, hanging: int) -> None:
    """Write one export and print its seconds and the peak of memory since the process began."""
    export = Export(form(hanging), 1, "de")
    with psycopg.connect(url) as connection, path.open("wb") as file:
        started = perf_counter()
        write(export, kind, _answered(connection), file)
        spent = perf_counter() - started
    peak = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line
    )
    print(spent, int(peak.split()[1]) / 1000)


if __name__ == "__main__":
    _write(sys.argv[1], Format(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
