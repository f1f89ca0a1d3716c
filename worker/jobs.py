"""Which function does which kind of job. The whole long work of the product, on one page."""

from collections.abc import Callable

from ikparticipation.jobs import Work
from ikparticipation.surveys import export_job

JOBS: dict[str, Callable[[Work], None]] = {
    export_job.KIND: export_job.export,
}
