"""Two texts compared, as `templates/drafts/_differences.html` prints it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ikparticipation.drafts.alignment import Unit
from ikparticipation.drafts.compare import Change, Compared, Piece, PieceKind, compare
from ikparticipation.drafts.labels import CHANGE_SIGNS, CHANGES
from ikparticipation.drafts.passages import PassageKind, TextLimitError, parse
from ikparticipation.text import N_

RESTYLED = N_("Anders gestaltet")
RESTYLED_SIGN = "¶"
SHORT = 80
"""Characters of a passage that the list of changes quotes."""
AROUND = 30
"""How many of them stand before the first change."""


@dataclass(frozen=True)
class Difference:
    """One row: passages of the old and the new text that belong together."""

    number: int
    change: Change
    word: str
    """A msgid."""
    sign: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]
    pieces: tuple[Piece, ...]
    """Words of both texts; empty where they are the same."""
    is_restyled: bool
    """The words are the same; their kind, their emphasis or a link is not."""

    @property
    def block(self) -> Any:
        """The passage that stands for the row: the new one, or the one that is gone."""
        return (self.new or self.old)[0]

    @property
    def is_same(self) -> bool:
        return self.change is Change.SAME and not self.is_restyled

    @property
    def excerpt(self) -> tuple[Piece, ...]:
        """Return the words around the first change; where none is marked, the first words."""
        if not self.pieces:
            return (Piece(PieceKind.SAME, _begun(self.block.text, SHORT)),)
        first = next(n for n, p in enumerate(self.pieces) if p.kind is not PieceKind.SAME)
        before = _ended(self.pieces[0].text, AROUND) if first else ""
        cut, room = [Piece(PieceKind.SAME, before)], SHORT
        for piece in self.pieces[first:]:
            cut.append(Piece(piece.kind, _begun(piece.text, room)))
            room -= len(piece.text)
            if room <= 0:
                break
        return tuple(piece for piece in cut if piece.text)


def _begun(text: str, room: int) -> str:
    """Return the first words of a text, with a sign that it goes on."""
    if len(text) <= room:
        return text
    return text[: max(text.rfind(" ", 0, room), 0) or room] + " …"


def _ended(text: str, room: int) -> str:
    """Return the last words of a text, with a sign that something stands before."""
    if len(text) <= room:
        return text
    return "… " + text[-room:].partition(" ")[2]


@dataclass(frozen=True)
class Stretch:
    """Rows to print together: one that has changed, a heading, or several that are the same."""

    rows: tuple[Difference, ...]
    is_folded: bool


FEW = 2
"""So many unchanged passages in a row are printed; more are folded."""


@dataclass(frozen=True)
class Changes:
    """Everything that a page shows of two texts."""

    rows: Sequence[Difference]

    @property
    def top(self) -> int:
        """Return the level of the largest heading in either text."""
        blocks = (block for row in self.rows for block in (*row.old, *row.new))
        return min((b.level for b in blocks if b.kind is PassageKind.HEADING), default=1)

    @property
    def counts(self) -> Sequence[tuple[str, str, int]]:
        """Return sign, word and number of each kind of change there is."""
        counted = Counter((row.sign, row.word) for row in self.rows if not row.is_same)
        return [(sign, word, number) for (sign, word), number in counted.items()]

    @property
    def stretches(self) -> Sequence[Stretch]:
        """Return the rows in order; headings are never folded, and nothing that has changed."""
        found: list[Stretch] = []
        quiet: list[Difference] = []
        for row in [*self.rows, None]:
            if row and row.is_same and row.block.kind is not PassageKind.HEADING:
                quiet.append(row)
                continue
            if quiet:
                found.append(Stretch(tuple(quiet), is_folded=len(quiet) > FEW))
                quiet = []
            if row:
                found.append(Stretch((row,), is_folded=False))
        return found


def differences(old: str, new: str) -> Changes | None:
    """Return what differs in two Markdown texts; None if one of them is no text of passages."""
    try:
        one, two = parse(old), parse(new)
    except TextLimitError:
        return None
    return compared(one, two, [Unit(b.text) for b in one], [Unit(b.text) for b in two])


def compared(
    old: Sequence[Any], new: Sequence[Any], old_units: Sequence[Unit], new_units: Sequence[Unit]
) -> Changes:
    """Return what differs in two rows of blocks. Blocks have kind, level, marker, text, html."""
    rows = compare(old_units, new_units)
    return Changes([_difference(n, row, old, new) for n, row in enumerate(rows, start=1)])


def _difference(number: int, row: Compared, old: Sequence[Any], new: Sequence[Any]) -> Difference:
    before, after = tuple(old[i] for i in row.old), tuple(new[j] for j in row.new)
    restyled = row.change in {Change.SAME, Change.MOVED} and _look(before) != _look(after)
    only_restyled = restyled and row.change is Change.SAME
    is_marked = row.change in {Change.CHANGED, Change.MOVED_AND_CHANGED}
    return Difference(
        number,
        row.change,
        RESTYLED if only_restyled else CHANGES[row.change],
        RESTYLED_SIGN if only_restyled else CHANGE_SIGNS[row.change],
        before,
        after,
        row.pieces if is_marked else (),
        restyled,
    )


def _look(blocks: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return what of a passage is seen besides its words; its number in a list is not meant."""
    return [(b.kind, b.level, bool(b.marker.strip("•")), b.html) for b in blocks]
