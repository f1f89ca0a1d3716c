"""Selections of which some words are others now, or gone: `changed`, if the place is sure."""

from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping.carrying import GONE, Carried
from ikparticipation.consultation.mapping.evidence import Evidence, Tokens
from ikparticipation.consultation.mapping.places import Mapped, MappedStatus, Method, Place
from ikparticipation.drafts.tokens import is_word

SURVIVING = 0.5
"""Least part of the selected words that must still stand."""
SURVIVING_BETWEEN = 0.3
"""The same where the words right before and behind the selection still stand."""
WHOLE_PART = 0.65
"""Where a selection was torn in two: the part of its words that makes its place."""
STRETCH = 1.5
"""How many times its old length, plus a few tokens, a changed selection may have."""
A_FEW = 6


class Remains:
    def __init__(self, carried: Carried, evidence: Evidence) -> None:
        self.carried = carried
        self.evidence = evidence
        self.old, self.new = carried.old, carried.new

    def changed(self, selected: Tokens, span: Span) -> Mapped | None:
        """Return the place of what is left of the selected words, if it is certain."""
        standing = self._in_one_block(self._standing(selected))
        if not standing:
            return None
        kept = Tokens(standing[0], standing[-1])
        block = self.new.block[self.carried.place[kept.first]]
        part = self._part(standing, selected)
        between = self.evidence.neighbours_stand(selected, block)
        if part < (SURVIVING_BETWEEN if between else SURVIVING):
            return None
        if not self.evidence.any_sure(kept) or not self.evidence.firm(kept):
            return None
        begin, end = self._reach(kept.first, selected.first), self._reach(kept.last, selected.last)
        if begin > end:  # the two ends go on at different repetitions of the same words
            return None
        if end - begin > STRETCH * (selected.last - selected.first + 1) + A_FEW:
            return None
        place = self._trimmed(begin, end, selected, span)
        return Mapped(MappedStatus.CHANGED, place, Method.WORDS, round(part, 3))

    def _standing(self, selected: Tokens) -> list[int]:
        """Return the tokens that surely stand in order; marks only beside their word."""
        carried = self.carried
        kept: list[int] = []
        for n in range(selected.first, selected.last + 1):
            there = carried.place[n]
            if there == GONE or carried.moved[n] != carried.moved[selected.first]:
                continue
            certain = carried.sure[n] and is_word(self.old.words[n])
            if not certain and not self._hangs_on(n, selected):
                continue
            if not kept or there > carried.place[kept[-1]]:
                kept.append(n)
        return kept

    def _hangs_on(self, n: int, selected: Tokens) -> bool:
        """Tell whether a token stands right beside a selected one, as it did before."""
        place = self.carried.place
        return any(
            selected.first <= other <= selected.last
            and place[other] - place[n] == other - n
            and self.carried.sure[other]
            for other in (n - 1, n + 1)
        )

    def _in_one_block(self, standing: list[int]) -> list[int]:
        """Return the tokens of the block where nearly all went; none if there is no such block."""
        blocks = [self.new.block[self.carried.place[n]] for n in standing]
        block = max(set(blocks), key=blocks.count, default=GONE)
        if blocks.count(block) < WHOLE_PART * len(blocks):
            return []
        return [n for n, its in zip(standing, blocks, strict=True) if its == block]

    def _part(self, standing: list[int], selected: Tokens) -> float:
        words = self.old.number_of_words(selected.first, selected.last + 1)
        if not words:
            return len(standing) / (selected.last - selected.first + 1)
        return sum(is_word(self.old.words[n]) for n in standing) / words

    def _reach(self, standing: int, edge: int) -> int:
        """Return where the selection begins or ends now, on this side of its kept words.

        New words that replace selected ones belong to it; if only a part of the replaced words
        was selected, only where word stands for word.
        """
        carried, there = self.carried, self.carried.place[standing]
        step = 1 if edge > standing else -1
        while standing != edge and self._goes_on(standing, there, step):
            standing, there = standing + step, there + step
        selected = abs(edge - standing)
        gone = _free(carried.place, self.old.block, standing, step)
        come = _free(carried.source, self.new.block, there, step)
        if gone == come >= selected:
            return there + step * selected
        if gone == selected and come <= STRETCH * selected + A_FEW:
            return there + step * come
        return there

    def _goes_on(self, standing: int, there: int, step: int) -> bool:
        """Tell whether the next selected word stands right beside, though it could elsewhere."""
        other = there + step
        return (
            0 <= other < len(self.new)
            and self.new.block[other] == self.new.block[there]
            and self.new.words[other] == self.old.words[standing + step]
            and self.carried.source[other] in {GONE, standing + step}
        )

    def _trimmed(self, begin: int, end: int, selected: Tokens, span: Span) -> Place:
        """Return the place without what was left out of the first and last word selected."""
        block, there = self.new.place(begin, end)
        place, starts, ends = self.carried.place, self.old.starts, self.old.ends
        start, stop = there.start, there.end
        if place[selected.first] == begin:
            start += max(0, span.start - starts[selected.first])
        if place[selected.last] == end:
            stop += min(0, span.end - ends[selected.last])
        return Place(block, Span(start, stop))


def _free(partner: list[int], block: list[int], start: int, step: int) -> int:
    """Return how many tokens of the block beside one have no partner, up to one that has."""
    n = start + step
    while 0 <= n < len(block) and block[n] == block[start] and partner[n] == GONE:
        n += step
    return abs(n - start) - 1
