"""A throw-away installation: real processes in a folder of their own, gone afterwards."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from ikparticipation.launcher import ROOT, WORKER, kill_group
from tests.services import free_port

PATIENCE = 30.0
CLI = (sys.executable, "-m", "ikparticipation")


class InstanceError(RuntimeError):
    """A process did not start, or ended too early; the message has its words."""


@dataclass(frozen=True)
class Instance:
    folder: Path
    base_url: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Run a command of the product and return its output."""
        done = subprocess.run(
            [*CLI, *arguments],
            check=False,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise InstanceError(f"{' '.join(arguments)}: {done.stdout.strip()}")
        return done.stdout.strip()

    @contextmanager
    def process(self, command: Sequence[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a process until the block ends, with its words in a file called after it."""
        with (self.folder / f"{name}.log").open("wb") as log:
            started = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield started
            finally:
                _end(started)

    def words_of(self, name: str) -> str:
        """Return what a process has said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace").strip()


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder that is removed afterwards, whatever still lies in it."""
    path = Path(tempfile.mkdtemp(prefix="ikp-instance-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def running(*, database: str | None = None, redis: str | None = None) -> Iterator[Instance]:
    """Yield an empty installation with a web process and a worker of its own.

    On the embedded database and broker, unless the addresses of real ones are given.
    """
    with ExitStack() as stack:
        instance = _prepare(stack.enter_context(folder()), database=database, redis=redis)
        instance.command("migrate")
        listen = instance.base_url.removeprefix("http://")
        web = (sys.executable, "-m", "waitress", f"--listen={listen}", "--threads=8", "wsgi:app")
        process = stack.enter_context(instance.process(web, "web"))
        stack.enter_context(instance.process(WORKER, "worker"))
        _wait(instance, process, "web")
        yield instance


@contextmanager
def demo_county() -> Iterator[Instance]:
    """Yield an installation with the demo county, started as `./ik run` does it.

    Its words (`words_of("launcher")`) have the links to sign in with.
    """
    with ExitStack() as stack:
        instance = _prepare(stack.enter_context(folder()))
        port = instance.base_url.rpartition(":")[2]
        launcher = (sys.executable, "-m", "ikparticipation.launcher", "--port", port)
        process = stack.enter_context(instance.process(launcher, "launcher"))
        _wait(instance, process, "launcher")
        yield instance


def _prepare(path: Path, *, database: str | None = None, redis: str | None = None) -> Instance:
    base_url = f"http://127.0.0.1:{free_port()}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IKP_")}
    given = {"IKP_DATABASE_URL": database, "IKP_BROKER_URL": redis, "IKP_LIMITS_URL": redis}
    environment = kept | {name: value for name, value in given.items() if value}
    environment |= {"IKP_INSTANCE": str(path), "IKP_BASE_URL": base_url, "PYTHONUNBUFFERED": "1"}
    return Instance(path, base_url, environment)


def _wait(instance: Instance, process: subprocess.Popen[bytes], name: str) -> None:
    """Wait until the pages answer."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{instance.base_url}/readyz").is_success:
                return
        time.sleep(0.05)
    raise InstanceError(f"The pages do not answer: {instance.words_of(name)}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and see to it that it does, with all it has started."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{process.args} had to be killed.")
    finally:
        kill_group(process)
        process.wait()
