import os
import subprocess
import sys
from uuid import uuid4

import pytest
from redis import Redis
from sqlalchemy import create_engine, inspect

from ikparticipation.launcher import ROOT
from tests import services
from tests.tour.__main__ import verdict
from tests.tour.guide import Tour

TOUR = (sys.executable, "-m", "tests.tour")


def tour(*options, **environment):
    return subprocess.run(
        [*TOUR, *options],
        check=False,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
    )


@pytest.fixture
def own_redis(redis_url):
    """A database of that server that no other test uses."""
    return f"{redis_url.rpartition('/')[0]}/9"


def tables(url):
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_the_main_job_is_done_on_the_embedded_installation_and_leaves_nothing(tmp_path):
    done = tour(TMPDIR=str(tmp_path))

    assert done.returncode == 0, done.stdout
    assert "Every number was the expected one." in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_main_job_is_done_on_postgresql_and_redis_which_are_empty_again(
    postgres_url, own_redis
):
    database = services.create_database(postgres_url, f"tour{uuid4().hex}")

    done = tour("--database", database, "--redis", own_redis)

    assert done.returncode == 0, done.stdout
    assert "Every number was the expected one." in done.stdout
    assert tables(database) == []
    assert Redis.from_url(own_redis).dbsize() == 0


def test_somebody_elses_data_are_not_touched(postgres_url, own_redis):
    database = services.create_database(postgres_url, f"tour{uuid4().hex}")
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (name text)")
    engine.dispose()

    refused = tour("--database", database, "--redis", own_redis)

    assert refused.returncode == 1
    assert "is not empty" in refused.stdout
    assert tables(database) == ["theirs"]


def test_a_redis_in_use_is_not_touched(own_redis):
    with Redis.from_url(own_redis) as client:
        client.set("theirs", "1")
        refused = tour("--redis", own_redis)
        kept = client.get("theirs")
        client.delete("theirs")

    assert refused.returncode == 1
    assert "is not empty" in refused.stdout
    assert kept == b"1"


def test_a_wrong_number_is_shown_and_fails_the_tour(capsys):
    walked = Tour(instance=None, administrator=None)
    walked.compare("offers", "4", "4")
    assert verdict(walked) == 0

    walked.compare("offers", "4", "3")

    assert verdict(walked) == 1
    assert "offers: expected '4', seen '3'" in capsys.readouterr().out
