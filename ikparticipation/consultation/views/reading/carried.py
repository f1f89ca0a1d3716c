"""The comments on an earlier version, beside the text of a later one and on a page of their own."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.accounts.access import reader
from ikparticipation.accounts.models import User
from ikparticipation.consultation import queries
from ikparticipation.consultation.labels import PLACES, STANDINGS
from ikparticipation.consultation.models import PlaceStatus, Standing
from ikparticipation.consultation.queries import Card, Carried, Stop
from ikparticipation.consultation.views.blueprint import bp, chosen, words
from ikparticipation.consultation.views.reading.cards import card, printed_text
from ikparticipation.consultation.views.reading.versions import (
    PER_PAGE,
    address_of_pages,
    version_at,
)
from ikparticipation.db import AnyRow
from ikparticipation.web import current_language, page_within

WITHOUT_STOP = {Standing.OPEN: PlaceStatus.SUGGESTED, Standing.GONE: PlaceStatus.DELETED}
"""What is said of words that have no row in this version: not worked out yet, or gone before."""


class Entry(NamedTuple):
    """A comment on an earlier version as the list shows it."""

    card: Card
    html: Markup
    standing: Standing
    status: PlaceStatus | None
    """None: it is on the whole text."""
    stop: Stop | None
    key: str | None
    """Of the passage at which it stands now."""
    position: int | None


@bp.get("/entwuerfe/<slug>/<int(max=9999):number>/aus-fassung/<int(max=9999):earlier>")
def carried_comments(slug: str, number: int, earlier: int) -> ResponseReturnValue:
    """List the comments on an earlier version: where they stand in this one, what was answered."""
    me = reader()
    shown, came = _came(slug, number, earlier, me)
    key, standing = request.args.get("abschnitt"), chosen("wo", Standing)
    passage = next((p for p in printed_text(shown.id) if p.key == key), None)
    if key is not None and passage is None:
        abort(404)
    total = _asked(came, standing, key)
    page, pages = page_within(total, PER_PAGE)
    return render_template(
        "consultation/carried.html",
        version=shown,
        here=f"/entwuerfe/{slug}/{number}",
        came=came,
        passage=passage,
        standing=standing,
        standings=words(STANDINGS),
        places=words(PLACES),
        entries=list(_entries(shown, earlier, standing, key, page=page, me=me)),
        total=total,
        page=page,
        pages=pages,
        page_url=address_of_pages(),
    )


def _came(slug: str, number: int, earlier: int, me: User | None) -> tuple[AnyRow, Carried]:
    shown, versions = version_at(slug, number, me)
    source = next((v for v in versions if v.number == earlier < number and v.round_id), None)
    if source is None:
        abort(404)
    carried = queries.carried_to(db.session(), shown.id, reader=me)
    return shown, next((c for c in carried if c.number == earlier), Carried(earlier, {}, {}))


def _asked(came: Carried, standing: Standing | None, key: str | None) -> int:
    """Return how many comments were asked for; at a passage stand those that are surely there."""
    if key is not None:
        return came.counts.get(key, 0) if standing in {None, Standing.HERE} else 0
    return came.standings.get(standing, 0) if standing else came.comments


def _entries(
    shown: AnyRow,
    earlier: int,
    standing: Standing | None,
    key: str | None,
    *,
    page: int,
    me: User | None,
) -> Iterator[Entry]:
    session = db.session()
    found = queries.carried_from(
        session,
        shown.id,
        earlier,
        standing=standing,
        key=key,
        page=page,
        size=PER_PAGE,
        reader=me,
    )
    ids = [row.id for row in found]
    cards = {each.id: each for each in queries.cards_of(session, ids, reader=me)}
    stops = queries.stops_in(session, shown.id, ids)
    return (_entry(row, cards[row.id], stops.get(row.id)) for row in found if row.id in cards)


def _entry(row: AnyRow, said: Card, stop: Stop | None) -> Entry:
    """Return the comment with all the words it was about: they are not in the text beside it."""
    standing = Standing(row.standing)
    html = card(said, on_words=bool(said.quote), language=current_language())
    status = stop.status if stop else WITHOUT_STOP.get(standing)
    return Entry(said, html, standing, status, stop, row.key, row.position)
