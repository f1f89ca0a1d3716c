"""What becomes of one selection: certain places only; doubt is left to a person."""

from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping.carrying import Carried
from ikparticipation.consultation.mapping.evidence import Evidence, Tokens
from ikparticipation.consultation.mapping.places import Mapped, MappedStatus, Method, Place
from ikparticipation.consultation.mapping.proposing import Proposing
from ikparticipation.consultation.mapping.remains import Remains
from ikparticipation.drafts.likeness import LEAST_WORDS

TORN_OFF = 4
"""So many words in a row may be a part of a sentence that left the rest of it."""


class Deciding:
    def __init__(self, carried: Carried) -> None:
        self.carried = carried
        self.old, self.new = carried.old, carried.new
        self.evidence = Evidence(carried)
        self.remains = Remains(carried, self.evidence)
        self.proposing = Proposing(carried, self.evidence)

    def decide(self, block: int, span: Span) -> Mapped:
        """Return what became of a selection; raise ValueError if it is not in the text.

        Words that stand once in each version are either where they stand now or a person is
        asked: they are never put where only some of them are left.
        """
        text = self.old.texts[block]
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"{span} is not in a text of {len(text)} characters")
        first, behind = self.old.within(block, span)
        if first >= behind:
            return self._space(block, span, first)
        selected = Tokens(first, behind - 1)
        mapped = self._whole(selected, span)
        if mapped is None:
            only = self._only_place(block, span)
            changed = self.remains.changed
            mapped = self._quoted(selected, only) if only else changed(selected, span)
        return mapped or self._undecided(selected, block, span)

    def _space(self, block: int, span: Span, behind: int) -> Mapped:
        """Map a selection without any word: the space between two tokens."""
        if self.old.firsts[block] < behind < self.old.firsts[block + 1]:
            around = Tokens(behind - 1, behind)
            mapped = self._whole(around, self._span(around))
            if mapped and mapped.place:
                start = self.new.ends[self.carried.place[behind - 1]]
                place = Place(mapped.place.block, Span(start, start + span.end - span.start))
                return Mapped(mapped.status, place, mapped.method, mapped.score)
        return Mapped(MappedStatus.DELETED, None, Method.NONE, 0.0)

    def _span(self, selected: Tokens) -> Span:
        return Span(self.old.starts[selected.first], self.old.ends[selected.last])

    def _whole(self, selected: Tokens, span: Span) -> Mapped | None:
        """Map words that all stand beside each other still."""
        if not self.evidence.in_a_row(selected):
            return None
        place = self._exactly(selected, span)
        if place is None:
            return None
        if self.carried.moved[selected.first]:
            sure = self.evidence.all_sure(selected)
            return Mapped(MappedStatus.MOVED, place, Method.SENTENCE, 1.0) if sure else None
        if self.carried.exact[selected.first] and self.carried.sure[selected.first]:
            return Mapped(MappedStatus.UNCHANGED, place, Method.PASSAGE, 1.0)
        if self.evidence.any_sure(selected) and self.evidence.firm(selected):
            return Mapped(MappedStatus.UNCHANGED, place, Method.WORDS, 1.0)
        return None

    def _exactly(self, selected: Tokens, span: Span) -> Place | None:
        """Return the place if the characters are the same too; a space at an end may be gone."""
        first, last = selected
        there = self.carried.place[first]
        block = self.new.block[there]
        here, text = self.old.texts[self.old.block[first]], self.new.texts[block]
        shift = self.new.starts[there] - self.old.starts[first]
        if self.new.ends[there + last - first] - self.old.ends[last] != shift:
            return None
        start, end = span.start + shift, span.end + shift
        if start < 0 or here[span.start] != text[start]:
            start = self.new.starts[there]
        if end > len(text) or here[span.end - 1] != text[end - 1]:
            end = self.new.ends[there + last - first]
        same = here[start - shift : end - shift] == text[start:end]
        return Place(block, Span(start, end)) if same else None

    def _only_place(self, block: int, span: Span) -> Place | None:
        """Return where the selected words stand, if they stand once in each version."""
        quote = self.old.texts[block][span.start : span.end].strip()
        if len(self.old.occurrences(quote, 2)) != 1:
            return None
        found = self.new.occurrences(quote, 2)
        return found[0] if len(found) == 1 else None

    def _quoted(self, selected: Tokens, place: Place) -> Mapped | None:
        """Map words that stand once in each version, wherever the alignment looked for them.

        Few words may stand elsewhere by chance: not if their sentence still stands where it was;
        and if nothing around speaks for the place, the score says so.
        """
        first, behind = self.new.within(place.block, place.span)
        there = Tokens(first, behind - 1)
        in_order = self.evidence.between_neighbours(selected, place)
        same = self.old.words[selected.first : selected.last + 1] == self.new.words[first:behind]
        if not same:  # "Zweck" stands in "Zwecke"
            return Mapped(MappedStatus.CHANGED, place, Method.QUOTE, 1.0) if in_order else None
        aligned = self.carried.place[selected.first] == first
        row = self.evidence.words_in_a_row(selected, there)
        certain = in_order or aligned or row >= LEAST_WORDS
        torn_off = row >= TORN_OFF and self.evidence.left(selected)
        if not certain and not torn_off and self.evidence.stays(selected):
            return None
        unmoved = in_order or (aligned and not self.carried.moved[selected.first])
        status = MappedStatus.UNCHANGED if unmoved else MappedStatus.MOVED
        score = 1.0 if certain else self._doubtful(selected, there)
        return Mapped(status, place, Method.QUOTE, score)

    def _doubtful(self, selected: Tokens, there: Tokens) -> float:
        alike, seen = self.evidence.around(selected, there)
        return round(0.5 + alike / seen / 2, 3) if seen else 0.5

    def _undecided(self, selected: Tokens, block: int, span: Span) -> Mapped:
        suggestions = self.proposing.propose(selected, block, span)
        if not suggestions:
            return Mapped(MappedStatus.DELETED, None, Method.NONE, 0.0)
        best = suggestions[0].score
        return Mapped(MappedStatus.SUGGESTED, None, Method.LIKENESS, best, suggestions)
