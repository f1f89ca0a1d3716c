"""Who acts for an organisation: inviting, changing roles, removing. For steering and for `own`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import DomainError
from ikparticipation.organisations import services
from ikparticipation.organisations.forms import InviteForm, RoleForm
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.organisations.views.blueprint import (
    bp,
    editable,
    home,
    member_of,
)
from ikparticipation.web import Form, gettext, refuse

STAFF = "/verwaltung/akteure/<uuid:organisation_id>"
OWN = "/mein/organisation/<uuid:organisation_id>"
View = Callable[..., ResponseReturnValue]
MEMBER = "/mitglieder/<uuid:membership_id>"


def in_both_places(
    path: str, name: str, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Give a view its two addresses: endpoint `name` for steering, `name_own` for members."""

    def decorate(view: View) -> View:
        guarded = login_required(view)
        staff, own = {"own": False}, {"own": True}
        bp.add_url_rule(STAFF + path, name, guarded, methods=methods, defaults=staff)
        bp.add_url_rule(OWN + path, f"{name}_own", guarded, methods=methods, defaults=own)
        return view

    return decorate


@in_both_places("/einladen", "invite")
def invite(organisation_id: UUID, *, own: bool) -> ResponseReturnValue:
    """Invite a person by mail to act for the organisation."""
    organisation, form = editable(organisation_id, own=own), InviteForm()
    page = {"form": form, "organisation": organisation, "own": own}
    if not form.is_submitted():
        return render_template("organisations/invite.html", **page)
    if not form.validate():
        return refuse("organisations/invite.html", **page)
    try:
        services.invite_member(
            db.session(), organisation, actor=current_user(), at=clock.now(), **form.facts()
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("organisations/invite.html", **page)
    flash(gettext("Die Einladung an %(email)s ist unterwegs.", email=form.email.data), "success")
    return redirect(home(organisation, own=own), 303)


@in_both_places(MEMBER, "member")
def member(organisation_id: UUID, membership_id: UUID, *, own: bool) -> ResponseReturnValue:
    """Show a member, and take another role."""
    organisation = editable(organisation_id, own=own)
    membership = member_of(organisation, membership_id)
    form = RoleForm(obj=membership)
    if not form.is_submitted():
        return render_template("organisations/member.html", **_page(membership, own=own), form=form)
    if not form.validate():
        return refuse("organisations/member.html", **_page(membership, own=own), form=form)
    role = MemberRole(form.role.data)
    services.change_member_role(db.session(), membership, role=role, actor=current_user())
    flash(gettext("Die Rolle von %(name)s ist geändert.", name=membership.user.name), "success")
    return redirect(home(organisation, own=own), 303)


@in_both_places(f"{MEMBER}/entfernen", "remove_member")
def remove_member(organisation_id: UUID, membership_id: UUID, *, own: bool) -> ResponseReturnValue:
    """Ask once more, then end the membership."""
    organisation = editable(organisation_id, own=own)
    membership = member_of(organisation, membership_id)
    if not Form().validate_on_submit():
        return render_template("organisations/remove_member.html", **_page(membership, own=own))
    name = membership.user.name
    services.remove_member(db.session(), membership, actor=current_user())
    flash(gettext("%(name)s gehört nicht mehr dazu.", name=name), "success")
    return redirect(home(organisation, own=own), 303)


@in_both_places(f"{MEMBER}/link", "send_link", methods=("POST",))
def send_link(organisation_id: UUID, membership_id: UUID, *, own: bool) -> ResponseReturnValue:
    """Mail a fresh link to a member whose invitation got lost."""
    organisation = editable(organisation_id, own=own)
    membership = member_of(organisation, membership_id)
    services.repeat_invitation(db.session(), membership, actor=current_user())
    email = membership.user.email
    flash(gettext("Ein neuer Link an %(email)s ist unterwegs.", email=email), "success")
    return redirect(home(organisation, own=own), 303)


def _page(membership: Membership, *, own: bool) -> dict[str, Any]:
    organisation = membership.organisation
    return {
        "membership": membership,
        "organisation": organisation,
        "home": home(organisation, own=own),
        "own": own,
    }
