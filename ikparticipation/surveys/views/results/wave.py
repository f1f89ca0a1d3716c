"""Results of a wave, question by question."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import needs
from ikparticipation.surveys import queries
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.queries.results import MOST_DOCUMENTS
from ikparticipation.surveys.views.anonymous.hidden import hidden_page
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.results.figures import figures_by_section
from ikparticipation.surveys.views.results.place import Place
from ikparticipation.web import gettext


@bp.get("/verwaltung/erhebungen/wellen/<uuid:wave_id>/ergebnisse")
@needs(may_run_surveys)
def wave_results(wave_id: UUID) -> ResponseReturnValue:
    """Show what was answered, of all or of those that the filter takes."""
    place = Place.at(wave_id)
    if hidden := hidden_page(place.wave, gettext("Ergebnisse")):
        return hidden
    answered, invited = queries.response_rate(db.session(), wave_id)
    return render_template(
        "surveys/results/wave.html",
        place=place,
        wave=place.wave,
        answered=answered,
        invited=invited,
        sections=figures_by_section(place.tallies),
        most=MOST_DOCUMENTS,
    )
