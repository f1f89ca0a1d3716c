"""One line of the survey: its texts, its name, its type, its other cells."""

from collections.abc import Mapping

from ikparticipation.surveys.xlsform.editing.cells import CELLS, TYPES, WITH_LIST, checked
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.naming import NAME
from ikparticipation.surveys.xlsform.editing.outline import TEXTS, LineKind, kind_of
from ikparticipation.surveys.xlsform.editing.references import (
    OTHER,
    check_references,
    names,
    renamed,
)
from ikparticipation.surveys.xlsform.editing.tables.headings import (
    languages,
    reader,
    with_column,
)
from ikparticipation.surveys.xlsform.editing.tables.sheets import CHOICES, SURVEY, Row, Sheets, tidy
from ikparticipation.surveys.xlsform.editing.tree import find, tree
from ikparticipation.surveys.xlsform.reading.kinds import Type, parse
from ikparticipation.text import N_, one_line


def set_texts(sheets: Sheets, line: str, meaning: str, texts: Mapping[str, str]) -> Sheets:
    """Write the words of a line, or of a choice, in some of its languages; blank ones go."""
    sheet = sheets.sheet_of(line)
    if sheet not in {SURVEY, CHOICES} or meaning not in (TEXTS if sheet == SURVEY else TEXTS[:1]):
        raise EditError(NO_TEXT, column=meaning)
    for language, text in texts.items():
        sheets = _with_text(sheets, sheet, line, meaning, language, tidy(text))
    return sheets


def _with_text(
    sheets: Sheets, sheet: str, line: str, meaning: str, language: str, text: str
) -> Sheets:
    if language not in languages(sheets):
        raise EditError(NO_LANGUAGE, code=language)
    if text == reader(sheets, sheet).words(sheets.row(sheet, line), meaning).get(language, ""):
        return sheets
    check_references(sheets, text)
    sheets, index = with_column(sheets, sheet, meaning, language)
    return sheets.with_row(sheet, sheets.row(sheet, line).with_cells({index: text}))


def set_name(sheets: Sheets, line: str, name: str) -> Sheets:
    """Rename a line and all that refers to it.

    A question goes on under its identity: without a `question_id` it gets its old name as one.
    """
    survey, row, name = reader(sheets, SURVEY), sheets.row(SURVEY, line), one_line(name)
    old, type_ = survey.get(row, "name"), parse(survey.get(row, "type"))
    if name == old:
        return sheets
    check_free(sheets, name, but=line)
    if old and kind_of(type_) is LineKind.QUESTION and not survey.get(row, "question_id"):
        sheets, index = with_column(sheets, SURVEY, "question_id")
        sheets = _written(sheets, line, index, old)
    sheets = _with_end_named(sheets, line, old, name)
    sheets, index = with_column(sheets, SURVEY, "name")
    sheets = _written(sheets, line, index, name)
    if not old or old in names(sheets):
        return sheets  # an upload may have two of a name; nobody knows which one is meant
    return renamed(
        sheets, {old: name, old + OTHER: name + OTHER} if type_.or_other else {old: name}
    )


def check_free(sheets: Sheets, name: str, *, but: str = "") -> None:
    """Refuse a name that is none, or that something else has, also as its identity."""
    if not NAME.fullmatch(name):
        raise EditError(BAD_NAME, name=name)
    survey = reader(sheets, SURVEY)
    taken = names(sheets).get(name)
    held = any(
        row.id != but and survey.get(row, "question_id") == name
        for row in sheets.table(SURVEY).rows
    )
    if held or (taken is not None and taken != but):
        raise EditError(NAME_TAKEN, name=name)


def _with_end_named(sheets: Sheets, line: str, old: str, name: str) -> Sheets:
    """Rename the end of a container too, if it says what it ends."""
    end, index = find(tree(sheets), line).node.end, reader(sheets, SURVEY).index("name")
    if end is None or index is None or not old or end.cell(index) != old:
        return sheets
    return _written(sheets, end.id, index, name)


def _written(sheets: Sheets, line: str, index: int, text: str) -> Sheets:
    return sheets.with_row(SURVEY, sheets.row(SURVEY, line).with_cells({index: text}))


def set_type(
    sheets: Sheets, line: str, type_: str, list_name: str = "", *, or_other: bool = False
) -> Sheets:
    """Say what kind of question a line is. A select without a list gets one of its own name."""
    survey, row = reader(sheets, SURVEY), sheets.row(SURVEY, line)
    if parse(survey.get(row, "type")).kind.begins:
        raise EditError(NO_QUESTION)
    cell = type_cell(type_, one_line(list_name) or survey.get(row, "name"), or_other=or_other)
    if type_of(cell) == type_of(survey.get(row, "type")):
        return sheets
    sheets, index = with_column(sheets, SURVEY, "type")
    return _written(sheets, line, index, cell)


def type_of(cell: str) -> Type:
    return parse(one_line(cell))


def type_cell(type_: str, list_name: str, *, or_other: bool = False) -> str:
    """Return what stands in the column `type`; EditError for what no reader would understand."""
    if type_ not in TYPES:
        raise EditError(NO_TYPE, type=type_)
    if type_ not in WITH_LIST:
        return type_
    cell = f"{type_} {list_name}{' or_other' if or_other else ''}"
    read = parse(cell)
    if read.list_name != list_name or read.is_from_file != type_.endswith("_from_file"):
        raise EditError(BAD_FILE if type_.endswith("_from_file") else BAD_LIST, name=list_name)
    return cell


def set_cells(sheets: Sheets, line: str, cells: Mapping[str, str]) -> Sheets:
    """Write any column that is no type, name or text, by its meaning. Blank clears a cell."""
    for meaning, value in cells.items():
        sheets = _with_cell(sheets, line, meaning, tidy(value))
    return sheets


def _with_cell(sheets: Sheets, line: str, meaning: str, value: str) -> Sheets:
    survey, row = reader(sheets, SURVEY), sheets.row(SURVEY, line)
    if meaning in {"type", "name", *TEXTS}:
        raise EditError(NOT_BY_THIS, column=meaning)
    index = survey.index(meaning)
    if row.cell(index) == value:
        return sheets  # what came with an upload may stay, right or wrong
    kind = kind_of(parse(survey.get(row, "type")))
    value = checked(sheets, kind, meaning, value)
    if meaning == "question_id" and value:
        _check_identity(sheets, row, value)
    if index is None and not value:
        return sheets
    if index is None:
        sheets, index = _with_known_column(sheets, meaning)
    return _written(sheets, line, index, value)


def _with_known_column(sheets: Sheets, meaning: str) -> tuple[Sheets, int]:
    if meaning not in CELLS:
        raise EditError(NO_COLUMN, column=meaning)
    return with_column(sheets, SURVEY, meaning)


def _check_identity(sheets: Sheets, row: Row, identity: str) -> None:
    survey = reader(sheets, SURVEY)
    for other in sheets.table(SURVEY).rows:
        held = survey.get(other, "question_id") or survey.get(other, "name")
        if (
            other.id != row.id
            and held == identity
            and not type_of(survey.get(other, "type")).kind.ends
        ):
            raise EditError(IDENTITY_TAKEN, name=identity, other=survey.get(other, "name"))


NO_TEXT = N_("„%(column)s“ ist kein Text, den es in mehreren Sprachen gibt.")
NO_LANGUAGE = N_(
    "Die Sprache „%(code)s“ hat dieser Fragebogen nicht. Bitte fügen Sie zuerst die Sprache hinzu."
)
BAD_NAME = N_(
    "Der Name „%(name)s“ ist nicht erlaubt. Bitte verwenden Sie höchstens 64 Buchstaben "
    "ohne Umlaute, Ziffern, „_“, „-“ und „.“; vorn steht ein Buchstabe oder „_“."
)
NAME_TAKEN = N_("Den Namen „%(name)s“ gibt es schon. Bitte wählen Sie einen anderen.")
NO_QUESTION = N_("Das ist eine Gruppe und keine Frage. Ihre Art lässt sich nicht ändern.")
NO_TYPE = N_("Die Art „%(type)s“ gibt es nicht. Bitte wählen Sie aus der Liste.")
BAD_LIST = N_(
    "Eine Liste kann nicht „%(name)s“ heißen. Bitte wählen Sie einen Namen ohne Leerzeichen, "
    "der nicht wie der einer Datei endet."
)
BAD_FILE = N_(
    "„%(name)s“ ist keine Datei mit Antworten. Bitte geben Sie den Namen einer Datei an, die auf "
    ".csv oder .geojson endet."
)
NOT_BY_THIS = N_("„%(column)s“ wird an anderer Stelle bearbeitet.")
NO_COLUMN = N_("Eine Spalte „%(column)s“ gibt es in diesem Fragebogen nicht.")
IDENTITY_TAKEN = N_(
    "Die Kennung „%(name)s“ gehört schon zur Frage „%(other)s“. Bitte wählen Sie eine andere."
)
