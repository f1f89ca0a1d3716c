"""What the clock starts."""

from typing import Any

from ikparticipation.settings import Settings

DELETE_EVERY = 3600
REMIND_EVERY = 1800
NETWORKS_EVERY = 60
MIX_EVERY = 6 * 3600
REOPEN_EVERY = 600
"""Seconds. Deferrals end at a midnight; ten minutes later they are in the queue."""


def schedule(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return Celery's beat schedule. Every task in it may run late, twice or not at all once.

    A message that waited long is dropped: after a worker was away one sweep is enough.
    """
    options = {"expires": 60 + settings.sweep_every}
    return {
        "announce what was left lying": {
            "task": "worker.sweep",
            "schedule": settings.sweep_every,
            "options": options,
        },
        "send mails that are due": {
            "task": "worker.send_mail",
            "schedule": settings.sweep_every,
            "options": options,
        },
        "open deferred answers again on their day": {
            "task": "worker.reopen_deferrals",
            "schedule": REOPEN_EVERY,
            "options": {"expires": REOPEN_EVERY},
        },
        "remind those who were invited": {
            "task": "worker.remind_invited",
            "schedule": REMIND_EVERY,
            "options": {"expires": REMIND_EVERY},
        },
        "mix anonymous answers": {
            "task": "worker.mix_anonymous",
            "schedule": MIX_EVERY,
            "options": {"expires": MIX_EVERY},
        },
        "compute networks that have changed": {
            "task": "worker.refresh_networks",
            "schedule": NETWORKS_EVERY,
            "options": {"expires": NETWORKS_EVERY},
        },
        "forget uploaded lists after a day": {
            "task": "worker.forget_old_lists",
            "schedule": DELETE_EVERY,
            "options": {"expires": DELETE_EVERY},
        },
        "delete files of jobs whose time is over": {
            "task": "worker.delete_old_files",
            "schedule": DELETE_EVERY,
            "options": {"expires": DELETE_EVERY},
        },
    }
