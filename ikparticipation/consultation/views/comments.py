"""Commenting on a passage, and the page of one comment with its receipt."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, reader
from ikparticipation.consultation import policies, queries, services
from ikparticipation.consultation.forms import CommentForm
from ikparticipation.consultation.models import Comment, Round
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.drafts.models import SLUG, Passage
from ikparticipation.errors import ConflictError, DomainError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import memberships as memberships_of
from ikparticipation.web import gettext, see_other

LONGEST_QUOTE = 1000


@bp.route("/entwuerfe/<slug>/<int(max=9999):number>/<key>/kommentieren", methods=["GET", "POST"])
@login_required
def comment_on(slug: str, number: int, key: str) -> ResponseReturnValue:
    """Show the form for a comment on a passage, and take the comment."""
    passage, in_round = _place(slug, number, key)
    me = current_user()
    memberships = memberships_of(db.session(), me)
    form = CommentForm(quote=request.args.get("zitat", "")[:LONGEST_QUOTE])
    form.offer(passage.text, memberships)
    if not form.is_submitted() and not policies.may_comment(me, in_round, clock.now()):
        return _closed(passage, in_round, form)
    if not form.validate_on_submit():
        return _show(passage, in_round, form), 422 if form.is_submitted() else 200
    try:
        comment = _submit(passage, in_round, form, memberships)
    except ConflictError:
        return _closed(passage, in_round, form)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(passage, in_round, form), error.status
    return see_other(".comment", comment_id=comment.id)


@bp.get("/kommentare/<uuid:comment_id>")
def comment(comment_id: UUID) -> ResponseReturnValue:
    """Show one comment; to its author also the receipt and every step since."""
    me = reader()
    shown = queries.comment_for(db.session(), comment_id, reader=me)
    if shown is None and me is None:
        return see_other("accounts.sign_in", weiter=request.path)
    if shown is None:
        abort(404)
    return render_template(
        "consultation/comment.html", comment=shown, is_own=bool(shown.is_own), **comment_words()
    )


def _place(slug: str, number: int, key: str) -> tuple[Passage, Round]:
    possible = SLUG.fullmatch(slug) and key.isascii() and key.isalnum()
    return (possible and queries.place_at(db.session(), slug, number, key)) or abort(404)


def _submit(
    passage: Passage, in_round: Round, form: CommentForm, memberships: Sequence[Membership]
) -> Comment:
    speaks_for = {str(m.organisation_id): m for m in memberships}
    return services.submit_comment(
        db.session(),
        author=current_user(),
        in_round=in_round,
        passage=passage,
        span=form.span,
        kind=form.kind.data,
        text=form.text.data or "",
        replacement=form.replacement.data or None,
        membership=speaks_for.get(form.speaks_for.data),
        submission_id=UUID(form.submission_id.data),
        at=clock.now(),
    )


def _show(passage: Passage, in_round: Round, form: CommentForm) -> str:
    return render_template(
        "consultation/comment_form.html",
        passage=passage,
        version=passage.version,
        slug=passage.version.document.slug,
        closes_at=in_round.closes_at,
        form=form,
    )


def _closed(passage: Passage, in_round: Round, form: CommentForm) -> ResponseReturnValue:
    """Say that the round is not open; what was typed stands there to be copied."""
    page = render_template(
        "consultation/closed.html",
        version=passage.version,
        slug=passage.version.document.slug,
        in_round=in_round,
        is_early=clock.now() < in_round.opens_at,
        form=form,
    )
    return page, ConflictError.status
