"""Web servers as processes of their own, and the processor time they use."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.services import free_port

ROOT = Path(__file__).parent.parent
CONNECTIONS = 500
"""Waitress itself would let more than 100 browsers wait until others have closed theirs."""


class Server:
    """One waitress process that serves a WSGI application on a free port."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url

    def processor_time(self) -> float:
        """Return the seconds of processor time that its threads have used so far.

        Read from the scheduler, which counts nanoseconds; `times` would count hundredths.
        """
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def serve(application: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve `module:app` with waitress until the end of the block."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "waitress", f"--connection-limit={CONNECTIONS}"),
            *(f"--listen=127.0.0.1:{port}", application),
        ],
        cwd=ROOT,
        env=os.environ | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield Server(process, url)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: subprocess.Popen[bytes], patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no answer from {url}")
