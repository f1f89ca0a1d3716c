"""Signing in by password or link, asking for a link, signing out, choosing a language."""

import flask
from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required, logout_user

from ikparticipation import clock, db
from ikparticipation.accounts import queries, services
from ikparticipation.accounts.access import reader
from ikparticipation.accounts.forms import LinkForm, SignInForm
from ikparticipation.accounts.models import SignInLink
from ikparticipation.accounts.views.blueprint import (
    BY_ADDRESS,
    LINKS_BY_ADDRESS,
    bp,
    goal,
    limited,
    remember_language,
    welcome,
)
from ikparticipation.errors import GoneError
from ikparticipation.settings import Settings
from ikparticipation.text import LANGUAGES, N_
from ikparticipation.web import gettext, limiter, local_path, refuse, see_other


@bp.route("/anmelden", methods=["GET", "POST"])
@limited(BY_ADDRESS)
def sign_in() -> ResponseReturnValue:
    """Take e-mail address and password, or show the way to a link."""
    form, leads_to = SignInForm(), goal()
    if not form.is_submitted():
        if reader() is not None:
            return redirect(leads_to)
        return render_template("accounts/sign_in.html", form=form, leads_to=leads_to)
    if form.validate():
        typed = {"email": form.email.data or "", "password": form.password.data or ""}
        cost = _settings().password_cost
        at = clock.now()
        user = services.sign_in_with_password(db.session(), **typed, cost=cost, at=at)
        if user is not None:
            return welcome(user, leads_to)
        form.form_errors.append(N_("E-Mail-Adresse und Passwort passen nicht zusammen."))
    return refuse("accounts/sign_in.html", form=form, leads_to=leads_to)


@bp.route("/passwort-vergessen", methods=["GET", "POST"])
@limited(BY_ADDRESS)
def ask_for_link() -> ResponseReturnValue:
    """Mail a fresh link. The answer does not tell whether the address is known."""
    form = LinkForm()
    if not form.is_submitted():
        return render_template("accounts/ask_for_link.html", form=form)
    if not form.validate():
        return refuse("accounts/ask_for_link.html", form=form)
    session = db.session()
    if (user := queries.user_by_email(session, form.email.data or "")) is not None:
        services.request_link(session, user, leads_to=goal())
    return see_other(".link_sent")


@bp.get("/passwort-vergessen/gesendet")
def link_sent() -> ResponseReturnValue:
    return render_template("accounts/link_sent.html")


@bp.get("/anmelden/<token>")
@limiter.limit(LINKS_BY_ADDRESS)
def show_link(token: str) -> ResponseReturnValue:
    """Show whom the link signs in. Mail scanners open links too, so a GET uses nothing up."""
    link = queries.link_by_token(db.session(), token)
    if (answer := _own_goal(link)) is not None:
        return answer
    if link is None or not link.is_open(clock.now()) or not link.user.is_active:
        return _closed(link, token)
    page = render_template("accounts/link.html", link=link, signed_in=reader())
    return page, {"Cache-Control": "no-store"}


@bp.post("/anmelden/<token>")
@limiter.limit(LINKS_BY_ADDRESS)
def follow_link(token: str) -> ResponseReturnValue:
    """Use the link up and sign its person in, also in place of somebody else."""
    session = db.session()
    try:
        link = services.use_link(session, token, at=clock.now())
    except GoneError:
        closed = queries.link_by_token(session, token)
        return _own_goal(closed) or _closed(closed, token)
    return welcome(link.user, link.leads_to)


@bp.post("/anmelden/<token>/neu")
@limiter.limit(LINKS_BY_ADDRESS)
@limiter.limit("3/hour", key_func=lambda: queries.token_hash(request.path))
def renew_link(token: str) -> ResponseReturnValue:
    """Mail a fresh link to whom the old one belonged, leading to the same page."""
    session = db.session()
    link = queries.link_by_token(session, token)
    if link is None:
        abort(404)
    services.request_link(session, link.user, leads_to=link.leads_to)
    return see_other(".link_sent")


@bp.post("/abmelden")
@login_required
def sign_out() -> ResponseReturnValue:
    logout_user()
    flask.session.clear()
    flash(gettext("Sie sind abgemeldet."), "success")
    return redirect("/", 303)


@bp.get("/sprache/<language>")
def choose_language(language: str) -> ResponseReturnValue:
    """Remember the language in this browser, and go back to where the reader was."""
    if language not in LANGUAGES:
        abort(404)
    answer = redirect(local_path(request.args.get("weiter"), "/"), 303)
    remember_language(answer, language)
    return answer


def _own_goal(link: SignInLink | None) -> ResponseReturnValue | None:
    """Let a reader who is signed in already go on, however often they take the same link."""
    user = reader()
    if link is None or user is None or link.user_id != user.id:
        return None
    return redirect(local_path(link.leads_to, services.HOME), 303)


def _closed(link: SignInLink | None, token: str) -> ResponseReturnValue:
    """Say why a link does not open, and offer the way to a fresh one."""
    status = 404 if link is None else 410 if link.user.is_active else 403
    page = render_template("accounts/link_closed.html", link=link, token=token)
    return page, status, {"Cache-Control": "no-store"}


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["ikp_settings"]
    return settings
