"""The fields of the page that edits a line: what each is called, and how it is typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from ikparticipation.surveys.section_page import direction
from ikparticipation.surveys.views.authoring.languages import language_name
from ikparticipation.surveys.xlsform.editing import (
    CELLS,
    TEXTS,
    CellKind,
    Line,
    LineKind,
    Outline,
    cells_of,
    options,
)
from ikparticipation.text import N_
from ikparticipation.web import gettext

TEXT_WORDS = {
    "label": N_("Beschriftung"),
    "hint": N_("Hinweis"),
    "guidance_hint": N_("Ausführliche Hilfe"),
    "constraint_message": N_("Meldung, wenn die Bedingung nicht erfüllt ist"),
    "required_message": N_("Meldung, wenn die Antwort fehlt"),
}
CELL_WORDS = {
    "required": N_("Pflichtangabe"),
    "relevant": N_("Wird nur gefragt, wenn"),
    "constraint": N_("Bedingung für die Antwort"),
    "readonly": N_("Nur zum Lesen"),
    "default": N_("Vorgabe"),
    "calculation": N_("Wird berechnet aus"),
    "choice_filter": N_("Welche Antworten angeboten werden"),
    "repeat_count": N_("Zahl der Zeilen"),
    "min_rows": N_("Mindestens so viele Zeilen"),
    "max_rows": N_("Höchstens so viele Zeilen"),
    "appearance": N_("Darstellung"),
    "parameters": N_("Einstellungen der Art"),
    "inventory": N_("Ziel in der Bestandsaufnahme"),
    "publish": N_("Wer die Antworten sieht"),
    "question_id": N_("Kennung über alle Versionen"),
    "was": N_("Führt diese früheren Fragen fort"),
    "partner": N_("Antwort ist eine Organisation aus dem Register"),
    "municipality": N_("Antworten aus der Liste der Gemeinden"),
    "language": N_("Antworten aus der Liste der Sprachen"),
    "target_group": N_("Antworten aus der Liste der Zielgruppen"),
    "field_of_action": N_("Antworten aus der Liste der Handlungsfelder"),
}
CELL_HINTS = {
    "required": N_("„yes“, oder eine Bedingung, unter der geantwortet werden muss."),
    "relevant": N_("Zum Beispiel: ${hat_angebot} = 'ja'. Leer: immer."),
    "constraint": N_("Der Punkt steht für die Antwort: . > 0"),
    "question_id": N_(
        "Bleibt gleich, auch wenn die Frage umbenannt wird. So lassen sich Zahlen vergleichen."
    ),
    "was": N_("Kennungen früherer Fragen, wenn eine Frage geteilt oder zusammengelegt wurde."),
}
GROUPS = (
    (
        N_("Regeln"),
        ("required", "relevant", "constraint", "readonly", "default", "calculation",
         "choice_filter", "repeat_count", "min_rows", "max_rows"),
    ),
    (N_("Darstellung"), ("appearance", "parameters")),
    (
        N_("Auswertung"),
        ("inventory", "publish", "question_id", "was", "partner", "municipality", "language",
         "target_group", "field_of_action"),
    ),
)  # fmt: skip
_TEXTS_OF_CONTAINERS = ("label", "hint")


@dataclass(frozen=True)
class TextField:
    """One text in one language."""

    name: str
    language: str
    value: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    def language_words(self, reader: str) -> str:
        return language_name(self.language, reader)


@dataclass(frozen=True)
class CellField:
    """One further column of a line."""

    name: str
    label: str
    hint: str
    kind: str
    """A CellKind in small letters."""
    value: str
    choices: list[tuple[str, str]]


def text_fields(line: Line, outline: Outline) -> list[tuple[str, bool, list[TextField]]]:
    """Return word, whether there is any text, and a field per language of each kind of text."""
    meanings = TEXTS if line.kind is LineKind.QUESTION else _TEXTS_OF_CONTAINERS
    return [
        (
            gettext(TEXT_WORDS.get(meaning, meaning)),
            meaning in _TEXTS_OF_CONTAINERS or any(line.texts.get(meaning, {}).values()),
            [
                TextField(
                    f"text/{meaning}/{language}",
                    language,
                    line.texts.get(meaning, {}).get(language, ""),
                )
                for language in outline.languages
            ],
        )
        for meaning in meanings
    ]


def cell_fields(line: Line) -> Iterator[tuple[str, list[CellField]]]:
    """Return the further fields by heading: those that mean something for this kind of line.

    What a line has all the same is shown, so that it can be taken away.
    """
    possible = cells_of(line.kind)
    for heading, meanings in GROUPS:
        shown = [m for m in meanings if m in possible or m in line.cells]
        if shown:
            yield gettext(heading), [_cell(meaning, line) for meaning in shown]
    if others := [meaning for meaning in line.cells if meaning not in CELL_WORDS]:
        yield gettext(N_("Weitere Spalten der Datei")), [_cell(m, line) for m in others]


def _cell(meaning: str, line: Line) -> CellField:
    kind, value = CELLS.get(meaning, CellKind.WORDS), line.cells.get(meaning, "")
    return CellField(
        name=f"cell/{meaning}",
        label=gettext(CELL_WORDS[meaning]) if meaning in CELL_WORDS else meaning,
        hint=gettext(CELL_HINTS[meaning]) if meaning in CELL_HINTS else "",
        kind=kind.name.casefold(),
        value=value,
        choices=_choices(meaning, kind, value, line.kind),
    )


def _choices(meaning: str, kind: CellKind, value: str, of: LineKind) -> list[tuple[str, str]]:
    if kind is CellKind.YES_NO:
        known = {"": gettext(N_("nein")), "yes": gettext(N_("ja"))}
    elif kind is CellKind.ONE_OF:
        known = {"": "–"} | {key: gettext(words) for key, words in options(meaning, of).items()}
    else:
        return []
    return list((known | ({value: value} if value not in known else {})).items())
