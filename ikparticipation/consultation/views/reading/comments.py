"""The page of one comment: its words, its receipt, what stands around it, what one can do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.accounts.models import User
from ikparticipation.consultation import policies, queries
from ikparticipation.consultation.labels import PLACES
from ikparticipation.consultation.models import CommentStatus
from ikparticipation.consultation.queries.reading import threads
from ikparticipation.consultation.queries.reading.journeys import Journey
from ikparticipation.consultation.services.commenting.corrections import CORRECTABLE
from ikparticipation.consultation.views.blueprint import bp, comment_words, words
from ikparticipation.consultation.views.reading.cards import card
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import memberships as memberships_of
from ikparticipation.web import current_language, see_other


@bp.get("/kommentare/<uuid:comment_id>")
def comment(comment_id: UUID) -> ResponseReturnValue:
    """Show one comment; to those whose it is also the receipt and every step since."""
    me, session = reader(), db.session()
    shown = queries.comment_for(session, comment_id, reader=me)
    if shown is None and me is None:
        return see_other("accounts.sign_in", weiter=request.path)
    if shown is None:
        abort(404)
    supporters = threads.supporters_of(session, comment_id)
    replies = threads.replies_to(session, comment_id, reader=me) if not shown.parent_id else []
    is_ours = bool(shown.is_ours)
    sees_all = is_ours or (me is not None and policies.may_moderate(me))
    return render_template(
        "consultation/comment.html",
        comment=shown,
        is_own=is_ours,
        sees_receipt=sees_all and shown.status is not CommentStatus.DRAFT,
        replies=[card(c, on_words=False, language=current_language()) for c in replies],
        supporters=supporters,
        revisions=threads.revisions_of(session, comment_id) if sees_all and shown.corrected else (),
        together=_others_in_group(shown, me),
        journey=_journey(shown, me),
        places=words(PLACES),
        **_acts(shown, me, supporters),
        **comment_words(),
    )


def _journey(shown: queries.Shown, me: User | None) -> Journey | None:
    """Return where the comment went, as far as this reader may see the later versions."""
    if shown.status is not CommentStatus.PUBLISHED or shown.parent_id or not shown.went_on:
        return None
    visible = {v.number for v in queries.versions_of(db.session(), shown.slug, reader=me)}
    return queries.journey_of(db.session(), shown.id, visible=visible)


def _others_in_group(shown: queries.Shown, me: User | None) -> int:
    """Return how many other comments are answered together with this one."""
    if shown.group_id is None or shown.status is not CommentStatus.PUBLISHED:
        return 0
    return len(queries.group_members(db.session(), shown.group_id, reader=me)) - 1


def _acts(shown: Any, me: User | None, supporters: Sequence[AnyRow]) -> dict[str, Any]:
    """Return what this reader may do with the comment."""
    now = clock.now()
    is_open = shown.opens_at <= now < shown.closes_at
    may_react = is_open and policies.may_reply(shown, shown, now)
    memberships = memberships_of(db.session(), me) if me else ()
    own = next((m for m in memberships if m.organisation_id == shown.organisation_id), None)
    ours = me is not None and policies.may_answer_for(me, shown, own)
    standing = ours and shown.released_at is None
    by_staff = me is not None and shown.received_on is not None
    return {
        "may_reply": may_react,
        "may_go_on": is_open and ours and shown.status is not CommentStatus.DRAFT,
        "may_report": shown.status is CommentStatus.PUBLISHED and not ours,
        "may_appeal": me is not None
        and shown.status is CommentStatus.DECLINED
        and policies.may_appeal(me, shown, own),
        "supports": _supports(memberships, shown, supporters) if may_react else (),
        "may_correct": standing and shown.status in CORRECTABLE and (is_open or by_staff),
        "may_withdraw": standing
        and shown.status not in {CommentStatus.DRAFT, CommentStatus.WITHDRAWN},
    }


def _supports(
    memberships: Sequence[Membership], shown: Any, supporters: Sequence[AnyRow]
) -> Sequence[tuple[UUID, str, bool]]:
    """Return for which organisations this person can support it: id, name, whether they do."""
    already = {s.id for s in supporters}
    return [
        (m.organisation_id, m.organisation.name, m.organisation_id in already)
        for m in memberships
        if policies.may_release(m) and m.organisation_id != shown.organisation_id
    ]
