"""A file that somebody brings along as a text in Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikparticipation.drafts.passages import MOST_CHARACTERS, TextLimitError
from ikparticipation.drafts.word import Loss, opened, to_markdown
from ikparticipation.drafts.word.opening import EMPTY, WordFileError
from ikparticipation.text import N_, cleaned

ACCEPTED = ".docx,.md,.markdown,.txt"
MAX_TEXT_FILE = 1_000_000
"""Bytes; the longest text we take has at most 800,000."""

_WORD, _PLAIN = (".docx",), (".md", ".markdown", ".txt")
_ARCHIVE = b"PK\x03\x04"

OTHER_KIND = N_("Bitte wählen Sie eine Word-Datei (.docx) oder eine Markdown-Datei (.md).")
TEXT_TOO_BIG = N_("Die Datei ist größer als %(limit)s MB. Bitte teilen Sie den Text auf.")
NOT_UTF_8 = N_(
    "Die Datei ist kein Text in der Kodierung UTF-8. Bitte speichern Sie sie in Ihrem "
    "Schreibprogramm als „UTF-8“."
)
NO_WORDS = N_("In der Datei steht kein Text.")
TOO_LONG = N_("Der Text hat mehr als %(limit)s Zeichen. Bitte teilen Sie ihn auf.")

FileError = WordFileError
"""The file cannot be taken; `message` and `facts` say why and what to do."""


@dataclass(frozen=True)
class Read:
    text: str
    losses: Sequence[Loss] = ()


def read(name: str, data: bytes) -> Read:
    """Return the text of a Word or Markdown file by the ending of its name; or FileError."""
    ending = name.casefold()
    if ending.endswith(_WORD):
        found = _read_word(data)
    elif ending.endswith(_PLAIN):
        found = Read(_read_plain(data))
    else:
        raise FileError(OTHER_KIND)
    if not found.text:
        raise FileError(NO_WORDS)
    if len(found.text) > MOST_CHARACTERS:
        raise FileError(TOO_LONG, limit=MOST_CHARACTERS)
    return found


def _read_word(data: bytes) -> Read:
    try:
        text, losses = to_markdown(opened(data))
    except TextLimitError as error:
        raise FileError(TOO_LONG, limit=error.limit) from error
    return Read(cleaned(text).strip(), losses)


def _read_plain(data: bytes) -> str:
    if not data:
        raise FileError(EMPTY)
    if len(data) > MAX_TEXT_FILE:
        raise FileError(TEXT_TOO_BIG, limit=MAX_TEXT_FILE // 1_000_000)
    if data.startswith(_ARCHIVE) or b"\0" in data:
        raise FileError(NOT_UTF_8)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(NOT_UTF_8) from error
    return cleaned(text).strip()
