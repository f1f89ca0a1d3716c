"""Carrying comments to the next version: how many find their place, how many a wrong one, how fast.

Edits by chance with known truth (`edits`, `truth`), and real revisions, of which is known only
what stands exactly once in both. No passage has a key: only the words speak.

- Surviving: at least half of the selected words stand in the new version, in one passage and in
  order. Deleted: none stands there, and none was replaced by another.
- Right: for words that stand together as before, exactly their block and span. For others the
  place covers all of them that survived and nothing but those, the words put in place of selected
  ones, and what was inserted between. Every other automatic place is wrong.
- Found: surviving and right without a person. Suggestions count as not found.
- Standing once: the quote stands once in each version, and, as far as edits tell, where it stands
  is where it went. Of revisions nobody tells: a word may be gone here and stand in a new sentence
  elsewhere. So there it also counts if the place was proposed, because most of the sentence still
  stands where it was; no other automatic place is let through.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.edits import edited, text_of, with_near_identical
from benchmarks.figure import Figure
from benchmarks.truth import KINDS, Truth, Truths, selections
from ikparticipation.consultation.anchors import Span, occurrences, sentences
from ikparticipation.consultation.mapping import AUTOMATIC, Mapped, Place, Text, map_anchors
from ikparticipation.demo.read import CONTENT
from ikparticipation.drafts.passages import parse
from ikparticipation.text import canonical

REVISIONS = Path(__file__).parents[2] / "shared" / "data" / "texts"
GUIDELINES = CONTENT / "leitlinien.md"
COMMENTS_MADE_UP = CONTENT / "comments.json"
VERSIONS = 160
SELECTIONS = 150
LENGTHS = (20, 60, 120)
"""Blocks of a text that is edited."""
DENSITIES = (0.1, 0.3, 0.6, 1.0)
"""Edits per block."""
COMMENTS, FEWER = 10_000, 2_500
SEED = 2027
ROUNDS = 3

Selection = tuple[int, Span]


def measure() -> Iterator[Figure]:
    texts = _texts()
    print(f"  texts: {', '.join(texts)}")
    yield from _after_edits(texts)
    yield from _after_revisions(texts)
    yield from _speed(texts)


def _texts() -> dict[str, list[str]]:
    """Return the blocks of each text, versions of one law after each other."""
    found = {"leitlinien": [block.text for block in parse(GUIDELINES.read_text("utf-8"))]}
    for file in sorted(REVISIONS.glob("*.md")):
        body = file.read_text("utf-8").split("---\n", 2)[-1]
        blocks = map(canonical, body.split("\n\n"))
        found["_".join(file.stem.split("_")[:-2])] = [block for block in blocks if block]
    return found


def _chance(what: object) -> Random:
    return Random(f"{SEED}/{what}")  # noqa: S311 - the same edits every time


def _law(name: str) -> str:
    return name.rpartition("_v")[0] or name


def _after_edits(texts: dict[str, list[str]]) -> Iterator[Figure]:
    counts: Counter[str] = Counter()
    for number in range(VERSIONS):
        counts += _one_version(texts, _chance(number))
    automatic = counts["right"] + counts["wrong"]
    detail = f"{counts['selections']:,} selections, {VERSIONS} versions"
    yield _share("wrong of the automatic places", counts["wrong"], automatic, 0.5, detail)
    yield _share("found of the surviving", counts["found"], counts["surviving"], least=94)
    for kind in KINDS:
        found, surviving = counts[f"found {kind}"], counts[f"surviving {kind}"]
        yield _share(f"found of the surviving, {kind}", found, surviving)
    yield _share("anchored of the deleted", counts["anchored"], counts["deleted"], 1.0)
    yield _share("found of those standing once", counts["once found"], counts["once"], least=100)


def _one_version(texts: dict[str, list[str]], random: Random) -> Counter[str]:
    """Edit a part of a text, select, map, and count what came of it."""
    name = random.choice(sorted(texts))
    foreign = _sentences_of_others(texts, _law(name))
    start = random.randrange(max(1, len(texts[name]) - LENGTHS[-1]))
    part = texts[name][start : start + random.choice(LENGTHS)]
    old = with_near_identical(part, random, random.choice((0, 2, 5)))
    rows = edited(old, random, foreign, 1 + int(len(old) * random.choice(DENSITIES)))
    new = [text_of(row) for row in rows]
    truths = Truths(rows)
    chosen = list(selections(old, random, SELECTIONS))
    once = _standing_once(old, new)
    counts: Counter[str] = Counter(selections=len(chosen))
    for number, (mapped, (block, span)) in enumerate(
        zip(_map(old, new, chosen), chosen, strict=True)
    ):
        truth = truths.of(old[block], block, span)
        counts.update(_verdicts(mapped, truth, KINDS[number % len(KINDS)]))
        if truth.intact and once(old[block][span.start : span.end]):
            counts.update(["once", *(["once found"] if _right(mapped, truth) else [])])
    return counts


def _verdicts(mapped: Mapped, truth: Truth, kind: str) -> Iterator[str]:
    right = _right(mapped, truth)
    if mapped.status in AUTOMATIC:
        yield "right" if right else "wrong"
    if truth.survives:
        yield from ("surviving", f"surviving {kind}")
        if right:
            yield from ("found", f"found {kind}")
    elif truth.deleted:
        yield "deleted"
        if mapped.place:
            yield "anchored"


def _right(mapped: Mapped, truth: Truth) -> bool:
    place = mapped.place
    if place is None:
        return False
    if truth.intact:
        return place == truth.standing[0]
    return any(
        place.block == standing.block
        and reach.span.start <= place.span.start <= standing.span.start
        and standing.span.end <= place.span.end <= reach.span.end
        for standing, reach in zip(truth.standing, truth.reach, strict=True)
    )


def _map(old: Sequence[str], new: Sequence[str], chosen: Sequence[Selection]) -> list[Mapped]:
    return map_anchors(
        [Text(None, text) for text in old], [Text(None, text) for text in new], chosen
    )


def _sentences_of_others(texts: dict[str, list[str]], law: str) -> list[str]:
    """Return sentences to insert: of the other texts, and of the demo county's comments."""
    comments = [comment["text"] for comment in json.loads(COMMENTS_MADE_UP.read_text("utf-8"))]
    blocks = [block for name in texts if _law(name) != law for block in texts[name]]
    return [
        block[span.start : span.end].strip()
        for block in [*map(canonical, comments), *blocks]
        for span in sentences(block)
    ]


def _standing_once(old: Sequence[str], new: Sequence[str]) -> Callable[[str], bool]:
    both = "\n".join(old), "\n".join(new)

    @cache
    def once(quote: str) -> bool:
        return all(len(occurrences(quote, text)) == 1 for text in both)

    return once


def _after_revisions(texts: dict[str, list[str]]) -> Iterator[Figure]:
    """Map between the versions of each law; search shows where a quote must be."""
    for name, following in _successions(texts):
        old, new = texts[name], texts[following]
        once = _standing_once(old, new)
        chosen = list(selections(old, _chance(name), FEWER))
        results = list(zip(_map(old, new, chosen), chosen, strict=True))
        automatic = sum(mapped.status in AUTOMATIC for mapped, _ in results)
        standing = [
            (mapped, quote)
            for mapped, (block, span) in results
            if once(quote := old[block][span.start : span.end])
        ]
        there = sum(_stands(mapped.place, quote, new) for mapped, quote in standing)
        proposed = sum(
            any(_stands(one.place, quote, new) for one in mapped.suggestions)
            for mapped, quote in standing
        )
        detail = f"{there:,} + {proposed:,} proposed of {len(standing):,}; {automatic:,} automatic"
        what = f"found of those standing once, {name} → {following}"
        yield _share(what, there + proposed, len(standing), least=100, detail=detail)


def _successions(texts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    names = list(texts)
    for name, following in pairwise(names):
        if _law(name) == _law(following):
            yield name, following


def _stands(place: Place | None, quote: str, new: Sequence[str]) -> bool:
    return place is not None and new[place.block][place.span.start : place.span.end] == quote


def _speed(texts: dict[str, list[str]]) -> Iterator[Figure]:
    pairs = list(_successions(texts)) or [(name, name) for name in texts]
    name, following = pairs[-1]
    old, new = texts[name], texts[following]
    chosen = list(selections(old, _chance(name), COMMENTS))
    seconds = {
        number: min(_seconds(old, new, chosen[:number]) for _ in range(ROUNDS))
        for number in (FEWER, COMMENTS)
    }
    size = sum(map(len, new)) // 1000
    detail = f"{name} → {following}, {size} thousand characters, best of {ROUNDS}"
    yield Figure(
        what=f"{COMMENTS} comments mapped",
        value=seconds[COMMENTS],
        unit="s",
        at_most=10,
        detail=detail,
    )
    yield Figure(
        what=f"cost of one of {COMMENTS} by one of {FEWER}",
        value=seconds[COMMENTS] / COMMENTS / (seconds[FEWER] / FEWER),
        unit="×",
        at_most=1.1,
    )


def _seconds(old: Sequence[str], new: Sequence[str], chosen: Sequence[Selection]) -> float:
    started = time.perf_counter()
    _map(old, new, chosen)
    return time.perf_counter() - started


def _share(
    what: str,
    part: int,
    whole: int,
    most: float | None = None,
    detail: str = "",
    least: float | None = None,
) -> Figure:
    """Return a part in per cent; of nothing, none is missing."""
    return Figure(
        what=what,
        value=100 * part / whole if whole else 100.0 if least else 0.0,
        unit="%",
        at_most=most,
        at_least=least,
        detail=detail or f"{part:,} of {whole:,}",
    )
