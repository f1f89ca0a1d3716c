"""The page between a Word file and its comments: what was found, and where each will stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import CommentKind
from ikparticipation.consultation.outputs.word.contributions import (
    MOST,
    Found,
    FoundKind,
    Said,
    said,
)
from ikparticipation.consultation.outputs.word.passing import from_json, to_json
from ikparticipation.consultation.services.commenting.comments import LONGEST
from ikparticipation.consultation.services.commenting.word_files import Contribution
from ikparticipation.db import AnyRow
from ikparticipation.errors import InvalidError
from ikparticipation.text import N_, cleaned
from ikparticipation.web import current_language, gettext

WHOLE_TEXT = "ganzer-text"
LONGEST_START = 80
COMMENT_KINDS = [kind for kind in CommentKind if kind is not CommentKind.CHANGE_PROPOSAL]
DAMAGED = N_("Die Liste ist unvollständig angekommen. Bitte laden Sie die Datei noch einmal hoch.")
CHOOSE_PLACE = N_("Bitte wählen Sie, wo dieser Beitrag stehen soll.")
SHORTEN = N_("Bitte kürzen Sie auf 5.000 Zeichen.")
EMPTY = N_("Bitte schreiben Sie, was der Beitrag sagt, oder wählen Sie ihn ab.")


@dataclass
class Line:
    """One contribution on the page, as it was found and as it was sent back."""

    found: Found
    taken: bool
    kind: str
    text: str
    chosen: str
    """The passage that somebody chose, or the whole text."""
    error: str = ""

    @property
    def hidden(self) -> str:
        return to_json(self.found)

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONGEST

    @property
    def said(self) -> Said:
        by_hand = self.found.place is None
        return said(self.found, current_language(), by_hand=by_hand)


def fresh(found: Sequence[Found]) -> list[Line]:
    """Return what was found in a file, all of it to be taken."""
    return [_line(each) for each in found]


def _line(found: Found) -> Line:
    line = Line(found, taken=True, kind="", text="", chosen="")
    line.kind, line.text = line.said.kind, line.said.text
    return line


def sent_back() -> list[Line]:
    """Return the contributions as the page sends them; raise InvalidError for a damaged list."""
    names = [name for name in request.form if name.startswith("beitrag-")]
    if not names or len(names) > MOST:
        raise InvalidError(DAMAGED)
    try:
        return [_sent(from_json(request.form[name])) for name in names]
    except ValueError as error:
        raise InvalidError(DAMAGED) from error


def _sent(found: Found) -> Line:
    line, number = _line(found), found.number
    line.taken = f"nehmen-{number}" in request.form
    line.chosen = request.form.get(f"stelle-{number}", "")
    line.text = cleaned(request.form.get(f"text-{number}", line.text)).strip()
    kind = request.form.get(f"art-{number}", "")
    if found.kind is FoundKind.COMMENT and kind in COMMENT_KINDS:
        line.kind = kind
    return line


def checked(lines: Sequence[Line], keys: set[str]) -> bool:
    """Note at each line what is missing; return whether nothing is."""
    for line in lines:
        line.error = _error(line, keys) if line.taken else ""
    return not any(line.error for line in lines)


def _error(line: Line, keys: set[str]) -> str:
    if not line.text:
        return EMPTY
    if max(len(line.text), len(line.said.replacement or "")) > LONGEST:
        return SHORTEN
    placed = line.found.place is not None or line.chosen in {WHOLE_TEXT, *keys}
    return "" if placed or line.found.reply_to else CHOOSE_PLACE


def contribution(line: Line) -> Contribution:
    """Return what is to be stored. Only after checking."""
    found, place = line.found, line.found.place
    key = line.chosen if line.chosen not in {"", WHOLE_TEXT} else None
    facts: dict[str, Any] = {"key": key}
    if place is not None:
        facts = {"key": place.key, "start": place.start, "end_key": place.end_key, "end": place.end}
    return Contribution(
        **facts,
        kind=CommentKind(line.kind),
        text=line.text,
        replacement=line.said.replacement,
        reply_to=found.reply_to,
        origin=f"{found.author} {found.at}",
    )


def choices(passages: Sequence[AnyRow]) -> dict[str, Any]:
    """Return what the template offers: passages with their beginnings, and kinds of comments."""
    starts = {p.key: _start(p.text) for p in passages}
    return {
        "positions": {p.key: p.position for p in passages},
        "place_choices": [
            (WHOLE_TEXT, gettext("Ganzer Text")),
            *(
                (p.key, f"{gettext('Abschnitt %(n)s', n=p.position)}: {starts[p.key]}")
                for p in passages
            ),
        ],
        "kind_choices": [(kind.value, gettext(KINDS[kind])) for kind in COMMENT_KINDS],
    }


def _start(text: str) -> str:
    return text if len(text) <= LONGEST_START else f"{text[:LONGEST_START].rstrip()} …"
