"""From the name of an element to the cell in which its author can mend something."""

from collections.abc import Mapping
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity

Place = tuple[str, int | None, str | None]
"""Sheet, row, letter of the column."""
Places = Mapping[tuple[str, str], Place]
"""(name, aspect) → where it stands; aspects are those of the model, and `name`, `type`."""

_RATHER = ("name", "type", "labels")
"""Where to point when the cell itself is blank or unknown, the nearest first."""


class Placing:
    """Makes findings with the place of what they are about; without one they are of the file.

    The name is always among the facts.
    """

    def __init__(self, places: Places) -> None:
        self._places = places

    def error(self, message: str, name: str, aspect: str = "name", /, **facts: Any) -> Finding:
        return self._finding(Severity.ERROR, message, name, aspect, facts)

    def warning(self, message: str, name: str, aspect: str = "name", /, **facts: Any) -> Finding:
        return self._finding(Severity.WARNING, message, name, aspect, facts)

    def _finding(
        self, severity: Severity, message: str, name: str, aspect: str, facts: Mapping[str, Any]
    ) -> Finding:
        sheet, row, column = self._place(name, aspect)
        return Finding(
            severity=severity,
            message=message,
            facts={"name": name, **facts},
            sheet=sheet,
            row=row,
            column=column if row is not None else None,
        )

    def _place(self, name: str, aspect: str) -> tuple[str | None, int | None, str | None]:
        for known in (aspect, *_RATHER):
            if (name, known) in self._places:
                return self._places[name, known]
        return None, None, None


def of_the_file(message: str, *, severity: Severity = Severity.WARNING, **facts: Any) -> Finding:
    return Finding(severity=severity, message=message, facts=facts)
