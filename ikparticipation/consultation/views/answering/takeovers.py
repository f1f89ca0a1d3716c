"""Taking a proposed wording over into the working text."""

from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import TakeoverForm
from ikparticipation.consultation.models import Comment, CommentKind, CommentStatus, Outcome
from ikparticipation.consultation.services.answering.takeovers import plan_takeover
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.drafts.compare import pieces
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, see_other


@bp.get("/verwaltung/abwaegung/<uuid:comment_id>/uebernehmen")
@needs(may_steer)
def proposal(comment_id: UUID) -> ResponseReturnValue:
    """Show the proposal beside the working text, to put it in by hand."""
    comment = _proposal(comment_id)
    if comment.status is not CommentStatus.PUBLISHED:
        abort(404)
    return _page(comment, _form(comment))


@bp.post("/verwaltung/abwaegung/<uuid:comment_id>/uebernehmen")
@needs(may_steer)
def take_over(comment_id: UUID) -> ResponseReturnValue:
    """Put the proposed words into the working text; where that is not sure, ask a person."""
    comment = _proposal(comment_id)
    try:
        key = services.take_over(db.session(), comment, actor=current_user(), at=clock.now())
    except ConflictError as error:
        db.session().rollback()
        return _page(comment, _form(comment, fresh=True), error), 409
    return _answer_next(comment_id, key)


@bp.post("/verwaltung/abwaegung/<uuid:comment_id>/uebernehmen/von-hand")
@needs(may_steer)
def take_over_by_hand(comment_id: UUID) -> ResponseReturnValue:
    """Store the working text with the proposal in it, unless somebody else saved meanwhile."""
    comment, form = _proposal(comment_id), TakeoverForm()
    if not form.validate():
        return _page(comment, form), 422
    try:
        key = services.take_over_by_hand(
            db.session(),
            comment,
            text=form.text.data or "",
            seen=form.seen.data,
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.text.errors = [gettext(error.message, **error.facts)]
        return _page(comment, form), 422
    except ConflictError as error:
        db.session().rollback()
        form.seen.data, form.seen.raw_data = comment.round.version.document.version, None
        return _page(comment, form, error, is_stale=True), 409
    return _answer_next(comment_id, key)


def _proposal(comment_id: UUID) -> Comment:
    comment = get_or_404(Comment, comment_id)
    if comment.kind is not CommentKind.CHANGE_PROPOSAL or comment.status is CommentStatus.DRAFT:
        abort(404)
    return comment


def _form(comment: Comment, *, fresh: bool = False) -> TakeoverForm:
    document = comment.round.version.document
    given = {"formdata": None} if fresh else {}
    return TakeoverForm(seen=document.version, text=document.working_text, **given)


def _answer_next(comment_id: UUID, key: str) -> ResponseReturnValue:
    flash(
        gettext("Der Vorschlag steht jetzt im Arbeitstext. Bitte speichern Sie noch die Antwort."),
        "success",
    )
    keys = [key] if key else []
    return see_other(".answer", comment_id=comment_id, ergebnis=Outcome.ADOPTED.value, stelle=keys)


def _page(
    comment: Comment,
    form: TakeoverForm,
    conflict: ConflictError | None = None,
    *,
    is_stale: bool = False,
) -> str:
    session = db.session()
    is_there = comment.status is CommentStatus.PUBLISHED
    plan = plan_takeover(session, comment) if is_there else None
    return render_template(
        "consultation/take_over.html",
        case=queries.case_of(session, comment.id),
        document=comment.round.version.document,
        plan=plan,
        pieces=pieces(plan.stands_there or "", plan.wanted) if plan and plan.wanted else (),
        form=form,
        conflict=conflict,
        is_stale=is_stale,
        **comment_words(),
    )
