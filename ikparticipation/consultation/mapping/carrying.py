"""Where each token of the old version stands in the new one, worked out once for all anchors."""

from collections.abc import Sequence

from ikparticipation.consultation.mapping.places import Text
from ikparticipation.consultation.mapping.rows import Row, Sentence
from ikparticipation.drafts.alignment import Group, Unit, align
from ikparticipation.drafts.likeness import LEAST_WORDS, rarity
from ikparticipation.drafts.tokens import common_words, is_word

GONE = -1
HELD = 0.6
"""A sentence of which more stands in place has not moved, wherever the same one stands."""


class Carried:
    """`place[n]` is the number in the new row of the n-th token of the old one, or GONE.

    `sure[n]`: no other place is as good. `moved[n]`: it left its neighbours. `exact[n]`: its whole
    passage is the same. `partners[b]`: the new blocks that the old block b continues in.
    """

    def __init__(self, old: Sequence[Text], new: Sequence[Text]) -> None:
        self.old = Row([block.text for block in old])
        self.new = Row([block.text for block in new])
        self.place = [GONE] * len(self.old)
        self.source = [GONE] * len(self.new)
        self.sure = bytearray(len(self.old))
        self.moved = bytearray(len(self.old))
        self.exact = bytearray(len(self.old))
        self.partners: dict[int, tuple[int, ...]] = {}
        self.weights = rarity([*self.old.texts, *self.new.texts])
        one, two = ([Unit(text, key) for key, text in blocks] for blocks in (old, new))
        for group in align(one, two, self.weights):
            self._carry_group(group)
        self._carry_moved_sentences()

    def _carry_group(self, group: Group) -> None:
        self.partners |= dict.fromkeys(group.old, group.new)
        if group.exact:
            first, behind = self.old.firsts[group.old[0]], self.old.firsts[group.old[0] + 1]
            self._same(first, behind, self.new.firsts[group.new[0]], group)
            self.exact[first:behind] = bytes([1]) * (behind - first)
        else:
            self._carry_sentences(group)

    def _carry_sentences(self, group: Group) -> None:
        """Align the sentences of changed passages, then the words of changed sentences."""
        one = [s for block in group.old for s in self._sentences(self.old, block)]
        two = [s for block in group.new for s in self._sentences(self.new, block)]
        found = align(_units(one), _units(two), self.weights)
        pairs = [pair for pair in found if not pair.moved]
        for pair in pairs:
            sure = group.sure and pair.sure
            joined = Group(pair.old, pair.new, exact=pair.exact, sure=sure, moved=group.moved)
            if pair.exact:
                first, behind, *_ = one[pair.old[0]]
                self._same(first, behind, two[pair.new[0]].first, joined)
            else:
                self._carry_words([one[i] for i in pair.old], [two[j] for j in pair.new], joined)
        self._carry_rest(one, two, pairs, group)

    def _carry_rest(
        self,
        one: Sequence[Sentence],
        two: Sequence[Sentence],
        pairs: Sequence[Group],
        group: Group,
    ) -> None:
        """Pair words of sentences that are not alike but between the same two: never surely."""
        ends = Group((len(one),), (len(two),), exact=True)
        i = j = 0
        for pair in [*pairs, ends]:
            if i < pair.old[0] and j < pair.new[0]:
                rest = Group((), (), exact=False, sure=False, moved=group.moved)
                self._carry_words(one[i : pair.old[0]], two[j : pair.new[0]], rest)
            i, j = pair.old[-1] + 1, pair.new[-1] + 1

    @staticmethod
    def _sentences(row: Row, block: int) -> list[Sentence]:
        return [row.sentences[n] for n in row.sentences_in(block)]

    def _same(self, first: int, behind: int, there: int, group: Group) -> None:
        for n in range(first, behind):
            self._put(n, there + n - first, sure=group.sure, moved=group.moved)

    def _put(self, n: int, there: int, *, sure: bool, moved: bool) -> None:
        self.place[n] = there
        self.source[there] = n
        self.sure[n] = sure
        self.moved[n] = moved

    def _carry_words(self, one: Sequence[Sentence], two: Sequence[Sentence], group: Group) -> None:
        here = [n for sentence in one for n in range(sentence.first, sentence.behind)]
        there = [n for sentence in two for n in range(sentence.first, sentence.behind)]
        old = [self.old.words[n] for n in here]
        new = [self.new.words[n] for n in there]
        pairs, agreed = common_words(old, new)
        for i, j in pairs:
            sure = group.sure and (i, j) in agreed
            self._put(here[i], there[j], sure=sure, moved=group.moved)

    def _carry_moved_sentences(self) -> None:
        """Let a sentence go where it stands now, if it stands once in both versions.

        One that is the same elsewhere beats one that is only like it at the old place.
        """
        moved = []
        for number, one in enumerate(self.old.sentences):
            words = self.old.number_of_words(one.first, one.behind)
            if words < LEAST_WORDS or self._stands(one):
                continue
            if len(self.old.occurrences(one.text, 2)) == 1:
                there = self._only(one)
                if there != GONE and there != self.place[one.first]:
                    self._move(one, there)
                    moved.append(number)
        for number in moved:
            self._companions(number, -1)
            self._companions(number, 1)

    def _only(self, one: Sentence) -> int:
        """Return the number of the first token where the sentence stands, if it stands once."""
        found = self.new.occurrences(one.text, 2)
        if len(found) != 1:
            return GONE
        first, behind = self.new.within(*found[0])
        same = self.new.words[first:behind] == self.old.words[one.first : one.behind]
        return first if same else GONE

    def _stands(self, one: Sentence) -> bool:
        """Tell whether a sentence surely stands as it is, wherever."""
        there = self.place[one.first]
        return there != GONE and all(
            self.place[n] == there + n - one.first and self.sure[n]
            for n in range(one.first, one.behind)
        )

    def holds(self, sentence: Sentence) -> bool:
        """Tell whether most words of a sentence still stand in place, though others are new."""
        words = [n for n in range(sentence.first, sentence.behind) if is_word(self.old.words[n])]
        standing = [
            n for n in words if self.place[n] != GONE and self.sure[n] and not self.moved[n]
        ]
        return len(standing) > HELD * len(words)

    def _move(self, one: Sentence, there: int) -> None:
        length = one.behind - one.first
        for n in range(there, there + length):
            if self.source[n] != GONE:
                self.place[self.source[n]] = GONE
        for n in range(one.first, one.behind):
            if self.place[n] != GONE:
                self.source[self.place[n]] = GONE
        self._same(one.first, one.behind, there, Group((), (), exact=True, moved=True))

    def _companions(self, number: int, step: int) -> None:
        """Let a short sentence beside a moved one of the same passage go with it."""
        block = self.old.sentences[number].block
        there = self.new.sentence_of(self.place[self.old.sentences[number].first])
        other_block = self.new.sentences[there].block
        while 0 <= number + step < len(self.old.sentences):
            number, there = number + step, there + step
            if not 0 <= there < len(self.new.sentences):
                return
            one, two = self.old.sentences[number], self.new.sentences[there]
            if one.block != block or two.block != other_block or one.text != two.text:
                return
            if any(self.place[n] != GONE for n in range(one.first, one.behind)) or any(
                self.source[n] != GONE for n in range(two.first, two.behind)
            ):
                return
            self._move(one, two.first)


def _units(sentences: Sequence[Sentence]) -> list[Unit]:
    return [Unit(sentence.text) for sentence in sentences]
