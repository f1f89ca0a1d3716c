"""A form that comes after its session has ended: what was typed is shown, and can be sent again.

Nothing is kept here: the page itself holds what was typed, for as long as it is open.
"""

from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from ikparticipation.text import N_
from ikparticipation.web import SAFE_METHODS, gettext, show_error

NO_TOKEN = N_(
    "Ihre Sitzung ist abgelaufen oder das Formular war zu lange offen. Bitte gehen Sie zurück, "
    "laden Sie die Seite neu und senden Sie noch einmal ab; Ihr Text steht dann noch im Formular."
)
TOKEN = "csrf_token"  # noqa: S105 - the name of a field


def show_missing_token(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose token is none, or not any more."""
    return form_again(status=400) or show_error(400, gettext(NO_TOKEN))


def form_again(*, status: int) -> ResponseReturnValue | None:
    """Return a page that holds all that was posted and sends it again; None: nothing was typed.

    None as well where another site has sent it, and for forms that hold passwords.
    """
    if request.method in SAFE_METHODS or request.blueprint == "accounts" or not _comes_from_here():
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != TOKEN]
    written = list(dict.fromkeys(value for _, value in fields if " " in value.strip()))
    if not any(value.strip() for _, value in fields):
        return None
    page = render_template(
        "accounts/again.html",
        fields=fields,
        written=written,
        has_files=any(file.filename for file in request.files.values()),
        action=request.full_path.rstrip("?"),
        status=status,
    )
    return page, status


def _comes_from_here() -> bool:
    """Whether a page of this site has sent it. Browsers tell with every POST."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.host
