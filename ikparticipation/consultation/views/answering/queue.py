"""Abwägung: what waits for an answer, and writing one."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import AnswerForm
from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import CommentKind, Disposition
from ikparticipation.consultation.period import day_of
from ikparticipation.consultation.policies import may_draft_answers
from ikparticipation.consultation.queries import AnswerState
from ikparticipation.consultation.queries.answering.assigned import assigned_among
from ikparticipation.consultation.queries.next_version.undecided import unplaced_by_version
from ikparticipation.consultation.views.answering.writing import (
    OFFICE,
    STAFF,
    case_at,
    show,
    write_answer,
)
from ikparticipation.consultation.views.blueprint import (
    bp,
    chosen,
    chosen_id,
    comment_words,
    words,
)
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, see_other


@bp.get("/verwaltung/abwaegung")
@needs(may_draft_answers)
def answers() -> ResponseReturnValue:
    """List published comments without a final answer, in the order of the text."""
    session, document_id = db.session(), chosen_id("dokument")
    kind, state = chosen("art", CommentKind), chosen("stand", AnswerState)
    documents = queries.unanswered_by_document(session)
    counted = [d for d in documents if document_id in {None, d.id}]
    return render_template(
        "consultation/answers.html",
        comments=queries.answer_queue(session, document_id=document_id, kind=kind, state=state),
        documents=documents,
        document_id=document_id,
        total=sum(d.comments for d in counted),
        drafted=sum(d.drafted for d in counted),
        unplaced=unplaced_by_version(session),
        kind=kind,
        state=state,
        today=day_of(clock.now()),
        kind_choices=list(words(KINDS).items()),
        **comment_words(),
    )


@bp.route("/verwaltung/abwaegung/<uuid:comment_id>", methods=["GET", "POST"])
@needs(may_draft_answers)
def answer(comment_id: UUID) -> ResponseReturnValue:
    """Show a comment with the draft of its answer, and save the draft."""
    return write_answer(comment_id, STAFF)


@bp.post("/verwaltung/abwaegung/<uuid:comment_id>/stellen")
@needs(may_draft_answers)
def link_changes(comment_id: UUID) -> ResponseReturnValue:
    """Let a released answer point to passages of the next version."""
    session, case = db.session(), case_at(comment_id, STAFF)
    if case.answers.released is None:
        abort(404)
    try:
        services.link_changes(
            session,
            [get_or_404(Disposition, case.answers.released.id)],
            request.form.getlist("changes"),
            actor=current_user(),
            at=clock.now(),
        )
    except (ConflictError, InvalidError) as error:
        session.rollback()
        refused = ConflictError(error.message, **error.facts)
        page = show(case_at(comment_id, STAFF), AnswerForm(formdata=None), STAFF, refused)
        return page, error.status
    flash(gettext("Die geänderten Stellen sind mit der Antwort verbunden."), "success")
    return see_other(".answer", comment_id=comment_id)


@bp.get("/mein/abwaegung")
@login_required
def my_answers() -> ResponseReturnValue:
    """List the comments whose answers this person is asked to draft."""
    return render_template(
        "consultation/my_answers.html",
        comments=queries.assigned_to(db.session(), current_user()),
        today=day_of(clock.now()),
        **comment_words(),
    )


@bp.route("/mein/abwaegung/<uuid:comment_id>", methods=["GET", "POST"])
@login_required
def my_answer(comment_id: UUID) -> ResponseReturnValue:
    """Let an office draft the answer that it was asked for; for others there is no such page."""
    session, me = db.session(), current_user()
    if request.method == "POST":  # what was typed comes back, also if the comment is gone
        is_mine = comment_id in assigned_among(session, me, [comment_id])
    else:
        is_mine = queries.is_assigned(session, me, comment_id)
    if not is_mine:
        abort(404)
    return write_answer(comment_id, OFFICE)
