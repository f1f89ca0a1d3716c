"""The codebook: what each column holds, and what its values mean, in all languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ikparticipation.surveys.exports.rows import Line
from ikparticipation.surveys.exports.tables import Cell, Column, Table
from ikparticipation.surveys.exports.variables import variable_names
from ikparticipation.surveys.xlsform.question import Question, Words
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import LANGUAGES, N_, translate

NOTES = (
    N_(
        "Eine 0 ist eine Antwort. Eine leere Zelle heißt: keine Angabe; steht die Frage in "
        "derselben Zeile unter „_not_asked“, wurde sie nicht gefragt. Wann gefragt wird, sagt "
        "„asked_if“; ist das leer, wird immer gefragt. Gesperrt ist in diesem Export nichts."
    ),
    N_(
        "Bei Fragen mit mehreren Antworten stehen alle gewählten in einer Spalte, mit Leerzeichen "
        "getrennt; dazu hat jede Antwort eine Spalte mit 1 (gewählt) oder 0 (nicht gewählt)."
    ),
    N_(
        "Die Tabellen der Einträge gehören über „_response“ zum Antwortbogen und über "
        "„_parent_row“ zum Eintrag, in dem sie stehen."
    ),
    N_(
        "Ein Eintrag mit „ended“ unter „_said“ steht da, wie er beim letzten Mal war: Gefragt "
        "wurde nur, ob er weiterhin gilt. In JSON stehen solche Einträge unter „ended“, und was "
        "nicht gefragt wurde, unter „not_asked“."
    ),
    N_(
        "In CSV steht vor einem Text, den ein Tabellenprogramm für eine Formel hielte, ein "
        "Apostroph; Zahlen haben ein Komma. In XLSX wird ein Text nach 32.767 Zeichen gekürzt und "
        "endet dann mit „[…]“; Steuerzeichen fehlen dort."
    ),
    N_(
        "In SPSS heißt eine Spalte, wie unter „variable“ steht. In Spalten mit Zahlen ist dort "
        "−9999999999998 der fehlende Wert „nicht gefragt“; Texte werden nach 32.767 Oktetten "
        "gekürzt. „csv-plain“ hat Kommas zwischen den Spalten, Punkte in Zahlen und Texte, wie sie "
        "sind: für Programme, nicht für Tabellenprogramme."
    ),
)
_FIXED = (
    "table",
    "column",
    "variable",
    "question",
    "type",
    "cell",
    "identity",
    "version",
    "publish",
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One column of one table."""

    table: str
    column: str
    variable: str
    """What the column is called in SPSS."""
    cell: Cell
    version: int
    """Of the questionnaire."""
    labels: Words
    question: str = ""
    type: str = ""
    identity: str = ""
    """What the question is over all versions and waves."""
    publish: str = ""
    asked_if: str = ""
    """The conditions of the question and of what it stands in, as the form has them."""
    values: Mapping[str, Words] | None = None
    """Value → its labels; None: any."""


def codebook(
    questionnaire: Questionnaire, tables: Iterable[Table], *, version: int
) -> Iterator[Entry]:
    """Return an entry for each column, in the order of the tables."""
    conditions = _conditions(questionnaire)
    for table in tables:
        variables = variable_names(column.name for column in table.columns)
        for column, variable in zip(table.columns, variables, strict=True):
            if column.placed is None:
                labels = {each: translate(each, column.about) for each in LANGUAGES}
                yield Entry(
                    table=table.name,
                    column=column.name,
                    variable=variable,
                    cell=column.cell,
                    version=version,
                    labels=labels,
                )
            else:
                condition = conditions.get(column.placed.question.name, "")
                entry = _entry(table, column, column.placed.question, version, condition)
                yield replace(entry, variable=variable)


def _entry(table: Table, column: Column, question: Question, version: int, condition: str) -> Entry:
    return Entry(
        table=table.name,
        column=column.name,
        variable=column.name,
        cell=column.cell,
        version=version,
        labels=label_of(column),
        question=question.name,
        type=question.type.value,
        identity=question.identity,
        publish=question.publish.value,
        asked_if=condition,
        values=_values(column, question),
    )


def label_of(column: Column) -> Words:
    """Return what the question is called; of a part, with the part: „Wo? – Haldensleben“."""
    if column.placed is None:
        return {each: translate(each, column.about) for each in LANGUAGES}
    question, part = column.placed.question, column.part
    if not part:
        return question.labels
    parts = question.choice_labels.get(part, {})
    languages = question.labels or parts
    return {
        each: f"{question.labels.get(each, '')} – {parts.get(each, part)}" for each in languages
    }


def _values(column: Column, question: Question) -> Mapping[str, Words] | None:
    if column.part or not question.choices:
        return None
    return question.choice_labels


def _conditions(questionnaire: Questionnaire) -> dict[str, str]:
    """Return question → the conditions under which it is asked."""
    found: dict[str, str] = {}

    def walk(elements: Iterable[object], around: tuple[str, ...]) -> None:
        for element in elements:
            own = getattr(element, "relevant", None)
            here = (*around, str(own)) if own else around
            if isinstance(element, Question):
                if here:
                    found[element.name] = " and ".join(f"({each})" for each in here)
            else:
                walk(getattr(element, "elements", ()), here)

    walk(questionnaire.sections, ())
    return found


def codebook_rows(
    entries: Iterable[Entry], languages: tuple[str, ...], language: str
) -> tuple[list[str], Iterator[Line]]:
    """Return the codebook as a table: headings and rows.

    First the notes, in `language`; then a row for each column, and one for each of its values.
    """
    spoken = tuple(dict.fromkeys((*languages, *LANGUAGES)))
    headings = [*_FIXED, "asked_if", "value", *(f"label::{each}" for each in spoken)]
    return headings, _lines(entries, spoken, language)


def _lines(entries: Iterable[Entry], spoken: tuple[str, ...], language: str) -> Iterator[Line]:
    for note in NOTES:
        words = [translate(each, note) if each == language else None for each in spoken]
        yield [*[None] * (len(_FIXED) + 2), *words]
    for entry in entries:
        begin: Line = [
            entry.table,
            entry.column,
            entry.variable,
            entry.question or None,
            entry.type or None,
            entry.cell.value,
            entry.identity or None,
            entry.version,
            entry.publish or None,
            entry.asked_if or None,
        ]
        yield [*begin, None, *(entry.labels.get(each) for each in spoken)]
        for value, labels in (entry.values or {}).items():
            yield [*begin, value, *(labels.get(each) for each in spoken)]
