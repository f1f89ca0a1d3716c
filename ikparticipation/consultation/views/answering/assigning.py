"""Asking a part of the administration to draft an answer."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.forms import AssignForm
from ikparticipation.consultation.policies import may_draft_answers
from ikparticipation.consultation.queries.answering.queue import Fellow, comments_among
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.db import AnyRow
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.web import get_or_404, gettext, ngettext, see_other


@bp.route("/verwaltung/abwaegung/<uuid:comment_id>/zuweisen", methods=["GET", "POST"])
@needs(may_draft_answers)
def assign(comment_id: UUID) -> ResponseReturnValue:
    """Choose who drafts the answer, and by when."""
    session = db.session()
    case: Any = queries.case_of(session, comment_id) or abort(404)
    group = [row for row in queries.group_of(session, comment_id) if not row.is_answered]
    form = _form(queries.assignment_of(session, comment_id))
    if not form.is_submitted():
        return _page(case, group, form)
    if not form.validate():
        return _page(case, group, form), 422
    try:
        ids = [comment_id, *(row.id for row in group if form.whole_group.data)]
        changed = services.assign_comments(
            session,
            comments_among(session, ids),
            office=get_or_404(Organisation, form.office_id),
            due_on=form.day,
            note=form.note.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _page(case, group, form), error.status
    flash(
        ngettext(
            "Der Kommentar ist zugewiesen.",
            "%(num)s Kommentare sind zugewiesen.",
            max(1, len(changed)),
        ),
        "success",
    )
    return see_other(".answer", comment_id=comment_id)


def _form(assignment: AnyRow | None) -> AssignForm:
    form = (
        AssignForm(
            office=str(assignment.organisation_id),
            due_on=assignment.due_on,
            note=assignment.note,
        )
        if assignment
        else AssignForm()
    )
    form.offer(list(queries.offices(db.session())))
    return form


def _page(case: Any, group: list[Fellow], form: AssignForm) -> str:
    return render_template(
        "consultation/assign.html", case=case, group=group, form=form, **comment_words()
    )
