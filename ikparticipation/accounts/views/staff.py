"""The accounts of the administration, for administrators."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts import queries, services
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.forms import InviteStaffForm, RoleForm
from ikparticipation.accounts.models import STAFF_ROLE_NAMES, StaffRole, User
from ikparticipation.accounts.policies import may_administer
from ikparticipation.accounts.views.blueprint import bp
from ikparticipation.errors import DomainError
from ikparticipation.web import Form, get_or_404, gettext, refuse, see_other


@bp.get("/verwaltung/konten")
@needs(may_administer)
def staff_accounts() -> ResponseReturnValue:
    return render_template(
        "accounts/staff.html", rows=queries.staff(db.session()), role_names=STAFF_ROLE_NAMES
    )


@bp.route("/verwaltung/konten/einladen", methods=["GET", "POST"])
@needs(may_administer)
def invite() -> ResponseReturnValue:
    """Invite a person by mail to work in the administration."""
    form = InviteStaffForm()
    if not form.is_submitted():
        return render_template("accounts/invite.html", form=form)
    if not form.validate():
        return refuse("accounts/invite.html", form=form)
    facts = {"email": form.email.data, "name": form.name.data, "language": form.language.data}
    role, actor = StaffRole(form.role.data), current_user()
    try:
        services.invite_staff(db.session(), role=role, actor=actor, at=clock.now(), **facts)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("accounts/invite.html", form=form)
    flash(gettext("Die Einladung an %(email)s ist unterwegs.", email=form.email.data), "success")
    return see_other(".staff_accounts")


@bp.route("/verwaltung/konten/<uuid:user_id>", methods=["GET", "POST"])
@needs(may_administer)
def staff_account(user_id: UUID) -> ResponseReturnValue:
    """Show one account, and take another role."""
    user = get_or_404(User, user_id)
    form = RoleForm(role=user.staff_role or "")
    if not form.is_submitted():
        return render_template("accounts/staff_account.html", user=user, form=form)
    if not form.validate():
        return refuse("accounts/staff_account.html", user=user, form=form)
    role = StaffRole(form.role.data) if form.role.data else None
    services.change_role(db.session(), user, role=role, actor=current_user())
    flash(gettext("Die Aufgabe von %(name)s ist geändert.", name=user.name), "success")
    return see_other(".staff_accounts" if may_administer(current_user()) else ".account")


@bp.route("/verwaltung/konten/<uuid:user_id>/sperren", methods=["GET", "POST"])
@needs(may_administer)
def disable(user_id: UUID) -> ResponseReturnValue:
    """Ask once more, then lock the account."""
    user, form = get_or_404(User, user_id), Form()
    if not form.validate_on_submit():
        return render_template("accounts/disable.html", user=user)
    services.disable(db.session(), user, actor=current_user(), at=clock.now())
    flash(gettext("Das Konto von %(name)s ist gesperrt.", name=user.name), "success")
    return see_other(".staff_account", user_id=user.id)


@bp.post("/verwaltung/konten/<uuid:user_id>/entsperren")
@needs(may_administer)
def enable(user_id: UUID) -> ResponseReturnValue:
    user = get_or_404(User, user_id)
    services.enable(db.session(), user, actor=current_user())
    flash(gettext("Das Konto von %(name)s ist wieder offen.", name=user.name), "success")
    return see_other(".staff_account", user_id=user.id)


@bp.post("/verwaltung/konten/<uuid:user_id>/link")
@needs(may_administer)
def send_link(user_id: UUID) -> ResponseReturnValue:
    """Mail a fresh link to a person whose invitation got lost."""
    user = get_or_404(User, user_id)
    services.request_link(db.session(), user, actor=current_user())
    flash(gettext("Ein neuer Link an %(email)s ist unterwegs.", email=user.email), "success")
    return see_other(".staff_account", user_id=user.id)
