"""Checks what people read: translations that are missing, answers quoted that there are none of."""

import re
from collections.abc import Iterable, Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import NEVER_SHOWN
from ikparticipation.surveys.xlsform.reading import other
from ikparticipation.surveys.xlsform.reading.columns import Entry, Table
from ikparticipation.surveys.xlsform.reading.form import Form, error, warning
from ikparticipation.surveys.xlsform.reading.meanings import TRANSLATED
from ikparticipation.surveys.xlsform.reading.quotes import quoted
from ikparticipation.text import N_

_QUOTED = re.compile(r"\$\{([^{}]*)\}?")
_LABEL = "label"


def findings(form: Form) -> Iterator[Finding]:
    named = [item for item in form.items if item.is_named and not item.is_added]
    shown = [item.entry for item in named if item.type.question not in NEVER_SHOWN]
    used = (entries for name, entries in form.lists.items() if name in form.lists_used)
    choices = [entry for entries in used for entry in entries]
    yield from _untranslated(form, form.survey, shown)
    yield from _untranslated(form, form.choices, choices)
    for item in named:
        yield from _quotes(form, form.survey, item.entry)
    for entry in form.choices.entries:
        yield from _quotes(form, form.choices, entry)
    yield from _other(form)


def _quotes(form: Form, sheet: Table, entry: Entry) -> Iterator[Finding]:
    """Refuse what cannot be filled in: `${name}` of no question, a calculation in the text."""
    for (meaning, language), text in entry.values.items():
        if meaning not in TRANSLATED:
            continue
        for found in _QUOTED.finditer(text):
            wrong = quoted(form, found[1].strip())
            if wrong is not None:
                message, facts = wrong
                at = found.start()
                yield error(message, sheet, entry, meaning, language=language, position=at, **facts)
        if "instance(" in text:
            yield error(CALCULATED, sheet, entry, meaning, language=language)


def _untranslated(form: Form, sheet: Table, entries: list[Entry]) -> Iterator[Finding]:
    """Name the texts that some languages have and others have not."""
    if any(column.unknown_language for column in sheet.columns):
        return  # that is told, and which language it would be nobody knows
    meanings = {meaning for column in sheet.columns if (meaning := column.meaning) in TRANSLATED}
    for meaning in sorted(meanings):
        told = [language for language in form.languages if _is_missing(sheet, meaning, language)]
        written = [entry for entry in entries if entry.words(meaning)]
        for language in told if written else ():
            say = error if meaning == _LABEL else warning
            yield say(NO_COLUMN, sheet, heading=meaning, code=language)
        yield from _cells(form, sheet, meaning, written, told)


def _cells(
    form: Form, sheet: Table, meaning: str, entries: Iterable[Entry], told: list[str]
) -> Iterator[Finding]:
    say, message = (error, UNTRANSLATED) if meaning == _LABEL else (warning, NOT_TRANSLATED)
    for entry in entries:
        words = entry.words(meaning)
        for language in form.languages:
            if language not in words and language not in told:
                yield say(message, sheet, entry, meaning, language=language, code=language)


def _is_missing(sheet: Table, meaning: str, language: str) -> bool:
    return sheet.letter_of(meaning, language) is None


def _other(form: Form) -> Iterator[Finding]:
    for item in form.items:
        if not item.type.or_other:
            continue
        for language in other.without_words(form.languages):
            yield error(NO_OTHER, form.survey, item.entry, "type", code=language)


UNTRANSLATED = N_("Hier fehlt der Text auf „%(code)s“. Bitte ergänzen Sie die Übersetzung.")
NOT_TRANSLATED = N_("Hier fehlt der Text auf „%(code)s“. Gezeigt wird eine andere Sprache.")
NO_COLUMN = N_(
    "Die Spalte „%(heading)s“ für die Sprache „%(code)s“ fehlt in diesem Blatt. "
    "Bitte ergänzen Sie sie mit den Übersetzungen."
)
CALCULATED = N_(
    "In Texten wird nicht gerechnet. Bitte rechnen Sie in einer Zeile „calculate“ "
    "und setzen Sie hier deren Namen ein: „${name}“."
)
NO_OTHER = N_(
    "„or_other“ ist auf „%(code)s“ nicht möglich. "
    "Bitte ergänzen Sie selbst eine Antwort „other“ und eine Textfrage."
)
