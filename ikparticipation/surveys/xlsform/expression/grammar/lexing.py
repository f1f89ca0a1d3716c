"""Expressions as tokens.

XPath 1.0 with `${name}`. Spaces may be any of Unicode (those of Word and Excel too). After an
operand, `and`, `or`, `div`, `mod` and `*` are operators, even without a space (`1and1`), as in
the engines of ODK.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.text import N_

MAX_LENGTH = 10_000


class TokenKind(Enum):
    NUMBER = "number"
    LITERAL = "literal"
    NAME = "name"
    REFERENCE = "reference"
    VARIABLE = "variable"
    OPERATOR = "operator"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str
    position: int


_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>'[^']*'|"[^"]*")
    |\$\{{\s*(?P<reference>{_NAME})\s*\}}
    |(?P<saved>\$\{{\s*last-saved\#[^}}]*\}})
    |\$(?P<variable>{_NAME}(?::{_NAME})?)
    |(?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
    |(?P<symbol>::|\.\.|[().@,\[\]]|//?)
    |(?P<operator>!=|<=|>=|[=<>+\-*|])""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_OPERATOR_NAME = re.compile(r"and|or|div|mod")
_TYPOGRAPHIC = "“”„‟‘’‚‛«»‹›"
_OPERANDS = frozenset(
    {
        TokenKind.NUMBER,
        TokenKind.LITERAL,
        TokenKind.NAME,
        TokenKind.REFERENCE,
        TokenKind.VARIABLE,
    }
)
_CLOSING = frozenset({")", "]", ".", ".."})


def tokens(source: str) -> Iterator[Token]:
    """Return the tokens of an expression, at last one of kind END."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(TOO_LONG, MAX_LENGTH, length=len(source), limit=MAX_LENGTH)
    position = _after_space(source, 0)
    last: Token | None = None
    while position < len(source):
        last, position = _token(source, position, last)
        yield last
        position = _after_space(source, position)
    yield Token(TokenKind.END, "", len(source))


def _after_space(source: str, position: int) -> int:
    space = _SPACE.match(source, position)
    return space.end() if space else position


def _token(source: str, position: int, last: Token | None) -> tuple[Token, int]:
    after_operand = last is not None and (last.kind in _OPERANDS or last.text in _CLOSING)
    if after_operand:
        word = _OPERATOR_NAME.match(source, position)
        if word:
            return Token(TokenKind.OPERATOR, word[0], position), word.end()
    found = _TOKEN.match(source, position)
    if found is None or found.lastgroup is None:
        raise _unreadable(source, position)
    if found.lastgroup == "saved":
        raise ExpressionError(LAST_SAVED, position)
    kind, text = TokenKind(found.lastgroup), found[found.lastgroup]
    if kind is TokenKind.LITERAL:
        text = text[1:-1]
    elif text == "*" and not after_operand:
        kind = TokenKind.NAME
    return Token(kind, text, position), found.end()


def _unreadable(source: str, position: int) -> ExpressionError:
    character = source[position]
    if character in _TYPOGRAPHIC:
        return ExpressionError(TYPOGRAPHIC_QUOTES, position, character=character)
    if character in "'\"":
        return ExpressionError(UNCLOSED_TEXT, position, character=character)
    if character == "$":
        return ExpressionError(BROKEN_REFERENCE, position)
    return ExpressionError(UNKNOWN_CHARACTER, position, character=character)


TOO_LONG = N_(
    "Die Formel hat %(length)s Zeichen, erlaubt sind %(limit)s. Bitte teilen Sie sie auf mehrere "
    "Berechnungen (calculate) auf."
)
TYPOGRAPHIC_QUOTES = N_(
    "Das Anführungszeichen %(character)s ist ein typografisches. In Formeln stehen Texte zwischen "
    "geraden Anführungszeichen: 'so' oder \"so\"."
)
UNCLOSED_TEXT = N_(
    "Der Text, der mit %(character)s beginnt, endet nicht. Bitte schließen Sie ihn mit demselben "
    "Zeichen."
)
BROKEN_REFERENCE = N_(
    "Nach $ wird der Name einer Frage in geschweiften Klammern erwartet, zum Beispiel ${alter}."
)
LAST_SAVED = N_(
    "„last-saved“ gibt es hier nicht: Die Angaben der letzten Welle werden von selbst vorgelegt. "
    "Bitte entfernen Sie den Verweis."
)
UNKNOWN_CHARACTER = N_("Das Zeichen „%(character)s“ kann in einer Formel nicht stehen.")
