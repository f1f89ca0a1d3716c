"""What staff entered, as the organisation sees it, and its objection."""

from uuid import UUID

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import InvalidError
from ikparticipation.surveys import services
from ikparticipation.surveys.forms.entering import ObjectionForm
from ikparticipation.surveys.policies import may_object_to_entry
from ikparticipation.surveys.queries.entering import entered
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation
from ikparticipation.web import gettext

PAGE = "/erhebung/<uuid:wave_id>/eingetragen"


@bp.get(PAGE)
@for_organisation
def entered_for_us(place: Place) -> ResponseReturnValue:
    """Show what was entered for the organisation, when and from whom, and what it may do."""
    return _page(place, ObjectionForm())


@bp.post(f"{PAGE}/<uuid:entry_id>")
@for_organisation
def object_to_entry(place: Place, entry_id: UUID) -> ResponseReturnValue:
    """Say that it is not so."""
    form, response = ObjectionForm(), place.response
    found = entered(db.session(), response.id) if response else ()
    if entry_id not in {row.Entry.id for row in found}:
        abort(404)
    words = form.words.data or ""
    try:
        services.object_to_entry(
            db.session(), entry_id, words=words, actor=current_user(), at=place.now
        )
    except InvalidError as error:
        form.words.errors = [gettext(error.message, **error.facts)]
        return _page(place, form), 422
    flash(gettext("Ihr Widerspruch ist bei der Verwaltung. Sie bekommen Antwort."), "success")
    return redirect(place.path("eingetragen"), 303)


def _page(place: Place, form: ObjectionForm) -> str:
    response = place.response
    return render_template(
        "surveys/entering/entered.html",
        place=place,
        entries=entered(db.session(), response.id) if response else (),
        newest=place.entered.id if place.entered else None,
        form=form,
        may_object=may_object_to_entry(place.seat.role),
    )
