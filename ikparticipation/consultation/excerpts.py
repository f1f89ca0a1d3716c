"""Changed words with a little of what stands around them, where a whole passage is too much."""

from collections.abc import Sequence

from ikparticipation.drafts.compare import Piece, PieceKind

AROUND = 60
"""Characters of unchanged words that are kept beside a change."""
GAP = " … "


def excerpt(pieces: Sequence[Piece], around: int = AROUND) -> list[Piece]:
    """Return the pieces with the long unchanged ones shortened, at the ends of words."""
    shortened = []
    for number, (kind, text) in enumerate(pieces):
        if kind is not PieceKind.SAME or len(text) <= 2 * around + len(GAP):
            shortened.append(Piece(kind, text))
            continue
        head = text[: text.rfind(" ", 0, around) + 1].rstrip() if number else ""
        begin = text.find(" ", len(text) - around)
        tail = text[begin:].lstrip() if number < len(pieces) - 1 and begin >= 0 else ""
        shortened.append(Piece(kind, f"{head}{GAP}{tail}"))
    return shortened


def about(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """Return the part of the pieces that is about some words of the old text.

    With all that stands instead of these words, and without what only stands beside them.
    """
    found: list[Piece] = []
    at, replaced = 0, False
    for piece in pieces:
        if piece.kind is PieceKind.ADDED:
            if replaced or start < at < end:
                found.append(piece)
            continue
        words = piece.text[max(start - at, 0) : max(end - at, 0)]
        if words:
            found.append(Piece(piece.kind, words))
        replaced = bool(words) and piece.kind is PieceKind.REMOVED
        at += len(piece.text)
    return found


def before_and_after(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Return both texts, shortened in the same places."""
    kept = excerpt(pieces)
    before = "".join(piece.text for piece in kept if piece.kind is not PieceKind.ADDED)
    after = "".join(piece.text for piece in kept if piece.kind is not PieceKind.REMOVED)
    return before.strip(), after.strip()
