"""The synopsis as a tagged PDF."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ikparticipation import typesetting
from ikparticipation.consultation.outputs.cells import (
    HEADINGS,
    SHARES,
    Line,
    figure_rows,
    head_lines,
    lines_of,
    state_lines,
)
from ikparticipation.consultation.outputs.synopsis import Synopsis, Words
from ikparticipation.text import N_, cleaned

_LOOK = Path(__file__).with_name("synopsis.typ")


def written(synopsis: Synopsis, words: Words, *, author: str) -> bytes:
    """Return the file; raise NoPrinterError where the extra `pdf` is missing."""
    return typesetting.pdf(
        _LOOK,
        _content(synopsis, words, author),
        moment=int(synopsis.as_of.timestamp()),
        otherwise=N_(
            "Hier ist kein PDF-Satz eingerichtet. Bitte laden Sie die Word- oder Excel-Datei."
        ),
    )


def _content(synopsis: Synopsis, words: Words, author: str) -> dict[str, Any]:
    return {
        "language": words.language,
        "title": words.say(N_("Synopse: %(title)s"), title=synopsis.title),
        "author": author,
        "head": head_lines(synopsis, words),
        "comments": words.say(N_("Kommentare")),
        "nothing": words.say(N_("Zu dieser Auswahl gibt es keinen Kommentar.")),
        "headings": [words.say(heading) for heading in HEADINGS],
        "shares": SHARES,
        "rows": [_cells(line) for line in lines_of(synopsis.rows, words)],
        "figures_title": words.say(N_("Zahlen")),
        "figures_head": [words.say(N_("Was")), words.say(N_("Anzahl"))],
        "figures": figure_rows(synopsis, words),
        "state": state_lines(synopsis, words),
    }


def _cells(cells: Sequence[Sequence[Line]]) -> list[dict[str, Any]]:
    return [
        {"lines": [{"text": cleaned(line.text), "look": line.look.value} for line in lines]}
        for lines in cells
    ]
