"""The next version of a text, made by edits by chance; every word remembers where it was.

A text is rows of pieces (words with their marks, and spaces). A piece knows its place in the old
text, a new one which piece it replaces; so the truth is kept, never worked out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from ikparticipation.consultation.anchors import sentences

PIECE = re.compile(r"\S+|\s+")
SECTION = 6
"""Blocks at most that go or move together."""
NEARLY = 0.1
"""Part of the inserted sentences that are one of this text with a word changed."""
SPREAD = 4
"""In so many places a near-identical sentence is put."""


@dataclass(frozen=True, eq=False)
class Piece:
    """`origin`: block and offset in the old text; `instead`: the piece that it replaces."""

    text: str
    origin: tuple[int, int] | None = None
    instead: "Piece | None" = None

    @property
    def is_word(self) -> bool:
        return not self.text.isspace()


Row = list[Piece]
SPACE = " "


def row_of(text: str, block: int | None = None) -> Row:
    return [
        Piece(found[0], None if block is None else (block, found.start()))
        for found in PIECE.finditer(text)
    ]


def text_of(row: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in row)


def _in_sentences(row: Row) -> list[Row]:
    """Return the rows of the sentences, each with the space behind it."""
    borders = {span.end for span in sentences(text_of(row))}
    found: list[Row] = [[]]
    at = 0
    for piece in row:
        found[-1].append(piece)
        at += len(piece.text)
        if at in borders:
            found.append([])
    return [part for part in found if part]


def _neat(row: Row) -> Row:
    """Return the row with single spaces between words and none at the ends."""
    kept: Row = []
    for piece in row:
        if piece.is_word or (kept and kept[-1].is_word):
            kept.append(piece)
    return kept[:-1] if kept and not kept[-1].is_word else kept


def _spaced(parts: Sequence[Row]) -> Row:
    row: Row = []
    for part in parts:
        if row and row[-1].is_word and part and part[0].is_word:
            row.append(Piece(SPACE))
        row += part
    return row


class Editor:
    """Edits rows by chance; `foreign` are sentences of other texts, to be inserted."""

    def __init__(self, rows: list[Row], random: Random, foreign: Sequence[str]) -> None:
        self.rows = rows
        self.random = random
        self.foreign = foreign
        self.words = [piece.text for row in rows for piece in row if piece.is_word]

    def _row(self, least: int = 1) -> int | None:
        """Return the number of a row with so many words, if there is one."""
        numbers = [n for n, row in enumerate(self.rows) if len(row) >= 2 * least - 1 and row]
        return self.random.choice(numbers) if numbers else None

    def _within(self, row: Row, longest: int) -> range:
        """Return some words of a row in succession."""
        words = [n for n, piece in enumerate(row) if piece.is_word]
        start = self.random.randrange(len(words))
        return range(words[start], words[min(len(words), start + longest) - 1] + 1)

    def reword(self) -> None:
        number = self._row(4)
        if number is None:
            return
        row = self.rows[number]
        chosen = self._within(row, self.random.randint(1, 3))
        for n in chosen:
            if row[n].is_word:
                row[n] = Piece(self.random.choice(self.words), instead=row[n])

    def insert_words(self) -> None:
        number = self._row(2)
        if number is None:
            return
        row = self.rows[number]
        at = self._within(row, 1).start
        words = [row_of(self.random.choice(self.words)) for _ in range(self.random.randint(1, 4))]
        row[at:at] = [*_spaced(words), Piece(SPACE)]

    def insert_sentence(self) -> None:
        number = self._row(4)
        if number is None:
            return
        parts = _in_sentences(self.rows[number])
        parts.insert(self.random.randint(0, len(parts)), row_of(self._sentence()))
        self.rows[number] = _neat(_spaced(parts))

    def insert_paragraph(self) -> None:
        words = " ".join(self._sentence() for _ in range(self.random.randint(1, 3)))
        self.rows.insert(self.random.randint(0, len(self.rows)), row_of(words))

    def _sentence(self) -> str:
        """Return a sentence of another text, or nearly one of this text: the harder case."""
        number = self._row(4)
        if number is None or self.random.random() >= NEARLY:
            return self.random.choice(self.foreign)
        row = list(_neat(self.random.choice(_in_sentences(self.rows[number]))))
        row[self._within(row, 1).start] = Piece(self.random.choice(self.words))
        return text_of(row)

    def delete_words(self) -> None:
        number = self._row(5)
        if number is not None:
            row = self.rows[number]
            chosen = self._within(row, self.random.randint(1, 4))
            del row[chosen.start : chosen.stop]
            self.rows[number] = _neat(row)

    def delete_sentence(self) -> None:
        number = self._row(4)
        if number is not None:
            parts = _in_sentences(self.rows[number])
            del parts[self.random.randrange(len(parts))]
            self.rows[number] = _neat(_spaced(parts))
            self._drop_empty()

    def delete_paragraph(self) -> None:
        del self.rows[self.random.randrange(len(self.rows))]

    def delete_section(self) -> None:
        start = self.random.randrange(len(self.rows))
        del self.rows[start : start + self.random.randint(2, SECTION)]

    def move_sentence(self) -> None:
        number, other = self._row(8), self._row(4)
        if number is None or other is None:
            return
        parts = _in_sentences(self.rows[number])
        moved = parts.pop(self.random.randrange(len(parts)))
        self.rows[number] = _neat(_spaced(parts))
        parts = _in_sentences(self.rows[other])
        parts.insert(self.random.randint(0, len(parts)), moved)
        self.rows[other] = _neat(_spaced(parts))
        self._drop_empty()

    def move_paragraph(self) -> None:
        row = self.rows.pop(self.random.randrange(len(self.rows)))
        self.rows.insert(self.random.randint(0, len(self.rows)), row)

    def move_section(self) -> None:
        start = self.random.randrange(len(self.rows))
        length = self.random.randint(2, SECTION)
        moved = self.rows[start : start + length]
        del self.rows[start : start + length]
        at = self.random.randint(0, len(self.rows))
        self.rows[at:at] = moved

    def swap(self) -> None:
        if len(self.rows) > 1:
            at = self.random.randrange(len(self.rows) - 1)
            self.rows[at : at + 2] = reversed(self.rows[at : at + 2])

    def split(self) -> None:
        number = self._row(8)
        if number is None:
            return
        parts = _in_sentences(self.rows[number])
        if len(parts) > 1:
            at = self.random.randrange(1, len(parts))
            halves = [_spaced(parts[:at]), _spaced(parts[at:])]
        else:
            row = self.rows[number]
            at = self._within(row, 1).start
            halves = [row[:at], row[at:]]
        self.rows[number : number + 1] = [half for half in map(_neat, halves) if half]

    def merge(self) -> None:
        if len(self.rows) > 1:
            at = self.random.randrange(len(self.rows) - 1)
            self.rows[at : at + 2] = [_neat(_spaced(self.rows[at : at + 2]))]

    def _drop_empty(self) -> None:
        self.rows = [row for row in self.rows if row]


EDITS: tuple[tuple[Callable[[Editor], None], int], ...] = (
    (Editor.reword, 8),
    (Editor.insert_words, 4),
    (Editor.insert_sentence, 4),
    (Editor.insert_paragraph, 3),
    (Editor.delete_words, 4),
    (Editor.delete_sentence, 4),
    (Editor.delete_paragraph, 2),
    (Editor.delete_section, 1),
    (Editor.move_sentence, 3),
    (Editor.move_paragraph, 2),
    (Editor.move_section, 1),
    (Editor.swap, 2),
    (Editor.split, 3),
    (Editor.merge, 3),
)
"""Each with how often it comes."""


def with_near_identical(texts: Sequence[str], random: Random, number: int) -> list[str]:
    """Return the texts with sentences that stand, one word apart, in several paragraphs."""
    texts = list(texts)
    long = [text for text in texts if len(text.split()) > SECTION]
    words = " ".join(texts).split()
    for _ in range(number if long else 0):
        text = random.choice(long)
        span = random.choice(sentences(text))
        sentence = text[span.start : span.end].split()
        for _ in range(SPREAD):
            copy = list(sentence)
            if random.random() < 0.7:  # noqa: PLR2004 - the others are identical
                copy[random.randrange(len(copy))] = random.choice(words)
            at = random.randrange(len(texts))
            texts[at] = f"{texts[at]} {' '.join(copy)}"
    return texts


def edited(texts: Sequence[str], random: Random, foreign: Sequence[str], number: int) -> list[Row]:
    """Return the rows of the next version after so many edits."""
    editor = Editor([row_of(text, n) for n, text in enumerate(texts)], random, foreign)
    kinds, often = zip(*EDITS, strict=True)
    for kind in random.choices(kinds, often, k=number):
        if editor.rows:
            kind(editor)
    return editor.rows
