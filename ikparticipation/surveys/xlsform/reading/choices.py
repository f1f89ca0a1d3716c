"""Checks that the lists of answers are complete and can be told apart."""

import re
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.form import Form, error, warning
from ikparticipation.surveys.xlsform.reading.rows import references, untranslated
from ikparticipation.text import N_

NAME = re.compile(r"[^\s/]{1,64}")


def findings(form: Form) -> Iterator[Finding]:
    for entry in form.choices.entries:
        if not entry.get("list_name") and (entry.get("name") or entry.words("label")):
            yield error(NO_LIST_NAME, form.choices, entry, "list_name")
    used = {item.type.list_name for item in form.items}
    for name, entries in form.lists.items():
        if name not in used:
            yield warning(UNUSED, form.choices, entries[0], "list_name", list=name)
        seen: set[str] = set()
        for entry in entries:
            yield from _choice(form, entry, seen)
            seen.add(entry.get("name"))


def _choice(form: Form, entry: Entry, seen: set[str]) -> Iterator[Finding]:
    name = entry.get("name")
    if not name:
        yield error(NO_NAME, form.choices, entry, "name")
    elif not NAME.fullmatch(name):
        yield error(BAD_NAME, form.choices, entry, "name", name=name)
    elif name in seen:
        yield error(TWICE, form.choices, entry, "name", name=name, list=entry.get("list_name"))
    if not entry.words("label"):
        yield error(NO_LABEL, form.choices, entry, "label", name=name)
    yield from references(form.choices, entry)
    yield from untranslated(form, form.choices, entry)


NO_LIST_NAME = N_("Hier fehlt der Name der Liste, zu der diese Antwort gehört.")
UNUSED = N_("Die Liste „%(list)s“ wird von keiner Frage verwendet.")
NO_NAME = N_("Hier fehlt der Name der Antwort. Bitte tragen Sie einen kurzen Namen ein.")
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. "
    "Bitte verwenden Sie höchstens 64 Zeichen ohne Leerzeichen und Schrägstrich."
)
TWICE = N_("Die Antwort „%(name)s“ steht in der Liste „%(list)s“ zweimal.")
NO_LABEL = N_("Die Antwort „%(name)s“ hat keinen Text. Bitte füllen Sie die Spalte „label“ aus.")
