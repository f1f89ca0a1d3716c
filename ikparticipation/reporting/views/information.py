"""Pages of text: help, accessibility, privacy, imprint."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from ikparticipation.catalogue import attribution
from ikparticipation.reporting.views.blueprint import bp
from ikparticipation.settings import Settings


@bp.get("/hilfe/")
def help_page() -> ResponseReturnValue:
    return render_template("reporting/help.html")


@bp.get("/barrierefreiheit/")
def accessibility() -> ResponseReturnValue:
    return render_template("reporting/accessibility.html", operator=_operator())


@bp.get("/datenschutz/")
def privacy() -> ResponseReturnValue:
    return render_template("reporting/privacy.html", operator=_operator())


@bp.get("/impressum/")
def imprint() -> ResponseReturnValue:
    return render_template(
        "reporting/imprint.html",
        operator=_operator(),
        attributions=(attribution.POPULATION, attribution.MAP),
        licence=attribution.LICENCE,
        licence_url=attribution.LICENCE_URL,
    )


def _operator() -> list[str]:
    """Return who runs this installation, line by line; empty if nobody has said so."""
    settings: Settings = current_app.extensions["ikp_settings"]
    return [line.strip() for line in settings.operator.split("|") if line.strip()]
