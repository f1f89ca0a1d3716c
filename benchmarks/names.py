"""Proposals for names: how well they tell which spellings mean one organisation, and how fast.

A file has one spelling a line: `entity` (the truth), `name`, and if known `town`. All pairs of
spellings are compared; a pair is right if both lines have one entity. F1 is taken at the best
threshold of the file and, as a check against fitting, at one found on the other half of its
entities; recall where at least 99 of 100 pairs are right. Among the five: each spelling asks for
the others (`any`), and a register that holds one other spelling of each organisation (`register`).
"""

import csv
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from benchmarks.figure import Figure
from ikparticipation.organisations.names import Known, Reader, Register, likeness
from ikparticipation.organisations.names.matching import LIKELY

OWN = Path(__file__).parents[1] / "tests" / "organisations" / "names.csv"
MUNICIPALITIES = (
    Path(__file__).parents[1] / "ikparticipation" / "catalogue" / "data" / "municipalities.csv"
)
SEED = 2027
FOLDS = 20
ASKED, REGISTERED = 5_000, 2_000
PRECISE = 0.99


@dataclass(frozen=True)
class Spelling:
    entity: str
    name: str
    town: str


def measure() -> Iterator[Figure]:
    yield from _measure(read(OWN))


def measure_file(file: Path) -> int:
    print(f"\n{file.name}: {__doc__}")
    figures = list(_measure(read(file)))
    for figure in figures:
        print(figure)
    return 0 if all(figure.holds for figure in figures) else 1


def read(file: Path) -> list[Spelling]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Spelling(line["entity"], line["name"], line.get("town") or "")
            for line in csv.DictReader(lines)
        ]


def _measure(spellings: list[Spelling]) -> Iterator[Figure]:
    yield from of(spellings)
    seconds = _speed(spellings)
    yield Figure(what=f"{ASKED} names against {REGISTERED}", value=seconds, unit="s", at_most=5)


def of(spellings: Sequence[Spelling]) -> Iterator[Figure]:
    """Yield everything but the time."""
    scored = pairs(spellings)
    wanted = sum(right for _, right, _ in scored)
    best, threshold = best_f1(scored)
    detail = f"{len(spellings)} spellings, {wanted} pairs; at {threshold:.1f}"
    yield _figure("F1 of proposed pairs", best, 93, detail)
    yield _figure("F1 at the shipped threshold", f1_at(scored, LIKELY), None, f"at {LIKELY:g}")
    yield _figure("F1, threshold from other organisations", _crossed(scored), 93, f"{FOLDS} halves")
    yield _figure("recall at a precision of 99 %", _recall(scored), 85)
    detail = "each asks for the others"
    yield _figure("right name among the five, any", _among_five(spellings), 98, detail)
    detail = "one other spelling of each in the register"
    yield _figure("right name among the five, register", _from_register(spellings), 98, detail)


Scored = tuple[float, bool, tuple[str, str]]


def pairs(spellings: Sequence[Spelling]) -> list[Scored]:
    """Return score, truth and entities of every pair, highest score first."""
    reader = _reader(spellings)
    signatures = [reader.read(each.name, each.town) for each in spellings]
    table = reader.table
    found = [
        (
            likeness(signatures[i], signatures[j], table),
            spellings[i].entity == spellings[j].entity,
            (spellings[i].entity, spellings[j].entity),
        )
        for i, j in combinations(range(len(spellings)), 2)
    ]
    return sorted(found, key=lambda pair: -pair[0])


def best_f1(scored: Sequence[Scored]) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and the threshold. Equal scores stay together."""
    wanted = sum(right for _, right, _ in scored)
    best, threshold, hits = 0.0, 100.0, 0
    for number, (score, right, _) in enumerate(scored, start=1):
        hits += right
        ends = number == len(scored) or scored[number][0] < score
        if ends and score > 0 and (f1 := 2 * hits / (number + wanted)) > best:
            best, threshold = f1, score
    return best, threshold


def f1_at(scored: Sequence[Scored], threshold: float) -> float:
    wanted = sum(right for _, right, _ in scored)
    proposed = bisect_left(scored, -threshold + 1e-9, key=lambda pair: -pair[0])
    hits = sum(right for _, right, _ in scored[:proposed])
    return 2 * hits / (proposed + wanted) if proposed + wanted else 1.0


def _crossed(scored: Sequence[Scored]) -> float:
    entities = sorted({entity for *_, both in scored for entity in both})
    random = Random(SEED)  # noqa: S311 - the same halves every time
    total = 0.0
    for _ in range(FOLDS):
        half = set(random.sample(entities, len(entities) // 2))
        inside = [pair for pair in scored if half.issuperset(pair[2])]
        outside = [pair for pair in scored if half.isdisjoint(pair[2])]
        total += f1_at(outside, best_f1(inside)[1])
    return total / FOLDS


def _recall(scored: Sequence[Scored]) -> float:
    wanted = sum(right for _, right, _ in scored)
    most = hits = 0
    for number, (score, right, _) in enumerate(scored, start=1):
        hits += right
        ends = number == len(scored) or scored[number][0] < score
        if ends and score > 0 and hits >= PRECISE * number:
            most = hits
    return most / wanted if wanted else 1.0


def _among_five(spellings: Sequence[Spelling]) -> float:
    """Return the share of spellings with others of their organisation that find one of these."""
    by_entity = _by_entity(spellings)
    asking = [each for each in spellings if len(by_entity[each.entity]) > 1]
    reader = _reader(spellings)
    found = 0
    for asked in asking:
        others = [Known(i, e.name, e.town) for i, e in enumerate(spellings) if e is not asked]
        proposals = Register(others, reader).propose(asked.name, asked.town)
        found += any(spellings[p.known.key].entity == asked.entity for p in proposals)
    return found / len(asking) if asking else 1.0


def _from_register(spellings: Sequence[Spelling]) -> float:
    by_entity = _by_entity(spellings)
    reader = _reader(spellings)
    found = asked = 0
    for turn in range(max(map(len, by_entity.values()))):
        kept = [each[turn % len(each)] for each in by_entity.values()]
        register = Register([Known(e.entity, e.name, e.town) for e in kept], reader)
        for each in spellings:
            if each not in kept:
                asked += 1
                proposals = register.propose(each.name, each.town)
                found += any(p.known.key == each.entity for p in proposals)
    return found / asked if asked else 1.0


def _speed(spellings: Sequence[Spelling]) -> float:
    """Return seconds for thousands of names like these: numbers make them different ones."""
    many = [
        Spelling(f"{each.entity}/{turn}", f"{each.name} {turn}", each.town)
        for turn in range(1 + ASKED // len(spellings))
        for each in spellings
    ]
    started = time.perf_counter()
    register = Register(
        [Known(i, e.name, e.town) for i, e in enumerate(many[:REGISTERED])], _reader(spellings)
    )
    for each in many[:ASKED]:
        register.propose(each.name, each.town)
    return time.perf_counter() - started


def _reader(spellings: Sequence[Spelling]) -> Reader:
    """Return a reader that knows the county's municipalities and the towns of the file."""
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as lines:
        known = {line["name"] for line in csv.DictReader(lines)}
    return Reader(sorted(known | {each.town for each in spellings if each.town}))


def _by_entity(spellings: Sequence[Spelling]) -> dict[str, list[Spelling]]:
    found: dict[str, list[Spelling]] = defaultdict(list)
    for each in spellings:
        found[each.entity].append(each)
    return found


def _figure(what: str, share: float, least: float | None, detail: str = "") -> Figure:
    return Figure(what=what, value=100 * share, unit="%", at_least=least, detail=detail)
