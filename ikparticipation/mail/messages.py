"""What a mail says. Templates lie in `templates/mails/<package>/<name>.<language>.txt`."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ikparticipation.text import LANGUAGES, SOURCE_LANGUAGE, day_words, moment_words

FOLDER = Path(__file__).parent.parent.parent / "templates" / "mails"


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail before it is stored. `secret` are parts of the body that must not stay readable.

    Several are written with a space between them.
    """

    to: str
    subject: str
    body: str
    secret: str | None = None


@cache
def _environment(language: str) -> Environment:
    environment = Environment(  # noqa: S701 - plain text, nothing to escape
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def date(value: datetime) -> str:
        return day_words(value, language)

    def date_and_time(value: datetime) -> str:
        return moment_words(value, language)

    environment.filters.update(date=date, datetime=date_and_time)
    return environment


def render(
    name: str, *, to: str, language: str, secret: str | None = None, **facts: Any
) -> Message:
    """Return the mail `name` ("accounts/invitation"). The first line of its file is the subject.

    Line breaks in the subject's facts become spaces: nobody can add headers.
    """
    language = language if language in LANGUAGES else SOURCE_LANGUAGE
    words = _environment(language).get_template(f"{name}.{language}.txt").render(**facts)
    subject, _, body = words.partition("\n\n")
    return Message(
        to=to, subject=" ".join(subject.split()), body=body.strip() + "\n", secret=secret
    )
