"""The embedded broker: messages written and read at the same moment arrive whole, and once."""

from threading import Thread

import pytest
from kombu import Connection, Queue
from kombu.exceptions import OperationalError

from worker.files import use_for_files

MESSAGES = 300


@pytest.fixture
def connect(tmp_path):
    use_for_files()
    folders = {name: tmp_path / name for name in ("queue", "done", "control")}
    for folder in folders.values():
        folder.mkdir()
    options = {
        "data_folder_in": str(folders["queue"]),
        "data_folder_out": str(folders["queue"]),
        "processed_folder": str(folders["done"]),
        "control_folder": str(folders["control"]),
        "store_processed": False,
        "polling_interval": 0.001,
    }
    return lambda: Connection("filesystem://", transport_options=options)


def test_what_is_read_while_it_is_written_arrives_whole_and_once(connect, tmp_path):
    queue, seen = Queue("work"), []

    def send():
        with connect() as connection, connection.Producer() as producer:
            for number in range(MESSAGES):
                body = {"number": number, "long": "x" * 50_000}
                producer.publish(body, routing_key="work", declare=[queue])

    sender = Thread(target=send)
    with connect() as connection, connection.Consumer(queue, accept=["json"]) as consumer:
        consumer.register_callback(lambda body, message: (seen.append(body), message.ack()))
        sender.start()
        while len(seen) < MESSAGES:
            try:
                connection.drain_events(timeout=5)
            except (TimeoutError, OperationalError):
                break
    sender.join()

    assert sorted(body["number"] for body in seen) == list(range(MESSAGES))
    assert [file.name for file in (tmp_path / "queue").iterdir()] == []
