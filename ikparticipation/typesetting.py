"""Setting text as a tagged PDF (PDF/UA-1) by Typst; the extra `pdf` brings it.

What is to be set goes in as JSON, never as source, so nobody can write markup or code into it.
A look is a `.typ` file that reads `json(bytes(sys.inputs.data))` and sets text in `FONTS`.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ikparticipation.errors import DomainError

MEDIA_TYPE = "application/pdf"
FONTS = ("Libertinus Serif", "DejaVu Sans")
"""The first comes with Typst; it also tries every font of the machine before it gives up."""

_TRIAL = f"""#set document(title: "-")
#set text(font: {json.dumps(FONTS).replace("[", "(").replace("]", ")")})
#for each in json(bytes(sys.inputs.data)) [#par(text(each))]
""".encode()
_PLAIN = re.compile(r"[\x20-\x7e\xa0-\xff\n„“”‚‘’–—…█]+")
"""What every font has."""


class NoPrinterError(DomainError):
    """The extra `pdf` is not installed here."""

    status = 503


def is_possible() -> bool:
    return find_spec("typst") is not None


def pdf(look: Path, content: Mapping[str, Any], *, moment: int, otherwise: str) -> bytes:
    """Return content (JSON) set in a look.

    `moment` (seconds since 1970) stands in the file as its time, so the same content is the same
    file. Signs that no font has are replaced by their names. Raises NoPrinterError where the
    extra is missing; `otherwise` is its sentence and says what to take instead.
    """
    if not is_possible():
        raise NoPrinterError(otherwise)
    data = json.dumps(content, ensure_ascii=False)
    for sign, name in missing_signs(data).items():
        data = data.replace(sign, name)
    return _set(look.read_bytes(), data, moment, folder=look.parent)


def missing_signs(text: str) -> Mapping[str, str]:
    """Return the signs of a text that no font here has, each with its name in brackets.

    PDF/UA refuses a sign that would be an empty box; a screen reader could not say it.
    """
    return _missing("".join(sorted(set(_PLAIN.sub("", text)))))


@lru_cache(100)
def _missing(signs: str) -> Mapping[str, str]:
    """Typst names only the first sign that fails, so then each is tried on its own."""
    if _has_font(list(signs)):
        return {}
    return {
        sign: f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
        for sign in signs
        if not _has_font([sign])
    }


def _has_font(signs: list[str]) -> bool:
    failed: type[Exception] = import_module("typst").TypstError
    try:
        _set(_TRIAL, json.dumps(signs), 0, folder=Path(__file__).parent)
    except failed:
        return False
    return True


def _set(source: bytes, data: str, moment: int, *, folder: Path) -> bytes:
    typst: Any = import_module("typst")  # an extra, and large
    made: bytes = typst.compile(
        source,
        root=str(folder),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    return made


def png(drawing: str, *, otherwise: str, fineness: int = 144) -> bytes:
    """Return an SVG as a picture of points, `fineness` to the inch.

    Raises NoPrinterError where the extra is missing; `otherwise` is its sentence.
    """
    if not is_possible():
        raise NoPrinterError(otherwise)
    typst: Any = import_module("typst")
    made: bytes = typst.compile(
        b"#set page(width: auto, height: auto, margin: 0pt)\n"
        b'#image(bytes(sys.inputs.drawing), format: "svg")',
        format="png",
        ppi=fineness,
        sys_inputs={"drawing": drawing},
    )
    return made
