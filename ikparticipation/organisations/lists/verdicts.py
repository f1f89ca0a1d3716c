"""What each line of a list means for the register: known, doubtful, or new.

Known is only what carries the very name, or the address of a member together with a name that is
like it. Everything that is merely similar is a doubt with its reasons, for a person to decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ikparticipation.organisations.lists.lines import Line, Place
from ikparticipation.organisations.names import MOST, Known, Reader, Register, normalise
from ikparticipation.text import N_

DOUBTFUL = 76.0
"""Score from which a similar name is asked about; below, two names are taken for two."""


class Verdict(StrEnum):
    KNOWN = "known"
    DOUBT = "doubt"
    NEW = "new"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Entry:
    """An organisation of the register: plain values."""

    id: UUID
    name: str
    ags: str | None = None


@dataclass(frozen=True)
class Candidate:
    id: UUID
    score: float
    reasons: tuple[str, ...]
    """Msgids."""


@dataclass(frozen=True)
class Judged:
    line: Line
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    """Known: the one. Doubt: at most five, the likeliest first."""


def judge(
    lines: Iterable[Line],
    *,
    register: Sequence[Entry],
    members: Iterable[tuple[str, UUID]],
    places: Iterable[Place],
) -> Iterator[Judged]:
    """Compare lines with the register; `members` is (address, organisation) of each membership."""
    desk = _Desk(register, members, {place.ags: place.name for place in places})
    for line in lines:
        if line.stops:
            yield Judged(line, Verdict.STOPPED)
        else:
            yield desk.judge(line)


class _Desk:
    def __init__(
        self,
        register: Sequence[Entry],
        members: Iterable[tuple[str, UUID]],
        places: Mapping[str, str],
    ) -> None:
        self._places = places
        self._named: dict[str, list[Entry]] = defaultdict(list)
        for entry in register:
            self._named[normalise(entry.name)].append(entry)
        self._addressed: dict[str, set[UUID]] = defaultdict(set)
        for address, organisation in members:
            self._addressed[address.casefold()].add(organisation)
        known = [Known(e.id, e.name, places.get(e.ags or "", "")) for e in register]
        self._register = Register(known, Reader(places.values()))

    def judge(self, line: Line) -> Judged:
        same = self._named.get(normalise(line.name), [])
        here = [entry for entry in same if _place_fits(line, entry)]
        if len(here) == 1 and len(same) == 1:
            return Judged(line, Verdict.KNOWN, (Candidate(here[0].id, 100.0, (SAME_NAME,)),))
        addressed = self._addressed.get(line.email.casefold(), set()) if line.email else set()
        town = self._places.get(line.ags, "")
        found = self._register.propose(line.name, town)
        likely = [proposal for proposal in found if proposal.known.key in addressed]
        if len(likely) == 1 and not same:
            reasons = (SAME_ADDRESS, *likely[0].reasons)
            return Judged(
                line, Verdict.KNOWN, (Candidate(likely[0].known.key, likely[0].score, reasons),)
            )
        asked = {e.id: Candidate(e.id, 100.0, (SAME_NAME, *_place(line, e))) for e in same}
        for key in sorted(addressed):
            asked.setdefault(key, Candidate(key, 0.0, (SAME_ADDRESS, OTHER_NAME)))
        for proposal in found:
            if proposal.score >= DOUBTFUL:
                candidate = Candidate(proposal.known.key, proposal.score, proposal.reasons)
                asked.setdefault(candidate.id, candidate)
        candidates = tuple(asked.values())[:MOST]
        return Judged(line, Verdict.DOUBT if candidates else Verdict.NEW, candidates)


def _place_fits(line: Line, entry: Entry) -> bool:
    return not line.ags or not entry.ags or line.ags == entry.ags


def _place(line: Line, entry: Entry) -> tuple[str, ...]:
    return () if _place_fits(line, entry) else (OTHER_PLACE,)


SAME_NAME = N_("Der Name ist derselbe.")
SAME_ADDRESS = N_("Die E-Mail-Adresse gehört einem Mitglied.")
OTHER_NAME = N_("Der Name ist ein anderer.")
OTHER_PLACE = N_("Der Ort ist ein anderer.")
