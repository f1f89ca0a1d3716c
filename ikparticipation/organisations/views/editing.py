"""Adding an organisation, and changing what the register says about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.errors import DomainError
from ikparticipation.organisations import services
from ikparticipation.organisations.forms import OrganisationForm, ProfileForm
from ikparticipation.organisations.models import KIND_NAMES, Organisation
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.services import SameNameError, StaleError
from ikparticipation.organisations.views.blueprint import bp, editable, home
from ikparticipation.web import gettext, refuse


@bp.route("/verwaltung/akteure/neu", methods=["GET", "POST"])
@needs(may_keep_register)
def create() -> ResponseReturnValue:
    """Add an organisation; a name that is there in another spelling must be confirmed."""
    form = OrganisationForm()
    form.offer_places(municipalities(db.session()))

    def save() -> Organisation:
        return services.register_organisation(
            db.session(),
            form.entry(),
            form.profile(),
            actor=current_user(),
            at=clock.now(),
            twin_is_meant=form.twin_is_meant.data,
        )

    return _answer(form, None, save)


@bp.route("/verwaltung/akteure/<uuid:organisation_id>/bearbeiten", methods=["GET", "POST"])
@needs(may_keep_register)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    """Change everything the register says about an organisation."""
    organisation = editable(organisation_id, own=False)
    form = OrganisationForm(obj=organisation)
    form.offer_places(municipalities(db.session()))

    def save() -> Organisation:
        return services.change_organisation(
            db.session(),
            organisation,
            form.profile(),
            entry=form.entry(),
            seen=form.seen(),
            actor=current_user(),
            twin_is_meant=form.twin_is_meant.data,
        )

    return _answer(form, organisation, save)


@bp.route("/mein/organisation/<uuid:organisation_id>/bearbeiten", methods=["GET", "POST"])
@login_required
def edit_own(organisation_id: UUID) -> ResponseReturnValue:
    """Change what one's own organisation says about itself."""
    organisation = editable(organisation_id, own=True)
    form = ProfileForm(obj=organisation)

    def save() -> Organisation:
        return services.change_organisation(
            db.session(),
            organisation,
            form.profile(),
            seen=form.seen(),
            actor=current_user(),
        )

    return _answer(form, organisation, save)


def _answer(
    form: ProfileForm, organisation: Organisation | None, save: Callable[[], Organisation]
) -> ResponseReturnValue:
    """Show the form, or save; whatever is refused, what was typed stays in the form."""
    own = not isinstance(form, OrganisationForm)
    page: dict[str, Any] = {"form": form, "organisation": organisation, "own": own}
    page |= {"kind_names": KIND_NAMES, "twins": (), "stored": None}
    if not form.is_submitted():
        return render_template("organisations/edit.html", **page)
    if not form.validate():
        return refuse("organisations/edit.html", **page)
    try:
        saved = save()
    except DomainError as error:
        page |= _why_refused(form, organisation, error)
        return render_template("organisations/edit.html", **page), error.status
    flash(gettext("Die Angaben zu „%(name)s“ sind gespeichert.", name=saved.name), "success")
    return redirect(home(saved, own=own), 303)


def _why_refused(
    form: ProfileForm, organisation: Organisation | None, error: DomainError
) -> dict[str, Any]:
    """Return what the page shows beside the form: twins, or what is stored otherwise than typed.

    The stale form gets today's version: saving it once more overwrites knowingly.
    """
    form.form_errors.append(gettext(error.message, **error.facts))
    if isinstance(error, SameNameError):
        return {"twins": error.twins}
    if isinstance(error, StaleError) and organisation is not None:
        form.version.data = str(organisation.version)
        stored = [
            (gettext(label), gettext(words)) for label, words in form.differences(organisation)
        ]
        return {"stored": stored}
    return {}
