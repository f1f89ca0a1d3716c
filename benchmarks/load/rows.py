"""Saving a section of 100 rows beside one of 10."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from statistics import median
from uuid import UUID

from benchmarks.figure import Figure
from benchmarks.load.answering import Browser
from benchmarks.load.county import county
from benchmarks.load.forms import Fields, many_rows, row_answers
from benchmarks.servers import Server, serve
from tests.services import create_database, postgres

FEW, MANY = 10, 100
ROUNDS = 9
EACH = 6
LIVE = {"HX-Request": "true"}


def measure() -> Iterator[Figure]:
    with ExitStack() as stack:
        url = create_database(stack.enter_context(postgres()), "rows")
        there = stack.enter_context(county(url, many_rows(MANY), seats=2))
        server = stack.enter_context(serve("wsgi:app", there.environment))
        browsers = (Browser(server.url, seat.cookie) for seat in there.seats)
        few, many = (
            Answering(stack.enter_context(closing(browser)), size, there.path)
            for browser, size in zip(browsers, (FEW, MANY), strict=True)
        )
        yield _beside("saved", server, few, many, {})
        yield _beside("saved while one types, and drawn", server, few, many, LIVE)


def _beside(
    name: str, server: Server, few: "Answering", many: "Answering", headers: dict[str, str]
) -> Figure:
    spent: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        for each in (few, many):
            started = server.processor_time()
            for _ in range(EACH):
                each.save(headers)
            spent[each.size].append((server.processor_time() - started) / EACH)
    ratios = [m / f for f, m in zip(spent[FEW], spent[MANY], strict=True)]
    costs = " and ".join(f"{median(each) * 1000:.1f} ms" for each in spent.values())
    return Figure(
        what=f"{MANY} rows beside {FEW}, {name}",
        value=median(ratios),
        unit="×",
        at_most=3,
        detail=f"{min(ratios):.1f} to {max(ratios):.1f}; {costs}",
    )


class Answering:
    """An organisation that saves the same section again and again, each time something new."""

    def __init__(self, browser: Browser, size: int, path: str) -> None:
        self.browser, self.size, self.address = browser, size, f"{path}/zeilen"
        self.ids = [str(UUID(int=number + 1)) for number in range(size)]
        opened = browser.get(self.address).hidden()
        self.opened = [pair for pair in opened if pair[0] != "seite"]
        self.times = 0
        self.save({}, [("add/zeile", each) for each in self.ids])
        if browser.get(self.address).text.count('name="rows/zeile"') != size:
            raise RuntimeError(f"there are not {size} rows")

    def save(self, headers: dict[str, str], more: Fields | None = None) -> None:
        """Send the section as a page does that saves while one types: it follows itself."""
        self.times += 1
        typed = [pair for each in self.ids for pair in row_answers(each, self.times)]
        fields = [*self.opened, ("seite", f"messung.{self.times}"), *typed, *(more or [])]
        answer = self.browser.post(self.address, fields, **headers)
        if answer.status != (200 if headers else 303):
            raise RuntimeError(f"{answer.status}: {answer.text[:600]}")
