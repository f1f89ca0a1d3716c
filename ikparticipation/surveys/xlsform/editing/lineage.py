"""What the author says about where a question comes from."""

from ikparticipation.surveys.xlsform.editing.tables.headings import reader
from ikparticipation.surveys.xlsform.editing.tables.sheets import SURVEY, Sheets


def was_of(sheets: Sheets) -> dict[str, tuple[str, ...]]:
    """Return the column `was`: identity of a question → those it continues, as `compare` takes it.

    The column stands on the new questions and names identities of an earlier version, with
    spaces or commas between them. One that several new ones name was split; several that one
    new one names were merged. Names an earlier version does not have are passed over there, so
    the column may stay.
    """
    survey, found = reader(sheets, SURVEY), {}
    for row in sheets.table(SURVEY).rows:
        earlier = tuple(dict.fromkeys(survey.get(row, "was").replace(",", " ").split()))
        identity = survey.get(row, "question_id") or survey.get(row, "name")
        if earlier and identity:
            found[identity] = earlier
    return found
