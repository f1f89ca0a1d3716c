"""A whole submission against a bare "hello", 200 organisations at once, sections of many rows."""

from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.load import crowd, rows, submissions


def measure() -> Iterator[Figure]:
    yield from submissions.measure()
    yield from rows.measure()
    yield from crowd.measure()
