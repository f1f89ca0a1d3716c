"""Mails about jobs."""

from ikparticipation.accounts.models import User
from ikparticipation.jobs.models import Job
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings

PATH = "/verwaltung/auftraege"


def ready(user: User, job: Job, settings: Settings) -> Message:
    return render(
        "jobs/ready",
        to=user.email,
        language=job.language,
        person=user.name,
        title=job.title,
        expires_at=job.expires_at,
        link=f"{settings.base_url}{PATH}/{job.id}",
    )


def failed(user: User, job: Job, settings: Settings) -> Message:
    return render(
        "jobs/failed",
        to=user.email,
        language=job.language,
        person=user.name,
        title=job.title,
        reason=job.reason,
        link=f"{settings.base_url}{PATH}/{job.id}",
    )
