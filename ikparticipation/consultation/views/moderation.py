"""The queue of comments on which somebody has to decide, and the page of one of them."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import DeclineForm, SeenForm
from ikparticipation.consultation.models import Comment
from ikparticipation.consultation.policies import may_moderate
from ikparticipation.consultation.views.blueprint import bp, chosen_id, comment_words
from ikparticipation.errors import ConflictError
from ikparticipation.web import get_or_404, gettext, see_other


@bp.get("/verwaltung/moderation")
@needs(may_moderate)
def moderation() -> ResponseReturnValue:
    """List what nobody has decided on, oldest first."""
    session, document_id = db.session(), chosen_id("dokument")
    documents = queries.undecided_by_document(session)
    counts = {d.id: d.comments for d in documents}
    return render_template(
        "consultation/moderation.html",
        comments=queries.moderation_queue(session, document_id=document_id),
        documents=documents,
        document_id=document_id,
        total=counts.get(document_id, 0) if document_id else sum(counts.values()),
        **comment_words(),
    )


@bp.get("/verwaltung/moderation/<uuid:comment_id>")
@needs(may_moderate)
def moderate(comment_id: UUID) -> ResponseReturnValue:
    """Show one comment with its place, and the two decisions."""
    return _show(comment_id)


@bp.post("/verwaltung/moderation/<uuid:comment_id>/veroeffentlichen")
@needs(may_moderate)
def publish_comment(comment_id: UUID) -> ResponseReturnValue:
    """Publish the comment, or confirm that it stays published."""
    comment, form = get_or_404(Comment, comment_id), SeenForm()
    if not form.validate():
        return _show(comment_id), 422
    try:
        services.publish_comment(
            db.session(), comment, moderator=current_user(), seen=form.seen.data, at=clock.now()
        )
    except ConflictError as error:
        return _show(comment_id, conflict=error), 409
    flash(gettext("Der Kommentar ist veröffentlicht."), "success")
    return see_other(".moderation")


@bp.post("/verwaltung/moderation/<uuid:comment_id>/ablehnen")
@needs(may_moderate)
def decline_comment(comment_id: UUID) -> ResponseReturnValue:
    """Decline the comment; the author is told why."""
    comment, form = get_or_404(Comment, comment_id), DeclineForm()
    if not form.validate():
        return _show(comment_id, form=form), 422
    try:
        services.decline_comment(
            db.session(),
            comment,
            moderator=current_user(),
            category=form.category.data,
            reason=form.reason.data or "",
            seen=form.seen.data,
            at=clock.now(),
        )
    except ConflictError as error:
        return _show(comment_id, form=form, conflict=error), 409
    flash(gettext("Der Kommentar ist abgelehnt. Die Begründung geht per E-Mail hinaus."), "success")
    return see_other(".moderation")


def _show(
    comment_id: UUID, *, form: DeclineForm | None = None, conflict: ConflictError | None = None
) -> str:
    case: Any = queries.case_of(db.session(), comment_id) or abort(404)
    form = form or DeclineForm(formdata=None)
    form.seen.data, form.seen.raw_data = case.version, None
    return render_template(
        "consultation/moderate.html", case=case, form=form, conflict=conflict, **comment_words()
    )
