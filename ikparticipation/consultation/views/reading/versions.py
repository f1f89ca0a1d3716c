"""Public pages: which texts there are, one version with its comments, and all comments on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.accounts.models import User
from ikparticipation.consultation import queries
from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import CommentKind, CommentStatus
from ikparticipation.consultation.policies import is_sealed
from ikparticipation.consultation.queries import Card, Carried, Chosen, Margins
from ikparticipation.consultation.views.blueprint import bp, chosen, chosen_id, words
from ikparticipation.consultation.views.reading.cards import (
    WHOLE,
    Block,
    Came,
    Printed,
    blocks,
    by_passage,
    card,
    carried_at,
    printed_text,
    translated_text,
)
from ikparticipation.db import AnyRow
from ikparticipation.drafts.labels import DOCUMENT_KINDS
from ikparticipation.drafts.models import SLUG
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.drafts.queries import TargetLanguage, languages_of
from ikparticipation.organisations.queries import names
from ikparticipation.web import current_language, page_within

SHOWN = 20
"""Comments beside the text; the others are counted there and shown on a page of their own."""
PER_PAGE = 20
MOST_OF_OURS = 50


class Answered(StrEnum):
    """Values of the filter by answer."""

    YES = "ja"
    NO = "nein"


@bp.get("/entwuerfe/")
def drafts() -> ResponseReturnValue:
    """List the documents with their newest version, and whether one can comment."""
    versions = queries.published_versions(db.session(), reader=reader())
    return render_template(
        "consultation/drafts.html",
        documents=[list(group) for _, group in groupby(versions, key=lambda v: v.slug)],
        document_kinds=words(DOCUMENT_KINDS),
        state_of=_state_at(clock.now()),
    )


@bp.get("/entwuerfe/<slug>/<int(max=9999):number>")
def version(slug: str, number: int) -> ResponseReturnValue:
    """Show a version passage by passage: how many comments stand where, and the first of them."""
    me, now = reader(), clock.now()
    shown, versions = version_at(slug, number, me)
    carried = _carried(shown, versions, me)
    choice, state = _choice(), _state_at(now)(shown)
    public = _public_part(shown, choice, now)
    cards = queries.cards_of(db.session(), public.ids, reader=me)
    ours = _ours(shown, me, now) if me and choice.is_all else ()
    counts = dict(public.margins.counts)
    for comment in ours:
        counts[comment.key or WHOLE] = counts.get(comment.key or WHOLE, 0) + 1
    here = f"/entwuerfe/{slug}/{number}"
    at = by_passage([*cards, *ours])
    languages = languages_of(db.session(), shown.id) if shown.is_translated else []
    target = next((each for each, _ in languages if each.code == request.args.get("text")), None)
    return render_template(
        "consultation/version.html",
        version=shown,
        versions=versions,
        here=here,
        state=state,
        sealed=is_sealed(shown, now),
        margins=public.margins,
        languages=languages,
        target=target,
        carried=carried,
        blocks=_blocks(
            shown, target, at, counts, came=carried_at(carried), here=here, is_open=state == "open"
        ),
        whole=[card(c, on_words=False, language=current_language()) for c in at.get(WHOLE, ())],
        on_whole=counts.get(WHOLE, 0),
        has_drafts=any(c.status is CommentStatus.DRAFT for c in ours),
        **_filter(choice, public.organisations),
    )


@bp.get("/entwuerfe/<slug>/<int(max=9999):number>/kommentare")
def comments_of_version(slug: str, number: int) -> ResponseReturnValue:
    """List all comments on a version, or on one passage of it, twenty on a page."""
    me, now = reader(), clock.now()
    shown, _ = version_at(slug, number, me)
    if shown.round_id is None:
        abort(404)
    key = request.args.get("abschnitt")
    text = {p.key: p for p in printed_text(shown.id)}
    if key is not None and key not in {WHOLE, *text}:
        abort(404)
    choice = replace(_choice(), key=key)
    sealed = is_sealed(shown, now)
    margins = queries.margins(db.session(), shown.round_id, choice, sealed=sealed)
    page, pages = page_within(margins.chosen, PER_PAGE)
    ids = queries.in_order(db.session(), shown.round_id, choice, page=page, size=PER_PAGE)
    cards = queries.cards_of(db.session(), ids, reader=me)
    language = current_language()
    return render_template(
        "consultation/comments.html",
        version=shown,
        here=f"/entwuerfe/{slug}/{number}",
        passage=text.get(key or ""),
        key=key,
        comments=[
            (c, card(c, on_words=c.key in text and c.quote != text[c.key].text, language=language))
            for c in cards
        ],
        total=margins.chosen,
        figures=queries.round_figures(db.session(), shown.round_id),
        page=page,
        pages=pages,
        page_url=address_of_pages(),
        sealed=sealed,
        **_filter(choice, queries.organisations_in(db.session(), shown.round_id)),
    )


def version_at(slug: str, number: int, me: User | None) -> tuple[AnyRow, Sequence[AnyRow]]:
    """Return the version at an address and all versions beside it that this reader may see."""
    possible = SLUG.fullmatch(slug)
    versions = queries.versions_of(db.session(), slug, reader=me) if possible else ()
    shown = next((v for v in versions if v.number == number), None)
    return (shown or abort(404)), versions


def _carried(shown: AnyRow, versions: Sequence[AnyRow], me: User | None) -> Sequence[Carried]:
    """Return what became of the comments on earlier versions, if there can be any."""
    if not any(v.number < shown.number and v.round_id for v in versions):
        return ()
    return queries.carried_to(db.session(), shown.id, reader=me)


def address_of_pages() -> str:
    """Return the address of this list up to the number of a page."""
    asked = [(name, value) for name, value in request.args.items() if name != "seite"]
    return f"{request.path}?{urlencode([*asked, ('seite', '')])}"


def _choice() -> Chosen:
    answered = chosen("antwort", Answered)
    return Chosen(
        kind=chosen("art", CommentKind),
        answered=None if answered is None else answered is Answered.YES,
        organisation_id=chosen_id("organisation"),
    )


@dataclass(frozen=True)
class Public:
    """What everybody reads of a round beside its text."""

    margins: Margins
    ids: Sequence[UUID]
    """Of the comments that are shown."""
    organisations: Sequence[UUID]
    """Those that have said something."""


NOTHING = Public(Margins({}, 0, 0), (), ())


def _public(round_id: UUID, choice: Chosen, *, sealed: bool) -> Public:
    session = db.session()
    return Public(
        margins=queries.margins(session, round_id, choice, sealed=sealed),
        ids=queries.first_ones(session, round_id, choice, SHOWN),
        organisations=queries.organisations_in(session, round_id),
    )


@lru_cache(500)
def _kept(round_id: UUID, _stamp: int, *, sealed: bool) -> Public:
    """Return the same for a state of the round, which `Round.stamp` stands for."""
    return _public(round_id, Chosen(), sealed=sealed)


def _public_part(shown: AnyRow, choice: Chosen, now: datetime) -> Public:
    if shown.round_id is None:
        return NOTHING
    sealed = is_sealed(shown, now)
    if choice.is_all:
        return _kept(shown.round_id, shown.stamp, sealed=sealed)
    return _public(shown.round_id, choice, sealed=sealed)


def _ours(shown: AnyRow, me: User, now: datetime) -> Sequence[Card]:
    """Return what this reader sees besides what all see: their own, or what staff still decide."""
    if shown.round_id is None:
        return ()
    ours = queries.our_cards(db.session(), shown.round_id, reader=me, most=MOST_OF_OURS)
    public = {CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN}
    sealed = is_sealed(shown, now)
    return [c for c in ours if sealed or c.status not in public]


def _filter(choice: Chosen, organisations: Sequence[UUID]) -> dict[str, Any]:
    """Return what the form for choosing comments needs."""
    answer = {True: Answered.YES, False: Answered.NO}
    return {
        "is_filtered": not replace(choice, key=None).is_all,
        "kind": choice.kind,
        "answered": None if choice.answered is None else answer[choice.answered],
        "organisation": choice.organisation_id,
        "organisation_choices": [(o.id, o.name) for o in names(db.session(), organisations)],
        "kind_choices": list(words(KINDS).items()),
    }


def _blocks(
    shown: AnyRow,
    target: TargetLanguage | None,
    cards: Mapping[str, Sequence[Card]],
    counts: Mapping[str, int],
    *,
    came: Came,
    here: str,
    is_open: bool,
) -> Sequence[Block]:
    """Return the text with its comments.

    A first heading that only repeats the title of the page is left out, unless it has comments.
    """
    text: Sequence[Printed] = (
        translated_text(shown.id, target) if target else printed_text(shown.id)
    )
    repeats = text[0].kind is PassageKind.HEADING and text[0].text == shown.title
    if repeats and not counts.get(text[0].key) and text[0].key not in came:
        text = text[1:]
    language = current_language()
    return list(
        blocks(text, cards, counts, came=came, here=here, is_open=is_open, language=language)
    )


def _state_at(at: datetime) -> Any:
    def state(row: AnyRow) -> str:
        """Return where a version stands: none, planned, open or closed."""
        if row.round_id is None:
            return "none"
        if at < row.opens_at:
            return "planned"
        return "open" if at < row.closes_at else "closed"

    return state
