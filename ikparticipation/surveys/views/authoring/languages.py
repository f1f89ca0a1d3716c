"""What the languages of a questionnaire are called in the reader's."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(500)
def language_name(code: str, reader: str) -> str:
    """Return „Arabisch“ for ar; a code that is unknown stays as it is."""
    try:
        return Locale.parse(code, sep="-").get_display_name(reader) or code
    except (UnknownLocaleError, ValueError):
        return code
