"""What the administration asks back and corrects, as the organisation sees it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.models import Correction, Inquiry, ReviewStatus
from ikparticipation.surveys.services import reviewing
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation
from ikparticipation.surveys.views.reviewing.place import Reviewed, reviewed
from ikparticipation.web import get_or_404, gettext

TOLD = frozenset({ReviewStatus.RETURNED, ReviewStatus.ACCEPTED, ReviewStatus.REFUSED})


@bp.get("/erhebung/<uuid:wave_id>/rueckfragen")
@for_organisation
def inquiries(place: Place) -> ResponseReturnValue:
    """Show what is asked back and what was corrected, and take what there is to say to it."""
    return _page(place)


@bp.post("/erhebung/<uuid:wave_id>/rueckfragen/<uuid:inquiry_id>")
@for_organisation
def reply_to(place: Place, inquiry_id: UUID) -> ResponseReturnValue:
    """Answer a question in words; the answer itself is changed in the questionnaire."""
    if _response_of(place) != get_or_404(Inquiry, inquiry_id).response_id:
        abort(404)
    words = request.form.get("antwort", "")
    try:
        reviewing.reply(db.session(), inquiry_id, words=words, actor=current_user(), at=place.now)
    except InvalidError as error:
        return _page(place, {inquiry_id: (gettext(error.message, **error.facts), words)}), 422
    flash(gettext("Ihre Antwort ist bei der Verwaltung."), "success")
    return redirect(place.path("rueckfragen"), 303)


@bp.post("/erhebung/<uuid:wave_id>/berichtigungen/<uuid:correction_id>")
@for_organisation
def object_to_correction(place: Place, correction_id: UUID) -> ResponseReturnValue:
    """Say that a correction is wrong."""
    if _response_of(place) != get_or_404(Correction, correction_id).response_id:
        abort(404)
    words = request.form.get("widerspruch", "")
    try:
        reviewing.object_to(
            db.session(), correction_id, words=words, actor=current_user(), at=place.now
        )
    except InvalidError as error:
        return _page(place, {correction_id: (gettext(error.message, **error.facts), words)}), 422
    flash(gettext("Ihr Widerspruch ist bei der Verwaltung. Sie bekommen Antwort."), "success")
    return redirect(place.path("rueckfragen"), 303)


def _response_of(place: Place) -> UUID | None:
    return place.response.id if place.response else None


def _page(place: Place, errors: dict[UUID, tuple[str, str]] | None = None) -> str:
    """`errors`: id of inquiry or correction → what is wrong, and what was typed."""
    response = place.response
    looked_at: Reviewed | None = None
    if response is not None and response.submitted_at is not None:
        looked_at = reviewed(place.wave.id, place.seat.organisation_id)
    is_told = response is not None and response.review in TOLD
    return render_template(
        "surveys/reviewing/inquiries.html",
        place=place,
        looked_at=looked_at,
        threads=[t for t in looked_at.threads if is_told or t.settled_at] if looked_at else [],
        corrections=looked_at.corrections if looked_at else [],
        errors=errors or {},
    )
