"""`./ik tour [--database URL --redis URL]`: the exit code is 0 only if all is as it should be."""

import argparse
import signal
import sys
import time

import httpx
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from tests.instance import Instance, InstanceError, running
from tests.tour import draft, servers, survey
from tests.tour.guide import Tour, follow_link
from tests.tour.servers import NotEmptyError
from tests.visitor import PageError, Visitor


def main() -> int:
    """Walk through the product once and say whether every number was the expected one."""
    parser = argparse.ArgumentParser(prog="./ik tour", description=main.__doc__)
    parser.add_argument("--database", help="an empty PostgreSQL database; it is empty afterwards")
    parser.add_argument("--redis", help="a Redis database of its own, as broker")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is tidied up
    try:
        with (
            servers.database(options.database),
            servers.redis(options.redis),
            running(database=options.database, redis=options.redis) as instance,
        ):
            return walk(instance)
    except (NotEmptyError, InstanceError, SQLAlchemyError, RedisError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def walk(instance: Instance) -> int:
    """Do all acts; return the exit code."""
    link = instance.command("administrator", "admin@kreis.example.org", "Ada Admin")
    administrator = Visitor(instance.base_url)
    tour = Tour(instance, administrator)
    try:
        follow_link(administrator, link).expect("Ada Admin")
        tour.tell("administrator signs in", "by the link of the command line")
        for act in (*survey.ACTS, *draft.ACTS):
            act(tour)
    except (AssertionError, PageError, httpx.HTTPError) as error:
        print(f"\n{type(error).__name__}: {error}", file=sys.stderr)
        for process in ("web", "worker"):
            print(f"\nThe {process} process said:\n{instance.words_of(process)[-3000:]}")
        return 1
    return verdict(tour)


def verdict(tour: Tour) -> int:
    """Say whether everything was as expected; return the exit code."""
    if tour.differences:
        print(f"\n{len(tour.differences)} of the numbers are not the expected ones.")
        return 1
    print(f"{time.monotonic() - tour.began:6.2f} s  Every number was the expected one.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
