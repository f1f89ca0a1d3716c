"""Looking at all answers once more, submitting them, and the receipt."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.review_page import review
from ikparticipation.surveys.views.answering.revising import differences_of
from ikparticipation.surveys.views.answering.team import team_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.entering.beginning import after_entry, said_of_entry
from ikparticipation.surveys.views.place import (
    Place,
    closed_sentence,
    for_organisation,
    for_writing,
    not_open,
)
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.web import gettext


@bp.get("/erhebung/<uuid:wave_id>/pruefen")
@for_writing
def review_answers(place: Place) -> ResponseReturnValue:
    """Show all answers, what is missing, and the button to submit."""
    problems = check(place.state) if place.is_open else ()
    return _review(place, problems)


@bp.post("/erhebung/<uuid:wave_id>/pruefen")
@for_writing
def submit(place: Place) -> ResponseReturnValue:
    if not place.is_open:
        return not_open(place)
    response = place.response
    if response is None:
        flash(gettext("Es ist noch nichts gespeichert."), "warning")
        return redirect(place.path(), 303)
    seen = request.form.get("version", 0, type=int)
    try:
        services.submit_response(
            db.session(), response, actor=current_user(), at=place.now, seen=seen
        )
    except services.IncompleteError as incomplete:
        return _review(place, incomplete.problems), 422
    except services.UnseenChangesError as unseen:
        return _review(place, check(place.state), unseen=gettext(unseen.message)), 409
    if place.entry is not None:
        flash(said_of_entry(place.entry), "success")
        return redirect(after_entry(place.entry), 303)
    return redirect(place.path("quittung"), 303)


def _review(place: Place, problems: tuple[Problem, ...], *, unseen: str | None = None) -> str:
    return render_template(
        "surveys/review.html",
        place=place,
        response=place.response,
        sections=review(place.state, place.speech, problems, files_at=place.files_at),
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
        problems=problems,
        unseen=unseen,
        team=team_of(place, current_user().id),
        closed=None if place.is_open else closed_sentence(place),
    )


@bp.get("/erhebung/<uuid:wave_id>/quittung")
@for_organisation
def receipt(place: Place) -> ResponseReturnValue:
    """Show what proves the submission, with the earlier ones below."""
    session, asked = db.session(), place.seat.organisation_id
    receipts, response = queries.receipts(session, place.wave.id, asked), place.response
    if not receipts or response is None:
        return (
            render_template(
                "error.html",
                title=gettext("Noch keine Quittung"),
                message=gettext("Es ist noch nichts abgesendet, also gibt es keine Quittung."),
                way_on=(gettext("Zur Übersicht"), place.path()),
            ),
            404,
        )
    return render_template(
        "surveys/receipt.html",
        place=place,
        response=response,
        newest=receipts[0],
        earlier=receipts[1:],
        differences=differences_of(response, place.questionnaire, place.speech)
        if len(receipts) > 1
        else {},
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
    )
