"""`./ik run` without the set-up: real processes, real signals."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import httpx
import psutil
import pytest

from ikparticipation.launcher import ROOT
from tests.services import free_port
from tests.visitor import Visitor

PATIENCE = 40
ROLES = ("administrator", "steering", "moderator", "office", "representative", "contributor")


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("launcher")


@contextmanager
def started(instance, *options, **environment):
    """Yield the launcher's process and its address; whatever is left of it ends at the end."""
    port = free_port()
    command = [sys.executable, "-m", "ikparticipation.launcher", "--port", str(port), *options]
    launcher = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"IKP_INSTANCE": str(instance)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    family, visitor = [], Visitor(f"http://127.0.0.1:{port}")
    try:
        until(lambda: launcher.poll() is not None or answers(port))
        family = family_of(launcher)
        yield launcher, visitor
    finally:
        visitor.http.close()
        launcher.terminate()
        launcher.wait(PATIENCE)
        launcher.stdout.close()
        for left in family:
            if left.is_running():
                left.kill()


def answers(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz").is_success
    except httpx.TransportError:
        return False


def until(look):
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def family_of(launcher):
    """Everything the launcher has started: web, worker, and the worker's clock."""
    if launcher.poll() is not None:
        return []
    return psutil.Process(launcher.pid).children(recursive=True)


def worker_of(launcher):
    for child in psutil.Process(launcher.pid).children():
        with suppress(psutil.NoSuchProcess):  # also a zombie, which has ended
            if "celery" in child.cmdline():
                return child
    return None


def shows_everything(visitor):
    page = visitor.get("/bestand/")
    figures = [each.get_text() for each in page.soup.select(".figure__value")]
    return page if "12 von 24" in page.text and figures[:1] == ["30"] else None


def sign_in_links(output):
    lines = [line.split() for line in output.splitlines() if "/anmelden/" in line]
    return {words[0]: words[1] for words in lines}


def test_the_first_start_fills_the_county_and_a_worker_that_is_killed_comes_again(instance):
    with started(instance) as (launcher, visitor):
        first = until(lambda: worker_of(launcher))
        first.send_signal(signal.SIGKILL)
        second = until(lambda: (found := worker_of(launcher)) and found.pid != first.pid and found)

        until(lambda: shows_everything(visitor))
        assert second.is_running()


def test_the_second_start_keeps_the_data_and_brings_fresh_links_and_sigterm_ends_it_all(instance):
    with started(instance) as (launcher, visitor):
        until(lambda: worker_of(launcher))
        family = family_of(launcher)
        assert shows_everything(visitor)

        launcher.terminate()
        output, _ = launcher.communicate(timeout=PATIENCE)

        assert launcher.returncode == 0
        assert not any(process.is_running() for process in family)
        assert "Filled" not in output
        assert tuple(sign_in_links(output)) == ROLES


def test_a_county_that_is_there_is_not_hidden_by_asking_for_an_empty_start(tmp_path):
    with started(tmp_path) as (_, visitor):
        assert "Beispiel" in visitor.get("/akteure/").text

    with started(tmp_path, "--empty") as (launcher, _visitor):
        output, _ = launcher.communicate(timeout=PATIENCE)

    assert launcher.returncode == 2
    assert "has the demo county" in output


def test_an_empty_start_has_no_county_and_stays_empty(tmp_path):
    for options in (["--empty"], []):
        with started(tmp_path, *options) as (launcher, visitor):
            assert "Beispiel" not in visitor.get("/akteure/").text
            launcher.send_signal(signal.SIGHUP)
            output, _ = launcher.communicate(timeout=PATIENCE)

            assert launcher.returncode == 0
            assert sign_in_links(output) == {}


def test_a_database_that_somebody_names_is_never_filled(tmp_path):
    with started(tmp_path, IKP_DATABASE_URL=f"sqlite:///{tmp_path}/theirs.db") as (_, visitor):
        assert "Beispiel" not in visitor.get("/akteure/").text
