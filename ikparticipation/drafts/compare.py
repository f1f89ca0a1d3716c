"""What is different between two versions: passage by passage, and word by word in changed ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ikparticipation.drafts.alignment import Group, Unit, align
from ikparticipation.drafts.tokens import common_words, tokens

BORDER = "\n"
"""Stands in the pieces where a passage ends and another of the same row begins."""


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved_and_changed"


class PieceKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Words with the spaces and marks between them."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class Compared:
    """One row of a comparison: places of passages in the old and in the new version.

    One place on each side as a rule, none where a passage was added or removed, several where it
    was split or merged. The pieces give both texts back.
    """

    change: Change
    old: tuple[int, ...]
    new: tuple[int, ...]
    pieces: tuple[Piece, ...]


def compare(old: Sequence[Unit], new: Sequence[Unit]) -> list[Compared]:
    """Return a row for every passage of both versions, in the order of the new one.

    A removed passage stands behind the one that it followed.
    """
    groups = align(old, new)
    rows = [_row(group, old, new) for group in groups]
    paired = {j for group in groups for j in group.new}
    rows += [
        Compared(Change.ADDED, (), (j,), (Piece(PieceKind.ADDED, unit.text),))
        for j, unit in enumerate(new)
        if j not in paired
    ]
    rows.sort(key=lambda row: row.new)
    return _with_removed(rows, old)


def _row(group: Group, old: Sequence[Unit], new: Sequence[Unit]) -> Compared:
    one = BORDER.join(old[i].text for i in group.old)
    two = BORDER.join(new[j].text for j in group.new)
    if group.exact:
        change = Change.MOVED if group.moved else Change.SAME
    else:
        change = Change.MOVED_AND_CHANGED if group.moved else Change.CHANGED
    return Compared(change, group.old, group.new, pieces(one, two))


def _with_removed(rows: list[Compared], old: Sequence[Unit]) -> list[Compared]:
    """Put every removed passage behind its old neighbour; one that moved takes none along."""
    behind: dict[int, list[Compared]] = {}
    home = {
        i: number
        for number, row in enumerate(rows)
        if row.change in {Change.SAME, Change.CHANGED}
        for i in row.old
    }
    paired = {i for row in rows for i in row.old}
    last = -1
    for i, unit in enumerate(old):
        last = home.get(i, last)
        if i not in paired:
            removed = Piece(PieceKind.REMOVED, unit.text)
            behind.setdefault(last, []).append(Compared(Change.REMOVED, (i,), (), (removed,)))
    result = behind.get(-1, [])
    for number, row in enumerate(rows):
        result += [row, *behind.get(number, ())]
    return result


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both texts in one row: same, removed, added.

    Those that are not added give the old text, those that are not removed the new one.
    """
    if old == new:
        return (Piece(PieceKind.SAME, old),) if old else ()
    one, two = tokens(old), tokens(new)
    pairs, _ = common_words([token.text for token in one], [token.text for token in two])
    same = [(one[i].start, one[i].end, two[j].start, two[j].end) for i, j in pairs]
    found: list[Piece] = []
    borders = [(0, 0, 0, 0), *same, (len(old), len(old), len(new), len(new))]
    for (_, old_end, _, new_end), (old_start, after, new_start, _) in pairwise(borders):
        found += _between(old[old_end:old_start], new[new_end:new_start])
        found.append(Piece(PieceKind.SAME, old[old_start:after]))
    return tuple(_joined(found))


def _between(old: str, new: str) -> list[Piece]:
    """Return what stands between two common words; spaces at the ends may be common as well."""
    before = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    shorter = min(len(old), len(new))
    head = shorter if before is None else before
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    head = len(old[:head]) - len(old[:head].lstrip()) if old[:head].strip() else head
    tail_text = old[len(old) - tail :]
    tail = len(tail_text) - len(tail_text.rstrip()) if tail_text.strip() else tail
    return [
        Piece(PieceKind.SAME, old[:head]),
        Piece(PieceKind.REMOVED, old[head : len(old) - tail]),
        Piece(PieceKind.ADDED, new[head : len(new) - tail]),
        Piece(PieceKind.SAME, old[len(old) - tail :]),
    ]


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without empty ones, neighbours of one kind put together."""
    joined: list[Piece] = []
    for piece in found:
        if piece.text and joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
