"""The catalogue as it is shipped, for reading questionnaires where no database is at hand."""

from collections.abc import Mapping

from ikparticipation.catalogue import shipped
from ikparticipation.surveys.xlsform.questionnaire import Choice


def shipped_catalogues() -> Mapping[str, tuple[Choice, ...]]:
    """Return the `catalogues` of `compile.read_workbook`, in the order of the pages."""
    places = sorted(shipped.municipalities().items(), key=lambda place: place[1]["sort_key"])
    return {
        "municipality": tuple(
            Choice(ags, {"de": facts["name"], "en": facts["name"]}) for ags, facts in places
        ),
        "field_of_action": _named(shipped.fields_of_action()),
        "language": _named(shipped.languages()),
        "target_group": _named(shipped.target_groups()),
    }


def _named(entries: shipped.Facts) -> tuple[Choice, ...]:
    return tuple(Choice(key, facts["names"]) for key, facts in entries.items())
