"""Long work for one person, such as an export: asked for, done beside the pages, then fetched."""

from ikparticipation.jobs.models import Job, JobState
from ikparticipation.jobs.services import begin
from ikparticipation.jobs.work import CancelledError, Work

__all__ = ["CancelledError", "Job", "JobState", "Work", "begin"]
