"""A sheet as a tagged PDF."""

import unicodedata
from pathlib import Path
from typing import Any

from ikparticipation import typesetting
from ikparticipation.errors import DomainError
from ikparticipation.surveys.paper.sheet import Sheet, as_json
from ikparticipation.text import N_, cleaned

_LOOK = Path(__file__).with_name("questionnaire.typ")
_LONGEST_CODE = 3
MOST_PLACES = 10_000
"""So many questions take about seven seconds."""
_PARTLY = 3
"""So many letters without a font are told by their names; more of them nobody could read."""


class TooLongError(DomainError):
    """It has more questions than can be set while somebody waits."""

    status = 413


class NoFontError(DomainError):
    """No font here has the letters of this language."""

    status = 409


def written(sheet: Sheet, *, mark: str, moment: int) -> bytes:
    """Return the file. `mark` stands at the head of each further page, `moment` is its time.

    Raises NoFontError when letters would be missing, TooLongError when it would take too long,
    NoPrinterError where the extra `pdf` is missing.
    """
    content = _clean(as_json(sheet)) | {"mark": mark, "lang": _code(sheet)}
    if _places(content) > MOST_PLACES:
        raise TooLongError(TOO_LONG)
    if typesetting.is_possible() and len(_letters_without_font(content)) > _PARTLY:
        raise NoFontError(NO_FONT)
    return typesetting.pdf(_LOOK, content, moment=moment, otherwise=NO_PRINTER)


def _code(sheet: Sheet) -> str:
    """Return the language as Typst takes it: two or three letters."""
    code = sheet.language.partition("-")[0].lower()
    is_one = code.isascii() and code.isalpha() and 1 < len(code) <= _LONGEST_CODE
    return code if is_one else sheet.frame_language


def _places(value: Any) -> int:
    """Return how many questions it has, in all rows together."""
    if isinstance(value, dict):
        return (value.get("kind") == "ask") + sum(map(_places, value.values()))
    return sum(map(_places, value)) if isinstance(value, list) else 0


def _letters_without_font(content: dict[str, Any]) -> list[str]:
    missing = typesetting.missing_signs("".join(_texts(content)))
    return [sign for sign in missing if unicodedata.category(sign)[0] in "LM"]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inside for text in _texts(each)]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value


TOO_LONG = N_(
    "Das ist für ein PDF zu umfangreich. Bitte öffnen Sie die Seite „Zum Ausdrucken“ und drucken "
    "Sie sie mit dem Browser."
)
NO_FONT = N_(
    "Für die Schrift dieser Sprache ist hier kein PDF-Satz eingerichtet. Bitte öffnen Sie die "
    "Seite „Zum Ausdrucken“ und drucken Sie sie mit dem Browser; dort stimmt jedes Zeichen."
)
NO_PRINTER = N_(
    "Hier ist kein PDF-Satz eingerichtet. Bitte öffnen Sie die Seite „Zum Ausdrucken“ und drucken "
    "Sie sie mit dem Browser."
)
