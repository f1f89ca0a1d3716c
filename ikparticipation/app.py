"""Putting the application together: the only place that knows all packages."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from werkzeug.middleware.proxy_fix import ProxyFix

from ikparticipation import db, health, web
from ikparticipation.accounts import access
from ikparticipation.accounts import views as accounts
from ikparticipation.audit.services import announce_after_commit
from ikparticipation.consultation import views as consultation
from ikparticipation.drafts import views as drafts
from ikparticipation.inventory import views as inventory
from ikparticipation.organisations import views as organisations
from ikparticipation.reporting import views as reporting
from ikparticipation.settings import Settings
from ikparticipation.surveys import views as surveys

ROOT = Path(__file__).parent.parent
BLUEPRINTS = (
    accounts.bp,
    organisations.bp,
    drafts.bp,
    consultation.bp,
    surveys.bp,
    inventory.bp,
    reporting.bp,
)


def create_app(settings: Settings, announce: Callable[[UUID], None]) -> web.Application:
    """Build the web application. `announce` hears of every event once it is committed."""
    app = web.Application("ikparticipation", template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        MAX_FORM_MEMORY_SIZE=settings.upload_limit,
        MAX_FORM_PARTS=30_000,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_REFRESH_EACH_REQUEST=False,  # counted from signing in; signing costs time
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nobody loses what they typed
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
    )
    app.extensions["ikp_settings"] = settings
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    announce_after_commit(db.init_app(app, settings.database_url), announce)
    web.init_app(app, settings)
    health.init_app(app)
    access.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
