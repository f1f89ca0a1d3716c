"""Where the paragraphs of a file stand in the draft that it was made from.

Paragraphs are found by their bookmarks where these stand at words that are still alike. What has
none, because many programs drop them, is found by its words: equal paragraphs first, then the words
between two that are known, by longest common subsequence, so that paragraphs may be split, merged
and rewritten. Whatever could stand at more than one place is not placed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from ikparticipation.consultation.outputs.word.draft import BOOKMARK, Segment
from ikparticipation.consultation.outputs.word.matching import Words, gaps, longest_chain, places
from ikparticipation.consultation.outputs.word.reading import Paragraph, Spot
from ikparticipation.drafts.tokens import Token, common, common_from_behind

LIKE = 50
"""Percent of likeness from which a bookmark is believed, or a run of common words."""
VERY_LIKE = 80
"""From here a paragraph that stands elsewhere is taken for the one that is missing."""
AHEAD = 10
"""By how much it must be more like that one than like any other."""
LEAST_WORDS = 3
MOST_WORK = 400_000_000
"""Bits that one comparison of words may take; beyond it only equal paragraphs are found."""
MOST_TRIES = 300_000
"""Paragraphs times segments; a file in which more is out of place is not ours."""


class Stretch(NamedTuple):
    """From an offset in one segment to an offset, excluded, in the same or a later one."""

    first: int
    start: int
    last: int
    end: int


class Placing:
    """The paragraphs of a file against the segments of the draft."""

    def __init__(self, segments: Sequence[Segment], paragraphs: Sequence[Paragraph]) -> None:
        self.segments = segments
        self.new = Words(paragraph.text for paragraph in paragraphs)
        self.old = Words(segment.text for segment in segments)
        self.pairs: dict[tuple[int, int], tuple[int, int]] = {}
        """(paragraph, token) → (segment, token), where it is sure."""
        self.taken: set[tuple[int, int]] = set()
        self.linked: dict[int, set[int]] = defaultdict(set)
        """Paragraph → segments whose words it has."""
        self.marked = self._marked(paragraphs)
        same = self._same()
        for i, j in [*same, *self.marked]:
            if self._alike(i, j) >= LIKE:
                self._compare([i], [j], sure=True)
        for (i, j), (next_i, next_j) in gaps(longest_chain(same), len(segments), len(paragraphs)):
            self._between(range(i + 1, next_i), range(j + 1, next_j))
        self._find_the_rest()

    @property
    def found(self) -> float:
        """The part of the draft's words that the file has."""
        total = sum(len(each) for each in self.old.folded)
        return len(set(self.pairs.values())) / total if total else 1.0

    def differing(self) -> list[str]:
        """Return the keys of passages whose words are not just those of the file."""
        met: Counter[int] = Counter(segment for segment, _ in self.pairs.values())
        there: Counter[int] = Counter()
        for paragraph, segments in self.linked.items():
            for segment in segments:
                there[segment] += len(self.new.folded[paragraph])
        wrong = [
            segment.key
            for number, segment in enumerate(self.segments)
            if not met[number] == len(self.old.folded[number]) == there[number]
            and not self._shares(number)
        ]
        return list(dict.fromkeys(wrong))

    def _shares(self, segment: int) -> bool:
        """Tell whether its words are all there, in paragraphs that were split or merged."""
        met = {token for s, token in self.pairs.values() if s == segment}
        paragraphs = [p for p, segments in self.linked.items() if segment in segments]
        mine = sum(1 for p, _ in self.pairs if p in paragraphs)
        return len(met) == len(self.old.folded[segment]) and mine == sum(
            len(self.new.folded[p]) for p in paragraphs
        )

    def stretch(self, start: Spot, end: Spot) -> Stretch | None:
        """Return where the words between two spots stand; None if nobody can be sure."""
        wanted = [
            (spot, token)
            for number in range(start.paragraph, end.paragraph + 1)
            for spot, token in self._inside(number, start, end)
        ]
        sure = [(spot, token) for spot, token in wanted if spot in self.pairs]
        if not sure:
            return self._whole(start, end)
        places = [self.pairs[spot] for spot, _ in sure]
        first, last = min(places), max(places)
        if last[0] - first[0] > end.paragraph - start.paragraph + 1:
            return None
        return Stretch(
            first[0], self._begin(first, sure, start), last[0], self._finish(last, sure, end)
        )

    def exact(self, paragraph: int, start: int, end: int) -> Stretch | None:
        """Return where just these words of a paragraph stand, all of them and nothing between."""
        spots = [
            (paragraph, number)
            for number, token in enumerate(self.new.found[paragraph])
            if token.start < end and token.end > start
        ]
        places = [self.pairs.get(spot) for spot in spots]
        known = [place for place in places if place is not None]
        if not known or len(known) < len(places) or known[0][0] != known[-1][0]:
            return None
        segment = known[0][0]
        if [token for _, token in known] != list(range(known[0][1], known[-1][1] + 1)):
            return None
        words = self.old.found[segment]
        return Stretch(segment, words[known[0][1]].start, segment, words[known[-1][1]].end)

    def segment_of(self, paragraph: int) -> int | None:
        """Return the one segment a paragraph stands for, if it is one and hardly anything else.

        A heading that was typed anew has no word left, but still its bookmark between neighbours.
        """
        linked = self.linked.get(paragraph, set())
        words = len(self.new.folded[paragraph])
        met = sum((paragraph, place) in self.pairs for place in range(words))
        return next(iter(linked)) if len(linked) == 1 and (not met or 2 * met >= words) else None

    def _inside(
        self, number: int, start: Spot, end: Spot
    ) -> Iterable[tuple[tuple[int, int], Token]]:
        first = start.offset if number == start.paragraph else 0
        last = end.offset if number == end.paragraph else 1 << 30
        for place, token in enumerate(self.new.found[number]):
            if token.start < last and token.end > first:
                yield (number, place), token

    def _whole(self, start: Spot, end: Spot) -> Stretch | None:
        """Return all of the passages, where these are sure and only the words are not."""
        first, last = self.segment_of(start.paragraph), self.segment_of(end.paragraph)
        if start != end and last is None:
            last = first  # a selection that ends at the beginning of the next paragraph
        if first is None or last is None or last < first:
            return None
        return Stretch(first, 0, last, len(self.segments[last].text))

    def _begin(
        self, place: tuple[int, int], sure: list[tuple[tuple[int, int], Token]], start: Spot
    ) -> int:
        """Return the offset of the first word, or of the part of it that was selected."""
        spot, token = next(each for each in sure if self.pairs[each[0]] == place)
        there = self.old.found[place[0]][place[1]]
        part = start.offset - token.start if spot[0] == start.paragraph else 0
        same = len(there.text) == len(token.text)
        return there.start + (part if same and 0 < part < len(there.text) else 0)

    def _finish(
        self, place: tuple[int, int], sure: list[tuple[tuple[int, int], Token]], end: Spot
    ) -> int:
        spot, token = next(each for each in sure if self.pairs[each[0]] == place)
        there = self.old.found[place[0]][place[1]]
        part = token.end - end.offset if spot[0] == end.paragraph else 0
        same = len(there.text) == len(token.text)
        return there.end - (part if same and 0 < part < len(there.text) else 0)

    def _marked(self, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
        """Return segments with the paragraphs that carry their bookmarks, one each."""
        places: dict[str, list[int]] = defaultdict(list)
        for j, paragraph in enumerate(paragraphs):
            for name in paragraph.bookmarks:
                if name.startswith(BOOKMARK):
                    places[name].append(j)
        links = [
            (i, found[0])
            for i, segment in enumerate(self.segments)
            if len(found := places.get(segment.bookmark, [])) == 1
        ]
        once = Counter(j for _, j in links)
        return [(i, j) for i, j in links if once[j] == 1]

    def _same(self) -> list[tuple[int, int]]:
        """Return the pairs of equal words: by bookmark, or where they stand once on each side."""
        links = [(i, j) for i, j in self.marked if self.old.folded[i] == self.new.folded[j]]
        taken = {i for i, _ in links}, {j for _, j in links}
        old, new = places(self.old.folded), places(self.new.folded)
        links += [
            (here[0], new[words][0])
            for words, here in old.items()
            if words
            and len(here) == len(new.get(words, [])) == 1
            and here[0] not in taken[0]
            and new[words][0] not in taken[1]
        ]
        return sorted(links)

    def _alike(self, i: int, j: int) -> float:
        return fuzz.ratio(self.old.folded[i], self.new.folded[j])

    def _between(self, old: Sequence[int], new: Sequence[int]) -> None:
        """Place what lies between two known paragraphs."""
        if not old or not new:
            return
        if len(old) == len(new) == 1 and (old[0], new[0]) in self.marked:
            self.linked[new[0]].add(old[0])
        self._compare(old, new, sure=False)

    def _compare(self, old: Sequence[int], new: Sequence[int], *, sure: bool) -> None:
        """Pair the words of some segments with those of some paragraphs.

        `sure`: they are known to belong together. Otherwise a paragraph and a segment must have
        half of the words of the shorter one in common.
        """
        if self.old.count(old) * self.new.count(new) > MOST_WORK:
            return
        left = [(i, n) for i in old for n in range(len(self.old.folded[i]))]
        right = [(j, n) for j in new for n in range(len(self.new.folded[j]))]
        words = [self.old.folded[i][n] for i, n in left], [self.new.folded[j][n] for j, n in right]
        forward = common(*words)
        both = set(forward) & set(common_from_behind(*words))
        met: Counter[tuple[int, int]] = Counter((right[b][0], left[a][0]) for a, b in forward)
        good = {pair for pair, count in met.items() if self._belong(pair, count)}
        if sure:
            good.add((new[0], old[0]))
        for j, i in good:
            self.linked[j].add(i)
        for a, b in both:
            fits = (right[b][0], left[a][0]) in good
            if fits and right[b] not in self.pairs and left[a] not in self.taken:
                self.pairs[right[b]] = left[a]
                self.taken.add(left[a])

    def _belong(self, pair: tuple[int, int], count: int) -> bool:
        j, i = pair
        shorter = min(len(self.new.folded[j]), len(self.old.folded[i]))
        return 100 * count >= LIKE * shorter and (count >= LEAST_WORDS or count == shorter)

    def _find_the_rest(self) -> None:
        """Find paragraphs that stand elsewhere now: they must be like one segment and no other."""
        missing = set(range(len(self.segments))) - {
            i for each in self.linked.values() for i in each
        }
        lost = [
            j
            for j, words in enumerate(self.new.folded)
            if j not in self.linked and len(words) >= LEAST_WORDS
        ]
        for j in lost if len(lost) * len(missing) <= MOST_TRIES else ():
            likeness = sorted(((self._alike(i, j), i) for i in missing), reverse=True)[:2]
            others = likeness[1][0] if len(likeness) > 1 else 0
            if likeness and likeness[0][0] >= max(VERY_LIKE, others + AHEAD):
                self._compare([likeness[0][1]], [j], sure=True)
                missing.discard(likeness[0][1])
