"""The Celery application: `celery -A worker.celery_app worker --beat`.

Celery only carries messages; what is to be done stands in the database (`audit.services`).
"""

import os
import time
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import structlog
from celery import Celery
from celery.signals import beat_embedded_init

from ikparticipation.settings import Settings
from worker.files import use_for_files
from worker.schedule import schedule

log = structlog.get_logger()


def _transport_options(settings: Settings) -> dict[str, Any]:
    """Return the options of the broker in use.

    Redis: a request must not wait for a dead server (the default is more than six seconds).
    Files: the embedded default, in folders that only this user can enter.
    """
    if not settings.broker_url.startswith("filesystem"):
        return {
            "max_retries": 1,
            "interval_start": 0.1,
            "interval_step": 0.1,
            "socket_connect_timeout": 2,
            "socket_timeout": 5,
            "visibility_timeout": 600,
        }
    folders = {name: settings.instance / "broker" / name for name in ("queue", "done", "control")}
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folders["queue"]),
        "data_folder_out": str(folders["queue"]),
        "processed_folder": str(folders["done"]),
        "control_folder": str(folders["control"]),
        "store_processed": False,
        "polling_interval": 0.1,
    }


def make_celery(settings: Settings) -> Celery:
    use_for_files()
    celery = Celery("ikparticipation", broker=settings.broker_url)
    celery.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        task_soft_time_limit=120,
        task_time_limit=240,
        task_publish_retry=False,
        task_default_queue="ikparticipation",
        broker_transport_options=_transport_options(settings),
        broker_connection_retry_on_startup=True,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=4,
        timezone="Europe/Berlin",
        imports=["worker.tasks"],
        beat_schedule=schedule(settings),
        beat_schedule_filename=str(Path(settings.instance) / "beat"),
    )
    return celery


settings = Settings.from_env()
celery = make_celery(settings)


@beat_embedded_init.connect
def _end_with_the_worker(**_about: object) -> None:
    """Let the clock, a child process, end when its worker is killed and cannot end it itself."""
    worker = os.getppid()

    def watch() -> None:
        while os.getppid() == worker:
            time.sleep(1)
        os._exit(0)

    Thread(target=watch, daemon=True).start()


def announce(event_id: UUID) -> None:
    """Tell the worker about an event. If that fails, the next sweep finds it.

    Each transport has its own errors, and the act is stored already: none may reach the person.
    """
    _send("worker.react", event_id)


def announce_job(job_id: UUID) -> None:
    """Tell the worker about a job. If that fails, the next sweep finds it."""
    _send("worker.work", job_id)


def _send(task: str, subject_id: UUID) -> None:
    try:
        celery.send_task(task, args=[str(subject_id)])
    except Exception as error:  # noqa: BLE001 - see `announce`
        log.warning("not announced", task=task, id=str(subject_id), error=type(error).__name__)
