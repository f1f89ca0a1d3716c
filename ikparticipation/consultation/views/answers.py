"""Abwägung: what waits for an answer, writing one, and releasing several at once."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import AnswerForm
from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import Comment, CommentKind, Disposition
from ikparticipation.consultation.period import day_begins, day_of
from ikparticipation.consultation.policies import may_draft_answers, may_release_answers
from ikparticipation.consultation.queries import AnswerState
from ikparticipation.consultation.queries.queues import MOST_ROWS
from ikparticipation.consultation.views.blueprint import (
    bp,
    chosen,
    chosen_id,
    comment_words,
    words,
)
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, ngettext, see_other


@bp.get("/verwaltung/abwaegung")
@needs(may_draft_answers)
def answers() -> ResponseReturnValue:
    """List published comments without a released answer, in the order of the text."""
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
        kind=kind,
        state=state,
        kind_choices=list(words(KINDS).items()),
        **comment_words(),
    )


@bp.route("/verwaltung/abwaegung/<uuid:comment_id>", methods=["GET", "POST"])
@needs(may_draft_answers)
def answer(comment_id: UUID) -> ResponseReturnValue:
    """Show a comment with the draft of its answer, and save the draft."""
    case: Any = queries.case_of(db.session(), comment_id) or abort(404)
    form = _answer_form(case)
    if not form.is_submitted():
        return _show(case, form)
    if not form.validate():
        return _show(case, form), 422
    try:
        draft = _save(comment_id, form)
    except InvalidError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(case, form), 422
    except ConflictError as error:
        return _show_conflict(comment_id, form, error), 409
    if "freigeben" in request.form:
        return see_other(".release", antwort=draft.id.hex)
    flash(gettext("Der Entwurf der Antwort ist gespeichert."), "success")
    return see_other(".answers")


@bp.get("/verwaltung/abwaegung/freigeben")
@needs(may_release_answers)
def release() -> ResponseReturnValue:
    """Show what will be released for good, and ask once more."""
    return _confirm(list(_seen(request.args.getlist("antwort"))))


@bp.post("/verwaltung/abwaegung/freigeben")
@needs(may_release_answers)
def release_answers() -> ResponseReturnValue:
    """Release the answers that were shown, all or none."""
    session, seen = db.session(), _seen(request.form.getlist("antwort"))
    try:
        released = services.release_dispositions(
            session,
            queries.dispositions(session, seen),
            actor=current_user(),
            seen=seen,
            at=clock.now(),
        )
    except ConflictError as error:
        return _confirm(list(seen), conflict=error)
    if not released:
        return _nothing_to_release()
    count = len(released)
    flash(
        ngettext("%(num)s Antwort ist freigegeben.", "%(num)s Antworten sind freigegeben.", count),
        "success",
    )
    return see_other(".answers")


def _answer_form(case: Any) -> AnswerForm:
    day = day_of(case.deferred_until) if case.deferred_until else None
    return AnswerForm(
        seen=case.answer_version, outcome=case.outcome, reason=case.reason, deferred_until=day
    )


def _save(comment_id: UUID, form: AnswerForm) -> Disposition:
    day = form.deferred_until.data
    return services.draft_disposition(
        db.session(),
        get_or_404(Comment, comment_id),
        outcome=form.outcome.data,
        reason=form.reason.data or "",
        deferred_until=day_begins(day) if day else None,
        seen=form.seen.data,
        actor=current_user(),
        at=clock.now(),
    )


def _show(case: Any, form: AnswerForm, conflict: ConflictError | None = None) -> str:
    return render_template(
        "consultation/answer.html", case=case, form=form, conflict=conflict, **comment_words()
    )


def _show_conflict(comment_id: UUID, form: AnswerForm, conflict: ConflictError) -> str:
    """Return the page with both answers; sending it again replaces the stored one."""
    case: Any = queries.case_of(db.session(), comment_id) or abort(404)
    form.seen.data, form.seen.raw_data = case.answer_version, None
    return _show(case, form, conflict)


def _seen(names: list[str]) -> dict[UUID, int]:
    """Return the chosen answers and the versions that were read: "<id>" or "<id>.<version>"."""
    seen: dict[UUID, int] = {}
    for name in names[:MOST_ROWS]:
        with suppress(ValueError):
            answer_id, _, version = name.partition(".")
            seen[UUID(answer_id)] = int(version or 0)
    return seen


def _confirm(ids: list[UUID], *, conflict: ConflictError | None = None) -> ResponseReturnValue:
    found = queries.drafted_answers(db.session(), ids)
    if not found:
        return _nothing_to_release()
    page = render_template(
        "consultation/release.html", answers=found, conflict=conflict, **comment_words()
    )
    return page, 409 if conflict else 200


def _nothing_to_release() -> ResponseReturnValue:
    flash(gettext("Bitte wählen Sie eine Antwort aus, die noch nicht freigegeben ist."))
    return see_other(".answers")
