"""Public pages: which texts there are, and one version with its comments."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.accounts.models import User
from ikparticipation.consultation import queries
from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import CommentKind
from ikparticipation.consultation.queries import Card
from ikparticipation.consultation.views.blueprint import bp, chosen, words
from ikparticipation.consultation.views.cards import Block, blocks, printed_text
from ikparticipation.db import AnyRow
from ikparticipation.drafts.labels import DOCUMENT_KINDS
from ikparticipation.drafts.models import SLUG
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.web import current_language


class Answered(StrEnum):
    """Values of the filter by answer."""

    YES = "ja"
    NO = "nein"


@bp.get("/entwuerfe/")
def drafts() -> ResponseReturnValue:
    """List the documents with their newest version, and whether one can comment."""
    versions = queries.published_versions(db.session())
    return render_template(
        "consultation/drafts.html",
        documents=[list(group) for _, group in groupby(versions, key=lambda v: v.slug)],
        document_kinds=words(DOCUMENT_KINDS),
        state_of=_state_at(clock.now()),
    )


@bp.get("/entwuerfe/<slug>/<int(max=9999):number>")
def version(slug: str, number: int) -> ResponseReturnValue:
    """Show a version passage by passage, with the comments that this reader may see."""
    versions = queries.versions_of(db.session(), slug) if SLUG.fullmatch(slug) else ()
    shown = next((v for v in versions if v.number == number), None)
    if shown is None:
        abort(404)
    kind, answered = chosen("art", CommentKind), chosen("antwort", Answered)
    is_filtered = kind is not None or answered is not None
    comments = _comments(shown.round_id, reader(), kind, answered)
    state = _state_at(clock.now())(shown)
    return render_template(
        "consultation/version.html",
        version=shown,
        versions=versions,
        state=state,
        tally=_tally(shown.round_id, comments, is_filtered=is_filtered),
        blocks=_blocks(shown, comments, is_open=state == "open"),
        shown_comments=len(comments),
        kind=kind,
        answered=answered,
        is_filtered=is_filtered,
        kind_choices=list(words(KINDS).items()),
    )


def _tally(
    round_id: UUID | None, comments: Sequence[Card], *, is_filtered: bool
) -> queries.Tally | None:
    """Return the figures of the whole round, also if only some comments are shown."""
    if round_id is None:
        return None
    return queries.tally(db.session(), round_id) if is_filtered else queries.tally_of(comments)


def _comments(
    round_id: UUID | None, me: User | None, kind: CommentKind | None, answered: Answered | None
) -> Sequence[Card]:
    if round_id is None:
        return ()
    only = None if answered is None else answered is Answered.YES
    return queries.comments_on(db.session(), round_id, reader=me, kind=kind, answered=only)


def _blocks(shown: AnyRow, comments: Sequence[Card], *, is_open: bool) -> Sequence[Block]:
    """Return the text with its comments.

    A first heading that only repeats the title of the page is left out, unless it has comments.
    """
    text = printed_text(shown.id)
    repeats = text[0].kind is PassageKind.HEADING and text[0].text == shown.title
    if repeats and text[0].key not in {c.key for c in comments}:
        text = text[1:]
    here = url_for("consultation.version", slug=shown.slug, number=shown.number)
    return list(blocks(text, comments, here=here, is_open=is_open, language=current_language()))


def _state_at(at: datetime) -> Any:
    def state(row: AnyRow) -> str:
        """Return where a version stands: none, planned, open or closed."""
        if row.round_id is None:
            return "none"
        if at < row.opens_at:
            return "planned"
        return "open" if at < row.closes_at else "closed"

    return state
