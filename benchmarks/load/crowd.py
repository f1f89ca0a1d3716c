"""200 organisations that answer at once: no error, no lost answer, and how long a page takes."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.client import HTTPException
from statistics import median, quantiles
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

from sqlalchemy import select

from benchmarks.figure import Figure
from benchmarks.load import forms
from benchmarks.load.answering import (
    EXPECTED,
    OPEN,
    SAVE,
    SECTION,
    SUBMIT,
    Browser,
    submission,
)
from benchmarks.load.county import County, county
from benchmarks.servers import serve
from ikparticipation import db
from ikparticipation.surveys.models import Response, ResponseRevision
from tests.services import create_database, postgres, redis

ORGANISATIONS = 200
ALONE = 12
"""Organisations that answer one after the other before: unloaded."""
PAUSE = (4.0, 12.0)
"""Seconds that somebody takes for a page: quick, a survey is meant for 15 minutes."""
NONE = (0.0, 0.0)
BY_HAND = {OPEN, SAVE, SUBMIT}
"""What a person does; what a redirect leads to follows at once."""


@dataclass
class Seen:
    """Seconds until each answer, by kind of request, and what went wrong."""

    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {OPEN: [], SECTION: [], SAVE: []}
    )
    errors: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, seconds: float) -> None:
        if kind in self.seconds:
            self.seconds[kind].append(seconds)


def measure() -> Iterator[Figure]:
    with ExitStack() as stack:
        url, broker = stack.enter_context(postgres()), stack.enter_context(redis())
        for name, place, pause in (
            ("PostgreSQL", create_database(url, "crowd"), PAUSE),
            ("PostgreSQL, nobody pauses", create_database(url, "rush"), NONE),
            ("SQLite, nobody pauses", "", NONE),
        ):
            yield from _crowd(name, place, broker, pause)


def _crowd(name: str, url: str, broker: str, pause: tuple[float, float]) -> Iterator[Figure]:
    seats = ORGANISATIONS + ALONE
    with (
        county(url, forms.four_sections(), seats=seats, broker=broker) as there,
        serve("wsgi:app", there.environment) as server,
    ):
        alone, together = Seen(), Seen()
        for who in range(ALONE):
            _answer(server.url, there, who, NONE, alone)
        started = time.monotonic()
        _together(server.url, there, pause, together)
        spent = time.monotonic() - started
        lost = _lost(there)
    errors = sum(together.errors.values())
    what = f"{ORGANISATIONS} at once, {name}"
    detail = "; ".join(f"{number} × {error}" for error, number in together.errors.items())
    yield Figure(what=f"{what}: errors", value=errors, unit="", at_most=0, detail=detail)
    yield Figure(
        what="  answers lost, changed or doubled", value=len(lost), unit="", at_most=0,
        detail="; ".join(lost[:3]) or f"all in {spent:.0f} s",
    )  # fmt: skip
    for kind in (OPEN, SECTION, SAVE):
        usual, slow = median(alone.seconds[kind]), quantiles(together.seconds[kind], n=20)[-1]
        yield Figure(
            what=f"  {kind}: p95 beside the unloaded median",
            value=slow / usual,
            unit="×",
            at_most=10 if pause is PAUSE and kind != OPEN else None,
            detail=f"{slow * 1000:.0f} ms and {usual * 1000:.1f} ms; "
            f"median {median(together.seconds[kind]) * 1000:.0f} ms",
        )


def _together(url: str, there: County, pause: tuple[float, float], seen: Seen) -> None:
    start = Barrier(ORGANISATIONS)

    def answer(who: int) -> None:
        start.wait()
        _answer(url, there, who, pause, seen)

    threads = [Thread(target=answer, args=(who,)) for who in range(ALONE, ALONE + ORGANISATIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _answer(url: str, there: County, who: int, pause: tuple[float, float], seen: Seen) -> None:
    """Answer as one organisation. Waits where a page has come that somebody reads."""
    chance = random.Random(who)  # noqa: S311 - the same pauses in each run
    with closing(Browser(url, there.seats[who].cookie)) as browser:
        for step in submission(browser, there.path, who):
            if step.kind in BY_HAND:
                time.sleep(chance.uniform(*pause))
            started = time.monotonic()
            try:
                answer = step.act()
            except (OSError, HTTPException) as error:
                seen.errors[f"{step.kind}: {type(error).__name__}"] += 1
                return
            seen.note(step.kind, time.monotonic() - started)
            if answer.status != EXPECTED.get(step.kind, 200):
                seen.errors[f"{step.kind}: {answer.status}"] += 1
                return


def _lost(there: County) -> list[str]:
    """Compare the database with what each organisation typed: one revision, those answers."""
    query = select(Response.organisation_id, ResponseRevision.number, ResponseRevision.document)
    with db.sessions_of(there.app)() as session:
        found: dict[UUID, list[Any]] = {}
        for organisation, number, document in session.execute(
            query.join(Response, Response.id == ResponseRevision.response_id)
        ):
            found.setdefault(organisation, []).append((number, document["answers"]))
    return [
        f"organisation {who}"
        for who, seat in enumerate(there.seats)
        if found.get(seat.organisation_id) != [(1, forms.stored(who))]
    ]
