"""One's own account: name, language, password, and ending sessions."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts import access, services
from ikparticipation.accounts.access import current_user
from ikparticipation.accounts.forms import PasswordForm, ProfileForm
from ikparticipation.accounts.views.blueprint import bp, remember_language
from ikparticipation.text import N_, translate
from ikparticipation.web import Form, gettext, refuse, see_other


@bp.route("/mein/konto", methods=["GET", "POST"])
@login_required
def account() -> ResponseReturnValue:
    """Show the account, and take a corrected name or another language."""
    user = current_user()
    form = ProfileForm(obj=user)
    if not form.is_submitted():
        return render_template("accounts/account.html", form=form, user=user)
    if not form.validate():
        return refuse("accounts/account.html", form=form, user=user)
    services.change_profile(
        db.session(), user, name=form.name.data or "", language=form.language.data
    )
    flash(translate(user.language, N_("Ihre Angaben sind gespeichert.")), "success")
    answer = redirect(url_for(".account"), 303)
    remember_language(answer, user.language)
    return answer


@bp.route("/mein/konto/passwort", methods=["GET", "POST"])
@login_required
def set_password() -> ResponseReturnValue:
    """Set or change the password; only this session goes on."""
    user, form = current_user(), PasswordForm()
    if not form.is_submitted():
        return render_template("accounts/password.html", form=form, user=user)
    if not form.validate():
        return refuse("accounts/password.html", form=form, user=user)
    cost = current_app.extensions["ikp_settings"].password_cost
    services.set_password(db.session(), user, form.password.data or "", cost=cost)
    access.enter(user)
    flash(gettext("Das Passwort ist gespeichert."), "success")
    return see_other(".account")


@bp.route("/mein/konto/passwort/entfernen", methods=["GET", "POST"])
@login_required
def remove_password() -> ResponseReturnValue:
    """Ask once more, then go back to links only."""
    form = Form()
    if not form.validate_on_submit():
        return render_template("accounts/remove_password.html")
    services.remove_password(db.session(), current_user())
    flash(gettext("Das Passwort ist entfernt. Sie melden sich jetzt mit Links per E-Mail an."))
    return see_other(".account")


@bp.post("/mein/konto/ueberall-abmelden")
@login_required
def sign_out_everywhere() -> ResponseReturnValue:
    """End all other sessions; this one goes on."""
    user = current_user()
    services.sign_out_everywhere(db.session(), user, at=clock.now())
    access.enter(user)
    flash(gettext("Auf allen anderen Geräten sind Sie jetzt abgemeldet."), "success")
    return see_other(".account")
