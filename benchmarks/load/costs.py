"""Processor time of a request: of the web server, and of the database that works for it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlalchemy import Engine, text

from benchmarks.load.answering import Browser
from benchmarks.servers import Server

T = TypeVar("T")
HELLOS = 150
_BACKENDS = text(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class Cost(NamedTuple):
    """Seconds of processor time."""

    web: float
    database: float

    def __add__(self, other: object) -> "Cost":
        if not isinstance(other, Cost):
            return NotImplemented
        return Cost(self.web + other.web, self.database + other.database)

    @property
    def both(self) -> float:
        return self.web + self.database


class Meter:
    """Measures what a server and the processes of its database have used."""

    def __init__(self, server: Server, engine: Engine) -> None:
        self.server = server
        with engine.connect() as connection:
            self.backends = list(connection.scalars(_BACKENDS))

    def cost(self, act: Callable[[], T]) -> tuple[Cost, T]:
        web, database = self.server.processor_time(), self._database()
        result = act()
        return Cost(self.server.processor_time() - web, self._database() - database), result

    def _database(self) -> float:
        """Return the seconds so far of the processes that serve its connections."""
        return sum(_used(pid) for pid in self.backends)


def _used(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0.0


def of_hello(bare: Server, browser: Browser) -> float:
    """Return the seconds of one request to the bare route."""
    started = bare.processor_time()
    for _ in range(HELLOS):
        browser.get("/")
    return (bare.processor_time() - started) / HELLOS
