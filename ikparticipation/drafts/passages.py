"""A text in Markdown as a row of passages: the blocks people comment on.

CommonMark with tables. Raw HTML is shown as the characters it is; images leave their alternative
text, rules leave nothing. Which passage is which across versions says `assign_keys`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ikparticipation.drafts.keys import assign_keys
from ikparticipation.text import canonical

__all__ = ["Block", "PassageKind", "TextLimitError", "assign_keys", "parse", "words_of"]

MOST_CHARACTERS = 200_000
MOST_BLOCKS = 2_000
DEEPEST = 40
"""Levels as the parser counts them, two for a list. Below its own limit it drops text, unasked."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST}).enable("table")
_CLEANER = nh3.Cleaner(
    tags={"a", "br", "code", "em", "strong"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener",
)
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""What is left out of the HTML too. Joiners stay there: Persian and emoji are wrong without."""


class PassageKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUOTE = "quote"


class TextLimitError(ValueError):
    """The text is longer, or deeper, than anything people could comment on.

    `limit` is the number that was passed, `of` says of what: "characters", "blocks", "levels".
    """

    def __init__(self, of: str, limit: int) -> None:
        super().__init__(f"more than {limit} {of}")
        self.of = of
        self.limit = limit


@dataclass(frozen=True)
class Block:
    kind: PassageKind
    level: int
    """Heading: 1 to 6. List item: depth from 1. Otherwise 0."""
    text: str
    """Canonical plain text, never empty; the cells of a row are separated by " | "."""
    html: str
    """The same words as inline HTML that is safe to print (a, br, code, em, strong)."""
    marker: str = ""
    """First block of a list item: "•" or its number, "3."; otherwise empty."""


def parse(markdown: str) -> tuple[Block, ...]:
    """Return the blocks in document order; raise `TextLimitError` for a text that is too much.

    Each paragraph of a list item is a block of its own, and so is each row of a table.
    """
    if len(markdown) > MOST_CHARACTERS:
        raise TextLimitError("characters", MOST_CHARACTERS)
    storable = markdown.encode("utf-8", "replace").decode()
    tokens = _MARKDOWN.parse(unicodedata.normalize("NFC", storable))
    if any(token.level > DEEPEST for token in tokens):
        raise TextLimitError("levels", DEEPEST)
    reader = _Reader()
    blocks = tuple(block for token in tokens if (block := reader.read(token)))
    if len(blocks) > MOST_BLOCKS:
        raise TextLimitError("blocks", MOST_BLOCKS)
    return blocks


def words_of(markdown: str) -> tuple[str, str]:
    """Return canonical text and safe inline HTML of words that are one block whatever they say.

    "1. Januar" is no list here and "# 7" no heading: what kind of block it is, is known already.
    """
    storable = markdown.encode("utf-8", "replace").decode()
    token = _MARKDOWN.parseInline(unicodedata.normalize("NFC", storable))[0]
    block = _block(PassageKind.PARAGRAPH, 0, _pieces(token.children or []))
    return (block.text, block.html) if block else ("", "")


@dataclass(frozen=True)
class _Piece:
    """A stretch of words, or a tag between words."""

    content: str
    is_tag: bool = False


@dataclass
class _Container:
    """A list or a quotation that is open at this place."""

    kind: PassageKind
    number: int | None = None
    """Of the next item, in a numbered list."""

    def next_marker(self) -> str:
        if self.number is None:
            return "•"
        self.number += 1
        return f"{self.number - 1}."


class _Reader:
    """Takes the parser's flat tokens one by one; some of them complete a block."""

    def __init__(self) -> None:
        self.around: list[_Container] = []
        self.heading = 0
        self.marker = ""
        self.row: list[list[_Piece]] = []

    def read(self, token: Token) -> Block | None:
        """Return the block that ends with this token, if one does."""
        self._follow(token)
        block = self._complete(token)
        if block:
            self.marker = ""
        return block

    def _follow(self, token: Token) -> None:
        """Keep track of where in the document this is."""
        match token.type:
            case "bullet_list_open":
                self.around.append(_Container(PassageKind.LIST_ITEM))
            case "ordered_list_open":
                first = int(token.attrs.get("start", 1))
                self.around.append(_Container(PassageKind.LIST_ITEM, first))
            case "blockquote_open":
                self.around.append(_Container(PassageKind.QUOTE))
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                self.around.pop()
            case "list_item_open":
                self.marker = self.around[-1].next_marker()
            case "heading_open" | "heading_close":
                self.heading = int(token.tag[1]) if token.nesting == 1 else 0
            case "th_open" | "td_open":
                self.row.append([])

    def _complete(self, token: Token) -> Block | None:
        match token.type:
            case "inline" if self.row:
                self.row[-1].extend(_pieces(token.children or []))
            case "inline" if self.heading:
                return _block(PassageKind.HEADING, self.heading, _pieces(token.children or []))
            case "inline":
                return self._prose(_pieces(token.children or []))
            case "fence" | "code_block":
                return self._prose(_code(token.content))
            case "tr_close":
                cells, self.row = self.row, []
                return _table_row(cells)
        return None

    def _prose(self, pieces: Iterable[_Piece]) -> Block | None:
        """Return the block that the innermost container makes of the words."""
        kinds = [container.kind for container in self.around]
        if not kinds:
            return _block(PassageKind.PARAGRAPH, 0, pieces)
        if kinds[-1] is PassageKind.QUOTE:
            return _block(PassageKind.QUOTE, 0, pieces)
        depth = kinds.count(PassageKind.LIST_ITEM)
        return _block(PassageKind.LIST_ITEM, depth, pieces, self.marker)


def _table_row(cells: list[list[_Piece]]) -> Block | None:
    while cells and not _words(cells[-1]):
        cells.pop()
    pieces: list[_Piece] = []
    for number, cell in enumerate(cells):
        pieces += [_Piece(" | "), *cell] if number else cell
    return _block(PassageKind.TABLE_ROW, 0, pieces)


def _code(content: str) -> Iterator[_Piece]:
    yield _Piece("<code>", is_tag=True)
    for number, line in enumerate(content.splitlines()):
        if number:
            yield from (_Piece(" "), _Piece("<br>", is_tag=True))
        yield _Piece(line)
    yield _Piece("</code>", is_tag=True)


_FIXED = {
    "em_open": (_Piece("<em>", is_tag=True),),
    "em_close": (_Piece("</em>", is_tag=True),),
    "strong_open": (_Piece("<strong>", is_tag=True),),
    "strong_close": (_Piece("</strong>", is_tag=True),),
    "softbreak": (_Piece(" "),),
    "hardbreak": (_Piece(" "), _Piece("<br>", is_tag=True)),
}


def _pieces(children: Iterable[Token]) -> Iterator[_Piece]:
    links: list[bool] = []
    for child in children:
        match child.type:
            case name if name in _FIXED:
                yield from _FIXED[name]
            case "code_inline":
                yield from _code(child.content)
            case "image":
                alternative = _pieces(child.children or [])
                yield from (piece for piece in alternative if not piece.is_tag)
            case "link_open":
                address = str(child.attrs["href"])
                links.append(_LINK.match(address) is not None)
                yield _Piece(f'<a href="{escape(address)}">' if links[-1] else "", is_tag=True)
            case "link_close":
                yield _Piece("</a>" if links.pop() else "", is_tag=True)
            case _:
                yield _Piece(child.content)


def _words(pieces: Iterable[_Piece]) -> str:
    return canonical("".join(piece.content for piece in pieces if not piece.is_tag))


def _block(
    kind: PassageKind, level: int, pieces: Iterable[_Piece], marker: str = ""
) -> Block | None:
    """Return the block, or None if no words are left."""
    tidy = _tidy(pieces)
    if not (text := _words(tidy)):
        return None
    html = "".join(p.content if p.is_tag else escape(p.content, quote=False) for p in tidy)
    return Block(kind, level, text, _CLEANER.clean(html), marker)


def _tidy(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return the pieces with single spaces between words and none at the ends.

    So the text nodes of the HTML, joined, are the plain text, and an offset in the one is an
    offset in the other.
    """
    tidy: list[_Piece] = []
    after_space = True
    for piece in pieces:
        if piece.is_tag:
            tidy.append(piece)
            continue
        words = re.sub(r"\s+", " ", piece.content.translate(_UNSEEN))
        words = words.removeprefix(" ") if after_space else words
        if words:
            tidy.append(_Piece(words))
            after_space = words.endswith(" ")
    for place in reversed(range(len(tidy))):
        if not tidy[place].is_tag:
            tidy[place] = _Piece(tidy[place].content.rstrip())
            if tidy[place].content:
                break
    return tidy
