"""What the pages of outputs share: the chosen variant, the words, and the answer with a file."""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from ikparticipation.consultation.labels import CATEGORIES, CHANNELS, KINDS, OUTCOMES, STATUSES
from ikparticipation.consultation.outputs import docx, pdf, xlsx
from ikparticipation.consultation.outputs.synopsis import (
    Audience,
    Selection,
    Synopsis,
    Words,
    anonymised,
    selected,
)
from ikparticipation.consultation.views.blueprint import words
from ikparticipation.settings import Settings
from ikparticipation.web import current_language

FILES_BY_ADDRESS = "60/minute;600/hour"
"""Setting a long table takes seconds; a whole office may sit behind one address."""
LONGEST_FILTER = 200
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


class Form(NamedTuple):
    """A kind of file: its media type, and what writes it."""

    media_type: str
    written: Callable[..., bytes]


FORMS = {
    "docx": Form(DOCX, docx.written),
    "xlsx": Form(XLSX, xlsx.written),
    "pdf": Form(PDF, pdf.written),
}


def settings() -> Settings:
    found: Settings = current_app.extensions["ikp_settings"]
    return found


def output_words() -> Words:
    """Return the words for codes in the language of the page."""
    return Words(
        language=current_language(),
        kinds=_plain(KINDS),
        statuses=_plain(STATUSES),
        categories=_plain(CATEGORIES),
        outcomes=_plain(OUTCOMES),
        channels=_plain(CHANNELS),
    )


def _plain(labels: Any) -> dict[str, str]:
    return {code.value: label for code, label in words(labels).items()}


def is_anonymous() -> bool:
    return request.args.get("anonym") == "1"


def selection() -> Selection:
    """Return the filters of the address; what stands nowhere selects nothing."""
    asked = {name: request.args.get(name, "")[:LONGEST_FILTER] for name in _FILTERS}
    return Selection(
        kind=asked["art"],
        organisation=asked["organisation"],
        outcome=asked["ergebnis"],
        passage=asked["abschnitt"],
        unanswered=request.args.get("offen") == "1",
    )


_FILTERS = ("art", "organisation", "ergebnis", "abschnitt")


def variant(synopsis: Synopsis, said: Words) -> Synopsis:
    """Return the synopsis as the address asks for it. Names are left out first, then selected."""
    return selected(anonymised(synopsis, said) if is_anonymous() else synopsis, selection())


def file_answer(synopsis: Synopsis, said: Words, form: str) -> ResponseReturnValue:
    """Return the file, or 304 to somebody who has this state of it already."""
    tag = tag_of(synopsis.state, form, said.language, str(synopsis.selection), is_anonymous())
    if request.if_none_match.contains(tag):
        return _tagged(Response(status=304), tag)
    data = FORMS[form].written(synopsis, said, author=settings().county)
    return attachment(data, FORMS[form].media_type, file_name(synopsis, form), tag)


def tag_of(*facts: object) -> str:
    return hashlib.sha256("\n".join(map(str, facts)).encode()).hexdigest()[:32]


def attachment(data: bytes, media_type: str, name: str, tag: str = "") -> Response:
    """Return a file to save. Whoever may keep it is decided as for every page, not here."""
    answer = Response(data, mimetype=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return _tagged(answer, tag) if tag else answer


def _tagged(answer: Response, tag: str) -> Response:
    answer.set_etag(tag)
    return answer


def file_name(synopsis: Synopsis, form: str) -> str:
    """Return a name that tells variants apart in somebody's folder."""
    parts = ["synopse", synopsis.slug, str(synopsis.number)]
    if synopsis.audience is Audience.STAFF:
        parts.append("intern")
    if synopsis.anonymised:
        parts.append("anonym")
    if synopsis.selection:
        parts.append("auswahl")
    return f"{'-'.join(parts)}.{form}"
