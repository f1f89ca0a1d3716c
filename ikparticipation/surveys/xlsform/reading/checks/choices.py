"""Checks that the lists of answers exist, are complete and can be told apart."""

import re
from collections import Counter
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import SELECTS, QuestionType
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.datafiles import DataFile, file_error, stem
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.nearest import Names, meant
from ikparticipation.surveys.xlsform.reading.parameters import parameters
from ikparticipation.text import N_

NAME = re.compile(r"[^\s/]{1,64}")
MAX_OFFERED = 100_000
"""Choices of all questions together; 1,000 questions with all municipalities have 35,000."""


def findings(form: Form) -> Iterator[Finding]:
    for entry in form.choices.entries:
        if not entry.get("list_name") and (entry.get("name") or entry.words("label")):
            yield error(NO_LIST_NAME, form.choices, entry, "list_name")
    named = form.lists_used | form.tables_named
    for name, entries in form.lists.items():
        if name not in named:
            yield warning(UNUSED, form.choices, entries[0], "list_name", list=name)
        seen: set[str] = set()
        for entry in entries:
            yield from _choice(form, entry, seen)
            seen.add(entry.get("name"))
    yield from _lists(form)


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


def _lists(form: Form) -> Iterator[Finding]:
    lists, told, offered = Names(form.lists), set[str](), Counter[str]()
    for item in form.items:
        if item.type.kind is Kind.TABLE:
            yield from _table(form, item)
        if item.type.question not in SELECTS:
            continue
        if item.type.is_from_file:
            yield from _from_file(form, item, told)
        else:
            yield from _from_list(form, item, lists)
        offered["all"] += len(form.offered.of(item))
        if offered["all"] > MAX_OFFERED:
            yield error(TOO_MANY, form.survey, item.entry, "type", limit=MAX_OFFERED)
            return


def _from_list(form: Form, item: Item, lists: Names) -> Iterator[Finding]:
    name = item.type.list_name
    if "${" in name:
        yield error(FROM_ANSWERS, form.survey, item.entry, "type")
    elif "from_file" in item.entry.get("type").casefold().replace(" ", "_"):
        yield error(NO_ENDING, form.survey, item.entry, "type", file=name)
    elif item.mark is None and name not in form.lists:
        message, facts = meant(lists.nearest(name), NO_LIST_SIMILAR, NO_LIST)
        yield error(message, form.survey, item.entry, "type", list=name, **facts)
    if item.type.or_other:
        yield from _or_other(form, item)


def _or_other(form: Form, item: Item) -> Iterator[Finding]:
    if item.type.question is QuestionType.RANK or item.mark:
        yield error(NO_OR_OTHER, form.survey, item.entry, "type")
    elif item.entry.get("choice_filter"):
        yield error(OR_OTHER_FILTERED, form.survey, item.entry, "choice_filter")


def _table(form: Form, item: Item) -> Iterator[Finding]:
    name = item.entry.get("name")
    file = form.offered.file(name if name.endswith(".csv") else f"{name}.csv")
    if file is None:
        yield error(NO_FILE, form.survey, item.entry, "name", file=f"{stem(name)}.csv")


def _from_file(form: Form, item: Item, told: set[str]) -> Iterator[Finding]:
    name = item.type.list_name
    if name.casefold().endswith(".xml"):
        yield error(XML, form.survey, item.entry, "type")
        return
    if item.type.or_other:
        yield error(NO_OR_OTHER, form.survey, item.entry, "type")
    file = form.offered.file(name)
    if file is None:
        yield error(NO_FILE, form.survey, item.entry, "type", file=name)
    elif name not in told:
        told.add(name)
        yield from _in_file(file, item)


def _in_file(file: DataFile, item: Item) -> Iterator[Finding]:
    if file.finding is not None:
        return
    given = parameters(item.entry.get("parameters")) or {}
    value, label = given.get("value", file.keys[0]), given.get("label", file.keys[1])
    missing = [column for column in (value, label) if column not in file.columns]
    if missing:
        yield file_error(NO_COLUMN, file.name, 1, column=missing[0][:100])
        return
    seen: set[str] = set()
    for number, row in file.rows:
        name = row.get(value, "")
        if not NAME.fullmatch(name):
            yield file_error(BAD_VALUE, file.name, number, name=name[:100], column=value)
        elif name in seen:
            yield file_error(TWICE_IN_FILE, file.name, number, name=name)
        seen.add(name)


NO_LIST_NAME = N_("Hier fehlt der Name der Liste, zu der diese Antwort gehört.")
UNUSED = N_("Die Liste „%(list)s“ wird von keiner Frage verwendet.")
NO_NAME = N_("Hier fehlt der Name der Antwort. Bitte tragen Sie einen kurzen Namen ein.")
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. "
    "Bitte verwenden Sie höchstens 64 Zeichen ohne Leerzeichen und Schrägstrich."
)
TWICE = N_("Die Antwort „%(name)s“ steht in der Liste „%(list)s“ zweimal.")
NO_LABEL = N_("Die Antwort „%(name)s“ hat keinen Text. Bitte füllen Sie die Spalte „label“ aus.")
NO_LIST = N_("Die Liste „%(list)s“ steht nicht im Blatt „choices“. Bitte ergänzen Sie sie dort.")
NO_LIST_SIMILAR = N_(
    "Die Liste „%(list)s“ steht nicht im Blatt „choices“. Meinten Sie „%(similar)s“?"
)
TOO_MANY = N_(
    "Alle Fragen zusammen haben mehr als %(limit)s Antworten zur Auswahl. "
    "Bitte kürzen Sie die Listen."
)
FROM_ANSWERS = N_(
    "Eine Auswahl aus früheren Antworten wird nicht unterstützt. Bitte nennen Sie eine Liste."
)
NO_ENDING = N_(
    "„%(file)s“ ist kein Name einer Datei. Bitte schreiben Sie ihn mit Endung, "
    "zum Beispiel „orte.csv“."
)
NO_OR_OTHER = N_(
    "„or_other“ ist nur bei einer Liste aus dem Blatt „choices“ möglich. "
    "Bitte ergänzen Sie selbst eine Antwort „other“ und eine Textfrage."
)
OR_OTHER_FILTERED = N_(
    "„or_other“ und „choice_filter“ gehen nicht zusammen. "
    "Bitte ergänzen Sie selbst eine Antwort „other“ und eine Textfrage."
)
NO_FILE = N_("Die Datei „%(file)s“ fehlt. Bitte laden Sie sie zusammen mit dem Fragebogen hoch.")
XML = N_("XML-Dateien werden nicht gelesen. Bitte speichern Sie die Liste als .csv.")
NO_COLUMN = N_("Die Spalte „%(column)s“ fehlt in dieser Datei. Bitte ergänzen Sie sie.")
BAD_VALUE = N_(
    "In der Spalte „%(column)s“ steht „%(name)s“. "
    "Bitte verwenden Sie 1 bis 64 Zeichen ohne Leerzeichen und Schrägstrich."
)
TWICE_IN_FILE = N_("Den Eintrag „%(name)s“ gibt es in dieser Datei zweimal.")
