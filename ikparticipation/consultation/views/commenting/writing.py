"""Writing a comment: on a passage, on the whole text, or in reply to another one."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.consultation import policies, queries, services
from ikparticipation.consultation.forms import CommentForm, PassageForm
from ikparticipation.consultation.forms.places import COMPARED
from ikparticipation.consultation.forms.places import Passage as Choice
from ikparticipation.consultation.models import Circle, Comment, CommentStatus, Round
from ikparticipation.consultation.queries.commenting import texts
from ikparticipation.consultation.services.circles import check_circle
from ikparticipation.consultation.services.commenting.anchoring import MOST_PASSAGES
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.drafts.models import SLUG, Passage
from ikparticipation.errors import ConflictError, DomainError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import memberships as memberships_of
from ikparticipation.text import N_
from ikparticipation.web import current_language, get_or_404, gettext, see_other

AS_DRAFT = "entwurf"
"""Name of the button that saves a draft for the organisation instead of sending it off."""


@dataclass(frozen=True)
class _Subject:
    """What is commented on; without a passage and a parent: the whole text."""

    in_round: Round
    passage: Passage | None = None
    parent: Comment | None = None
    said: queries.Shown | None = None
    """The parent, as this person may read it."""


@bp.route("/entwuerfe/<slug>/<int(max=9999):number>/<key>/kommentieren", methods=["GET", "POST"])
@login_required
def comment_on(slug: str, number: int, key: str) -> ResponseReturnValue:
    """Show the form for a comment on a passage, and take the comment."""
    possible = SLUG.fullmatch(slug) and key.isascii() and key.isalnum()
    found = (possible and queries.place_at(db.session(), slug, number, key)) or abort(404)
    form = PassageForm(quote=request.args.get("zitat", "")[:COMPARED])
    needs_text = request.method == "GET" or form.goes_on
    following = texts.following(db.session(), found[0], MOST_PASSAGES) if needs_text else ()
    form.stand_in(_choice(found[0]), [Choice(*row) for row in following])
    return _take(_Subject(found[1], passage=found[0]), form)


@bp.route("/entwuerfe/<slug>/<int(max=9999):number>/kommentieren", methods=["GET", "POST"])
@login_required
def comment_on_text(slug: str, number: int) -> ResponseReturnValue:
    """Show the form for a comment on the whole text, and take the comment."""
    found = texts.round_at(db.session(), slug, number) if SLUG.fullmatch(slug) else None
    form = CommentForm()
    form.leave_out_proposals()
    return _take(_Subject(found or abort(404)), form)


@bp.route("/kommentare/<uuid:comment_id>/antworten", methods=["GET", "POST"])
@login_required
def reply(comment_id: UUID) -> ResponseReturnValue:
    """Show the form for a reply below a comment, and take it.

    What was already typed is not thrown away because the comment has been hidden meanwhile: then
    the service refuses, and the form says so.
    """
    form = CommentForm()
    form.leave_out_proposals()
    said = queries.comment_for(db.session(), comment_id, reader=current_user())
    parent = get_or_404(Comment, comment_id)
    if not policies.may_reply(parent, parent.round, clock.now()):
        said = None
    if said is None and not (form.is_submitted() and parent.published_at):
        abort(404)
    return _take(_Subject(parent.round, parent=parent, said=said), form)


def _choice(passage: Passage) -> Choice:
    return Choice(passage.key, passage.position, passage.text)


def _take(subject: _Subject, form: CommentForm) -> ResponseReturnValue:
    me, in_round = current_user(), subject.in_round
    let_in(in_round, reading=not form.is_submitted())
    if not form.is_submitted() and not policies.may_comment(me, in_round, clock.now()):
        return _closed(subject, form)
    if not form.validate_on_submit():
        return _show(subject, form), 422 if form.is_submitted() else 200
    try:
        comment = _submit(subject, form)
    except DomainError as error:
        if isinstance(error, ConflictError) and not in_round.is_open(clock.now()):
            return _closed(subject, form)
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(subject, form), error.status
    if comment.status is CommentStatus.DRAFT:
        flash(
            gettext("Der Entwurf ist gespeichert. Außerhalb Ihrer Organisation sieht ihn niemand."),
            "success",
        )
        return see_other(".my_statement", round_id=in_round.id)
    return see_other(".comment", comment_id=comment.id)


def let_in(in_round: Round, *, reading: bool) -> None:
    """Answer 404 where the round is not there for this person, 403 where only others comment.

    What was already typed is never thrown away: then the service refuses, and the form says so.
    """
    try:
        check_circle(db.session(), in_round, current_user(), None)
    except NotAllowedError:
        if in_round.circle is Circle.CLOSED and not policies.may_moderate(current_user()):
            abort(404)
        if reading:
            raise


def _submit(subject: _Subject, form: CommentForm) -> Comment:
    session, me = db.session(), current_user()
    membership = _membership(form)
    place = form if isinstance(form, PassageForm) else None
    end_key = place.end_key if place else None
    return services.submit_comment(
        session,
        author=me,
        in_round=subject.in_round,
        passage=subject.passage,
        span=place.span if place else None,
        end_passage=texts.passage_of(session, subject.in_round, end_key) if end_key else None,
        kind=form.kind.data,
        text=form.text.data or "",
        replacement=(form.replacement.data if form.replacement else None) or None,
        membership=membership,
        submission_id=UUID(form.submission_id.data),
        language=current_language(),
        parent=subject.parent,
        draft=_is_draft(membership),
        at=clock.now(),
    )


def _membership(form: CommentForm) -> Membership | None:
    if form.organisation_id is None:
        return None
    membership = texts.speaking_for(db.session(), current_user(), form.organisation_id)
    if membership is None:
        raise InvalidError(N_("Für diese Organisation können Sie nicht sprechen."))
    return membership


def _is_draft(membership: Membership | None) -> bool:
    """Whether to save a draft: what a contributor sends off for the organisation always is one."""
    if membership is None and AS_DRAFT in request.form:
        raise InvalidError(
            N_("Entwürfe gibt es nur für Organisationen. Bitte wählen Sie oben eine aus.")
        )
    if membership is None:
        return False
    return AS_DRAFT in request.form or not policies.may_release(membership)


def _show(subject: _Subject, form: CommentForm) -> str:
    memberships = memberships_of(db.session(), current_user())
    form.offer_speakers(memberships)
    if isinstance(form, PassageForm) and subject.passage is not None:
        if not form.following:
            found = texts.following(db.session(), subject.passage, MOST_PASSAGES)
            form.stand_in(form.passage, [Choice(*row) for row in found])
        form.offer_places(_marked())
    version = subject.in_round.version
    return render_template(
        "consultation/comment_form.html",
        passage=subject.passage,
        parent=subject.parent,
        said=subject.said,
        version=version,
        slug=version.document.slug,
        in_round=subject.in_round,
        form=form,
        drafts=bool(memberships),
        only_drafts=bool(memberships) and not any(map(policies.may_release, memberships)),
    )


def _marked() -> str:
    """Return the place that was marked in the text, as the form writes it."""
    start, end = request.args.get("von", ""), request.args.get("bis", "")
    return f"{start}-{end}" if start and end else ""


def _closed(subject: _Subject, form: CommentForm) -> ResponseReturnValue:
    """Say that the round is not open; what was typed stands there to be copied."""
    version = subject.in_round.version
    page = render_template(
        "consultation/closed.html",
        version=version,
        slug=version.document.slug,
        in_round=subject.in_round,
        is_early=clock.now() < subject.in_round.opens_at,
        text=form.text.data,
        replacement=form.replacement.data if form.replacement else None,
    )
    return page, ConflictError.status
