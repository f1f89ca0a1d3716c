"""Places as people write them, read into single ones with their municipality and languages.

Each line is a place, or several where it only lists municipalities. A municipality is recognised
by its name of the county's list; where no name stands, the only municipality of the offer is
meant, and where it has several, none. Behind a colon may stand the languages spoken there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikparticipation.text import canonical, sort_key

_LINES = re.compile(r"[;\n]+")
_LIST = re.compile(r",|\bund\b|\bsowie\b|/")
_NO_PLACE = frozenset(("in", "und", "sowie", "online", "digital", "telefonisch"))
"""Words beside municipalities that make no address of them."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of an offer; `address` as it was written, "" where only the municipality is."""

    address: str
    ags: str | None
    languages: tuple[str, ...] = ()
    longitude: float | None = None
    latitude: float | None = None
    """WGS 84; nobody writes them, a correction or an import may tell them."""
    note: str = ""


class Gazetteer:
    """The municipalities and languages of the county by name, read once for many texts."""

    def __init__(self, municipalities: Mapping[str, str], languages: Mapping[str, str]) -> None:
        """Take AGS → name, and key → German name of each language."""
        found = {sort_key(name): ags for ags, name in municipalities.items()}
        for ags, name in municipalities.items():
            first = sort_key(name).split("-")[0]
            if len(first) > 3 and " " not in first:  # noqa: PLR2004 - a word that names a place
                found.setdefault(first, ags)
        self._places = dict(sorted(found.items(), key=lambda each: -len(each[0])))
        self._pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, self._places)) + r")(?!\w)"
        )
        self._languages = {sort_key(name): key for key, name in languages.items()}

    def read(self, text: str, of_offer: Sequence[str] = ()) -> list[Place]:
        """Return the places of a text, in order. `of_offer`: municipalities the offer names."""
        only = of_offer[0] if len(of_offer) == 1 else None
        places: list[Place] = []
        for line in filter(None, map(canonical, _LINES.split(text))):
            address, languages = self._with_languages(line)
            found = self.municipalities(address)
            if len(found) > 1:
                listed = self._only_a_list(address)
                rest = "" if listed else address
                places += [Place(address=rest, ags=ags, languages=languages) for ags in found]
            else:
                ags = found[0] if found else only
                places.append(Place(address=address, ags=ags, languages=languages))
        return places

    def municipalities(self, text: str) -> list[str]:
        """Return the AGS named in a text, each once, in the order of the text."""
        if not self._places:
            return []
        named = (self._places[match[0]] for match in self._pattern.finditer(sort_key(text)))
        return list(dict.fromkeys(named))

    def _only_a_list(self, text: str) -> bool:
        words = self._pattern.sub(" ", sort_key(text))
        return not set(re.findall(r"\w+", words)) - _NO_PLACE

    def _with_languages(self, line: str) -> tuple[str, tuple[str, ...]]:
        """Return a line without the languages behind its colon, if all behind it are languages."""
        address, _, behind = line.rpartition(":")
        if not address.strip():
            return line, ()
        named = [sort_key(word.strip()) for word in _LIST.split(behind) if word.strip()]
        if named and all(n in self._languages for n in named):
            return address.strip(), tuple(self._languages[n] for n in named)
        return line, ()
