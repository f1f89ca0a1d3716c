"""What the clock starts."""

from typing import Any

from ikparticipation.settings import Settings


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
    }
