"""Other names of an organisation: each with its source, added and removed with a reason."""

from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.forms import NameForm, ReasonForm
from ikparticipation.organisations.labels import NAME_KIND_NAMES
from ikparticipation.organisations.models import NameKind, Organisation, OrganisationName
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.services import TakenNameError
from ikparticipation.organisations.views.blueprint import bp, editable
from ikparticipation.text import N_
from ikparticipation.web import gettext, refuse, see_other

PATH = "/verwaltung/akteure/<uuid:organisation_id>/namen"
LIST_PAGE, REMOVE_PAGE = "organisations/names.html", "organisations/remove_name.html"


@bp.route(PATH, methods=["GET", "POST"])
@needs(may_keep_register)
def other_names(organisation_id: UUID) -> ResponseReturnValue:
    """Show the other names of an organisation, and take one more."""
    organisation, form = editable(organisation_id, own=False), NameForm()
    if not form.is_submitted():
        return _show(organisation, form)
    if not form.validate():
        return _show(organisation, form), 422
    try:
        added = services.add_name(
            db.session(),
            organisation,
            name=form.name.data or "",
            kind=NameKind(form.kind.data),
            reason=form.reason.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        form.name.errors = [gettext(error.message, **error.facts)]
        taken_by = error.other if isinstance(error, TakenNameError) else None
        return _show(organisation, form, taken_by), error.status
    flash(gettext("„%(name)s“ ist eingetragen.", name=added.name), "success")
    if shared := services.shared_with(db.session(), added):
        flash(gettext(SHARED, name=added.name, others=" · ".join(shared)), "info")
    return see_other(".other_names", organisation_id=organisation.id)


@bp.route(f"{PATH}/<uuid:name_id>/entfernen", methods=["GET", "POST"])
@needs(may_keep_register)
def remove_name(organisation_id: UUID, name_id: UUID) -> ResponseReturnValue:
    """Ask why, then take a name away."""
    organisation, form = editable(organisation_id, own=False), ReasonForm()
    name = db.session().get(OrganisationName, name_id)
    if name is None or name.organisation_id != organisation.id:
        abort(404)
    page = {"organisation": organisation, "name": name, "form": form}
    if not form.is_submitted():
        return render_template(REMOVE_PAGE, **page)
    if not form.validate():
        return refuse(REMOVE_PAGE, **page)
    reason = form.reason.data or ""
    services.remove_name(db.session(), organisation, name, reason=reason, actor=current_user())
    flash(gettext("„%(name)s“ ist entfernt.", name=name.name), "success")
    return see_other(".other_names", organisation_id=organisation.id)


def _show(organisation: Organisation, form: NameForm, taken_by: Organisation | None = None) -> str:
    return render_template(
        LIST_PAGE,
        organisation=organisation,
        form=form,
        names=queries.other_names(db.session(), [organisation.id]),
        kinds=NAME_KIND_NAMES,
        taken_by=taken_by,
    )


SHARED = N_(
    "„%(name)s“ ist auch ein Name von: %(others)s. Wer nur so schreibt, wird deshalb nicht von "
    "selbst zugeordnet; das entscheiden Sie im Einzelfall."
)
