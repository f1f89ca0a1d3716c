"""What a reader can ask "Woher?" about, and the lasting address of the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

PAGE = "/bestand/woher"


@dataclass(frozen=True)
class OfOffer:
    """An offer in all waves, by its lasting id."""

    lasting_id: UUID


@dataclass(frozen=True)
class OfPair:
    """What two organisations say about each other."""

    one: UUID
    other: UUID


@dataclass(frozen=True)
class OfStatement:
    """What one organisation says about one partner in one answer, whether or not it is known."""

    statement_id: UUID


@dataclass(frozen=True)
class OfEntry:
    """An organisation of the register with its names."""

    organisation_id: UUID


@dataclass(frozen=True)
class OfGroup:
    """A standing group with its members."""

    group_id: UUID


@dataclass(frozen=True)
class OfNetwork:
    """The picture and the measures of the network of a wave."""

    wave_id: UUID


Thing = OfOffer | OfPair | OfStatement | OfEntry | OfGroup | OfNetwork

OFFER, PAIR, STATEMENT = "angebot", "paar", "aussage"
ENTRY, GROUP, NETWORK = "eintrag", "gremium", "netz"
NAMES = (OFFER, PAIR, STATEMENT, ENTRY, GROUP, NETWORK)
"""Names in the address. What counts (`zahl`, `ort`, `feld`, `stand`) is a figure of a wave."""


def address_of(thing: Thing) -> str:
    """Return the page of this site that tells where a thing comes from."""
    match thing:
        case OfOffer(lasting_id):
            told = {OFFER: str(lasting_id)}
        case OfPair(one, other):
            told = {PAIR: ".".join(sorted((str(one), str(other))))}
        case OfStatement(statement_id):
            told = {STATEMENT: str(statement_id)}
        case OfEntry(organisation_id):
            told = {ENTRY: str(organisation_id)}
        case OfGroup(group_id):
            told = {GROUP: str(group_id)}
        case OfNetwork(wave_id):
            told = {NETWORK: str(wave_id)}
    return f"{PAGE}?{urlencode(told)}"


def thing_of(told: Mapping[str, str]) -> Thing | None:
    """Return what an address asks about; None: a figure. ValueError: nothing there is."""
    named = [name for name in NAMES if told.get(name)]
    if not named:
        return None
    if len(named) > 1:
        raise ValueError(f"one thing at a time: {named}")
    ids = [UUID(part) for part in told[named[0]].split(".")]
    if named[0] == PAIR:
        one, other = ids
        return OfPair(one, other)
    [only] = ids
    return _KINDS[named[0]](only)


_KINDS: Mapping[str, Callable[[UUID], Thing]] = {
    OFFER: OfOffer,
    STATEMENT: OfStatement,
    ENTRY: OfEntry,
    GROUP: OfGroup,
    NETWORK: OfNetwork,
}
