"""The embedded start: one command, no outside server.

SQLite, Celery's filesystem transport, one web and one worker process as children of one
launcher. Only the standard library is imported here, so that the children start at once.
Production starts its own processes (see README).
"""

import argparse
import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).parent.parent
CELERY = (sys.executable, "-W", "ignore::Warning:celery.platforms", "-m", "celery")
"""Without its warning to root, who has decided to try the product as root."""
WORKER = (
    *(*CELERY, "-A", "worker.celery_app", "--quiet", "worker", "--beat", "--pool", "solo"),
    *("--without-gossip", "--without-mingle", "--loglevel", "ERROR"),
)
WEB = (sys.executable, "-m", "ikparticipation", "serve")
PATIENCE = 20.0


class Launcher:
    """Two children: the web process, and the worker, which is started again when it dies."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.children: list[subprocess.Popen[bytes]] = []
        for ending in (signal.SIGTERM, signal.SIGHUP):  # SIGHUP: the terminal was closed
            signal.signal(ending, self._interrupt)

    def run(self, web_command: Sequence[str], worker_command: Sequence[str]) -> int:
        """Serve until Ctrl-C or until the web process ends; return the exit code."""
        ready, ready_for_child = os.pipe()
        web = self._start([*web_command, "--ready", str(ready_for_child)], keep=ready_for_child)
        os.close(ready_for_child)
        try:
            if not os.read(ready, 1):  # the web process ended before it was ready
                return web.wait()
            return self._watch(web, worker_command)
        except KeyboardInterrupt:
            print("\nStopping …", file=sys.stderr)
            return 0
        finally:
            os.close(ready)
            self._stop()

    def _watch(self, web: subprocess.Popen[bytes], worker_command: Sequence[str]) -> int:
        worker, started = self._start(worker_command), time.monotonic()
        while web.poll() is None:
            if worker.poll() is not None and time.monotonic() - started > 1:
                print("The worker has ended and is started again.", file=sys.stderr)
                kill_group(worker)
                worker, started = self._start(worker_command), time.monotonic()
            time.sleep(0.2)
        return web.returncode

    def _start(self, command: Sequence[str], keep: int | None = None) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            pass_fds=() if keep is None else (keep,),
            start_new_session=True,  # Ctrl-C reaches the launcher only, which stops them in order
        )
        self.children.append(child)
        return child

    def _stop(self) -> None:
        """Let the children end what they are doing; asked a second time, end them at once."""
        running = [child for child in self.children if child.poll() is None]
        for child in running:
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        try:
            for child in running:
                child.wait(max(0.1, deadline - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            print("Some work was cut off; it is done at the next start.", file=sys.stderr)
        finally:
            for child in running:
                kill_group(child)
                child.wait()

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt


def kill_group(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it has started itself, such as the worker's clock."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def main() -> int:
    """Start the product on this machine: web and worker, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="./ik run", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--listen", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--empty", action="store_true", help="start without the demo county")
    options = parser.parse_args()
    instance = Path(os.environ.get("IKP_INSTANCE", ROOT / "instance")).absolute()
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"{instance} cannot be made ({error.strerror}): name another in IKP_INSTANCE.")
    if options.empty and (instance / "demo").exists():
        parser.error(
            f"{instance} has the demo county; move it away, or name another folder in IKP_INSTANCE."
        )
    demo = not options.empty and _shows_demo(instance)
    if demo:
        (instance / "demo").touch()
    environment = os.environ | {
        "IKP_INSTANCE": str(instance),
        "IKP_SECRET_KEY": os.environ.get("IKP_SECRET_KEY") or _own_secret(instance),
        "IKP_BASE_URL": os.environ.get("IKP_BASE_URL", f"http://{options.listen}:{options.port}"),
        "IKP_DEMO": "1" if demo else "",
        "PYTHONUNBUFFERED": "1",
    }
    place = ["--port", str(options.port), "--listen", options.listen]
    return Launcher(environment).run([*WEB, *place], WORKER)


def _own_secret(instance: Path) -> str:
    """Return the secret of this installation, made at its first start."""
    file = instance / "secret"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _shows_demo(instance: Path) -> bool:
    """Tell whether this instance has, or may still get, the demo county.

    A database that somebody names is never filled, even if it is empty.
    """
    if "IKP_DATABASE_URL" in os.environ:
        return False
    return not (instance / "ik.db").exists() or (instance / "demo").exists()


if __name__ == "__main__":
    sys.exit(main())
