"""From nothing to the first page: a fresh clone with empty caches, and the second start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from benchmarks.figure import Figure
from benchmarks.servers import ROOT
from tests.services import free_port

SECOND_STARTS = 5


def measure() -> Iterator[Figure]:
    with TemporaryDirectory(prefix="ikp-start-") as folder:
        clone, caches = Path(folder) / "clone", Path(folder) / "caches"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        yield Figure(
            what="./ik run, fresh clone and empty caches, to the first page",
            value=_start(clone, caches),
            unit="s",
            at_most=60,
        )
        again = [_start(clone, caches) for _ in range(SECOND_STARTS)]
        yield Figure(
            what="./ik run again, to the first page",
            value=median(again),
            unit="s",
            at_most=2,
            detail=f"median of {SECOND_STARTS}, {min(again):.1f} to {max(again):.1f}",
        )


def _start(clone: Path, caches: Path) -> float:
    """Return the seconds until the first page answers; then stop again."""
    port = free_port()
    environment = os.environ | {
        "XDG_CACHE_HOME": str(caches),
        "PIP_CACHE_DIR": str(caches / "pip"),
        "npm_config_cache": str(caches / "npm"),
    }
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, clone / "ik", "run", "--port", str(port)],
        cwd=clone,
        env={name: value for name, value in environment.items() if not name.startswith("IKP_")},
        stdout=subprocess.DEVNULL,
    )
    try:
        while process.poll() is None:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=10).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.02)
            else:
                return time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    raise RuntimeError(f"./ik run ended with {process.returncode}")
