"""Pages across all packages."""

from ikparticipation.reporting.views import home, information, jobs, mine, operation, tasks
from ikparticipation.reporting.views.blueprint import bp

__all__ = ["bp", "home", "information", "jobs", "mine", "operation", "tasks"]
