"""The versions of a document, and the decisions that adopted them."""

from datetime import date
from typing import cast
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.forms import AdoptionForm
from ikparticipation.drafts.labels import VERSION_STATUS_COLOURS, VERSION_STATUSES
from ikparticipation.drafts.models import Document, Version
from ikparticipation.drafts.views.blueprint import bp
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, see_other


@bp.get("/<uuid:document_id>/fassungen")
@needs(may_steer)
def versions(document_id: UUID) -> ResponseReturnValue:
    """List the versions of a document with what became of each."""
    return render_template(
        "drafts/versions.html",
        document=get_or_404(Document, document_id),
        versions=queries.versions(db.session(), document_id),
        statuses=VERSION_STATUSES,
        colours=VERSION_STATUS_COLOURS,
    )


@bp.route("/fassungen/<uuid:version_id>/beschluss", methods=["GET", "POST"])
@needs(may_steer)
def adopt(version_id: UUID) -> ResponseReturnValue:
    """Record the decision on a version; show it once it is recorded."""
    version, form = get_or_404(Version, version_id), AdoptionForm()
    if not form.is_submitted():
        return _adoption(version, form)
    if not form.validate():
        return _adoption(version, form), 422
    try:
        _adopt(version, form)
    except ConflictError:
        return _adoption(version, form, is_late=True), 409
    except InvalidError as error:
        form.decided_on.errors = [gettext(error.message, **error.facts)]
        return _adoption(version, form), 422
    flash(gettext("Der Beschluss ist eingetragen."), "success")
    return see_other(".versions", document_id=version.document_id)


def _adoption(version: Version, form: AdoptionForm, *, is_late: bool = False) -> str:
    return render_template(
        "drafts/adopt.html",
        version=version,
        form=form,
        decision=queries.decision_of(db.session(), version.id),
        is_late=is_late,
    )


def _adopt(version: Version, form: AdoptionForm) -> None:
    services.adopt(
        db.session(),
        version,
        body=form.body.data or "",
        decided_on=cast("date", form.decided_on.data),
        reference=form.reference.data or "",
        actor=current_user(),
        at=clock.now(),
    )
