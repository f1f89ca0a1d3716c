"""Groups of comments that say nearly the same: proposals, forming, adding, taking out."""

from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.models import CommentGroup, Round
from ikparticipation.consultation.policies import may_moderate
from ikparticipation.consultation.queries.moderating import groups as queries
from ikparticipation.consultation.queries.moderating.queue import (
    round_figures,
    rounds_with_comments,
)
from ikparticipation.consultation.similar import Reason
from ikparticipation.consultation.views.blueprint import bp, chosen_id, comment_words, words
from ikparticipation.errors import DomainError
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, ngettext, see_other

MOST_PROPOSALS = 20
"""On one page; the others come when these are dealt with."""
MOST_CHOSEN = 5000

REASONS = {
    Reason.SAME_WORDS: N_("gleicher Wortlaut"),
    Reason.LIKE_WORDS: N_("ähnlicher Wortlaut"),
    Reason.SAME_PROPOSAL: N_("gleicher Vorschlag"),
    Reason.SAME_PLACE: N_("dieselben Wörter des Entwurfs"),
    Reason.SAME_PASSAGE: N_("derselbe Abschnitt"),
    Reason.NEXT_PASSAGE: N_("benachbarte Abschnitte"),
    Reason.ELSEWHERE: N_("verschiedene Abschnitte"),
}


@bp.get("/verwaltung/moderation/gruppen")
@needs(may_moderate)
def groups() -> ResponseReturnValue:
    """Show the groups of a round, and which comments could be one."""
    return _show_round(chosen_id("runde"))


@bp.post("/verwaltung/moderation/gruppen")
@needs(may_moderate)
def form_group() -> ResponseReturnValue:
    """Form a group of the chosen comments, or decide that they are none."""
    round_id, ids = chosen_id("runde"), _chosen_comments()
    session, me = db.session(), current_user()
    try:
        if "getrennt" in request.form:
            services.keep_apart(session, ids, actor=me)
            flash(gettext("Diese Kommentare werden einzeln beantwortet."), "success")
            return see_other(".groups", runde=round_id)
        formed = services.form_group(session, ids, actor=me, at=clock.now())
    except DomainError as error:
        return _show_round(round_id, error)
    count = len(ids)
    done = ngettext(
        "%(num)s Kommentar ist zusammengefasst.", "%(num)s Kommentare sind zusammengefasst.", count
    )
    flash(done, "success")
    return see_other(".groups", runde=formed.round_id)


@bp.get("/verwaltung/moderation/gruppen/<uuid:group_id>")
@needs(may_moderate)
def group(group_id: UUID) -> ResponseReturnValue:
    """Show one group with its members, and what stands at the same places."""
    return _show_group(get_or_404(CommentGroup, group_id))


@bp.post("/verwaltung/moderation/gruppen/<uuid:group_id>/aufnehmen")
@needs(may_moderate)
def add_to_group(group_id: UUID) -> ResponseReturnValue:
    """Put the chosen comments into the group."""

    def add(shown: CommentGroup) -> None:
        services.add_to_group(db.session(), shown, _chosen_comments(), actor=current_user())

    return _change(group_id, add, gettext("Die Gruppe ist größer geworden."))


@bp.post("/verwaltung/moderation/gruppen/<uuid:group_id>/herausnehmen")
@needs(may_moderate)
def split_off(group_id: UUID) -> ResponseReturnValue:
    """Take comments out of the group; a group of one is none."""

    def split(shown: CommentGroup) -> None:
        services.split_off(db.session(), shown, _chosen_comments(), actor=current_user())

    return _change(group_id, split, gettext("Dieser Kommentar wird einzeln beantwortet."))


@bp.post("/verwaltung/moderation/gruppen/<uuid:group_id>/aufloesen")
@needs(may_moderate)
def dissolve_group(group_id: UUID) -> ResponseReturnValue:
    """Let all members stand for themselves again."""

    def dissolve(shown: CommentGroup) -> None:
        services.dissolve_group(db.session(), shown, actor=current_user())

    return _change(group_id, dissolve, gettext("Die Gruppe ist aufgelöst."))


def _change(group_id: UUID, act: Callable[[CommentGroup], None], done: str) -> ResponseReturnValue:
    shown = get_or_404(CommentGroup, group_id)
    round_id = shown.round_id
    try:
        act(shown)
    except DomainError as error:
        return _show_group(shown, error)
    flash(done, "success")
    if db.session().get(CommentGroup, group_id) is None:
        return see_other(".groups", runde=round_id)
    return see_other(".group", group_id=group_id)


def _chosen_comments() -> list[UUID]:
    chosen = []
    for name in request.form.getlist("kommentar")[:MOST_CHOSEN]:
        with suppress(ValueError):
            chosen.append(UUID(name))
    return chosen


def _show_round(round_id: UUID | None, refused: DomainError | None = None) -> ResponseReturnValue:
    session = db.session()
    rounds = rounds_with_comments(session)
    shown = get_or_404(Round, round_id).id if round_id else next((r.id for r in rounds), None)
    members = queries.groups_in(session, shown) if shown else ()
    page = render_template(
        "consultation/groups.html",
        rounds=rounds,
        round_id=shown,
        figures=round_figures(session, shown) if shown else None,
        groups=[list(group) for _, group in groupby(members, key=lambda m: m.group_id)],
        refused=refused,
        chosen=set(_chosen_comments()) if refused else set(),
        **(_proposals(shown) if shown else {"proposals": [], "more": 0}),
        **comment_words(),
    )
    return page, refused.status if refused else 200


def _proposals(round_id: UUID) -> dict[str, Any]:
    """Return the largest proposals with the comments in them, and how many more there are."""
    found = queries.proposed_groups(db.session(), round_id)
    shown = found[:MOST_PROPOSALS]
    comments = queries.comments_by_id(db.session(), [id_ for p in shown for id_ in p.ids])
    said = words(REASONS)
    return {
        "proposals": [
            ([comments[id_] for id_ in p.ids], [said[reason] for reason in p.reasons])
            for p in shown
        ],
        "more": len(found) - len(shown),
    }


def _show_group(shown: CommentGroup, refused: DomainError | None = None) -> ResponseReturnValue:
    session = db.session()
    page = render_template(
        "consultation/group.html",
        group=shown,
        members=queries.members_of(session, shown.id),
        candidates=queries.candidates_for(session, shown),
        refused=refused,
        chosen=set(_chosen_comments()) if refused else set(),
        **comment_words(),
    )
    return page, refused.status if refused else 200
