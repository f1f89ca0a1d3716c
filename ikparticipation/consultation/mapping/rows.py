"""A version as one row of tokens, so that a place is a number."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ikparticipation.consultation.anchors import Span, sentences
from ikparticipation.consultation.mapping.places import Place
from ikparticipation.drafts.tokens import is_word, tokens


class Sentence(NamedTuple):
    """Numbers of its first token and of the one behind its last, its block, its text."""

    first: int
    behind: int
    block: int
    text: str


class Row:
    """The tokens of all blocks, one after the other."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.block: list[int] = []
        self.firsts: list[int] = [0]
        """Number of the first token of each block; one more for the end."""
        for number, text in enumerate(texts):
            for start, end, word in tokens(text):
                self.words.append(word)
                self.starts.append(start)
                self.ends.append(end)
                self.block.append(number)
            self.firsts.append(len(self.words))

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All sentences in order; without gaps."""
        found = []
        for number, text in enumerate(self.texts):
            for span in sentences(text):
                first, behind = self.within(number, span)
                found.append(Sentence(first, behind, number, text[span.start : span.end].rstrip()))
        return found

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that a token is in."""
        return bisect_right(self._sentence_firsts, token) - 1

    def sentences_in(self, block: int) -> range:
        """Return the numbers of the sentences of a block."""
        first, behind = self.firsts[block], self.firsts[block + 1]
        return range(
            bisect_left(self._sentence_firsts, first), bisect_left(self._sentence_firsts, behind)
        )

    def within(self, block: int, span: Span) -> tuple[int, int]:
        """Return the numbers of the first token that a span touches and of the one behind it."""
        first, behind = self.firsts[block], self.firsts[block + 1]
        return (
            bisect_right(self.ends, span.start, first, behind),
            bisect_left(self.starts, span.end, first, behind),
        )

    def place(self, first: int, last: int) -> Place:
        """Return the place from one token to another of the same block."""
        return Place(self.block[first], Span(self.starts[first], self.ends[last]))

    def number_of_words(self, first: int, behind: int) -> int:
        return sum(is_word(word) for word in self.words[first:behind])

    @cached_property
    def joined(self) -> str:
        """The whole text; a quote never reaches across the line ends between the blocks."""
        return "\n".join(self.texts)

    @cached_property
    def _offsets(self) -> list[int]:
        offsets = [0]
        for text in self.texts:
            offsets.append(offsets[-1] + len(text) + 1)
        return offsets

    def occurrences(self, quote: str, most: int) -> list[Place]:
        """Return the first places where the words stand, anywhere in the text."""
        found: list[Place] = []
        at = self.joined.find(quote)
        while at >= 0 and len(found) < most:
            block = bisect_right(self._offsets, at) - 1
            start = at - self._offsets[block]
            found.append(Place(block, Span(start, start + len(quote))))
            at = self.joined.find(quote, at + 1)
        return found

    @cached_property
    def times(self) -> Counter[str]:
        """How often each word stands in the text."""
        return Counter(self.words)
