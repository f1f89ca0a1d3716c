"""Adding an organisation, and changing what the register says about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.catalogue.queries import catalogue, offered
from ikparticipation.errors import DomainError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.forms import (
    NewOrganisationForm,
    OrganisationForm,
    ProfileForm,
)
from ikparticipation.organisations.models import KIND_NAMES, Organisation
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.services import (
    ENTERED,
    LevelError,
    Origin,
    SameNameError,
    StaleError,
    UmbrellaError,
)
from ikparticipation.organisations.views.blueprint import bp, editable, home
from ikparticipation.text import N_, one_line
from ikparticipation.web import current_language, gettext, refuse


@bp.route("/verwaltung/akteure/neu", methods=["GET", "POST"])
@needs(may_keep_register)
def create() -> ResponseReturnValue:
    """Add an organisation; a name that is there in another spelling must be confirmed."""
    name = one_line(request.args.get("name", "")[:200])
    form = NewOrganisationForm(name=name, reason=gettext(ENTERED.reason))
    _offer(form)

    def save() -> Organisation:
        return services.register_organisation(
            db.session(),
            form.entry(_umbrella_meant(form)),
            form.profile(),
            actor=current_user(),
            at=clock.now(),
            twin_is_meant=form.twin_is_meant.data,
            origin=Origin(reason=form.reason.data or ""),
        )

    return _answer(form, None, save)


@bp.route("/verwaltung/akteure/<uuid:organisation_id>/bearbeiten", methods=["GET", "POST"])
@needs(may_keep_register)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    """Change everything the register says about an organisation."""
    organisation = editable(organisation_id, own=False)
    form = OrganisationForm(obj=organisation, **_more(organisation))
    _offer(form)

    def save() -> Organisation:
        return services.change_organisation(
            db.session(),
            organisation,
            form.profile(),
            entry=form.entry(_umbrella_meant(form)),
            seen=form.seen(),
            actor=current_user(),
            at=clock.now(),
            twin_is_meant=form.twin_is_meant.data,
        )

    return _answer(form, organisation, save)


@bp.route("/mein/organisation/<uuid:organisation_id>/bearbeiten", methods=["GET", "POST"])
@login_required
def edit_own(organisation_id: UUID) -> ResponseReturnValue:
    """Change what one's own organisation says about itself."""
    organisation = editable(organisation_id, own=True)
    form = ProfileForm(obj=organisation, **_more(organisation))
    _offer(form)

    def save() -> Organisation:
        return services.change_organisation(
            db.session(),
            organisation,
            form.profile(),
            seen=form.seen(),
            actor=current_user(),
        )

    return _answer(form, organisation, save)


def _offer(form: ProfileForm) -> None:
    """Give the form what there is to choose from, by one statement."""
    lists, language = catalogue(db.session()), current_language()
    form.offer_fields(offered(lists.fields), language)
    if isinstance(form, OrganisationForm):
        form.offer_places(offered(lists.municipalities), language)


def _more(organisation: Organisation) -> dict[str, Any]:
    """Return what the forms show beside the columns of the entry."""
    session = db.session()
    above = (
        session.get(Organisation, organisation.umbrella_id) if organisation.umbrella_id else None
    )
    return {
        "fields": sorted(queries.fields_of(session, organisation.id)),
        "umbrella": above.name if above else "",
    }


def _umbrella_meant(form: OrganisationForm) -> UUID | None:
    """Return whom the typed name means; UmbrellaError unless it is just one."""
    name = form.umbrella.data or ""
    if not name:
        return None
    found = queries.meant_by(db.session(), name)
    if not found:
        raise UmbrellaError(NOBODY, name=name)
    if len(found) > 1:
        raise UmbrellaError(SEVERAL, names=" · ".join(row.name for row in found))
    return UUID(str(found[0].id))


def _answer(
    form: ProfileForm, organisation: Organisation | None, save: Callable[[], Organisation]
) -> ResponseReturnValue:
    """Show the form, or save; whatever is refused, what was typed stays in the form."""
    own = not isinstance(form, OrganisationForm)
    page: dict[str, Any] = {"form": form, "organisation": organisation, "own": own}
    page |= {"kind_names": KIND_NAMES, "twins": (), "stored": None}
    page["bodies"] = () if own else queries.bodies(db.session())
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
    message = gettext(error.message, **error.facts)
    if isinstance(form, OrganisationForm) and isinstance(error, (UmbrellaError, LevelError)):
        field = form.umbrella if isinstance(error, UmbrellaError) else form.level
        field.errors = [message]
        return {}
    form.form_errors.append(message)
    if isinstance(error, SameNameError):
        return {"twins": error.twins}
    if isinstance(error, StaleError) and organisation is not None:
        form.version.data = str(organisation.version)
        different = form.differences(organisation, _more(organisation))
        return {"stored": [(gettext(label), gettext(words)) for label, words in different]}
    return {}


NOBODY = N_(
    "„%(name)s“ steht nicht im Verzeichnis. Bitte wählen Sie einen Namen aus der Liste, oder "
    "nehmen Sie den Dachverband zuerst auf."
)
SEVERAL = N_(
    "Mehrere heißen so: %(names)s. Bitte schreiben Sie den Namen genau so, wie er im Verzeichnis "
    "steht."
)
