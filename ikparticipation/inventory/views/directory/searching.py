"""Searching the directory of offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from babel.dates import format_timedelta
from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from ikparticipation import clock, db
from ikparticipation.catalogue.queries import offered
from ikparticipation.db import AnyRow
from ikparticipation.inventory.directory import Entry, Found, Index, Sight, find, open_among
from ikparticipation.inventory.queries.offers.cards import cards
from ikparticipation.inventory.queries.offers.kept import Kept, directory_index
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.views.blueprint import bp, given, reader, waves_and_chosen, words
from ikparticipation.inventory.views.directory.asked import ORDERS, RADII, Asked, asked_for
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import BERLIN, LOCALES, N_, number_words, translate
from ikparticipation.web import current_language, gettext, limiter, page_number

PAGE = 20
MOST_PRINTED = 1000
SOME = 3
"""Municipalities that a card names."""
OLD = timedelta(days=365)
"""What was confirmed longer ago is marked."""
PRINTED_BY_ADDRESS = "60/hour"


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


@bp.get("/angebote/")
def offers() -> ResponseReturnValue:
    """Show what fits, twenty offers a page; with `?druck=1` all of it, for paper."""
    return _print() if given("druck") else _show()


def _show() -> ResponseReturnValue:
    session, eyes, now = db.session(), reader(), clock.now()
    kept = directory_index(session, at=now)
    asked, sight = asked_for(kept.index, kept.names, at=now), _sight(eyes)
    page = page_number()
    found = _found(kept.index, asked, sight, page)
    pages = max(1, -(-found.total // PAGE))
    if page > pages:
        page, found = pages, _found(kept.index, asked, sight, pages)
    shown = _cards(session, kept, found, eyes, now)
    return render_template(
        "inventory/offers.html",
        wave=None if found.total or found.hidden or asked.filters else waves_and_chosen()[1],
        eyes=eyes,
        choices=_choices(kept, asked.values),
        page=page,
        pages=pages,
        url=_continued(asked.path(sortierung=asked.given.get("sortierung", ""))),
        **_about(asked, found, shown),
    )


@limiter.limit(PRINTED_BY_ADDRESS)
def _print() -> ResponseReturnValue:
    session, eyes, now = db.session(), reader(), clock.now()
    kept = directory_index(session, at=now)
    asked, sight = asked_for(kept.index, kept.names, at=now), _sight(eyes)
    found = _found(kept.index, asked, sight, 1, size=MOST_PRINTED)
    shown = _cards(session, kept, found, eyes, now)
    return render_template(
        "inventory/offers_print.html", today=now, most=MOST_PRINTED, **_about(asked, found, shown)
    )


def _about(asked: Asked, found: Found, shown: Sequence[Card]) -> dict[str, Any]:
    return {
        "asked": asked,
        "found": found,
        "cards": shown,
        "kinds": words(VOCABULARIES["offer.kind"]),
        "orders": words(ORDERS),
        "radii": RADII,
    }


def _sight(eyes: Reader) -> Sight:
    return Sight(everything=eyes.staff, own=eyes.own)


def _found(index: Index, asked: Asked, sight: Sight, page: int, *, size: int = PAGE) -> Found:
    """Return a page of what fits; a place nobody knows has nothing."""
    if asked.unknown_place:
        return Found([], [])
    return find(index, asked.search, sight, skip=(page - 1) * size, most=size)


def _continued(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}seite="


def _cards(session: Session, kept: Kept, found: Found, eyes: Reader, now: datetime) -> list[Card]:
    rows = cards(session, [entry.id for entry in found.entries], eyes)
    is_open = open_among(kept.index, found, now, _sight(eyes))
    language = current_language()
    known = partial(_known, kept, language, everything=eyes.staff)
    kinds, units = words(VOCABULARIES["offer.kind"]), words(VOCABULARIES["offer.capacity_unit"])
    return [
        Card(
            row=row,
            kind=kinds.get(row.kind, ""),
            description=_short(row.description, 140),
            hours=_short(row.hours, 70),
            where=_where(row, known(entry, "town", "municipalities"), found.away.get(number)),
            free=_free(row, units),
            languages=known(entry, "language", "languages"),
            is_open=is_open[number],
            age=age_words(row.confirmed_at, now, language),
            is_old=now - row.confirmed_at > OLD,
        )
        for number, entry in enumerate(found.entries)
        if (row := rows.get(entry.id)) is not None
    ]


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
        km = number_words(round(away, 1), current_language())
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


def _choices(kept: Kept, values: Mapping[str, str]) -> dict[str, Markup]:
    """Return the options of each list, with the chosen one; most of them never change."""
    language = current_language()
    drawn = kept.drawn.get(language)
    if drawn is None:
        drawn = kept.drawn[language] = _drawn(kept, language)
    return {name: _with_chosen(options, values.get(name, "")) for name, options in drawn.items()}


def _options(choices: Iterable[tuple[str, str]]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(*choice) for choice in choices)


def _drawn(kept: Kept, language: str) -> dict[str, Markup]:
    names = kept.names
    lists = {"feld": names.fields, "sprache": names.languages, "zielgruppe": names.target_groups}
    drawn = {
        name: _options((each.key, each.name(language)) for each in offered(entries))
        for name, entries in lists.items()
    }
    towns = ((town.name, town.postcode) for town in kept.index.towns)
    return drawn | {"orte": _options(towns)}


def _with_chosen(options: Markup, key: str) -> Markup:
    plain = Markup(' value="{}"').format(key)
    before, found, behind = options.partition(plain)
    return before + found + Markup(" selected") + behind if key and found else options
