"""The synopsis as a tagged PDF (PDF/UA-1), set by Typst; the extra `pdf` brings it.

What people wrote goes in as JSON, never as source, so nobody can write markup or code into it.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

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
from ikparticipation.errors import DomainError
from ikparticipation.text import N_, cleaned

_LOOK = Path(__file__).with_name("synopsis.typ")
_TRIAL = b"""#set document(title: "-")
#set text(font: ("Libertinus Serif", "DejaVu Sans"))
#for each in json(bytes(sys.inputs.data)) [#par(text(each))]
"""
_PLAIN = re.compile(r"[\x20-\x7e\xa0-\xff\n„“”‚‘’–—…█]+")
"""What every font has."""


class NoPrinterError(DomainError):
    """The extra `pdf` is not installed here."""

    status = 503


def is_possible() -> bool:
    return find_spec("typst") is not None


def written(synopsis: Synopsis, words: Words, *, author: str) -> bytes:
    """Return the file; raise NoPrinterError where the extra `pdf` is missing."""
    if not is_possible():
        raise NoPrinterError(
            N_("Hier ist kein PDF-Satz eingerichtet. Bitte laden Sie die Word- oder Excel-Datei.")
        )
    data = json.dumps(_content(synopsis, words, author), ensure_ascii=False)
    missing = _missing("".join(sorted(set(_PLAIN.sub("", data)))))
    for sign, name in missing.items():
        data = data.replace(sign, name)
    return _set(_LOOK.read_bytes(), data, int(synopsis.as_of.timestamp()))


def _set(source: bytes, data: str, moment: int) -> bytes:
    typst: Any = import_module("typst")  # an extra, and large
    pdf: bytes = typst.compile(
        source,
        root=str(_LOOK.parent),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    return pdf


@lru_cache(100)
def _missing(signs: str) -> dict[str, str]:
    """Return the signs that no font here has, each with its name in brackets.

    PDF/UA refuses a sign that would be an empty box; a screen reader could not say it. Typst
    names the first one that fails, so each is tried on a page of its own.
    """
    failed: type[Exception] = import_module("typst").TypstError
    found: dict[str, str] = {}
    for sign in signs:
        try:
            _set(_TRIAL, json.dumps([sign]), 0)
        except failed:
            found[sign] = f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
    return found


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
