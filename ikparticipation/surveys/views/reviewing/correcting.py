"""Correcting an answer: a layer on top, with the reason."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.forms.reviewing import ReasonForm
from ikparticipation.surveys.models import Correction
from ikparticipation.surveys.policies import may_review
from ikparticipation.surveys.section_page import Field, one_field
from ikparticipation.surveys.services import reviewing
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.reviewing.place import At, Reviewed, reviewed
from ikparticipation.surveys.views.reviewing.reading import PAGE
from ikparticipation.surveys.xlsform.document import Document, Problem, Row
from ikparticipation.surveys.xlsform.questionnaire import FILES
from ikparticipation.web import get_or_404, gettext, refuse, see_other


@bp.route(f"{PAGE}/berichtigen", methods=["GET", "POST"])
@needs(may_review)
def correct_answer(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Let something else count than the organisation answered."""
    looked_at, form = reviewed(wave_id, organisation_id), ReasonForm()
    at = request.args.get("frage", ""), request.args.get("zeile", "")
    form.saw(looked_at.newest)
    if not form.is_submitted():
        return render_template("surveys/reviewing/correct.html", **_context(looked_at, at, form))
    if not form.validate():
        return refuse("surveys/reviewing/correct.html", **_context(looked_at, at, form))
    try:
        reviewing.correct(
            db.session(),
            looked_at.response.id,
            question=at[0],
            row_id=at[1],
            form=request.form.to_dict(flat=False),
            reason=form.reason.data or "",
            seen=form.seen,
            actor=current_user(),
            at=clock.now(),
        )
    except reviewing.NotAnAnswerError as error:
        context = _context(looked_at, at, form, error.problem)
        return refuse("surveys/reviewing/correct.html", **context)
    except InvalidError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse("surveys/reviewing/correct.html", **_context(looked_at, at, form))
    flash(gettext("Berichtigt. Die Organisation sieht es und kann widersprechen."), "success")
    return see_other(".read_response", wave_id=wave_id, organisation_id=organisation_id)


@bp.post("/verwaltung/erhebungen/berichtigungen/<uuid:correction_id>/zuruecknehmen")
@needs(may_review)
def withdraw_correction(correction_id: UUID) -> ResponseReturnValue:
    get_or_404(Correction, correction_id)
    correction = reviewing.withdraw_correction(
        db.session(), correction_id, actor=current_user(), at=clock.now()
    )
    flash(gettext("Zurückgenommen. Es zählt wieder, was die Organisation sagt."), "success")
    return _back(correction)


@bp.route(
    "/verwaltung/erhebungen/berichtigungen/<uuid:correction_id>/dabei-bleiben",
    methods=["GET", "POST"],
)
@needs(may_review)
def uphold_correction(correction_id: UUID) -> ResponseReturnValue:
    """Answer an objection: the correction stands."""
    correction, form = get_or_404(Correction, correction_id), ReasonForm()
    page = "surveys/reviewing/uphold.html"
    if not form.is_submitted():
        return render_template(page, correction=correction, form=form)
    if not form.validate():
        return refuse(page, correction=correction, form=form)
    correction = reviewing.uphold(
        db.session(),
        correction_id,
        reason=form.reason.data or "",
        actor=current_user(),
        at=clock.now(),
    )
    flash(gettext("Es bleibt dabei. Die Vertretung bekommt Ihre Begründung."), "success")
    return _back(correction)


def _back(correction: Correction) -> ResponseReturnValue:
    response = correction.response
    return see_other(
        ".read_response", wave_id=response.wave_id, organisation_id=response.organisation_id
    )


def _context(
    looked_at: Reviewed, at: At, form: ReasonForm, problem: Problem | None = None
) -> dict[str, object]:
    return {
        "looked_at": looked_at,
        "form": form,
        "at": at,
        "about": looked_at.label(at),
        "said": looked_at.words(at[0], reviewing.value_at(looked_at.document, *at)),
        "field_of_it": _field(looked_at, at, problem),
    }


def _field(looked_at: Reviewed, at: At, problem: Problem | None) -> Field:
    """Return the question as the questionnaire shows it, with what counts now."""
    placed = looked_at.questionnaire.question(at[0])
    if placed is None or not placed.question.is_asked or placed.question.type in FILES:
        abort(404)
    state = looked_at.counted
    row = _row(state.document, at[1]) if at[1] else None
    if bool(placed.repeat) != bool(row) or bool(at[1]) != bool(row):
        abort(404)
    field = one_field(
        placed.question,
        state,
        looked_at.speech,
        (problem,) if problem else (),
        repeat=placed.repeat.name if placed.repeat else None,
        row=row,
    )
    if request.method == "POST":
        field.values = [value for value in request.form.getlist(field.name) if value]
    return field


def _row(record: Document | Row, row_id: str) -> Row | None:
    for rows in record.get("rows", {}).values():
        for row in rows:
            found = row if row["id"] == row_id else _row(row, row_id)
            if found:
                return found
    return None
