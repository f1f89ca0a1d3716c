"""What `${name}` may name, in texts and in expressions."""

from typing import Any

from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.reading.form import Form
from ikparticipation.text import N_


def quoted(form: Form, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return the sentence, and what it tells, for a name that has no answer; else None."""
    item = form.named.get(name)
    if item is not None:
        is_note = item.type.question is QuestionType.NOTE
        return (NOTE, {"name": name}) if is_note else None
    if name.startswith("last-saved#"):
        return LAST_SAVED, {}
    if name in form.metadata:
        return METADATA, {"name": name}
    similar = form.names.nearest(name)
    if similar:
        return UNKNOWN_SIMILAR, {"name": name, "similar": similar}
    return UNKNOWN, {"name": name}


UNKNOWN = N_("Eine Frage „%(name)s“ gibt es nicht. Bitte prüfen Sie den Namen in „${…}“.")
UNKNOWN_SIMILAR = N_("Eine Frage „%(name)s“ gibt es nicht. Meinten Sie „%(similar)s“?")
NOTE = N_("„%(name)s“ ist ein Hinweis und hat keine Antwort. Bitte nennen Sie eine Frage.")
METADATA = N_(
    "„%(name)s“ erfasst nur die Sammel-App auf dem Telefon; hier gibt es keine Angabe dazu. "
    "Bitte nennen Sie eine Frage oder schreiben Sie zum Beispiel „today()“."
)
LAST_SAVED = N_(
    "Die Antworten der vorigen Befragung sind hier nicht zu haben („last-saved“). "
    "Bitte nennen Sie eine Frage dieses Fragebogens."
)
