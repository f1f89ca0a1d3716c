"""The servers that tests start: one's own, quick, and gone afterwards."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import services

ROOT = Path(__file__).parents[1]
START_REDIS_AND_WAIT = """
import sys, time
from tests import services
with services.redis() as url:
    print(url, flush=True)
    time.sleep(600)
"""


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_server_ends_even_when_the_tests_are_killed():
    with subprocess.Popen(
        [sys.executable, "-c", START_REDIS_AND_WAIT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        port = int(process.stdout.readline().rsplit(":", 1)[1].split("/")[0])
        assert answers(port)

        process.kill()

    deadline = time.monotonic() + 10
    while answers(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not answers(port)


def test_a_new_database_is_empty_each_time_and_knows_umlauts(postgres_url):
    for _ in range(2):
        url = services.create_database(postgres_url, "a-new-one")
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE word (it text)")
            assert connection.scalar(sa.text("SELECT lower('ÄÖÜ')")) == "äöü"
        engine.dispose()


def test_a_server_given_by_the_environment_is_used(monkeypatch):
    monkeypatch.setenv("IKP_TEST_POSTGRES", "postgresql://somewhere/else")
    monkeypatch.setenv("IKP_TEST_REDIS", "redis://somewhere/0")

    with services.postgres() as database, services.redis() as broker:
        assert (database, broker) == ("postgresql://somewhere/else", "redis://somewhere/0")


@pytest.mark.parametrize("start", [services.postgres, services.redis])
def test_a_server_that_is_not_to_be_had_is_an_error_that_tells_what_to_install(
    start, monkeypatch, tmp_path
):
    monkeypatch.delenv("IKP_TEST_POSTGRES", raising=False)
    monkeypatch.delenv("IKP_TEST_REDIS", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(services, "find_spec", lambda _name: None)
    monkeypatch.setattr(services, "DEBIAN_POSTGRES", tmp_path)

    with pytest.raises(services.ServiceError, match="install one"), start():
        pass


def test_no_browser_is_an_error_that_tells_what_to_install(monkeypatch, tmp_path):
    monkeypatch.delenv("IKP_TEST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(services, "MAC_BROWSERS", ())

    with pytest.raises(services.ServiceError, match="apt install chromium"):
        services.chromium()
