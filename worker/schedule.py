"""What the clock starts."""

from typing import Any

from ikparticipation.settings import Settings


def schedule(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return Celery's beat schedule. Every task in it may run late, twice or not at all once."""
    return {
        "announce what was left lying": {
            "task": "worker.sweep",
            "schedule": settings.sweep_every,
            "options": {"expires": settings.sweep_every},
        },
        "send mails that are due": {
            "task": "worker.send_mail",
            "schedule": settings.sweep_every,
            "options": {"expires": settings.sweep_every},
        },
    }
