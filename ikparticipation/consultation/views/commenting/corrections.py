"""Putting a comment right, taking it back, and standing behind it as an organisation."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.consultation import policies, queries, services
from ikparticipation.consultation.forms import DraftForm
from ikparticipation.consultation.models import Comment, CommentStatus, Moderation
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.errors import DomainError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import membership_of
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, see_other


@bp.route("/kommentare/<uuid:comment_id>/berichtigen", methods=["GET", "POST"])
@login_required
def correct(comment_id: UUID) -> ResponseReturnValue:
    """Show the words to be put right, and take the new ones."""
    comment, membership = _mine(comment_id)
    form = DraftForm(data=words_of(comment))
    prepare(form, comment)
    if not form.validate_on_submit():
        return _show(comment, form), 422 if form.is_submitted() else 200
    try:
        services.correct_comment(
            db.session(),
            comment,
            kind=form.kind.data,
            text=form.text.data or "",
            replacement=new_words(form),
            actor=current_user(),
            membership=membership,
            seen=form.seen.data,
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(comment, form), error.status
    flash(gettext("Ihr Kommentar ist berichtigt. Die neue Quittung steht unten."), "success")
    return see_other(".comment", comment_id=comment.id)


@bp.route("/kommentare/<uuid:comment_id>/zurueckziehen", methods=["GET", "POST"])
@login_required
def withdraw(comment_id: UUID) -> ResponseReturnValue:
    """Ask once more, then take the comment back."""
    comment, membership = _mine(comment_id)
    if request.method == "GET":
        version = comment.round.version
        return render_template("consultation/withdraw.html", comment=comment, version=version)
    services.withdraw_comment(
        db.session(), comment, actor=current_user(), membership=membership, at=clock.now()
    )
    flash(gettext("Der Kommentar ist zurückgezogen."), "success")
    return see_other(".comment", comment_id=comment.id)


@bp.post("/kommentare/<uuid:comment_id>/unterstuetzen/<uuid:organisation_id>")
@login_required
def support(comment_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Let an organisation of this person support the comment."""
    comment, membership = _readable(comment_id, organisation_id)
    services.support_comment(
        db.session(), comment, membership=membership, actor=current_user(), at=clock.now()
    )
    flash(gettext("Ihre Organisation unterstützt diesen Kommentar."), "success")
    return see_other(".comment", comment_id=comment.id)


@bp.post("/kommentare/<uuid:comment_id>/nicht-mehr-unterstuetzen/<uuid:organisation_id>")
@login_required
def take_back_support(comment_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Let an organisation of this person take its support back."""
    comment, membership = _readable(comment_id, organisation_id)
    services.take_back_support(
        db.session(), comment, membership=membership, actor=current_user(), at=clock.now()
    )
    flash(gettext("Ihre Organisation unterstützt diesen Kommentar nicht mehr."), "success")
    return see_other(".comment", comment_id=comment.id)


def _mine(comment_id: UUID) -> tuple[Comment, Membership | None]:
    """Return a comment that this person answers for; 403 if they only may read it."""
    me = current_user()
    if queries.comment_for(db.session(), comment_id, reader=me) is None:
        abort(404)
    comment = get_or_404(Comment, comment_id)
    if comment.status is CommentStatus.DRAFT:
        abort(404)
    membership = None
    if comment.organisation_id is not None:
        membership = membership_of(db.session(), me, comment.organisation_id)
    if not policies.may_answer_for(me, comment, membership):
        raise NotAllowedError(N_("Das kann nur, wer den Kommentar abgegeben hat."))
    return comment, membership


def _readable(comment_id: UUID, organisation_id: UUID) -> tuple[Comment, Membership]:
    me = current_user()
    if queries.comment_for(db.session(), comment_id, reader=me) is None:
        abort(404)
    membership = membership_of(db.session(), me, organisation_id)
    if membership is None:
        raise NotAllowedError(N_("Für diese Organisation können Sie nicht sprechen."))
    return get_or_404(Comment, comment_id), membership


def words_of(comment: Comment) -> dict[str, object]:
    """Return what stands in the form when it is opened."""
    names = ("kind", "text", "replacement")
    return {name: getattr(comment, name) for name in names} | {"seen": comment.version}


def prepare(form: DraftForm, comment: Comment) -> None:
    """Offer a proposal only where new words can stand."""
    if comment.passage_id is None or comment.end_passage_id or comment.parent_id:
        form.leave_out_proposals()


def new_words(form: DraftForm) -> str | None:
    return (form.replacement.data if form.replacement else None) or None


def _show(comment: Comment, form: DraftForm) -> str:
    return render_template(
        "consultation/correct.html",
        comment=comment,
        version=comment.round.version,
        form=form,
        goes_back=comment.status is CommentStatus.PUBLISHED
        and comment.round.moderation is Moderation.PRE,
    )
