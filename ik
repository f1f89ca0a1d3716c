#!/usr/bin/env python3
"""Set this checkout up and start what one wants from it. Plain `./ik` lists the commands.

Needs Python 3.11, pip and git, nothing else: standard library only.
"""

from __future__ import annotations  # an old Python must get as far as the sentence that refuses it

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from requirements.set_up import (
    PYTHON,
    ROOT,
    CannotError,
    make_environment,
    npm,
    npm_environment,
    pip_for,
    say,
    set_up,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_PYTHON = (3, 11)
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "rules": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
}
TESTS = ["-m", "pytest", "-n", "2"]
MESSAGES = ["--mapping-file=pyproject.toml", "ikparticipation", "templates", "worker"]
CATALOGUE = [  # neither places nor dates in it: it changes only when words do
    "--output-file=ikparticipation/translations/en.po",
    "--locale=en",
    "--omit-header",
    "--ignore-obsolete",
    "--no-fuzzy-matching",
]


def run(*arguments: str) -> None:
    """start the product and its worker [--empty] [--port 8080] [--listen ADDRESS]"""
    set_up("run")
    become("ikparticipation.launcher", *arguments)


def manage(*arguments: str) -> None:
    """the product's own commands: administrator, migrations … (alone: lists them)"""
    set_up("run")
    become("ikparticipation", *(arguments or ["--help"]))


def test(*arguments: str) -> None:
    """check everything; with a path or options of pytest only those tests"""
    set_up("dev")
    find_browser()
    if arguments:
        become("pytest", *arguments)
    sys.exit(in_steps({**CHECKS, "tests": TESTS}))


def lint(*_unused: str) -> None:
    """check format, rules, types and imports"""
    set_up("dev")
    sys.exit(in_steps(CHECKS))


def bench(*arguments: str) -> None:
    """measure the figures that the README quotes [name [FILE]] [--out FILE]"""
    set_up("dev")
    files = (str(Path(each).absolute()) if Path(each).is_file() else each for each in arguments)
    become("benchmarks", *files)


def tour(*arguments: str) -> None:
    """do the main job over HTTP, compare every number [--database URL --redis URL]"""
    set_up("dev")
    become("tests.tour", *arguments)


def screenshots(*arguments: str) -> None:
    """take pictures of the main pages"""
    set_up("dev")
    find_browser()
    become("tests.screenshots", *arguments)


def migration(*words: str) -> None:
    """write what has changed in the models as a migration [words]"""
    set_up("dev")
    for step in (["migrations", *words], ["ruff", "check", "--quiet", "--fix", "migrations"]):
        subprocess.run([str(PYTHON), "-m", *step], check=True, cwd=ROOT)
    become("ruff", "format", "migrations")


def messages(*_unused: str) -> None:
    """bring translations/en.po up to date; what is new stands in it empty"""
    set_up("dev")
    with tempfile.TemporaryDirectory(prefix="ik-messages-") as folder:
        template = f"{folder}/messages.pot"
        steps = [
            ["extract", f"--output-file={template}", "--sort-output", "--no-location", *MESSAGES],
            ["update", f"--input-file={template}", *CATALOGUE],
        ]
        for step in steps:
            babel = ["-m", "babel.messages.frontend", "--quiet", *step, "--no-wrap"]
            subprocess.run([str(PYTHON), *babel], check=True, cwd=ROOT)


def lock(*arguments: str) -> None:
    """write the locked lists anew from pyproject.toml and package.json [--upgrade]"""
    product = ["pyproject.toml", "--extra=pdf", "--extra=postgres", "--extra=prod"]
    lists = {
        "run": product,
        "dev": [
            *product,
            "--extra=spss",
            "--group=pyproject.toml:dev",
            "--constraint=requirements/run.txt",
        ],
        "node": ["--group=pyproject.toml:node"],
    }
    options = ["--generate-hashes", "--universal", "--python-version=3.11", "--no-config"]
    options += ["--no-emit-index-url", "--no-header", "--no-annotate", "--quiet", *arguments]
    with tempfile.TemporaryDirectory(prefix="ik-lock-") as folder:
        make_environment(Path(folder))
        subprocess.run([*pip_for(Path(folder)), "install", "--quiet", "uv"], check=True)
        for name, sources in lists.items():
            say(f"requirements/{name}.txt")
            target = f"--output-file=requirements/{name}.txt"
            uv = [f"{folder}/bin/uv", "pip", "compile", *options, *sources, target]
            subprocess.run(uv, check=True, cwd=ROOT)
    say("package-lock.json")
    with npm_environment() as environment:
        npm("install", "--package-lock-only", environment=environment)


COMMANDS: dict[str, Callable[..., None]] = {
    command.__name__: command
    for command in (run, test, lint, bench, tour, screenshots, manage, migration, messages, lock)
}


def become(*arguments: str) -> None:
    """Go on as a module of the environment, so that signals and the exit code are its own."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", *arguments])


def in_steps(steps: dict[str, list[str]]) -> int:
    """Run every step whatever the others say; return 0 only if all of them are content."""
    results, failed = [], False
    for name, arguments in steps.items():
        say(f"== {name} …")
        started = time.monotonic()
        code = subprocess.run([PYTHON, *arguments], check=False, cwd=ROOT).returncode
        failed = failed or code != 0
        results.append(f"{name} {'FAILED' if code else 'ok'} ({time.monotonic() - started:.0f} s)")
    say(f"== {', '.join(results)}")
    return int(failed)


def find_browser() -> None:
    """Make sure that the tests find a Chromium; on Debian as root, install one."""
    from tests.services import ServiceError, chromium  # noqa: PLC0415 - only tests know of it

    try:
        chromium()
    except ServiceError as error:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise CannotError(str(error)) from None
        say("There is no Chromium; installing Debian's package (about a minute) …")
        apt = ["apt-get", "-q", "-y"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], check=False, env=quiet)
        install = [*apt, "install", "--no-install-recommends", "chromium"]
        subprocess.run(install, check=True, env=quiet)
        if not shutil.which("chromium"):  # Ubuntu's package of that name is none
            raise CannotError(str(error)) from None


def with_newer_python(arguments: list[str]) -> int:
    """Start again under a newer Python, if the machine has one beside its default."""
    for minor in range(19, LEAST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, __file__, *arguments])
    found = ".".join(map(str, sys.version_info[:3]))
    print(f"Python 3.11 or newer is needed, this is {found}: install it.", file=sys.stderr)
    return 1


def usage() -> str:
    return "\n".join(f"  ./ik {name:<12} {command.__doc__}" for name, command in COMMANDS.items())


def main(arguments: list[str]) -> int:
    if sys.version_info < LEAST_PYTHON:
        return with_newer_python(arguments)
    name, *rest = arguments or ["help"]
    if name in {"help", "-h", "--help"}:
        say(usage())
    elif name in COMMANDS:
        return carry_out(COMMANDS[name], rest)
    else:
        print(f"There is no command “{name}”. There are:\n{usage()}", file=sys.stderr)
        return 2
    return 0


def carry_out(command: Callable[..., None], arguments: list[str]) -> int:
    try:
        command(*arguments)
    except CannotError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"This failed, its words are above: {' '.join(error.cmd)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal knows every character
    sys.exit(main(sys.argv[1:]))
