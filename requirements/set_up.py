"""Install the locked lists of this folder, and the front end of `package-lock.json`.

Runs before anything is installed: standard library only. A mark beside the result remembers the
list it was made from, so a later start only compares hashes. Everything lands in the checkout.
"""

from __future__ import annotations  # an old Python must get as far as the sentence that refuses it

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "ikparticipation" / "static" / "vendor"

LEAST_PIP = (22, 3)  # the first that installs into the environment of another interpreter
LISTED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
FETCHED = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) (?:\S*/)?(\S+)")
UNREACHABLE = re.compile(
    r"NewConnectionError|NameResolution|ConnectTimeout|ProxyError"
    r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT"
)

KERN = "@kern-ux/native"
FACE = "fonts/fira-sans/FiraSans-{}.woff2"
VENDORED = {
    f"{KERN}/LICENSE.md": "kern/LICENSE.md",
    f"{KERN}/dist/kern.min.css": "kern/kern.min.css",
    f"{KERN}/dist/{FACE.format('Regular')}": f"kern/{FACE.format('Regular')}",
    f"{KERN}/dist/{FACE.format('Medium')}": f"kern/{FACE.format('Medium')}",
    f"{KERN}/dist/{FACE.format('SemiBold')}": f"kern/{FACE.format('SemiBold')}",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "idiomorph/dist/idiomorph-ext.min.js": "idiomorph-ext.min.js",
}


class CannotError(Exception):
    """Something is missing; the message is one sentence that tells what to do about it."""


def say(text: str) -> None:
    print(text, flush=True)


def set_up(name: str) -> None:
    """Bring the environment to `requirements/<name>.txt`, and the front end to its own list."""
    if packages_are_ready(name) and front_end_is_ready():
        return
    with only_one():
        if not packages_are_ready(name):
            install_packages(name)
        if not front_end_is_ready():
            install_front_end()


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the set-up for this process; a second start waits and then finds the work done."""
    import fcntl  # noqa: PLC0415 - missing on Windows, where this sentence still has to appear

    try:
        lock = (ROOT / ".ik.lock").open("w")
    except OSError as error:
        raise CannotError(
            f"{ROOT} cannot be written to ({error.strerror}): clone it to a folder of your own."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./ik is setting this folder up; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# What is there


def locked(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def digest(lock: Path) -> str:
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except FileNotFoundError:
        name = lock.relative_to(ROOT)
        raise CannotError(f"{name} is missing: get it back with `git checkout {name}`.") from None


def text_of(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def interpreter() -> str:
    """Name what the environment was made with: after a system upgrade it is another one."""
    return os.path.realpath(PYTHON)


def packages_are_ready(name: str) -> bool:
    """Compare marks; `dev` contains `run`, so its environment serves both."""
    return any(
        text_of(VENV / f"made-from-{made}") == f"{digest(locked(made))} {interpreter()}"
        for made in (name, "dev")
    )


def front_end_is_ready() -> bool:
    return text_of(VENDOR / "made-from-lock") == digest(ROOT / "package-lock.json")


# Python packages


def install_packages(name: str) -> None:
    """Install one list. The mark comes last: an interrupted set-up is begun afresh."""
    started = time.monotonic()
    wanted = digest(locked(name))
    say(f"Setting up Python packages from requirements/{name}.txt (once) …")
    marks = [VENV / "made-from-run", VENV / "made-from-dev"]
    if not any(text_of(mark).endswith(f" {interpreter()}") for mark in marks):
        shutil.rmtree(VENV, ignore_errors=True)
        make_environment(VENV)
    for mark in marks:
        mark.unlink(missing_ok=True)
    pip_install(locked(name), VENV)
    remove_what_is_not_in(locked(name), VENV)
    compile_packages()
    (VENV / f"made-from-{name}").write_text(f"{wanted} {interpreter()}")
    say(f"Python packages are ready ({time.monotonic() - started:.0f} s).")


def own_pip() -> bool:
    """Debian has pip without ensurepip; elsewhere it may be the other way round."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow

    try:
        return tuple(int(part) for part in version("pip").split(".")[:2]) >= LEAST_PIP
    except (PackageNotFoundError, ValueError):
        return False


def make_environment(folder: Path) -> None:
    import venv  # noqa: PLC0415 - slow

    if not own_pip() and not find_spec("ensurepip"):
        raise CannotError(
            "pip 22.3 or newer is missing: install it (Debian, Ubuntu: `apt install python3-pip`)."
        )
    venv.create(folder, symlinks=True, with_pip=not own_pip())


def pip_for(environment: Path) -> list[str]:
    """Return the start of a pip command for an environment, which need not have one itself."""
    python = str(environment / "bin" / "python")
    own = [sys.executable, "-m", "pip", "--python", python]
    return [*(own if own_pip() else [python, "-m", "pip"]), "--disable-pip-version-check"]


def pip_install(lock: Path, environment: Path) -> None:
    """Run pip over one list and show how far it is; its own words go to `.venv/set-up.log`."""
    command = [*pip_for(environment), "install", "--no-input", "--progress-bar=off", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--no-compile", f"--requirement={lock}"]
    total, done = len(LISTED.findall(lock.read_text())), 0
    lines = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PIP_USER": "0"},
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            total -= line.startswith("Ignoring ")  # meant for another kind of machine
            if package := FETCHED.match(line):
                done += 1
                progress(done, total, f"fetching {package[1]}")
            elif line.startswith("Installing collected"):
                progress(done, total, "unpacking", last=True)
    (VENV / "set-up.log").write_text("".join(lines))
    if pip.returncode:
        raise CannotError(
            f"The Python packages could not be installed: {reason(lines)} (see .venv/set-up.log)."
        )


def compile_packages() -> None:
    """Write bytecode now: every later start is then a second quicker.

    Python does it by itself at the first import, unless PYTHONDONTWRITEBYTECODE forbids it.
    """
    for place in VENV.glob("lib/python*/site-packages"):
        command = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(place)]
        silent = subprocess.DEVNULL
        subprocess.run(command, check=False, stdout=silent, stderr=silent)


def remove_what_is_not_in(lock: Path, environment: Path) -> None:
    """Uninstall what left the list, so that nothing goes on working here by chance."""
    from importlib.metadata import distributions  # noqa: PLC0415 - slow

    listed = {*LISTED.findall(lock.read_text()), "pip", "setuptools"}
    places = [str(place) for place in environment.glob("lib/python*/site-packages")]
    there = {re.sub(r"[-_.]+", "-", found.name).lower() for found in distributions(path=places)}
    if there - listed:
        command = [*pip_for(environment), "uninstall", "--quiet", "--yes", *(there - listed)]
        subprocess.run(command, check=False)


def progress(done: int, total: int, what: str, *, last: bool = False) -> None:
    """Show the newest step on one line of a terminal, or now and then one in a log."""
    if sys.stdout.isatty():
        print(f"\r\033[K  {done}/{total} {what}", end=" …\n" if last else "", flush=True)
    elif done % 20 == 0 or last:
        say(f"  {done}/{total} {what}")


def reason(lines: list[str]) -> str:
    """Put the cause into words: no network, or what the tool itself gave as its last error."""
    if any(UNREACHABLE.search(line) for line in lines):
        return "the package server cannot be reached, check network and proxy and start again"
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it gave no reason"])[-1].strip().rstrip(".")


# The front end


def install_front_end() -> None:
    """Fetch the locked npm packages and copy the few files that the pages load."""
    started = time.monotonic()
    wanted = digest(ROOT / "package-lock.json")
    say("Setting up the front end from package-lock.json (once) …")
    with npm_environment() as environment:
        npm("ci", environment=environment)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in VENDORED.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)
    (VENDOR / "made-from-lock").write_text(wanted)
    say(f"The front end is ready ({time.monotonic() - started:.0f} s).")


@contextmanager
def npm_environment() -> Iterator[Mapping[str, str]]:
    """Yield an environment with npm on its PATH; one that is not here is borrowed from a wheel."""
    if shutil.which("npm"):
        yield os.environ
        return
    with tempfile.TemporaryDirectory(prefix="ik-node-") as folder:
        say("  There is no npm here; fetching one for the moment.")
        make_environment(Path(folder))
        pip_install(locked("node"), Path(folder))
        path = os.pathsep.join([f"{folder}/bin", os.environ.get("PATH", os.defpath)])
        yield {**os.environ, "PATH": path, "NODE_DISABLE_COMPILE_CACHE": "1"}


def npm(*arguments: str, environment: Mapping[str, str]) -> None:
    program = shutil.which("npm", path=environment["PATH"]) or "npm"
    done = subprocess.run(
        [program, *arguments, "--ignore-scripts", "--loglevel=error"],
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        cause = reason(done.stdout.splitlines())
        raise CannotError(f"The front end could not be fetched: {cause}.")
