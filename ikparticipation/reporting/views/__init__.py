"""Pages across all packages."""

from ikparticipation.reporting.views import home, information, operation, tasks
from ikparticipation.reporting.views.blueprint import bp

__all__ = ["bp", "home", "information", "operation", "tasks"]
