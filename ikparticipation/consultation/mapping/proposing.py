"""Places that a person is asked about: where the words, or much like them, stand now."""

from functools import cached_property

from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping.carrying import GONE, Carried
from ikparticipation.consultation.mapping.evidence import Evidence, Tokens
from ikparticipation.consultation.mapping.places import Place, Suggestion
from ikparticipation.drafts.likeness import words_of
from ikparticipation.drafts.tokens import is_word

MOST = 3
LEAST = 0.4
"""Below this score a place is not worth a look."""
MOST_PLACES = 20
"""So many places of the same words are weighed; words that stand more often say nothing."""
RARE = 12
"""A sentence is looked at if it shares a word that no more sentences have."""


class Proposing:
    def __init__(self, carried: Carried, evidence: Evidence) -> None:
        self.carried = carried
        self.evidence = evidence
        self.old, self.new = carried.old, carried.new

    def propose(self, selected: Tokens, block: int, span: Span) -> tuple[Suggestion, ...]:
        """Return the best places, the best first; none if the words are gone."""
        quote = self.old.texts[block][span.start : span.end].strip()
        scores: dict[Place, float] = {}
        same = self.new.occurrences(quote, MOST_PLACES) if quote else []
        for place in same:
            scores[place] = self._context(selected, place)
        if len(same) == 1 == len(self.old.occurrences(quote, 2)):
            scores[same[0]] = max(LEAST, scores[same[0]])
        aligned = self._aligned(*selected)
        if aligned and aligned.score > scores.get(aligned.place, 0):
            scores[aligned.place] = aligned.score
        for suggestion in self._alike(*selected):
            scores.setdefault(suggestion.place, suggestion.score)
        found = [Suggestion(place, round(s, 3)) for place, s in scores.items() if s >= LEAST]
        return tuple(sorted(found, key=_best_first)[:MOST])

    def _context(self, selected: Tokens, place: Place) -> float:
        """Score the same words at another place by the words around them; they count twice."""
        first, behind = self.new.within(place.block, place.span)
        same, seen = self.evidence.around(selected, Tokens(first, behind - 1))
        own = 2 * self.old.number_of_words(selected.first, selected.last + 1)
        return (own + same) / (own + seen) if own + seen else 0.0

    def _aligned(self, first: int, last: int) -> Suggestion | None:
        """Return where the alignment, not sure enough, has put the words."""
        place = self.carried.place
        standing = [n for n in range(first, last + 1) if place[n] != GONE]
        words = [n for n in standing if is_word(self.old.words[n])]
        if not words:
            return None
        block = self.new.block[place[words[0]]]
        there = [place[n] for n in standing if self.new.block[place[n]] == block]
        part = len(words) / self.old.number_of_words(first, last + 1)
        return Suggestion(self.new.place(min(there), max(there)), 0.9 * part)

    def _alike(self, first: int, last: int) -> list[Suggestion]:
        """Return sentences much like the selected words, found by their rare words."""
        ours = {word for word in self.old.words[first : last + 1] if is_word(word)}
        numbers = {
            number
            for word in ours
            if len(self._sentences_with.get(word, ())) <= RARE
            for number in self._sentences_with.get(word, ())
        }
        found = []
        for number in numbers:
            sentence = self.new.sentences[number]
            theirs = set(words_of(sentence.text))
            score = 2 * self._weight(ours & theirs) / (self._weight(ours) + self._weight(theirs))
            place = self.new.place(sentence.first, sentence.behind - 1)
            found.append(Suggestion(place, 0.9 * score))
        return found

    def _weight(self, words: set[str]) -> float:
        return sum(self.carried.weights[word] for word in words)

    @cached_property
    def _sentences_with(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.new.sentences):
            for word in set(words_of(sentence.text)):
                found.setdefault(word, []).append(number)
        return found


def _best_first(suggestion: Suggestion) -> tuple[float, int, int]:
    place = suggestion.place
    return -suggestion.score, place.block, place.span.start
