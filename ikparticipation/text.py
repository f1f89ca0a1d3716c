"""Words: languages and their catalogues, days, the order of German names, canonical text.

German is the source language: a msgid is the German sentence itself. The other catalogues are
`translations/<language>.po`, read at the first use, so no compiled file can be out of date.
"""

import io
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("de", "en")
SOURCE_LANGUAGE = "de"
LOCALES = {"de": "de_DE", "en": "en_GB"}  # whose days and numbers a language writes
CATALOGUES = Path(__file__).parent / "translations"
BERLIN = ZoneInfo("Europe/Berlin")

_MOMENT = {"de": "d. MMMM y, HH:mm 'Uhr'", "en": "d MMMM y, HH:mm"}
_BESIDE_A_NUMBER = re.compile(r"(?<=\d)(\.?) (?=[^\W\d])|(?<=bschnitt)() (?=%)|(?<=assage)() (?=%)")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a msgid for the catalogue; it is translated where it is shown."""
    return message


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into `language`; an unknown one reads German."""
    file = CATALOGUES / f"{language}.po"
    if language not in LANGUAGES or not file.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(language: str, message: str, **facts: Any) -> str:
    """Return `message` in `language` with its placeholders filled."""
    words = catalogue(language).gettext(message) if message else ""
    return words % facts if facts else words


def pick(words: Mapping[str, str], language: str) -> str:
    """Return stored content in `language`, else in German, else in any language it has."""
    return words.get(language) or words.get(SOURCE_LANGUAGE) or next(iter(words.values()), "")


def day_words(day: date, language: str) -> str:
    """Return "12. März 2027"; for a moment, the day that the county has then."""
    return _long(day.astimezone(BERLIN).date() if isinstance(day, datetime) else day, language)


@lru_cache(1000)
def _long(day: date, language: str) -> str:
    """Return the words of a day; lists write the same few again and again."""
    return format_date(day, "long", locale=LOCALES[language])


def moment_words(moment: datetime, language: str) -> str:
    """Return "12. März 2027, 18:00 Uhr", as the clocks of the county show it."""
    return _to_the_minute(moment.replace(second=0, microsecond=0), language)


@lru_cache(1000)
def _to_the_minute(moment: datetime, language: str) -> str:
    return format_datetime(moment, _MOMENT[language], tzinfo=BERLIN, locale=LOCALES[language])


@lru_cache(1000)
def number_words(number: float, language: str) -> str:
    return format_decimal(number, locale=LOCALES[language])


@lru_cache(5000)
def unbroken(words: str) -> str:
    """Return words of which no line ends inside "12. März", "18:00 Uhr" or "Abschnitt %(n)s"."""
    return _BESIDE_A_NUMBER.sub(lambda found: f"{found[1] or ''}\u00a0", words)


def canonical(text: str) -> str:
    """Return text as it is compared, quoted and counted: NFC, no invisible marks, single spaces.

    Offsets anywhere in the product are code points of this form. The joiners U+200C and U+200D
    stay: Persian is spelled with them.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def cleaned(text: str) -> str:
    """Return text as people type or paste it, fit to be stored: NFC, plain line ends.

    Left out is what no database or hash takes: control characters (PostgreSQL refuses NUL) and
    lone surrogates (they have no UTF-8).
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if plain.isprintable():
        return plain
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    """Return typed text on one line, without spaces at its ends or doubled ones inside."""
    return " ".join(cleaned(text).split())


def sort_key(name: str) -> str:
    """Return the key that sorts German names as DIN 5007-1 does (ä as a, ß as ss).

    Stored beside the name, because neither database can be relied on to have German collation.
    """
    plain = unicodedata.normalize("NFD", name.casefold().replace("ß", "ss"))
    for mark in filter(unicodedata.combining, set(plain)):  # a text has few different characters
        plain = plain.replace(mark, "")
    return canonical(plain)
