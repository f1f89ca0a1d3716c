"""Searching the directory of offers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import clock, db
from ikparticipation.catalogue.queries import offered
from ikparticipation.inventory.directory import Found, Index, Sight, find
from ikparticipation.inventory.queries.offers.kept import Kept, directory_index
from ikparticipation.inventory.views.blueprint import bp, given, reader, waves_and_chosen, words
from ikparticipation.inventory.views.directory.asked import ORDERS, RADII, Asked, asked_for
from ikparticipation.inventory.views.directory.cards import Card, cards_of, drawn_cards, sight_of
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.web import current_language, limiter, page_number

PAGE = 20
MOST_PRINTED = 1000
PRINTED_BY_ADDRESS = "60/hour"


@bp.get("/angebote/")
def offers() -> ResponseReturnValue:
    """Show what fits, twenty offers a page; with `?druck=1` all of it, for paper."""
    return _print() if given("druck") else _show()


def _show() -> ResponseReturnValue:
    session, eyes, now = db.session(), reader(), clock.now()
    kept = directory_index(session, at=now)
    asked, sight = asked_for(kept.index, kept.names, at=now), sight_of(eyes)
    page = page_number()
    found = _found(kept.index, asked, sight, page)
    pages = max(1, -(-found.total // PAGE))
    if page > pages:
        page, found = pages, _found(kept.index, asked, sight, pages)
    shown = drawn_cards(session, kept, found, eyes, now)
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
    asked, sight = asked_for(kept.index, kept.names, at=now), sight_of(eyes)
    found = _found(kept.index, asked, sight, 1, size=MOST_PRINTED)
    shown = cards_of(session, kept, found, eyes, now)
    return render_template(
        "inventory/offers_print.html", today=now, most=MOST_PRINTED, **_about(asked, found, shown)
    )


def _about(asked: Asked, found: Found, shown: Sequence[Card | Markup]) -> dict[str, Any]:
    return {
        "asked": asked,
        "found": found,
        "cards": shown,
        "kinds": words(VOCABULARIES["offer.kind"]),
        "orders": words(ORDERS),
        "radii": RADII,
    }


def _found(index: Index, asked: Asked, sight: Sight, page: int, *, size: int = PAGE) -> Found:
    """Return a page of what fits; a place nobody knows has nothing."""
    if asked.unknown_place:
        return Found([], [])
    return find(index, asked.search, sight, skip=(page - 1) * size, most=size)


def _continued(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}seite="


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
