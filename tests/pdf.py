"""Reads the PDFs that Typst writes: their pages, their words, how they are tagged.

Only as much of the format as those files use: no object streams, fonts of two bytes a sign.
"""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_TOKEN = re.compile(rb"/(f\d+) [\d.]+ Tf|(T[jJ])|(BT)|\(")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\(\d{3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Pdf:
    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-")
        self.data = data
        self.objects = {int(found[1]): found[2] for found in _OBJECT.finditer(data)}
        self._fonts: dict[int, dict[bytes, str]] = {}

    @property
    def pages(self) -> list[str]:
        """The words of each page; a line break after each piece that was set."""
        (tree,) = [o for o in self.objects.values() if b"/Type/Pages" in o]
        kids = re.search(rb"/Kids\[([^\]]*)\]", tree)
        assert kids
        return [self._page(int(number)) for number in re.findall(rb"(\d+) 0 R", kids[1])]

    @property
    def words(self) -> str:
        """All that is to be read, on one line, with words put together again."""
        lines = "\n".join(self.pages).replace("-\n", "")
        return " ".join(lines.split())

    @property
    def tags(self) -> list[str]:
        """What its parts are: H1, P, Table, TH …"""
        return [tag.decode() for tag in re.findall(rb"/S/(\w+)", self.data)]

    def _page(self, number: int) -> str:
        page = self.objects[number]
        resources = self._part(page, b"Resources")
        fonts = dict(re.findall(rb"/(f\d+) (\d+) 0 R", self._part(resources, b"Font")))
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents
        return "\n".join(self._shown(self._stream(int(contents[1])), fonts))

    def _part(self, thing: bytes, name: bytes) -> bytes:
        """A dictionary of a dictionary, in place or by reference."""
        found = re.search(rb"/" + name + rb" ?(?:(\d+) 0 R|(<<.*))", thing, re.DOTALL)
        assert found, (name, thing)
        return self.objects[int(found[1])] if found[1] else found[2]

    def _shown(self, content: bytes, fonts: dict[bytes, bytes]) -> Iterator[str]:
        font: dict[bytes, str] = {}
        signs, place = b"", 0
        while found := _TOKEN.search(content, place):
            place = found.end()
            if found[1]:
                font = self._font(int(fonts[found[1]]))
            elif found[3]:
                signs = b""  # strings before it were no words
            elif found[2]:
                pairs = (signs[i : i + 2] for i in range(0, len(signs), 2))
                yield "".join(font.get(pair, "?") for pair in pairs)
                signs = b""
            else:
                place = _end_of_string(content, place)
                signs += _unescaped(content[found.end() : place - 1])

    def _font(self, number: int) -> dict[bytes, str]:
        if number not in self._fonts:
            found = re.search(rb"/ToUnicode (\d+) 0 R", self.objects[number])
            assert found
            signs = re.findall(rb"<(\w{4})> <(\w+)>\n", self._stream(int(found[1])))
            self._fonts[number] = {
                bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
                for glyph, text in signs
            }
        return self._fonts[number]

    def _stream(self, number: int) -> bytes:
        head, _, rest = self.objects[number].partition(b"stream\n")
        body = rest.rpartition(b"\nendstream")[0]
        return zlib.decompress(body) if b"FlateDecode" in head else body


def _end_of_string(content: bytes, place: int) -> int:
    """The place after its closing bracket; pairs of brackets may be inside."""
    depth = 1
    while depth:
        found = _IN_STRING.search(content, place)
        assert found
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        place = found.end()
    return place


def _unescaped(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        return bytes([int(sign, 8)]) if len(sign) > 1 else _LETTERS.get(sign, sign)

    return _ESCAPED.sub(plain, text)
