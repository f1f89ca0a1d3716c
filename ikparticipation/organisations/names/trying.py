"""Why two names are, or are not, proposed for each other: for whoever keeps the abbreviations."""

from collections.abc import Iterator
from dataclasses import dataclass

from ikparticipation.organisations.names.matching import LEAST, LIKELY, Known, Register
from ikparticipation.organisations.names.reading import Reader, Signature
from ikparticipation.text import N_


@dataclass(frozen=True)
class Tried:
    """Two names as they are read, how like they are, and why."""

    one: Signature
    other: Signature
    score: float
    """0 to 100; 0 where something forbids it."""
    reasons: tuple[str, ...]
    """Msgids."""

    @property
    def outcome(self) -> str:
        """Return what comes of it, as a msgid."""
        if self.score >= LIKELY:
            return FIRST
        return PROPOSED if self.score >= LEAST else NOT_PROPOSED


def compare(one: str, other: str, reader: Reader) -> Tried:
    """Compare two names as a mention is compared with the register."""
    read, known = reader.read(one), reader.read(other)
    found = Register([Known("other", other)], reader).propose(one, least=0.0)
    if found:
        return Tried(read, known, found[0].score, found[0].reasons)
    return Tried(read, known, 0.0, tuple(_forbids(read, known)) or (NOTHING,))


def _forbids(one: Signature, other: Signature) -> Iterator[str]:
    if one.level is not other.level:
        yield OTHER_LEVEL
    if one.places and other.places and not one.places & other.places:
        yield OTHER_PLACE


FIRST = N_("Wird vorgeschlagen, und zwar als wahrscheinlich.")
PROPOSED = N_("Wird vorgeschlagen, aber hinter ähnlicheren.")
NOT_PROPOSED = N_("Wird nicht vorgeschlagen.")
OTHER_LEVEL = N_("Die Ebene im Verband ist eine andere: Das sind nie dieselben.")
OTHER_PLACE = N_("Die Namen nennen verschiedene Orte: Das sind nie dieselben.")
NOTHING = N_("Die Namen haben keine Wörter gemeinsam.")
