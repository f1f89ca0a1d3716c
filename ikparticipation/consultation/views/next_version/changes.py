"""What the working text changes, and why."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.forms import ChangesForm
from ikparticipation.consultation.labels import CHANGE_REASONS
from ikparticipation.consultation.policies import may_draft_answers
from ikparticipation.consultation.queries.next_version.changes import next_changes, reasons_for_next
from ikparticipation.consultation.views.answering.writing import change_words
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.queries import latest_version
from ikparticipation.errors import ConflictError
from ikparticipation.web import get_or_404, ngettext, see_other

WITHOUT = "ohne-grund"


@bp.get("/verwaltung/entwuerfe/<uuid:document_id>/aenderungen")
@needs(may_draft_answers)
def changes(document_id: UUID) -> ResponseReturnValue:
    """List every changed passage with the comments behind it, or why else it changes.

    `?waehlen=ohne-grund`: those without a reason are ticked.
    """
    document, form = get_or_404(Document, document_id), ChangesForm()
    return _page(document, form, ticks=request.args.get("waehlen") == WITHOUT)


@bp.post("/verwaltung/entwuerfe/<uuid:document_id>/aenderungen")
@needs(may_draft_answers)
def explain_changes(document_id: UUID) -> ResponseReturnValue:
    """Mark several changes as editorial or as the administration's own."""
    document, form = get_or_404(Document, document_id), ChangesForm()
    if not form.validate():
        return _page(document, form), 422
    try:
        count = services.explain_changes(
            db.session(),
            document,
            form.changes.data or [],
            reason=form.chosen,
            actor=current_user(),
            at=clock.now(),
        )
    except ConflictError as error:
        form.form_errors.append(error.message)
        return _page(document, form), 409
    flash(
        ngettext(
            "Der Grund ist für %(num)s Stelle gespeichert.",
            "Der Grund ist für %(num)s Stellen gespeichert.",
            count,
        ),
        "success",
    )
    return see_other(".changes", document_id=document.id)


def _page(document: Document, form: ChangesForm, *, ticks: bool = False) -> str:
    """Return the page, first what has no reason yet; `ticks`: and is to be ticked."""
    session = db.session()
    newest = latest_version(session, document)
    found = next_changes(session, document)
    reasons = reasons_for_next(session, newest) if newest else None
    bare = {c.key for c in found if reasons and not reasons.has_any(c)}
    if ticks:
        form.changes.data = sorted(bare)
    return render_template(
        "consultation/changes.html",
        document=document,
        newest=newest,
        changes=sorted(found, key=lambda c: c.key not in bare),
        bare=bare,
        reasons=reasons,
        tick_all=url_for(".changes", document_id=document.id, waehlen=WITHOUT),
        form=form,
        reason_words=CHANGE_REASONS,
        **change_words(),
        **comment_words(),
    )
