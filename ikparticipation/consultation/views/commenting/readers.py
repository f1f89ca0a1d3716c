"""What authors and readers ask moderators: an appeal against a decline, a report of a comment."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, reader
from ikparticipation.consultation import policies, queries, services
from ikparticipation.consultation.forms import AppealForm, ReportForm
from ikparticipation.consultation.models import Comment, CommentStatus
from ikparticipation.consultation.queries.moderating import cases
from ikparticipation.consultation.services.moderating.appeals import appeal_against_decision
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.errors import DomainError, NotAllowedError
from ikparticipation.organisations.queries import membership_of
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, limiter, see_other

REPORTS_BY_ADDRESS = "20/hour;60/day"
"""Enough for a reader with cause; nobody floods the queue."""


@bp.route("/kommentare/<uuid:comment_id>/widerspruch", methods=["GET", "POST"])
@login_required
def appeal(comment_id: UUID) -> ResponseReturnValue:
    """Show the decision, what was said against it, and the form for an appeal."""
    comment = _own(comment_id)
    form = AppealForm()
    if not form.validate_on_submit():
        return _show_appeal(comment, form), 422 if form.is_submitted() else 200
    try:
        services.appeal_decision(
            db.session(),
            comment,
            appellant=current_user(),
            text=form.text.data or "",
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show_appeal(comment, form), error.status
    flash(gettext("Ihr Widerspruch ist eingegangen. Jemand anders entscheidet neu."), "success")
    return see_other(".appeal", comment_id=comment_id)


def _own(comment_id: UUID) -> Comment:
    """Return a comment to whom it is there for; refuse those who may not appeal."""
    shown = queries.comment_for(db.session(), comment_id, reader=current_user())
    if shown is None:
        abort(404)
    comment = get_or_404(Comment, comment_id)
    ours = comment.organisation_id
    membership = membership_of(db.session(), current_user(), ours) if ours else None
    if not policies.may_appeal(current_user(), comment, membership):
        raise NotAllowedError(N_("Widersprechen kann, wer den Kommentar abgegeben hat."))
    return comment


def _show_appeal(comment: Comment, form: AppealForm) -> str:
    session = db.session()
    may_appeal = comment.status is CommentStatus.DECLINED and not appeal_against_decision(
        session, comment
    )
    return render_template(
        "consultation/appeal.html",
        comment=comment,
        version=comment.round.version,
        form=form,
        may_appeal=may_appeal,
        appeals=cases.appeals_of(session, comment.id),
        history=cases.history_of(session, comment.id),
        **comment_words(),
    )


@bp.route("/kommentare/<uuid:comment_id>/melden", methods=["GET", "POST"])
@limiter.limit(REPORTS_BY_ADDRESS, methods=["POST"])
def report(comment_id: UUID) -> ResponseReturnValue:
    """Ask what is wrong with a published comment, also of people without an account."""
    shown = queries.comment_for(db.session(), comment_id, reader=reader())
    if shown is None and reader() is None:
        return see_other("accounts.sign_in", weiter=request.path)
    if shown is None or shown.status is not CommentStatus.PUBLISHED:
        abort(404)
    form = ReportForm()
    if not form.validate_on_submit():
        return _show_report(shown, form), 422 if form.is_submitted() else 200
    try:
        services.report_comment(
            db.session(),
            get_or_404(Comment, comment_id),
            reason=form.reason.data,
            text=form.text.data or "",
            reporter=reader(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show_report(shown, form), error.status
    flash(gettext("Danke. Die Moderation sieht sich den Kommentar an."), "success")
    return see_other(".comment", comment_id=comment_id)


def _show_report(shown: Any, form: ReportForm) -> str:
    return render_template(
        "consultation/report.html", comment=shown, form=form, is_known=reader() is not None
    )
