"""The blocks of a document put down as Markdown, one after the other."""

import re
from dataclasses import dataclass

_CLOSING = re.compile(r"(?<=\s)(#+)$")


@dataclass(frozen=True)
class Item:
    """A place in a list. `number` is None for a bullet; `family` tells lists apart."""

    level: int
    number: int | None
    family: str


@dataclass(frozen=True)
class _Open:
    """An item that deeper ones may follow."""

    item: Item
    indent: int
    inner: int
    """Where its words begin, and what belongs to it."""
    mark: str


class Writer:
    """Collects blocks; knows which items of a list are open at the end."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[_Open] = []
        self.characters = 0

    @property
    def text(self) -> str:
        return "\n".join(self._lines).strip("\n")

    def heading(self, level: int, words: str) -> None:
        one_line = _CLOSING.sub(r"\\\1", words.replace("\\\n", " "))
        self._block([f"{'#' * level} {one_line}"])

    def paragraph(self, words: str) -> None:
        self._block(words.split("\n"))

    def quote(self, words: str) -> None:
        self._block([f"> {line}" for line in words.split("\n")])

    def table(self, rows: list[list[str]]) -> None:
        """Write rows of cells; Markdown takes the first for the heads of the columns."""
        width = max(len(row) for row in rows)
        lines = [_table_line([*row, *[""] * (width - len(row))]) for row in rows]
        self._block([lines[0], _table_line(["---"] * width), *lines[1:]])

    def item(self, item: Item, words: str) -> None:
        while self._open and self._open[-1].item.level > item.level:
            self._open.pop()
        level_is_open = self._open and self._open[-1].item.level == item.level
        sibling = self._open.pop() if level_is_open else None
        indent = self._open[-1].inner if self._open else 0
        mark = _mark(item, sibling)
        if self._needs_space(item, sibling, mark):
            self._blank()
        start = f"{mark} " if item.number is None else f"{item.number}{mark} "
        inner = indent + len(start)
        first, *more = words.split("\n")
        self._lines.append(" " * indent + start + first)
        self._lines += [" " * inner + line for line in more]
        self._open.append(_Open(item, indent, inner, mark))
        self.characters += len(words)

    def _needs_space(self, item: Item, sibling: _Open | None, mark: str) -> bool:
        """Return whether the list cannot stand right below words, as one that begins with 2."""
        begins = sibling is None or sibling.mark != mark
        at_top = not self._open and sibling is None
        return at_top or (begins and item.number not in {None, 1})

    def _block(self, lines: list[str]) -> None:
        self._open.clear()
        self._blank()
        self._lines += lines
        self.characters += sum(map(len, lines))

    def _blank(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _mark(item: Item, sibling: _Open | None) -> str:
    """Return "-", "." or ")": a numbered list beside another one takes the other mark."""
    if item.number is None:
        return "-"
    if sibling is None or sibling.item.number is None:
        return "."
    if sibling.item.family == item.family and sibling.item.number < item.number:
        return sibling.mark
    return ")" if sibling.mark == "." else "."


def _table_line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
