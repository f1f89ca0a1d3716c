"""Statistics of 100,000 responses of 74 questions, PostgreSQL: counted anew, and from counters."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from benchmarks.figure import Figure
from ikparticipation.surveys.results import (
    Counts,
    Placement,
    Standing,
    Tally,
    counters,
    counts_in,
    recount,
    slices_of,
    tallies,
)
from ikparticipation.surveys.results.slices import Line
from ikparticipation.surveys.xlsform.question import Choice, Formula, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from tests.services import postgres

RESPONSES = 100_000
DIFFERENT = 20_000
"""So many documents are made; each is stored five times."""
ROUNDS = 5
BLANK = 0.05
"""Part of the questions that nobody answers, at random."""
HANGING = 6
AT = datetime(2027, 3, 12, 12, tzinfo=UTC)
KINDS = ("administration", "association", "church", "school", "company", "initiative", "other")
FORM = (
    ("select_one", 40),
    ("integer", 12),
    ("decimal", 2),
    ("select_multiple", 6),
    ("date", 4),
    ("acknowledge", 2),
    ("text", 8),
)
NAMES = {
    "select_one": "wahl",
    "integer": "zahl",
    "decimal": "anteil",
    "select_multiple": "mehrere",
    "date": "tag",
    "acknowledge": "haken",
    "text": "text",
}
COUNTERS = """
    CREATE TABLE counter (standing text, slice text, question text, key text, n integer,
    PRIMARY KEY (standing, slice, question, key))
"""


def measure() -> Iterator[Figure]:
    with postgres() as url, psycopg.connect(url.replace("+psycopg", "")) as connection:
        size = _store(connection)
        plain, hanging = form(0), form(HANGING)
        spent, counts = _timed(lambda: _recounted(connection, plain))
        yield _seconds("all answers counted anew", spent, f"; {size} octets each", at_most=1.4)
        spent, _ = _timed(lambda: _recounted(connection, hanging))
        yield _seconds(f"  where {HANGING} questions have conditions", spent)
        spent, groups = _timed(lambda: _grouped(connection, plain))
        yield _seconds("  by kind, place and field as well", spent)
        lines = counters(groups)
        _keep(connection, lines)
        spent, read = _timed(lambda: _read(connection, plain))
        value, detail = median(spent) * 1000, f"{_range(spent)}; {len(lines):,} lines in all"
        what = "counters read, all questions tallied"
        yield Figure(what=what, value=value, unit="ms", at_most=20, detail=detail)
        equal = float(read == tallies(plain, counts))
        yield Figure(what="counters equal to the recount", value=equal, unit="", at_least=1)


def _timed(act: Callable[[], Any]) -> tuple[list[float], Any]:
    """Return the seconds of the rounds, and the last result; each reads everything anew."""
    spent, result = [], None
    for _ in range(ROUNDS):
        started = perf_counter()
        result = act()
        spent.append(perf_counter() - started)
    return spent, result


def _range(spent: list[float]) -> str:
    return f"median of {ROUNDS}, {min(spent):.3f} to {max(spent):.3f} s"


def _seconds(
    what: str, spent: list[float], more: str = "", *, at_most: float | None = None
) -> Figure:
    detail = _range(spent) + more
    return Figure(what=what, value=median(spent), unit="s", at_most=at_most, detail=detail)


# The form and its answers


def form(hanging: int) -> Questionnaire:
    """Return 74 questions; the last `hanging` of one choice are asked when earlier ones say so."""
    questions = tuple(
        _question(kind, number, is_hanging=kind == "select_one" and number >= many - hanging)
        for kind, many in FORM
        for number in range(many)
    )
    section = Section(name="alles", labels={"de": "Alles"}, elements=questions)
    return Questionnaire(
        title="Messung", languages=("de",), default_language="de", sections=(section,)
    )


def _question(kind: str, number: int, *, is_hanging: bool) -> Question:
    several = 6 if kind == "select_multiple" else 5
    choices = tuple(Choice(f"antwort{n}", {"de": f"Antwort {n}"}) for n in range(several))
    condition = f"${{wahl_{number % 10}}} = 'antwort0' or ${{zahl_{number % 3}}} > 150"
    return Question(
        name=f"{NAMES[kind]}_{number}",
        type=QuestionType(kind),
        labels={"de": f"Frage {kind} {number}"},
        choices=choices if kind.startswith("select") else (),
        relevant=Formula(condition) if is_hanging else None,
    )


def _document(chance: random.Random) -> dict[str, Any]:
    """Return answers to all but a few of the questions, in the order of the form."""
    names = ((kind, f"{NAMES[kind]}_{number}") for kind, many in FORM for number in range(many))
    answers = {name: _ANSWERS[kind](chance) for kind, name in names if chance.random() >= BLANK}
    return {"answers": answers, "rows": {}}


def _some(chance: random.Random) -> list[str]:
    names = [f"antwort{n}" for n in range(6) if chance.random() < 0.4]  # noqa: PLR2004
    return names or ["antwort0"]


_ANSWERS: Mapping[str, Callable[[random.Random], Any]] = {
    "select_one": lambda chance: f"antwort{chance.randrange(5)}",
    "integer": lambda chance: chance.randrange(200),
    "decimal": lambda chance: chance.randrange(1, 1000) / 8,
    "select_multiple": _some,
    "date": lambda chance: f"{chance.randrange(2015, 2027)}-{chance.randrange(1, 13):02}-15",
    "acknowledge": lambda _chance: "OK",
    "text": lambda chance: "Wir beraten Zugewanderte in Wolmirstedt."[: chance.randrange(8, 40)],
}


# The database


def _store(connection: psycopg.Connection) -> int:
    """Store the documents as `ResponseRevision.document` is: JSON text. Return their mean size."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    texts = [json.dumps(_document(chance)) for _ in range(DIFFERENT)]
    connection.execute(
        "CREATE TABLE revision (id integer PRIMARY KEY, kind text, place text, field text,"
        " document json)"
    )
    copying = "COPY revision (id, kind, place, field, document) FROM STDIN"
    with connection.cursor().copy(copying) as copy:
        for number in range(RESPONSES):
            kind, text = KINDS[number % len(KINDS)], texts[number % DIFFERENT]
            copy.write_row((number, kind, f"1508{number % 12:04}", f"f{number % 9}", text))
    connection.execute(COUNTERS)
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE revision")
    return sum(map(len, texts)) // DIFFERENT


def _recounted(connection: psycopg.Connection, questionnaire: Questionnaire) -> Counts:
    return recount(questionnaire, _documents(connection))[""]


def _documents(connection: psycopg.Connection) -> Iterator[tuple[str, bytes, datetime, str]]:
    asked = "COPY (SELECT document FROM revision) TO STDOUT (FORMAT binary)"
    with connection.cursor().copy(asked) as copy:
        copy.set_types(["bytea"])
        for (text,) in copy.rows():
            yield "", text, AT, ""


def _grouped(
    connection: psycopg.Connection, questionnaire: Questionnaire
) -> dict[tuple[Placement, ...], Counts]:
    asked = "COPY (SELECT kind, place, field, document FROM revision) TO STDOUT (FORMAT binary)"
    groups: dict[tuple[Placement, ...], Counts] = {}

    def rows() -> Iterator[tuple[tuple[str, ...], bytes, datetime, str]]:
        with connection.cursor().copy(asked) as copy:
            copy.set_types(["text", "text", "text", "bytea"])
            for *group, text in copy.rows():
                yield tuple(group), text, AT, ""

    for group, counts in recount(questionnaire, rows()).items():
        kind, place, field = group
        slices = slices_of(kind=kind, municipality=place, fields=[field])
        placements = Placement(Standing.ACCEPTED, slices), Placement(Standing.NEWEST, slices)
        groups[placements] = counts
    return groups


def _keep(connection: psycopg.Connection, lines: Mapping[Line, int]) -> None:
    with connection.cursor().copy("COPY counter FROM STDIN") as copy:
        for line, number in lines.items():
            copy.write_row((*line, number))
    connection.execute("VACUUM ANALYZE counter")


def _read(connection: psycopg.Connection, questionnaire: Questionnaire) -> Mapping[str, Tally]:
    asked = "SELECT question, key, n FROM counter WHERE standing = 'accepted' AND slice = 'all'"
    return tallies(questionnaire, counts_in(connection.execute(asked).fetchall()))
