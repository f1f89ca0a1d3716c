"""The worker as it is started, and a kind of job for tests that says who did what."""

import os
import time
from pathlib import Path

from worker.celery_app import celery
from worker.jobs import JOBS

__all__ = ["celery"]

LINES = 600
LINE = b"x" * 9_999 + b"\n"


def write_slowly(work):
    """Write six megabytes in some seconds, and note each try in a file."""
    with Path(work.parameters["notes"]).open("a") as notes:
        notes.write(f"{work.attempt} {os.getpid()}\n")
    with work.open_result("zeilen.txt", "text/plain") as file:
        for number in range(LINES):
            file.write(LINE)
            work.progress(number + 1, LINES)
            time.sleep(work.parameters["pause"])


JOBS["test"] = write_slowly
