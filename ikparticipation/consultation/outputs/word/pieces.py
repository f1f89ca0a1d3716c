"""The inline HTML of a passage as pieces of text with their looks, by code points of its text."""

from dataclasses import dataclass
from html.parser import HTMLParser

LOOKS = {"strong": "b", "em": "i"}
CODE = "code"


@dataclass(frozen=True)
class Piece:
    """A stretch of one look. `breaks`: a line break comes before it."""

    start: int
    text: str
    looks: tuple[str, ...] = ()
    breaks: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(html: str, text: str) -> list[Piece]:
    """Return the pieces; the whole text as one if the HTML does not say just these words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    said = "".join(piece.text for piece in reader.found)
    return reader.found if said == text else [Piece(0, text)]


def cut(found: list[Piece], start: int, end: int) -> list[Piece]:
    """Return what lies between two places, offsets as before."""
    parts = []
    for piece in found:
        first, last = max(piece.start, start), min(piece.end, end)
        if first < last:
            words = piece.text[first - piece.start : last - piece.start]
            breaks = piece.breaks and first == piece.start
            parts.append(Piece(first, words, piece.looks, breaks))
    return parts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._looks: list[str] = []
        self._breaks = False
        self._at = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._breaks = True
        elif tag in LOOKS or tag == CODE:
            self._looks.append(LOOKS.get(tag, CODE))

    def handle_endtag(self, tag: str) -> None:
        look = LOOKS.get(tag, CODE)
        if (tag in LOOKS or tag == CODE) and look in self._looks:
            self._looks.remove(look)

    def handle_data(self, data: str) -> None:
        looks = tuple(dict.fromkeys(self._looks))
        self.found.append(Piece(self._at, data, looks, self._breaks))
        self._breaks = False
        self._at += len(data)
