"""Who may see a job and fetch its file."""

from datetime import datetime

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.accounts.policies import is_staff, may_administer, may_steer
from ikparticipation.jobs.models import OPEN, Job, JobState

_HOLDS = {
    StaffRole.MODERATOR: is_staff,
    StaffRole.STEERING: may_steer,
    StaffRole.ADMINISTRATOR: may_administer,
}


def may_see(user: User, job: Job) -> bool:
    """Whoever asked for it, as long as they hold the role it needs, and administrators."""
    asked = job.created_by_id == user.id
    return may_administer(user) or (asked and _HOLDS[job.least_role](user))


def has_file(job: Job, at: datetime) -> bool:
    """Whether there is a file to fetch."""
    return job.state is JobState.DONE and job.expires_at is not None and at < job.expires_at


def may_cancel(job: Job) -> bool:
    return job.state in OPEN


def may_repeat(job: Job, at: datetime) -> bool:
    """Also a file that is no longer there can be made again."""
    return job.state not in OPEN and not has_file(job, at)
