"""Taking in a file after HSDS: upload, look through, confirm; then the file is forgotten."""

from ikparticipation.inventory.services.hsds.planning import (
    Plan,
    PlannedProvider,
    PlannedService,
    State,
    planned,
)
from ikparticipation.inventory.services.hsds.taking import (
    ALREADY_DONE,
    Choice,
    begin_import,
    discard_import,
    forget_old_imports,
    plan_of,
    take_in,
)

__all__ = [
    "ALREADY_DONE",
    "Choice",
    "Plan",
    "PlannedProvider",
    "PlannedService",
    "State",
    "begin_import",
    "discard_import",
    "forget_old_imports",
    "plan_of",
    "planned",
    "take_in",
]
