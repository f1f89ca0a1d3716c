"""Checks each line of the sheet survey by itself: type, name, required, number of rows."""

import re
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import MAX_ROWS, NEVER_SHOWN, QuestionType
from ikparticipation.surveys.xlsform.reading.columns import NO
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.nearest import Names, meant
from ikparticipation.text import N_

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}", re.ASCII)
"""A name is a part of field names, addresses and exports: no slash, no letters with marks."""
_TYPES = (*QuestionType, "begin_group", "end_group", "begin_repeat", "end_repeat")
_KOBO_GRIDS = ("begin_kobomatrix", "begin_score", "begin_rank")
_NAMELESS = frozenset({QuestionType.NOTE})


def findings(form: Form) -> Iterator[Finding]:
    for entry in form.survey.entries:
        if not entry.get("type") and (entry.get("name") or entry.words("label")):
            yield error(NO_TYPE, form.survey, entry, "type")
    types = Names(_TYPES)
    for item in form.items:
        if item.is_added:
            continue
        yield from _type(form, item, types)
        if item.is_named:
            yield from _name(form, item)
            yield from _required(form, item)
            yield from _row_limits(form, item)


def _type(form: Form, item: Item, types: Names) -> Iterator[Finding]:
    said = item.entry.get("type")
    if item.type.kind is Kind.UNKNOWN:
        similar = types.nearest(said.lower())
        message, facts = meant(similar, UNKNOWN_TYPE_SIMILAR, UNKNOWN_TYPE)
        yield error(message, form.survey, item.entry, "type", type=said, **facts)
    elif item.type.kind is Kind.LATER:
        message = KOBO_GRID if said.lower().startswith(_KOBO_GRIDS) else LATER_TYPE
        yield error(message, form.survey, item.entry, "type", type=said)
    elif item.type.kind is Kind.METADATA:
        yield warning(METADATA, form.survey, item.entry, "type", type=said)


def _name(form: Form, item: Item) -> Iterator[Finding]:
    name = item.entry.get("name")
    if not name and item.type.question not in _NAMELESS:
        yield error(NO_NAME, form.survey, item.entry, "name")
    elif name and not NAME.fullmatch(name):
        yield error(BAD_NAME, form.survey, item.entry, "name", name=name)
    shown = item.is_question and item.type.question not in NEVER_SHOWN
    if shown and not item.entry.words("label"):
        yield error(NO_LABEL, form.survey, item.entry, "label", name=item.name)


def _required(form: Form, item: Item) -> Iterator[Finding]:
    asks = item.is_question and item.type.question not in NEVER_SHOWN | _NAMELESS
    cell = item.entry.get("required").casefold()
    if not asks and cell not in NO:
        yield warning(REQUIRED_HERE, form.survey, item.entry, "required")
    message = any(item.entry.words("required_message").values())
    if asks and message and cell in NO:
        yield warning(MESSAGE_ALONE, form.survey, item.entry, "required_message")


def _row_limits(form: Form, item: Item) -> Iterator[Finding]:
    limits = [item.entry.get(column) for column in ("min_rows", "max_rows")]
    if not any(limits):
        return
    if item.type.kind is not Kind.BEGIN_REPEAT:
        column = "min_rows" if limits[0] else "max_rows"
        yield error(LIMITS_HERE, form.survey, item.entry, column)
        return
    least, most = (int(n) if re.fullmatch(r"[0-9]{1,3}", n) else None for n in limits)
    if (limits[0] and least is None) or (limits[1] and not most) or (most or 0) > MAX_ROWS:
        yield error(BAD_LIMITS, form.survey, item.entry, "max_rows", limit=MAX_ROWS)
    elif (least or 0) > (most or MAX_ROWS):
        yield error(LIMITS_CROSS, form.survey, item.entry, "min_rows")
    elif limits[0] and item.entry.get("repeat_count"):
        yield error(LIMIT_AND_COUNT, form.survey, item.entry, "min_rows")


NO_TYPE = N_("In dieser Zeile fehlt der Typ der Frage, zum Beispiel „text“.")
UNKNOWN_TYPE = N_("Den Typ „%(type)s“ gibt es nicht. Bitte prüfen Sie die Schreibweise.")
UNKNOWN_TYPE_SIMILAR = N_("Den Typ „%(type)s“ gibt es nicht. Meinten Sie „%(similar)s“?")
LATER_TYPE = N_("Der Typ „%(type)s“ wird nicht unterstützt. Bitte verwenden Sie einen anderen Typ.")
KOBO_GRID = N_(
    "„%(type)s“ gibt es nur bei Kobo. Bitte stellen Sie jede Zeile als eigene Frage in eine Gruppe "
    "oder nehmen Sie den Typ „rank“."
)
METADATA = N_("„%(type)s“ erfasst nur die Sammel-App auf dem Telefon. Die Zeile wird übergangen.")
NO_NAME = N_("Hier fehlt der Name. Bitte tragen Sie einen kurzen Namen ein.")
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. Bitte verwenden Sie höchstens 64 Buchstaben "
    "ohne Umlaute, Ziffern, „_“, „-“ und „.“; vorn steht ein Buchstabe oder „_“."
)
NO_LABEL = N_("Die Frage „%(name)s“ hat keinen Text. Bitte füllen Sie die Spalte „label“ aus.")
REQUIRED_HERE = N_("Nur Fragen können Pflicht sein. Die Angabe hier wird nicht beachtet.")
MESSAGE_ALONE = N_("Die Frage ist nicht Pflicht. Dieser Satz wird deshalb nie gezeigt.")
LIMITS_HERE = N_("„min_rows“ und „max_rows“ sind nur bei „begin_repeat“ möglich.")
BAD_LIMITS = N_("Bitte geben Sie als Zahl der Einträge eine Zahl von 1 bis %(limit)s an.")
LIMITS_CROSS = N_("„min_rows“ ist größer als „max_rows“. Bitte tauschen Sie die Zahlen.")
LIMIT_AND_COUNT = N_(
    "Die Zahl der Einträge steht schon in „repeat_count“. Bitte leeren Sie „min_rows“."
)
