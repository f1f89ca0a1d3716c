"""The blueprint, and what all pages about accounts share."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from werkzeug import Response

from ikparticipation.accounts import access
from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import plain_email
from ikparticipation.accounts.services import HOME
from ikparticipation.web import LANGUAGE_COOKIE, limiter, local_path

bp = Blueprint("accounts", __name__)

LONGEST_PATH = 1000

BY_EMAIL = "10/minute;50/hour"
"""Guessing one person's password."""
BY_ADDRESS = "30/minute;200/hour"
"""Guessing many. A whole workshop may sit behind one address, so this is wider."""
LINKS_BY_ADDRESS = "60/minute;600/hour"
"""Tokens cannot be guessed; this only keeps the database from being busied."""


def typed_email() -> str:
    """Return whose door is knocked at: the typed address, for the rate limit."""
    return plain_email(request.form.get("email", ""))[:254] or str(get_remote_address())


def limited(
    by_address: str,
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Limit POSTs of a view, by network address and by the e-mail address that is typed."""

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        by_email = limiter.limit(BY_EMAIL, methods=["POST"], key_func=typed_email)
        return limiter.limit(by_address, methods=["POST"])(by_email(view))

    return decorate


def goal() -> str:
    """Return where the reader wanted to go before signing in."""
    return local_path(request.args.get("weiter", "")[:LONGEST_PATH], HOME)


def welcome(user: User, leads_to: str) -> Response:
    """Sign in and go on, in the user's language unless this browser has chosen one."""
    access.enter(user)
    answer = redirect(local_path(leads_to, HOME), 303)
    if LANGUAGE_COOKIE not in request.cookies:
        remember_language(answer, user.language)
    return answer


def remember_language(answer: Response, language: str) -> None:
    answer.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=timedelta(days=365),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
