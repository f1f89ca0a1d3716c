"""`./ik` and what it installs. Nothing is fetched here: that a fresh clone starts, CI shows."""

import importlib.util
import re
import subprocess
import sys
import threading
import tomllib
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

from requirements import set_up

ROOT = Path(__file__).parents[1]
LISTS = sorted((ROOT / "requirements").glob("*.txt"))
COMMANDS = {
    "bench", "lint", "lock", "manage", "messages", "migration", "run", "screenshots", "test",
    "tour",
}  # fmt: skip


@pytest.fixture
def ik():
    """Return the script as a module."""
    loader = SourceFileLoader("ik", str(ROOT / "ik"))
    spec = importlib.util.spec_from_loader("ik", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return an empty checkout with locked lists of its own, for the functions of set_up."""
    (tmp_path / "requirements").mkdir()
    for name in ("run", "dev", "node"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("flask==3.1.3 \\\n")
    (tmp_path / "package-lock.json").write_text("{}")
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(set_up, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(set_up, "VENDOR", vendor)
    return tmp_path


def call(*arguments, script=ROOT / "ik"):
    command = [sys.executable, script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def packages_in(text):
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


# The commands


@pytest.mark.parametrize("asking", [[], ["help"], ["--help"]])
def test_plain_ik_and_help_list_every_command_with_a_word_about_it(asking):
    result = call(*asking)

    described = re.findall(r"^ +\./ik (\w+) +\w.{10,}$", result.stdout, re.MULTILINE)
    assert result.returncode == 0
    assert set(described) == COMMANDS


def test_an_unknown_command_is_refused_with_the_list_of_those_there_are():
    result = call("start")

    assert result.returncode == 2
    assert "no command “start”" in result.stderr
    assert "./ik run" in result.stderr


def test_a_missing_list_is_told_in_one_sentence_and_not_by_a_traceback(tmp_path):
    (tmp_path / "requirements").mkdir()
    for part in ("ik", "requirements/set_up.py"):
        (tmp_path / part).write_bytes((ROOT / part).read_bytes())

    result = call("run", script=tmp_path / "ik")

    assert result.returncode == 1
    assert result.stderr == (
        "requirements/run.txt is missing: get it back with `git checkout requirements/run.txt`.\n"
    )


def test_an_old_python_is_told_what_is_needed(ik, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "/nowhere")

    code = ik.main(["run"])

    assert code == 1
    assert capsys.readouterr().err == "Python 3.11 or newer is needed, this is 3.9.2: install it.\n"


def test_every_step_of_a_check_runs_and_one_failure_fails_them_all(ik, capfd):
    steps = {"first": ["-c", "exit(3)"], "second": ["-c", "print('I ran')"]}

    code = ik.in_steps(steps)

    said = capfd.readouterr().out
    assert code == 1
    assert "I ran" in said
    assert "first FAILED" in said
    assert "second ok" in said


# The set-up


def test_a_list_that_has_changed_since_is_not_taken_for_installed(folder, monkeypatch):
    monkeypatch.setattr(set_up, "make_environment", lambda place: place.mkdir())
    monkeypatch.setattr(set_up, "pip_install", lambda *_: None)
    set_up.install_packages("run")
    assert set_up.packages_are_ready("run")

    (folder / "requirements" / "run.txt").write_text("flask==3.1.4 \\\n")

    assert not set_up.packages_are_ready("run")


def test_the_packages_for_development_serve_a_run_too_but_not_the_other_way(folder, monkeypatch):
    monkeypatch.setattr(set_up, "make_environment", lambda place: place.mkdir())
    monkeypatch.setattr(set_up, "pip_install", lambda *_: None)

    set_up.install_packages("run")
    assert not set_up.packages_are_ready("dev")
    set_up.install_packages("dev")

    assert set_up.packages_are_ready("run")
    assert set_up.packages_are_ready("dev")


def test_installed_packages_are_compiled_even_where_python_must_not_write(folder, monkeypatch):
    packages = folder / ".venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "package.py").write_text("")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(set_up, "PYTHON", sys.executable)

    set_up.compile_packages()

    assert list(packages.glob("__pycache__/package.*.pyc"))


def test_an_interrupted_set_up_is_begun_afresh(folder, monkeypatch):
    half = folder / ".venv" / "half-a-package"

    def interrupt(*_):
        half.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(set_up, "make_environment", lambda place: place.mkdir())
    monkeypatch.setattr(set_up, "pip_install", interrupt)
    with pytest.raises(KeyboardInterrupt):
        set_up.install_packages("run")
    assert not set_up.packages_are_ready("run")

    monkeypatch.setattr(set_up, "pip_install", lambda *_: None)
    set_up.install_packages("run")

    assert set_up.packages_are_ready("run")
    assert not half.exists()


def test_two_starts_never_set_up_the_same_folder_at_once(folder):
    inside, most = [], []

    def start():
        with set_up.only_one():
            inside.append(1)
            most.append(len(inside))
            threading.Event().wait(0.05)
            inside.pop()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1, 1, 1, 1]


def test_a_machine_without_pip_is_told_how_to_get_it(folder, monkeypatch):
    monkeypatch.setattr(set_up, "own_pip", lambda: False)
    monkeypatch.setattr(set_up, "find_spec", lambda _name: None)

    with pytest.raises(set_up.CannotError, match="apt install python3-pip"):
        set_up.install_packages("run")


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["WARNING: Retrying … NewConnectionError('<…>')", "ERROR: No match"], "network and proxy"),
        (["npm error code ENOTFOUND"], "network and proxy"),
        (["Collecting flask", "ERROR: [Errno 28] No space left on device"], "No space left"),
        (["Killed"], "Killed"),
        ([], "no reason"),
    ],
)
def test_the_cause_of_a_failed_set_up_is_put_into_words(words, cause):
    assert cause in set_up.reason(words)


# The locked lists


@pytest.mark.parametrize("file", [*LISTS, ROOT / "package-lock.json"], ids=lambda file: file.name)
def test_locked_lists_name_no_host(file):
    assert "://" not in file.read_text()


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_package_is_locked_by_hashes(file):
    entries = re.split(r"^(?=\S)", file.read_text(), flags=re.MULTILINE)[1:]

    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_list_for_development_contains_the_one_to_run_with_the_same_versions():
    run = (ROOT / "requirements" / "run.txt").read_text().splitlines()
    dev = (ROOT / "requirements" / "dev.txt").read_text().splitlines()

    assert set(run) - set(dev) == set()


def test_the_lists_hold_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "run": [
            *project["project"]["dependencies"],
            *project["project"]["optional-dependencies"]["postgres"],
        ],
        "dev": project["dependency-groups"]["dev"],
        "node": project["dependency-groups"]["node"],
    }

    missing = [
        (name, wanted)
        for name, wishes in asked.items()
        for wanted in wishes
        if re.match(r"[a-z0-9-]+", wanted)[0]
        not in packages_in((ROOT / "requirements" / f"{name}.txt").read_text())
    ]

    assert missing == []
