"""What a field holds when it shows an answer: read again, it is the same."""

from ikparticipation.surveys.xlsform.values.model import Value
from ikparticipation.surveys.xlsform.values.numbers import shown


def to_typed(value: Value) -> list[str]:
    """Return the values of the field; two for a place, none for a file: files are not posted."""
    if isinstance(value, list):
        return value
    if isinstance(value, int | float):
        return [shown(value)]
    if not isinstance(value, dict):
        return [value]
    if "lat" in value:
        return [shown(value["lat"]), shown(value["lon"])]
    return []
