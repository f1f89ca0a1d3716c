"""Who is signed in, and which pages that opens."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, cast
from uuid import UUID

import flask
import flask_login
from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf.csrf import CSRFError
from sqlalchemy import Select, bindparam, select

from ikparticipation import db
from ikparticipation.accounts import policies
from ikparticipation.accounts.again import form_again, show_missing_token
from ikparticipation.accounts.models import User
from ikparticipation.errors import NotAllowedError
from ikparticipation.text import N_
from ikparticipation.web import SAFE_METHODS

P = ParamSpec("P")

login_manager = flask_login.LoginManager()
login_manager.session_protection = (
    None  # a phone changes its address; nothing here asks how long ago
)


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    return select(*db.columns_of(User)).where(User.id == bindparam("user_id"))


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_user(identity: str) -> User | None:
    """Return whom a session cookie names, unless they were signed out everywhere since."""
    user_id, _, session_key = identity.partition(".")
    try:
        user = db.load(db.session(), User, _by_id(), {"user_id": UUID(user_id)})
    except ValueError:
        return None
    known = user is not None and user.session_key == session_key and user.is_active
    g.user = user if known else None
    return user if known else None


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """Show the sign-in page, and come back afterwards to a page that was asked for by reading.

    Whoever has typed something gets it back first, with the way to sign in.
    """
    if page := form_again(status=401):
        return page
    back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("accounts.sign_in", weiter=back))


def current_user() -> User:
    """Return the signed-in user. Only for views behind `@login_required` or `@needs`."""
    return cast("User", flask_login.current_user._get_current_object())  # noqa: SLF001


def enter(user: User) -> None:
    """Sign this person in: a new session, nothing of an older one stays."""
    flask.session.clear()
    flask.session.permanent = True
    flask_login.login_user(user)


def reader() -> User | None:
    """Return the signed-in user, or None for a visitor."""
    user = flask_login.current_user
    return current_user() if user.is_authenticated else None


def needs(
    predicate: Callable[[User], bool],
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Open a view to signed-in users of whom `predicate` is true; others get 403."""

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not predicate(current_user()):
                raise NotAllowedError(N_("Diese Seite ist für Ihr Konto nicht freigegeben."))
            return view(*args, **kwargs)

        return cast("Callable[P, ResponseReturnValue]", login_required(guarded))

    return decorate


def _me() -> dict[str, Any]:
    """Return what every template knows about the reader: `me`, None for a visitor."""
    user = reader()
    if user is None:
        return {"me": None}
    return {
        "me": {
            "id": user.id,
            "name": user.name,
            "is_staff": policies.is_staff(user),
            "may_moderate": policies.may_moderate(user),
            "may_steer": policies.may_steer(user),
            "may_administer": policies.may_administer(user),
        }
    }


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.register_error_handler(CSRFError, show_missing_token)
    app.context_processor(_me)
