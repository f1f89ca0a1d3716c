"""Checks each line of the sheet survey by itself: type, name, texts, required, appearance."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import MAX_ROWS, QuestionType
from ikparticipation.surveys.xlsform.reading.columns import TRANSLATED, Entry, Table
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.text import N_

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}", re.ASCII)
"""A name is a part of field names, addresses and exports: no slash, no letters with marks."""
YES = frozenset({"yes", "true", "true()", "ja"})
NO = frozenset({"", "no", "false", "false()", "nein"})
_TYPES = (*QuestionType, "begin_group", "end_group", "begin_repeat", "end_repeat")
_DRAWN = {
    "question": frozenset({"multiline", "minimal"}),
    "container": frozenset({"field-list"}),  # which is what a section is anyway
}


def findings(form: Form) -> Iterator[Finding]:
    for entry in form.survey.entries:
        if not entry.get("type") and (entry.get("name") or entry.words("label")):
            yield error(NO_TYPE, form.survey, entry, "type")
    for item in form.items:
        yield from _type(form, item)
        if item.type.kind is Kind.QUESTION or item.type.kind.begins:
            yield from _name(form, item)
            yield from _required(form, item)
            yield from _appearance(form, item)
            yield from _row_limits(form, item)
            yield from references(form.survey, item.entry)
            yield from untranslated(form, form.survey, item.entry)


def _type(form: Form, item: Item) -> Iterator[Finding]:
    sheet, entry, type_ = form.survey, item.entry, item.type
    if type_.kind is Kind.UNKNOWN:
        close = get_close_matches(entry.get("type").lower(), _TYPES, n=1)
        message = UNKNOWN_TYPE_SIMILAR if close else UNKNOWN_TYPE
        facts = {"similar": close[0]} if close else {}
        yield error(message, sheet, entry, "type", type=entry.get("type"), **facts)
    elif type_.kind is Kind.LATER:
        yield error(LATER_TYPE, sheet, entry, "type", type=entry.get("type"))
    elif type_.kind is Kind.METADATA:
        yield warning(METADATA, sheet, entry, "type", type=entry.get("type"))
    elif type_.or_other:
        yield error(OR_OTHER, sheet, entry, "type")
    if type_.list_name and type_.list_name not in form.lists:
        yield error(NO_LIST, sheet, entry, "type", list=type_.list_name)


def _name(form: Form, item: Item) -> Iterator[Finding]:
    name = item.entry.get("name")
    if not name and item.type.question is not QuestionType.NOTE:
        yield error(NO_NAME, form.survey, item.entry, "name")
    elif name and not NAME.fullmatch(name):
        yield error(BAD_NAME, form.survey, item.entry, "name", name=name)
    if item.type.kind is Kind.QUESTION and not item.entry.words("label"):
        yield error(NO_LABEL, form.survey, item.entry, "label", name=item.name)


def _required(form: Form, item: Item) -> Iterator[Finding]:
    value = item.entry.get("required").casefold()
    asks = item.type.kind is Kind.QUESTION and item.type.question is not QuestionType.NOTE
    if value not in YES | NO:
        yield error(BAD_REQUIRED, form.survey, item.entry, "required", value=value)
    elif value in YES and not asks:
        yield warning(REQUIRED_HERE, form.survey, item.entry, "required")


def _appearance(form: Form, item: Item) -> Iterator[Finding]:
    drawn = _DRAWN["question" if item.type.kind is Kind.QUESTION else "container"]
    for word in item.entry.get("appearance").split():
        if word not in drawn:
            yield warning(APPEARANCE, form.survey, item.entry, "appearance", word=word)


def _row_limits(form: Form, item: Item) -> Iterator[Finding]:
    limits = [item.entry.get(column) for column in ("min_rows", "max_rows")]
    if item.type.kind is not Kind.BEGIN_REPEAT:
        if any(limits):
            yield error(LIMITS_HERE, form.survey, item.entry, "min_rows")
        return
    least, most = (int(n) if re.fullmatch(r"[0-9]{1,3}", n) else None for n in limits)
    if (limits[0] and least is None) or (limits[1] and not most) or (most or 0) > MAX_ROWS:
        yield error(BAD_LIMITS, form.survey, item.entry, "max_rows", limit=MAX_ROWS)
    elif (least or 0) > (most or MAX_ROWS):
        yield error(LIMITS_CROSS, form.survey, item.entry, "min_rows")


def references(sheet: Table, entry: Entry) -> Iterator[Finding]:
    """Refuse answers quoted in texts, `${name}`."""
    for (meaning, language), text in entry.values.items():
        if meaning in TRANSLATED and "${" in text:
            yield error(REFERENCE, sheet, entry, meaning, language=language)


def untranslated(form: Form, sheet: Table, entry: Entry) -> Iterator[Finding]:
    """Name the texts that some languages have and others have not."""
    for meaning in sorted(TRANSLATED):
        words = entry.words(meaning)
        for language in form.languages if words else ():
            if language not in words:
                yield warning(UNTRANSLATED, sheet, entry, meaning, language=language, code=language)


NO_TYPE = N_("In dieser Zeile fehlt der Typ der Frage, zum Beispiel „text“.")
UNKNOWN_TYPE = N_("Den Typ „%(type)s“ gibt es nicht. Bitte prüfen Sie die Schreibweise.")
UNKNOWN_TYPE_SIMILAR = N_("Den Typ „%(type)s“ gibt es nicht. Meinten Sie „%(similar)s“?")
LATER_TYPE = N_(
    "Der Typ „%(type)s“ wird noch nicht unterstützt. Bitte verwenden Sie einen anderen Typ."
)
METADATA = N_("„%(type)s“ erfasst nur die Sammel-App auf dem Telefon. Die Zeile wird übergangen.")
OR_OTHER = N_(
    "„or_other“ wird noch nicht unterstützt. "
    "Bitte ergänzen Sie eine Antwort „Anderes“ und eine Textfrage."
)
NO_LIST = N_("Die Liste „%(list)s“ steht nicht im Blatt „choices“. Bitte ergänzen Sie sie dort.")
NO_NAME = N_("Hier fehlt der Name. Bitte tragen Sie einen kurzen Namen ein.")
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. Bitte verwenden Sie höchstens 64 Buchstaben "
    "ohne Umlaute, Ziffern, „_“, „-“ und „.“; vorn steht ein Buchstabe oder „_“."
)
NO_LABEL = N_("Die Frage „%(name)s“ hat keinen Text. Bitte füllen Sie die Spalte „label“ aus.")
BAD_REQUIRED = N_(
    "In „required“ steht „%(value)s“. Bitte schreiben Sie „yes“ oder „no“; "
    "Bedingungen werden noch nicht unterstützt."
)
REQUIRED_HERE = N_("Nur Fragen können Pflicht sein. Die Angabe hier wird nicht beachtet.")
APPEARANCE = N_("Die Darstellung „%(word)s“ wird nicht beachtet.")
LIMITS_HERE = N_("„min_rows“ und „max_rows“ sind nur bei „begin_repeat“ möglich.")
BAD_LIMITS = N_("Bitte geben Sie als Zahl der Einträge eine Zahl von 1 bis %(limit)s an.")
LIMITS_CROSS = N_("„min_rows“ ist größer als „max_rows“. Bitte tauschen Sie die Zahlen.")
REFERENCE = N_("Verweise auf Antworten („${…}“) werden in Texten noch nicht unterstützt.")
UNTRANSLATED = N_("Hier fehlt der Text auf „%(code)s“. Gezeigt wird eine andere Sprache.")
