"""Which function does which kind of job. The whole long work of the product, on one page."""

from collections.abc import Callable

from ikparticipation.jobs import Work

JOBS: dict[str, Callable[[Work], None]] = {}
