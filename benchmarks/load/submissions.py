"""One organisation's submission of 25 questions, empty and with 100,000 responses stored."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.figure import Figure
from benchmarks.load import answering, forms
from benchmarks.load.answering import OPEN, Browser, submission, take
from benchmarks.load.costs import Cost, Meter, of_hello
from benchmarks.load.county import County, county, multiply
from benchmarks.load.inside import InProcess
from benchmarks.servers import Server, serve
from ikparticipation import db
from tests.services import create_database, postgres, redis

STORED = 100_000
ROUNDS = 15
EACH = 3
"""Submissions in each round and database."""
WARM = 6
NOTHING = Cost(0, 0)


@dataclass
class Measured:
    """One database with its server. `spent`: kind of request → cost in each round."""

    county: County
    server: Server
    meter: Meter
    next_seat: Iterator[int]
    spent: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    totals: list[Cost] = field(default_factory=list)

    def submit(self) -> dict[str, Cost]:
        """Let the next organisation submit; return what each kind of request cost in all."""
        who = next(self.next_seat)
        costs: dict[str, Cost] = defaultdict(lambda: NOTHING)
        seat = self.county.seats[who]
        with closing(Browser(self.server.url, seat.cookie)) as browser:
            for step in submission(browser, self.county.path, who):
                cost, _ = self.meter.cost(lambda step=step: take(step))  # type: ignore[misc]
                costs[step.kind] += cost
        return costs

    def round(self) -> None:
        rounds = [self.submit() for _ in range(EACH)]
        for kind in rounds[0]:
            self.spent[kind].append(_mean([costs[kind] for costs in rounds]))
        self.totals.append(_mean([sum(costs.values(), NOTHING) for costs in rounds]))


def measure() -> Iterator[Figure]:
    with ExitStack() as stack:
        url, broker = stack.enter_context(postgres()), stack.enter_context(redis())
        empty, full = (
            _measured(stack, create_database(url, name), broker, stored)
            for name, stored in (("empty", 0), ("full", STORED))
        )
        bare = stack.enter_context(serve("benchmarks.hello:app"))
        visitor = stack.enter_context(closing(Browser(bare.url)))
        of_hello(bare, visitor)
        hellos = []
        for number in range(ROUNDS):
            hellos.append(of_hello(bare, visitor))
            for each in (empty, full) if number % 2 else (full, empty):
                each.round()
        yield from _figures(empty, full, hellos)
        yield _statements(empty)


def _measured(stack: ExitStack, url: str, broker: str, stored: int) -> Measured:
    seats = WARM + ROUNDS * EACH + 2
    there = stack.enter_context(county(url, forms.four_sections(), seats=seats, broker=broker))
    server = stack.enter_context(serve("wsgi:app", there.environment))
    seat = count()
    answering.submit(server.url, there.seats[0].cookie, there.path, next(seat))
    engine: Engine = db.sessions_of(there.app).kw["bind"]
    if stored:
        with engine.connect() as connection:
            multiply(connection, there.seats[0].organisation_id, stored)
    measured = Measured(there, server, Meter(server, engine), seat)
    for _ in range(WARM):
        measured.submit()
    return measured


def _mean(costs: list[Cost]) -> Cost:
    total = sum(costs, NOTHING)
    return Cost(total.web / len(costs), total.database / len(costs))


def _figures(empty: Measured, full: Measured, hellos: list[float]) -> Iterator[Figure]:
    whole = [cost.web / hello for cost, hello in zip(empty.totals, hellos, strict=True)]
    yield _times("submission: open, four sections, submit", whole, 50, empty.totals)
    for kind, costs in empty.spent.items():
        requests = {answering.SECTION: 4, answering.SAVE: 4}.get(kind, 1)
        ratios = [c.web / h / requests for c, h in zip(costs, hellos, strict=True)]
        at_most = 10 if kind == OPEN else None
        yield _times("first page" if kind == OPEN else f"  {kind}, each", ratios, at_most, [])
    pairs = list(zip(full.totals, empty.totals, strict=True))
    yield _flat(f"submission beside {STORED:,} responses", [f.web / e.web for f, e in pairs])
    yield _flat("  with the database's own time", [f.both / e.both for f, e in pairs])
    opened = list(zip(full.spent[OPEN], empty.spent[OPEN], strict=True))
    yield _flat(f"first page beside {STORED:,} responses", [f.web / e.web for f, e in opened])
    yield _flat("  with the database's own time", [f.both / e.both for f, e in opened])


def _times(what: str, ratios: list[float], at_most: float | None, costs: list[Cost]) -> Figure:
    detail = f"{min(ratios):.1f} to {max(ratios):.1f}"
    if costs:
        web, database = (median(part) * 1000 for part in zip(*costs, strict=True))
        detail += f"; {web:.1f} ms, the database {database:.1f} ms more"
    return Figure(what=what, value=median(ratios), unit="×", at_most=at_most, detail=detail)


def _flat(what: str, ratios: list[float]) -> Figure:
    detail = f"{median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}"
    return Figure(what=what, value=median(ratios), unit="×", at_most=1.05, detail=detail)


def _statements(measured: Measured) -> Figure:
    """Count the statements of each request; the pages are asked for in this process."""
    seen: dict[str, int] = defaultdict(int)
    sent: list[Any] = []
    engine: Engine = db.sessions_of(measured.county.app).kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    who = next(measured.next_seat)
    browser = InProcess(measured.county.app, measured.county.seats[who].cookie)
    for step in submission(browser, measured.county.path, who):
        sent.clear()
        take(step)
        seen[step.kind] = max(seen[step.kind], len(sent))
    detail = ", ".join(f"{kind} {number}" for kind, number in seen.items())
    return Figure(
        what="SQL statements, at most", value=max(seen.values()), unit="", at_most=8, detail=detail
    )
