"""Which comments of a round say nearly the same: proposals for groups, for a person to decide.

Candidates come from blocks: the same words, the same proposed words, or a MinHash band of their
word stems (Broder 1997), each sorted by place and words, so that only neighbours are compared.
No comment is compared more often than log n. The same comments always give the same proposals.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from math import ceil, log2
from struct import unpack
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from ikparticipation.consultation.wording import signs_of, stems_of, words_of

BANDS = 6
"""Each of two hashes: texts that share 60 % of their stems meet in one of them in 93 of 100 cases,
those that share 80 % in 998 of 1,000."""
NEIGHBOURS = 2
"""How many that follow in a block are looked at."""
ROUNDS = 3
"""How often the rest of a cluster, which is unlike its middle, is looked at again."""
SHORT = 30
"""Characters. One word of a short text makes it another."""
LONG_ENOUGH = 8
"""Stems. Whoever writes fewer at another place may well mean something else."""
LEAST_PROPOSED = 90.0
SAME = 100.0


class Reason(StrEnum):
    """Why two comments are thought to say the same."""

    SAME_WORDS = "same_words"
    LIKE_WORDS = "like_words"
    SAME_PROPOSAL = "same_proposal"
    SAME_PLACE = "same_place"
    SAME_PASSAGE = "same_passage"
    NEXT_PASSAGE = "next_passage"
    ELSEWHERE = "elsewhere"


LEAST = {
    Reason.SAME_PLACE: 80.0,
    Reason.SAME_PASSAGE: 82.0,
    Reason.NEXT_PASSAGE: 87.0,
    Reason.ELSEWHERE: 95.0,
}
"""How alike words have to be (rapidfuzz ratio of the stems, 0 to 100), by place."""
LEAST_IF_SHORT = 92.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment: its words, and where it stands."""

    id: Hashable
    text: str
    replacement: str = ""
    approves: bool = False
    """Whoever agrees never says the same as somebody who does not."""
    first: int = 0
    """Position of its first passage; 0: the whole text."""
    last: int = 0
    start: int = 0
    end: int = 0
    """`start` in the first passage, `end` in the last one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Comments that could be answered together, in the order in which they were given."""

    ids: tuple[Any, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Found:
    proposals: list[Proposal]
    comparisons: int


class _Likeness(NamedTuple):
    words: Reason
    place: Reason


@dataclass(slots=True)
class _Prepared:
    """What is compared of a comment, worked out once."""

    said: Said
    stems: tuple[str, ...]
    line: str
    in_order: str
    proposal: str
    signs: frozenset[str]
    budget: int = 0
    links: set[int] = field(default_factory=set)


def proposals(comments: Sequence[Said]) -> Found:
    """Return groups of two and more comments that are alike, the largest first."""
    if len(comments) < 2:  # noqa: PLR2004
        return Found([], 0)
    prepared = [_prepare(c) for c in comments]
    comparisons = _link(prepared)
    found: list[Proposal] = []
    for members in _clusters(prepared):
        groups, more = _split(members, prepared)
        comparisons += more
        found += groups
    place = {c.id: n for n, c in enumerate(comments)}
    found.sort(key=lambda p: (-len(p.ids), place[p.ids[0]]))
    return Found(found, comparisons)


def _prepare(said: Said) -> _Prepared:
    words = words_of(said.text)
    stems = stems_of(words)
    return _Prepared(
        said=said,
        stems=stems,
        line=" ".join(stems),
        in_order=" ".join(sorted(stems)),
        proposal=" ".join(words_of(said.replacement)),
        signs=signs_of(words),
    )


@lru_cache(100_000)
def _hashes(stem: str) -> tuple[int, ...]:
    digest = blake2b(stem.encode(), digest_size=8 * BANDS).digest()
    return unpack(f">{2 * BANDS}I", digest)


def _link(prepared: Sequence[_Prepared]) -> int:
    """Note which comments are alike; return how often two were compared."""
    for each in prepared:
        each.budget = ceil(log2(len(prepared)))
    compared: set[tuple[int, int]] = set()
    for block in _blocks(prepared):
        for n, one in enumerate(block):
            for other in block[n + 1 : n + 1 + NEIGHBOURS]:
                pair = (min(one, other), max(one, other))
                if pair in compared or not prepared[one].budget:
                    continue
                compared.add(pair)
                prepared[one].budget -= 1
                if like(prepared[one], prepared[other]):
                    prepared[one].links.add(other)
                    prepared[other].links.add(one)
    return len(compared)


def _blocks(prepared: Sequence[_Prepared]) -> Iterator[list[int]]:
    blocks: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for n, each in enumerate(prepared):
        for key in _keys(each):
            blocks[key].append(n)
    for block in blocks.values():
        if len(block) > 1:
            yield sorted(block, key=lambda n: (*_place(prepared[n].said), prepared[n].in_order, n))


def _keys(each: _Prepared) -> Iterator[tuple[Any, ...]]:
    yield ("words", each.line)
    if each.proposal:
        yield ("proposal", each.proposal)
    if each.stems:
        least = [min(column) for column in zip(*map(_hashes, set(each.stems)), strict=True)]
        for band in range(BANDS):
            yield (band, least[2 * band], least[2 * band + 1])


def _place(said: Said) -> tuple[int, int]:
    return said.first, said.start


def like(one: _Prepared, other: _Prepared) -> _Likeness | None:
    """Return in what two comments are alike, or None if they are not alike enough."""
    place = _common_place(one.said, other.said)
    proposals_alike = _proposals_alike(one.proposal, other.proposal)
    if one.said.approves != other.said.approves or proposals_alike == 0:
        return None
    if place is Reason.SAME_PLACE and proposals_alike == SAME:
        return _Likeness(Reason.SAME_PROPOSAL, place)
    words = _common_words(one, other, place)
    return _Likeness(words, place) if words else None


def _proposals_alike(one: str, other: str) -> float | None:
    """Return 0 for two proposals that differ, up to `SAME`; None if not both propose words."""
    if not one or not other:
        return None
    return fuzz.ratio(one, other, score_cutoff=LEAST_PROPOSED)


def _common_words(one: _Prepared, other: _Prepared, place: Reason) -> Reason | None:
    if one.signs != other.signs:
        return None
    if place is Reason.ELSEWHERE and min(len(one.stems), len(other.stems)) < LONG_ENOUGH:
        return None
    if one.line == other.line:
        return Reason.SAME_WORDS
    is_short = min(len(one.line), len(other.line)) < SHORT
    least = max(LEAST[place], LEAST_IF_SHORT if is_short else 0)
    alike = fuzz.ratio(one.line, other.line, score_cutoff=least) or fuzz.ratio(
        one.in_order, other.in_order, score_cutoff=least
    )
    return Reason.LIKE_WORDS if alike else None


def _common_place(one: Said, other: Said) -> Reason:
    if one.first == other.first == 0:
        return Reason.SAME_PLACE
    if 0 in {one.first, other.first}:
        return Reason.ELSEWHERE
    if max(_place(one), _place(other)) < min((one.last, one.end), (other.last, other.end)):
        return Reason.SAME_PLACE
    apart = max(one.first, other.first) - min(one.last, other.last)
    if apart <= 0:
        return Reason.SAME_PASSAGE
    return Reason.NEXT_PASSAGE if apart == 1 else Reason.ELSEWHERE


def _clusters(prepared: Sequence[_Prepared]) -> Iterator[list[int]]:
    """Yield what hangs together, directly or through others."""
    seen: set[int] = set()
    for n, each in enumerate(prepared):
        if n in seen or not each.links:
            continue
        seen.add(n)
        members, waiting = [], [n]
        while waiting:
            members.append(waiting.pop())
            fresh = prepared[members[-1]].links - seen
            seen |= fresh
            waiting += fresh
        yield sorted(members)


def _split(members: Sequence[int], prepared: Sequence[_Prepared]) -> tuple[list[Proposal], int]:
    """Return the parts of a cluster in which all are like the one in the middle.

    Without this, many small steps would lead from one comment to another that says something else.
    """
    found, comparisons, rest = [], 0, list(members)
    for _ in range(ROUNDS):
        if len(rest) < 2:  # noqa: PLR2004
            break
        middle = max(rest, key=lambda n: (len(prepared[n].links), -n))
        alike = {
            n: likeness
            for n in rest
            if n != middle and (likeness := like(prepared[middle], prepared[n]))
        }
        comparisons += len(rest) - 1
        rest = [n for n in rest if n != middle and n not in alike]
        if alike:
            ids = tuple(prepared[n].said.id for n in sorted([middle, *alike]))
            found.append(Proposal(ids, _reasons(alike.values())))
    return found, comparisons


def _reasons(likenesses: Iterable[_Likeness]) -> tuple[Reason, ...]:
    """Return what is true of a group, once each, in the order of the enumeration."""
    said = {reason for likeness in likenesses for reason in likeness}
    return tuple(reason for reason in Reason if reason in said)
