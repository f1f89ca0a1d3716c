"""The German words for what can change in a questionnaire; translated where they are shown."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ikparticipation.surveys.xlsform.comparing.changes import Change
from ikparticipation.surveys.xlsform.question import QuestionType
from ikparticipation.text import N_, translate

QUOTED = N_("„%(text)s“")


def listed(texts: Iterable[str], language: str) -> str:
    """Return texts one behind the other, each between the quotation marks of a language."""
    return ", ".join(translate(language, QUOTED, text=text) for text in texts)


CHANGES: Mapping[Change, str] = MappingProxyType(
    {
        Change.SAME: N_("Unverändert"),
        Change.REWORDED: N_("Anders formuliert"),
        Change.CHANGED: N_("Geändert"),
        Change.SPLIT: N_("Geteilt"),
        Change.MERGED: N_("Zusammengelegt"),
        Change.NEW: N_("Neu"),
        Change.GONE: N_("Entfallen"),
    }
)
SIGNS: Mapping[Change, str] = MappingProxyType(
    {
        Change.SAME: "=",
        Change.REWORDED: "≈",
        Change.CHANGED: "~",
        Change.SPLIT: "⑂",
        Change.MERGED: "⑃",
        Change.NEW: "+",
        Change.GONE: "−",
    }
)
"""Beside the words, for those who look a page over."""

TYPES: Mapping[QuestionType, str] = MappingProxyType(
    {
        QuestionType.TEXT: N_("Text"),
        QuestionType.INTEGER: N_("Ganze Zahl"),
        QuestionType.DECIMAL: N_("Kommazahl"),
        QuestionType.RANGE: N_("Zahl auf einer Skala"),
        QuestionType.DATE: N_("Datum"),
        QuestionType.TIME: N_("Uhrzeit"),
        QuestionType.DATETIME: N_("Datum und Uhrzeit"),
        QuestionType.SELECT_ONE: N_("Eine Antwort aus einer Liste"),
        QuestionType.SELECT_MULTIPLE: N_("Mehrere Antworten aus einer Liste"),
        QuestionType.RANK: N_("Antworten in eine Reihenfolge bringen"),
        QuestionType.ACKNOWLEDGE: N_("Bestätigung zum Ankreuzen"),
        QuestionType.GEOPOINT: N_("Ort auf der Karte"),
        QuestionType.IMAGE: N_("Bild"),
        QuestionType.FILE: N_("Datei zum Hochladen"),
        QuestionType.NOTE: N_("Hinweis ohne Antwort"),
        QuestionType.CALCULATE: N_("Berechnung, nicht gezeigt"),
        QuestionType.HIDDEN: N_("Fester Wert, nicht gezeigt"),
    }
)

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "label": N_("Wortlaut"),
        "hint": N_("Hinweis zur Frage"),
        "guidance_hint": N_("Ausführliche Hilfe"),
        "scale": N_("Beschriftung der Skala"),
        "constraint_message": N_("Meldung bei unzulässiger Antwort"),
        "required_message": N_("Meldung bei fehlender Antwort"),
    }
)

ASPECTS: Mapping[str, str] = MappingProxyType(
    {
        "title": N_("Titel"),
        "languages": N_("Sprachen"),
        "default_language": N_("Hauptsprache"),
        "name": N_("Name"),
        "question_id": N_("Kennung"),
        "type": N_("Art der Frage"),
        "required": N_("Pflicht"),
        "relevant": N_("Wird gefragt, wenn"),
        "around": N_("Der neue Ort wird gefragt, wenn"),
        "constraint": N_("Zulässig, wenn"),
        "choice_filter": N_("Auswahl der Antworten"),
        "calculation": N_("Berechnung"),
        "readonly": N_("Nur zum Lesen"),
        "default": N_("Vorbelegt mit"),
        "repeat_count": N_("Zahl der Einträge"),
        "min_rows": N_("Einträge mindestens"),
        "max_rows": N_("Einträge höchstens"),
        "inventory": N_("Ziel in der Bestandsaufnahme"),
        "publish": N_("Veröffentlichung"),
        "partner": N_("Organisation aus dem Verzeichnis"),
        "catalogue": N_("Antworten aus dem Katalog"),
        "appearance": N_("Darstellung"),
        "parameters": N_("Einstellungen"),
        "section": N_("Abschnitt des Fragebogens"),
        "repeat": N_("Wiederholung"),
        "order": N_("Reihenfolge der Antworten"),
    }
)
"""What else of a question, a group or a form can be otherwise."""
