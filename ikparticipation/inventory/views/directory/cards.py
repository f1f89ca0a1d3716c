"""The offers of a page of the directory, in words, and drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, NamedTuple
from uuid import UUID

from babel.dates import format_timedelta
from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.directory import Entry, Found, Sight, open_among
from ikparticipation.inventory.queries.offers.cards import cards
from ikparticipation.inventory.queries.offers.kept import Kept
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.inventory.views.blueprint import words
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import BERLIN, LOCALES, N_, number_words, translate
from ikparticipation.web import current_language, gettext

SOME = 3
"""Municipalities that a card names."""
OLD = timedelta(days=365)
"""What was confirmed longer ago is marked."""
MOST_KEPT = 10_000
"""Drawn cards, of about a kilobyte each."""


class Listed(NamedTuple):
    """One offer that was found, with what depends on the moment and the search."""

    entry: Entry
    is_open: bool
    away: float | None
    """Kilometres, to a tenth; None: not asked for, or in the whole county."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One offer of the list in words: its row, and what the index knows beside."""

    row: AnyRow
    kind: str
    description: str
    hours: str
    where: str
    free: str
    """Places that are free; empty: nobody said."""
    languages: list[str]
    is_open: bool
    age: str
    is_old: bool


def sight_of(eyes: Reader) -> Sight:
    """Return how much of the index this reader gets."""
    return Sight(everything=eyes.staff, own=eyes.own)


def cards_of(session: Session, kept: Kept, found: Found, eyes: Reader, now: datetime) -> list[Card]:
    """Return what was found, as far as this reader may see it, in the language of the page."""
    return list(_cards(session, kept, _listed(kept, found, eyes, now), eyes, now).values())


def drawn_cards(
    session: Session, kept: Kept, found: Found, eyes: Reader, now: datetime
) -> list[Markup]:
    """Return the same, drawn.

    What everybody may see is kept with the edition: most of it was drawn for somebody before.
    """
    listed = _listed(kept, found, eyes, now)
    known: dict[Any, Markup] = kept.drawn_cards if eyes == PUBLIC else {}
    always = (current_language(), now.astimezone(BERLIN).date())
    keys = {one.entry.id: (*always, one.entry.id, one.is_open, one.away) for one in listed}
    new = [one for one in listed if keys[one.entry.id] not in known]
    draw = get_template_attribute("inventory/_offers.html", "offer_card")
    shown = {own_id: draw(card) for own_id, card in _cards(session, kept, new, eyes, now).items()}
    shown |= {own_id: known[key] for own_id, key in keys.items() if key in known}
    if len(known) > MOST_KEPT:
        known.clear()
    known.update((keys[own_id], drawn) for own_id, drawn in shown.items())
    return [shown[own_id] for own_id in keys if own_id in shown]


def _listed(kept: Kept, found: Found, eyes: Reader, now: datetime) -> list[Listed]:
    is_open = open_among(kept.index, found, now, sight_of(eyes))
    return [
        Listed(entry, is_open[number], None if away is None else round(away, 1))
        for number, entry in enumerate(found.entries)
        for away in (found.away.get(number),)
    ]


def _cards(
    session: Session, kept: Kept, listed: Sequence[Listed], eyes: Reader, now: datetime
) -> dict[UUID, Card]:
    """Return the offers of these that this reader may see, in their order."""
    rows = cards(session, [one.entry.id for one in listed], eyes)
    language = current_language()
    known = partial(_known, kept, language, everything=eyes.staff)
    kinds, units = words(VOCABULARIES["offer.kind"]), words(VOCABULARIES["offer.capacity_unit"])
    return {
        row.id: Card(
            row=row,
            kind=kinds.get(row.kind, ""),
            description=_short(row.description, 140),
            hours=_short(row.hours, 70),
            where=_where(row, known(one.entry, "town", "municipalities"), one.away),
            free=_free(row, units),
            languages=known(one.entry, "language", "languages"),
            is_open=one.is_open,
            age=age_words(row.confirmed_at, now, language),
            is_old=now - row.confirmed_at > OLD,
        )
        for one in listed
        if (row := rows.get(one.entry.id)) is not None
    }


def _known(
    kept: Kept, language: str, entry: Entry, kind: str, words: str, *, everything: bool
) -> list[str]:
    return kept.words(words, entry.known(kind, everything=everything), language)


def _short(text: str, most: int) -> str:
    """Return the beginning of a text, up to the end of a word."""
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def _where(row: AnyRow, towns: Sequence[str], away: float | None) -> str:
    """Return how far away it is, if that was asked, and in which municipalities."""
    parts = []
    if away is not None:
        km = number_words(away, current_language())
        parts.append(gettext("%(km)s km entfernt", km=km))
    if row.county_wide:
        parts.append(gettext("im ganzen Landkreis"))
    elif towns:
        more = len(towns) - SOME
        several = gettext("und %(n)s weitere", n=more) if more > 0 else ""
        parts.append(f"{', '.join(towns[:SOME])} {several}".strip())
    return " · ".join(parts) or gettext("Ort: keine Angabe")


def _free(row: AnyRow, units: Mapping[str, str]) -> str:
    """Return how many are free; 0 is a number, nothing said is no line."""
    if row.capacity_available is None:
        return ""
    if not row.capacity_available:
        return gettext("zurzeit nichts frei")
    number = number_words(row.capacity_available, current_language())
    unit = units.get(row.capacity_unit, "")
    free = gettext("%(n)s frei", n=number)
    return f"{free} ({unit})" if unit else free


def age_words(at: datetime, now: datetime, language: str) -> str:
    """Return "vor 14 Monaten": months up to two years, because a year more or less matters."""
    days = (now.astimezone(BERLIN).date() - at.astimezone(BERLIN).date()).days
    return _age(days, language)


@lru_cache(5000)
def _age(days: int, language: str) -> str:
    if days < 1:
        return translate(language, N_("heute"))
    return format_timedelta(
        timedelta(days=-days),
        granularity="day",
        threshold=2,
        add_direction=True,
        locale=LOCALES[language],
    )
