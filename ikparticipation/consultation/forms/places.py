"""Choosing where a comment stands: marked words, a passage, its sentences, several passages.

All can be chosen without JavaScript; words that were marked in the text come with the address.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
)
from wtforms.validators import ValidationError

from ikparticipation.consultation.anchors import Span, occurrences, sentences, trimmed, whole
from ikparticipation.drafts.forms import as_line
from ikparticipation.text import N_, canonical
from ikparticipation.web import gettext

MOST_PLACES = 8
"""Words that stand in a passage more often than that are not offered one by one."""
MOST_SENTENCES = 60
COMPARED = 480
"""Characters of marked words that are compared; an address takes no more."""
SHOWN = 70

_PLACE = re.compile(r"(\d{1,9})-(?:([a-z0-9]{1,20})\.)?(\d{1,9})", re.ASCII)
_END = re.compile(r"([a-z0-9]{1,20})\.(\d{1,9})", re.ASCII)
_NO_PLACE = N_("Diese Stelle gibt es hier nicht. Bitte wählen Sie eine andere.")


class Passage(NamedTuple):
    """A passage that can be chosen from, in the order of the text."""

    key: str
    position: int
    text: str


class Place(NamedTuple):
    """From a character of the passage to one (excluded) of the passage with `end_key`."""

    start: int
    end_key: str
    end: int


class PlaceFields:
    """The fields of a place; the form is told with `stand_in` in which passages."""

    quote = HiddenField(filters=[as_line])
    """The words that were marked in the text, if any."""
    place = RadioField(
        N_("Worauf bezieht sich Ihr Kommentar?"), validate_choice=False, validators=[]
    )
    until = SelectField(N_("Bis wohin?"), validate_choice=False, default="")
    words = StringField(N_("Oder nur diese Wörter des Abschnitts"), filters=[as_line])

    passage: Passage
    following: Sequence[Passage]

    def stand_in(self, passage: Passage, following: Sequence[Passage] = ()) -> None:
        """Say which passage is commented on, and which ones follow it as far as they matter."""
        self.passage, self.following = passage, following

    @property
    def goes_on(self) -> bool:
        """Whether passages that follow are needed to understand what was sent."""
        found = _PLACE.fullmatch(str(self.place.data or ""))
        return bool(self.until.data or (found and found[2]))

    @property
    def span(self) -> Span:
        """The chosen place; its end lies in the passage `end_key`. Only after validating."""
        return Span(self._chosen.start, self._chosen.end)

    @property
    def end_key(self) -> str | None:
        """The passage in which the words end, None if it is the one they begin in."""
        key = self._chosen.end_key
        return None if key == self.passage.key else key

    @property
    def marked(self) -> Span | None:
        """The chosen words of the passage, to be shown in it; None if they are all of it."""
        chosen = self._parsed(str(self.place.data or ""))
        end = len(self.passage.text)
        if chosen is None or not 0 <= chosen.start < end:
            return None
        span = Span(chosen.start, chosen.end if chosen.end_key == self.passage.key else end)
        return span if chosen.start < span.end <= end and span != whole(self.passage.text) else None

    def validate_place(self, field: RadioField) -> None:
        if not field.data and not self.words.data:
            raise ValidationError(N_("Bitte wählen Sie die Stelle."))
        chosen = self._parsed(str(field.data or ""))
        places = occurrences(self.words.data or "", self.passage.text)
        if self.words.data:
            chosen = self._words_at(chosen, places)
        elif chosen is None or not self._is_offered(chosen):
            raise ValidationError(_NO_PLACE)
        self._chosen = self._until(chosen) if self.until.data else chosen

    def _words_at(self, chosen: Place | None, places: Sequence[Span]) -> Place:
        """Return where the typed words stand. Ambiguous is never decided here."""
        own = self.passage.key
        spots = [Place(span.start, own, span.end) for span in places]
        if chosen in spots:
            return chosen
        if len(spots) == 1:
            return spots[0]
        if spots:
            raise ValidationError(
                N_("Diese Wörter stehen hier mehrmals. Bitte wählen Sie, welche Stelle Sie meinen.")
            )
        raise ValidationError(N_("Diese Wörter stehen so nicht in diesem Abschnitt."))

    def _until(self, chosen: Place) -> Place:
        found = _END.fullmatch(str(self.until.data))
        ends = {p.key: len(p.text) for p in (self.passage, *self.following)}
        if not found or not 0 < int(found[2]) <= ends.get(found[1], 0):
            raise ValidationError(_NO_PLACE)
        if found[1] == self.passage.key and int(found[2]) <= chosen.start:
            raise ValidationError(N_("Das Ende der Stelle liegt vor ihrem Anfang."))
        return Place(chosen.start, found[1], int(found[2]))

    def _parsed(self, value: str) -> Place | None:
        found = _PLACE.fullmatch(value)
        return found and Place(int(found[1]), found[2] or self.passage.key, int(found[3]))

    def _is_offered(self, place: Place) -> bool:
        """Tell whether the place is the whole, a sentence, or where the marked words stand."""
        text, span = self.passage.text, Span(place.start, place.end)
        if place.end_key == self.passage.key and span == whole(text):
            return True
        if self.quote.data and (quoted := self._text_at(place)):
            return canonical(quoted)[:COMPARED] == canonical(self.quote.data)[:COMPARED]
        parts = [trimmed(text, part) for part in sentences(text)]
        return place.end_key == self.passage.key and span in parts

    def _text_at(self, place: Place) -> str | None:
        """Return the words at a place, None if it lies outside the text."""
        texts = [self.passage.text]
        if place.end_key != self.passage.key:
            keys = [p.key for p in self.following]
            if place.end_key not in keys:
                return None
            texts += [p.text for p in self.following[: keys.index(place.end_key) + 1]]
        if not 0 <= place.start < len(texts[0]) or not 0 < place.end <= len(texts[-1]):
            return None
        texts[-1] = texts[-1][: place.end]
        texts[0] = texts[0][place.start :]
        return " ".join(texts) or None

    def offer_places(self, marked: str = "") -> None:
        """Fill in what can be chosen. `marked`: the place of the marked words, "12-p5.30"."""
        text = self.passage.text
        value = str(self.place.data or "") or marked
        place = self._parsed(value)
        labels: dict[str, str] = {}
        if self.quote.data and place and self._is_offered(place):
            labels[value] = _quoted(self._text_at(place) or "")
        else:
            place = None
            labels |= _found(text, self.words.data or self.quote.data or "")
        only = next(iter(labels)) if len(labels) == 1 else None
        labels.setdefault(f"0-{len(text)}", N_("Der ganze Abschnitt"))
        parts = [trimmed(text, span) for span in sentences(text)]
        for span in parts if 1 < len(parts) <= MOST_SENTENCES else []:
            labels.setdefault(f"{span.start}-{span.end}", _quoted(text[span.start : span.end]))
        self.place.choices = [SelectChoice(each, label) for each, label in labels.items()]
        self.until.choices = self._ends()
        if not self.place.data and (only or not self.quote.data):
            self.place.data = only or f"0-{len(text)}"

    def _ends(self) -> list[Any]:
        """Return after which sentence the place may end, as far as the following passages go."""
        choices = [SelectChoice("", N_("So weit wie oben gewählt"))]
        for passage in (self.passage, *self.following):
            for number, span in enumerate(sentences(passage.text), 1):
                end = trimmed(passage.text, span).end
                label = gettext(
                    "Abschnitt %(n)s, Satz %(m)s: %(words)s",
                    n=passage.position,
                    m=number,
                    words=_cut(passage.text[span.start : end]),
                )
                choices.append(SelectChoice(f"{passage.key}.{end}", label))
        return choices


def _found(text: str, words: str) -> dict[str, str]:
    """Return the places of these words; with their surroundings if there is more than one."""
    spans = occurrences(words, text)
    if len(spans) > MOST_PLACES:
        return {}
    label = _in_context if len(spans) > 1 else _plain
    return {f"{span.start}-{span.end}": label(text, span) for span in spans}


def _plain(text: str, span: Span) -> str:
    return _quoted(text[span.start : span.end])


def _in_context(text: str, span: Span) -> str:
    before = text[max(0, span.start - 25) : span.start]
    after = text[span.end : span.end + 25]
    return f"… {before}{_plain(text, span)}{after} …"


def _quoted(words: str) -> str:
    return gettext("„%(name)s“", name=words)


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
