"""Text as people type or paste it, made fit to be stored."""

import unicodedata

_KEPT = "\n\t"


def cleaned(text: str) -> str:
    """Return the text in NFC, with plain line ends, without what no database or hash takes.

    That is control characters (PostgreSQL refuses NUL) and lone surrogates (they have no UTF-8).
    """
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in plain if c in _KEPT or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", "".join(kept))


def one_line(text: str) -> str:
    """Return the text on one line, without spaces at its ends or doubled ones inside."""
    return " ".join(cleaned(text).split())
