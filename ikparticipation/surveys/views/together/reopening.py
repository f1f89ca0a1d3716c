"""After the end: the organisation asks to open its answers again, the administration decides."""

from uuid import UUID

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.forms.together import AskToReopenForm, DeclineForm, GrantForm
from ikparticipation.surveys.policies import may_review
from ikparticipation.surveys.queries.reopening import request_with_place
from ikparticipation.surveys.services import reopening
from ikparticipation.surveys.views.answering.overview import overview_page
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation
from ikparticipation.web import gettext, see_other

PAGE = "/verwaltung/erhebungen/oeffnungen/<uuid:request_id>"


@bp.post("/erhebung/<uuid:wave_id>/noch-einmal-oeffnen")
@for_organisation
def ask_to_reopen(place: Place) -> ResponseReturnValue:
    form = AskToReopenForm()
    if not form.validate():
        return overview_page(place, asking=form), 422
    reopening.ask_to_reopen(
        db.session(),
        place.wave,
        place.seat.organisation_id,
        reason=form.reason.data or "",
        actor=current_user(),
        at=place.now,
    )
    flash(gettext("Ihre Bitte ist bei der Verwaltung. Sie bekommen Antwort per Mail."), "success")
    return redirect(place.path(), 303)


@bp.get(PAGE)
@needs(may_review)
def reopening_request(request_id: UUID) -> ResponseReturnValue:
    """Show who asks and why, and take the decision."""
    return _page(request_id)


@bp.post(f"{PAGE}/oeffnen")
@needs(may_review)
def grant_reopening(request_id: UUID) -> ResponseReturnValue:
    form = GrantForm()
    if not form.validate():
        return _page(request_id, grant=form), 422
    try:
        reopening.grant_reopening(
            db.session(),
            request_id,
            until=form.last_moment,
            answer=form.words.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.until.errors = [gettext(error.message, **error.facts)]
        return _page(request_id, grant=form), 422
    flash(gettext("Wieder geöffnet. Die Organisation bekommt eine Mail."), "success")
    return see_other(".review_queue")


@bp.post(f"{PAGE}/ablehnen")
@needs(may_review)
def decline_reopening(request_id: UUID) -> ResponseReturnValue:
    form = DeclineForm()
    if not form.validate():
        return _page(request_id, decline=form), 422
    reopening.decline_reopening(
        db.session(),
        request_id,
        answer=form.answer.data or "",
        actor=current_user(),
        at=clock.now(),
    )
    flash(gettext("Abgelehnt. Die Organisation bekommt Ihre Begründung per Mail."), "success")
    return see_other(".review_queue")


def _page(
    request_id: UUID, *, grant: GrantForm | None = None, decline: DeclineForm | None = None
) -> str:
    found = request_with_place(db.session(), request_id) or abort(404)
    if grant is None:
        grant = GrantForm(formdata=None)
        grant.propose(clock.now())
    return render_template(
        "surveys/reopening.html",
        asked=found.ReopeningRequest,
        asked_by=found.asked_by,
        response=found.Response,
        wave=found.Wave,
        organisation=found.Organisation,
        grant=grant,
        decline=decline or DeclineForm(formdata=None),
    )
