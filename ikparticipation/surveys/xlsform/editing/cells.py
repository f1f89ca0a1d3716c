"""The columns a page can offer: what may stand in them, and what is refused at once."""

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from ikparticipation.surveys.xlsform.comparing import labels
from ikparticipation.surveys.xlsform.comparing.figures import FIGURES
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.naming import NAME
from ikparticipation.surveys.xlsform.editing.outline import LineKind
from ikparticipation.surveys.xlsform.editing.references import check_references
from ikparticipation.surveys.xlsform.editing.tables.sheets import Sheets
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.question import Formula, Publish
from ikparticipation.surveys.xlsform.questionnaire import MAX_ROWS
from ikparticipation.surveys.xlsform.reading.columns import NO, YES
from ikparticipation.surveys.xlsform.targets import CATALOGUES, ROWS, TARGETS
from ikparticipation.text import N_, one_line

TYPES: Mapping[str, str] = MappingProxyType(
    {
        **{type_.value: word for type_, word in labels.TYPES.items()},
        "select_one_from_file": N_("Eine Antwort aus einer Datei"),
        "select_multiple_from_file": N_("Mehrere Antworten aus einer Datei"),
    }
)
"""What the column `type` can say of a question → its word."""
WITH_LIST = frozenset(
    {"select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"}
)


class CellKind(StrEnum):
    FORMULA = "formula"
    YES_NO = "yes_no"
    YES_OR_FORMULA = "yes_or_formula"
    """Yes, no, or when."""
    NUMBER = "number"
    ONE_OF = "one_of"
    """One of `options`."""
    WORDS = "words"


CELLS: Mapping[str, CellKind] = MappingProxyType(
    {
        "required": CellKind.YES_OR_FORMULA,
        "relevant": CellKind.FORMULA,
        "constraint": CellKind.FORMULA,
        "choice_filter": CellKind.FORMULA,
        "calculation": CellKind.FORMULA,
        "default": CellKind.WORDS,
        "readonly": CellKind.YES_OR_FORMULA,
        "appearance": CellKind.WORDS,
        "parameters": CellKind.WORDS,
        "repeat_count": CellKind.FORMULA,
        "min_rows": CellKind.NUMBER,
        "max_rows": CellKind.NUMBER,
        "inventory": CellKind.ONE_OF,
        "question_id": CellKind.WORDS,
        "was": CellKind.WORDS,
        "publish": CellKind.ONE_OF,
        "partner": CellKind.YES_NO,
        **dict.fromkeys(CATALOGUES, CellKind.YES_NO),
    }
)
"""Columns we know, in the order of a page. Others that are there can be filled as well."""
_OF_REPEATS = frozenset({"repeat_count", "min_rows", "max_rows"})
_OF_GROUPS = frozenset({"relevant", "appearance"})
_PUBLISHED = {
    Publish.PUBLIC: N_("öffentlich, mit dem Namen der Organisation"),
    Publish.AGGREGATED: N_("öffentlich, nur als Zahl über viele"),
    Publish.INTERNAL: N_("nur für die Organisation und die Verwaltung"),
}


def cells_of(kind: LineKind) -> tuple[str, ...]:
    """Return the columns that mean something for such a line."""
    fitting: Collection[str] = CELLS.keys() - _OF_REPEATS
    if kind is LineKind.REPEAT:
        fitting = _OF_GROUPS | _OF_REPEATS | {"inventory"}
    elif kind is LineKind.GROUP:
        fitting = _OF_GROUPS
    return tuple(meaning for meaning in CELLS if meaning in fitting)


def options(meaning: str, kind: LineKind = LineKind.QUESTION) -> dict[str, str]:
    """Return what can be chosen in a column of the kind ONE_OF: value → German msgid."""
    if meaning == "publish":
        return {each.value: word for each, word in _PUBLISHED.items()}
    if meaning == "inventory":
        return {key: FIGURES[key] for key in (ROWS if kind is LineKind.REPEAT else TARGETS)}
    return {}


def checked(sheets: Sheets, kind: LineKind, meaning: str, value: str) -> str:
    """Return the cell as it is to be written; EditError for nonsense. Blank clears a cell."""
    cell_kind = CELLS.get(meaning)
    if cell_kind is not CellKind.FORMULA and cell_kind is not CellKind.YES_OR_FORMULA:
        value = one_line(value)
    if not value or cell_kind is None:
        return value
    if kind is not LineKind.OTHER and meaning not in cells_of(kind):
        raise EditError(NOT_HERE, column=meaning)
    if meaning in _CHECKS:
        return _CHECKS[meaning](value)
    return _CHECKED[cell_kind](sheets, kind, meaning, value)


def _formula(sheets: Sheets, _kind: LineKind, _meaning: str, value: str) -> str:
    try:
        Formula(value).tree  # noqa: B018 - it is read to see whether it can be
    except ExpressionError as error:
        raise EditError(error.message, **error.facts) from error
    check_references(sheets, value)
    return value


def _yes_no(_sheets: Sheets, _kind: LineKind, meaning: str, value: str) -> str:
    if value.casefold() in YES:
        return "yes"
    if value.casefold() in NO:
        return ""
    raise EditError(NO_YES, column=meaning, value=value)


def _yes_or_formula(sheets: Sheets, kind: LineKind, meaning: str, value: str) -> str:
    if value.casefold() in YES | NO:
        return _yes_no(sheets, kind, meaning, value)
    return _formula(sheets, kind, meaning, value)


def _number(_sheets: Sheets, _kind: LineKind, meaning: str, value: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > MAX_ROWS:
        raise EditError(NO_NUMBER, column=meaning, limit=MAX_ROWS)
    return value


def _one_of(_sheets: Sheets, kind: LineKind, meaning: str, value: str) -> str:
    known = options(meaning, kind)
    if kind is LineKind.OTHER:
        known |= options(meaning, LineKind.REPEAT)
    if value not in known:
        raise EditError(NO_OPTION, column=meaning, value=value)
    return value


def _words(sheets: Sheets, _kind: LineKind, _meaning: str, value: str) -> str:
    check_references(sheets, value)
    return value


_CHECKED: Mapping[CellKind, Callable[[Sheets, LineKind, str, str], str]] = {
    CellKind.FORMULA: _formula,
    CellKind.YES_NO: _yes_no,
    CellKind.YES_OR_FORMULA: _yes_or_formula,
    CellKind.NUMBER: _number,
    CellKind.ONE_OF: _one_of,
    CellKind.WORDS: _words,
}


def _identity(value: str) -> str:
    if not NAME.fullmatch(value):
        raise EditError(NO_IDENTITY, name=value)
    return value


def _identities(value: str) -> str:
    return " ".join(map(_identity, value.replace(",", " ").split()))


_CHECKS: Mapping[str, Callable[[str], str]] = {"question_id": _identity, "was": _identities}

NOT_HERE = N_("„%(column)s“ hat bei dieser Zeile keine Bedeutung. Bitte lassen Sie es leer.")
NO_YES = N_("In „%(column)s“ steht „%(value)s“. Möglich sind „yes“ und „no“.")
NO_NUMBER = N_("Bitte geben Sie in „%(column)s“ eine Zahl von 0 bis %(limit)s an.")
NO_OPTION = N_("„%(value)s“ ist in „%(column)s“ nicht möglich. Bitte wählen Sie aus der Liste.")
NO_IDENTITY = N_(
    "Die Kennung „%(name)s“ ist nicht erlaubt. Bitte verwenden Sie höchstens 64 Buchstaben ohne "
    "Umlaute, Ziffern, „_“, „-“ und „.“; vorn steht ein Buchstabe oder „_“."
)
