"""What every page needs: the transaction, the language, the forms, the headers, the error pages."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import flask_limiter
import structlog
from babel.dates import format_timedelta
from flask import Flask, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from wtforms.i18n import get_translations

from ikparticipation import clock, db
from ikparticipation.errors import ConflictError, DomainError
from ikparticipation.settings import Settings
from ikparticipation.text import (
    LANGUAGES,
    LOCALES,
    N_,
    SOURCE_LANGUAGE,
    catalogue,
    day_words,
    moment_words,
    number_words,
    translate,
    unbroken,
)

M = TypeVar("M", bound=db.Base)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LANGUAGE_COOKIE = "sprache"
LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

ERRORS = {
    400: N_("Die Anfrage ist unvollständig. Bitte gehen Sie zurück und versuchen es noch einmal."),
    401: N_("Bitte melden Sie sich an."),
    403: N_("Diese Seite ist für Ihr Konto nicht freigegeben."),
    404: N_("Diese Seite gibt es nicht. Vielleicht ist die Adresse unvollständig."),
    405: N_("So lässt sich diese Adresse nicht aufrufen."),
    413: N_("Das ist zu groß. Bitte kürzen Sie den Text oder wählen Sie eine kleinere Datei."),
    429: N_("Das waren zu viele Versuche. Bitte warten Sie ein paar Minuten."),
    500: N_("Bei uns ist ein Fehler aufgetreten. Was schon gespeichert war, ist noch da."),
    503: N_("Gerade wird viel gespeichert. Bitte versuchen Sie es in einer Minute noch einmal."),
}  # fmt: skip

csrf = CSRFProtect()
limiter = flask_limiter.Limiter(get_remote_address, headers_enabled=False)
log = structlog.get_logger()


class Application(Flask):
    """One request, one transaction: a view that returns commits, one that raises rolls back.

    An answer of 400 and above rolls back too: a refused form stores nothing.
    """

    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}

    def full_dispatch_request(self) -> Response:
        chosen = request.cookies.get(LANGUAGE_COOKIE, SOURCE_LANGUAGE)
        LANGUAGE.set(chosen if chosen in LANGUAGES else SOURCE_LANGUAGE)
        return super().full_dispatch_request()

    def dispatch_request(self) -> ResponseReturnValue:
        if request.endpoint != "static":
            db.session(writes=request.method not in SAFE_METHODS)
        answer = self.make_response(super().dispatch_request())
        if "session" in g:
            if answer.status_code < 400:  # noqa: PLR2004
                g.session.commit()
            else:
                g.session.rollback()
        return answer


class Form(FlaskForm):
    """Base of all forms. Labels and messages are German msgids; the macros translate them.

    `CSRFProtect` checks every POST before its view; a form only prints the token.
    """

    class Meta(FlaskForm.Meta):
        """WTForms' own messages in the language of the page."""

        csrf = False

        def get_translations(self, _form: FlaskForm) -> Any:
            return _wtforms_words(current_language())

    def hidden_tag(self, *fields: Any) -> Markup:
        token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
        return token + Markup(super().hidden_tag(*fields))  # noqa: S704 - WTForms escapes


@cache
def _wtforms_words(language: str) -> Any:
    """Return WTForms' own catalogue; it would look for the file again for every form."""
    return get_translations([language])


def current_language() -> str:
    """Return the language of this request: the person's choice, German without one."""
    return LANGUAGE.get()


def gettext(message: str, **facts: Any) -> str:
    return translate(current_language(), message, **facts)


def ngettext(one: str, many: str, n: int, **facts: Any) -> str:
    """Return the words for `n` things; `%(num)s` in them is the number."""
    return catalogue(current_language()).ngettext(one, many, n) % ({"num": n} | facts)


def get_or_404(model: type[M], key: UUID) -> M:
    return db.session().get(model, key) or abort(404)


def refuse(template: str, /, **context: Any) -> ResponseReturnValue:
    """Show a form again with what is wrong in it; nothing that was typed is lost."""
    return render_template(template, **context), 422


def see_other(endpoint: str, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, **values), 303)


def tell(message: str, *links: tuple[str, str]) -> None:
    """Say on the next page what was done; `links` (words, address) lead to what comes next."""
    ways = [Markup('<a href="{}">{}</a>').format(href, words) for words, href in links]
    flash(Markup("{} {}").format(message, Markup(" · ").join(ways)).strip(), "success")


def page_number() -> int:
    """Return which page of a list the address asks for (`?seite=`), 1 without a number."""
    asked = request.args.get("seite", "1")
    return min(max(1, int(asked)), 10_000) if asked.isascii() and asked.isdecimal() else 1


def page_within(total: int, size: int) -> tuple[int, int]:
    """Return the page that is asked for and how many there are; past the end it is the last."""
    pages = max(1, -(-total // size))
    return min(page_number(), pages), pages


def local_path(path: str | None, otherwise: str) -> str:
    """Return `path` if it leads to a page of this site, else `otherwise`.

    Browsers leave tabs and line ends out of an address: `/<tab>/elsewhere` would lead there.
    """
    safe = path and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if safe and path and path.isprintable() else otherwise


def show_error(status: int, message: str) -> ResponseReturnValue:
    return render_template("error.html", message=message, status=status), status


def _show_domain_error(error: DomainError) -> ResponseReturnValue:
    return show_error(error.status, gettext(error.message, **error.facts))


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:  # noqa: PLR2004
        return error.get_response()
    return show_error(status, gettext(ERRORS.get(status, ERRORS[400 if status < 500 else 500])))  # noqa: PLR2004


def _show_busy_database(error: OperationalError) -> ResponseReturnValue:
    log.error("database", error=type(error.orig).__name__)
    db.session().rollback()
    return show_error(503, gettext(ERRORS[503]))


def _show_unstorable(error: DataError) -> ResponseReturnValue:
    """Answer words that no text column takes: PostgreSQL refuses NUL, in a search as well."""
    log.warning("unstorable", error=type(error.orig).__name__)
    db.session().rollback()
    return show_error(400, gettext(ERRORS[400]))


def _show_lost_race(error: IntegrityError | StaleDataError) -> ResponseReturnValue:
    log.warning("conflict", error=type(error).__name__)
    db.session().rollback()
    return _show_domain_error(
        ConflictError(
            N_("Das hat inzwischen jemand anders geändert. Bitte laden Sie die Seite neu.")
        )
    )


def _written(words: Callable[[Any, str], str]) -> Callable[[Any], str]:
    """Return the filter that writes a value in the language of the page."""
    return lambda value: unbroken(words(value, current_language()))


def _ago(value: datetime) -> str:
    locale = LOCALES[current_language()]
    return format_timedelta(value - clock.now(), add_direction=True, locale=locale)


def _words(message: str, **facts: Any) -> Markup:
    """Translate for a template: the sentence is ours and safe, what fills it is escaped.

    Stands in for the i18n extension's own function, which costs three times as much.
    """
    words = catalogue(LANGUAGE.get()).gettext(message)
    return Markup(unbroken(words)) % facts if facts else Markup(words)  # noqa: S704 - see above


def _counted_words(one: str, many: str, num: int, **facts: Any) -> Markup:
    words = Markup(catalogue(LANGUAGE.get()).ngettext(one, many, num))  # noqa: S704 - as above
    return words % ({"num": num} | facts)


def _init_templates(app: Flask, settings: Settings) -> None:
    environment = app.jinja_env
    environment.filters.update(date=_written(day_words), datetime=_written(moment_words))
    environment.filters.update(number=_written(number_words), ago=_ago, translated=gettext)
    environment.globals.update(county=settings.county, demo=settings.demo, now=clock.now)
    environment.globals.update(_=_words, gettext=_words, ngettext=_counted_words)
    app.context_processor(lambda: {"language": current_language()})


def _add_headers(settings: Settings) -> Any:
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if settings.production:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store" if "user" in g else "no-cache")
            response.headers.setdefault("Content-Language", current_language())
            response.vary.add("Cookie")
        return response

    return add


def init_app(app: Flask, settings: Settings) -> None:
    csrf.init_app(app)
    app.config.update(RATELIMIT_STORAGE_URI=settings.limits_url, RATELIMIT_SWALLOW_ERRORS=True)
    limiter.init_app(app)
    # Every limit is a decorator and checks itself; the hook for limits of the whole site, of
    # which there are none, would cost every page a twentieth of its time.
    hooks = app.before_request_funcs.get(None, [])
    hooks[:] = [hook for hook in hooks if hook != limiter._check_request_limit]  # noqa: SLF001
    _init_templates(app, settings)
    app.after_request(_add_headers(settings))
    handlers: Mapping[type[Exception], Any] = {
        DomainError: _show_domain_error,
        HTTPException: _show_http_error,
        OperationalError: _show_busy_database,
        DataError: _show_unstorable,
        IntegrityError: _show_lost_race,
        StaleDataError: _show_lost_race,
    }
    for kind, handler in handlers.items():
        app.register_error_handler(kind, handler)
