"""What really became of a selection, told by the words that remember where they were."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from benchmarks.edits import PIECE, Row
from ikparticipation.consultation.anchors import Span, sentences, trimmed
from ikparticipation.consultation.mapping import Place

HALF = 0.5
KINDS = ("1–3 words", "4–9 words", "sentence")


def selections(texts: Sequence[str], random: Random, number: int) -> Iterator[tuple[int, Span]]:
    """Yield as many of 1-3 words, of 4-9 words, and sentences; marks belong to their word."""
    numbers = [n for n, text in enumerate(texts) if text]
    lengths = [len(texts[n]) for n in numbers]
    for n in range(number):
        block = random.choices(numbers, lengths)[0]
        text = texts[block]
        if n % 3 == 2:  # noqa: PLR2004 - every third
            yield block, trimmed(text, random.choice(sentences(text)))
            continue
        words = [found for found in PIECE.finditer(text) if not found[0].isspace()]
        start = random.randrange(len(words))
        length = random.randint(1, 3) if n % 3 == 0 else random.randint(4, 9)
        last = min(len(words), start + length) - 1
        yield block, Span(words[start].start(), words[last].end())


@dataclass(frozen=True)
class Truth:
    """What became of a selection.

    `standing`: the hulls of its surviving words, one for each run in one block in order.
    `reach`: the same with the words that replace selected ones. `part`: how much of its words the
    first, the largest, holds. `intact`: all of them stand beside each other as before.
    """

    standing: tuple[Place, ...]
    reach: tuple[Place, ...]
    part: float
    intact: bool
    replaced: bool
    """At least one of its words was replaced."""

    @property
    def survives(self) -> bool:
        return self.part >= HALF

    @property
    def deleted(self) -> bool:
        return not self.standing and not self.replaced


class Truths:
    """Looks up the truth of any selection."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.now: dict[tuple[int, int], tuple[int, int, int]] = {}
        self.instead: dict[tuple[int, int], tuple[int, int, int]] = {}
        for block, row in enumerate(rows):
            at = 0
            for piece in row:
                place = (block, at, at + len(piece.text))
                at += len(piece.text)
                origin, replaced = piece.origin, piece.instead
                while replaced is not None and origin is None:
                    if replaced.origin is not None:
                        self.instead[replaced.origin] = place
                    replaced = replaced.instead
                if origin is not None:
                    self.now[origin] = place

    def of(self, text: str, block: int, span: Span) -> Truth:
        origins = [
            (block, found.start())
            for found in PIECE.finditer(text)
            if not found[0].isspace() and span.start <= found.start() < span.end
        ]
        runs = self._runs([self.now[origin] for origin in origins if origin in self.now])
        largest = max(runs, key=len, default=[])
        runs = [largest, *(run for run in runs if run is not largest)] if runs else []
        others = [self.instead[origin] for origin in origins if origin in self.instead]
        intact = len(largest) == len(origins) and all(
            one[2] + 1 == two[1] for one, two in pairwise(largest)
        )
        return Truth(
            standing=tuple(_hull(run) for run in runs),
            reach=tuple(_hull(run + [o for o in others if o[0] == run[0][0]]) for run in runs),
            part=len(largest) / len(origins),
            intact=intact,
            replaced=bool(others),
        )

    @staticmethod
    def _runs(places: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
        runs: list[list[tuple[int, int, int]]] = []
        for place in places:
            if runs and runs[-1][-1][0] == place[0] and runs[-1][-1][1] < place[1]:
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs


def _hull(places: Sequence[tuple[int, int, int]]) -> Place:
    return Place(places[0][0], Span(min(p[1] for p in places), max(p[2] for p in places)))
