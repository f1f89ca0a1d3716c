"""Reading what an organisation submitted, and deciding about it."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import ConflictError, DomainError
from ikparticipation.surveys import policies
from ikparticipation.surveys.changes import Change
from ikparticipation.surveys.forms.reviewing import AskForm, ReasonForm, ReturnForm
from ikparticipation.surveys.models import Inquiry
from ikparticipation.surveys.policies import may_review
from ikparticipation.surveys.review_page import review
from ikparticipation.surveys.services import reviewing
from ikparticipation.surveys.views.answering.revising import differences_of
from ikparticipation.surveys.views.answering.team import wrote_in
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.reviewing.place import Reviewed, reviewed
from ikparticipation.web import get_or_404, gettext, refuse, see_other

PAGE = "/verwaltung/erhebungen/wellen/<uuid:wave_id>/antworten/<uuid:organisation_id>"


@bp.get(PAGE)
@needs(may_review)
def read_response(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Show what an organisation submitted, never what it has only saved, and what is said to it."""
    looked_at = reviewed(wave_id, organisation_id, request.args.get("nummer", type=int))
    return render_template(
        "surveys/reviewing/response.html",
        looked_at=looked_at,
        receipts=looked_at.receipts,
        sections=review(
            looked_at.state,
            looked_at.speech,
            files_at=f"/erhebung/dateien/{looked_at.response.id}/",
        ),
        may_be_accepted=policies.may_be_accepted(looked_at.response.review),
        may_be_returned=policies.may_be_returned(looked_at.response.review),
        wrote=wrote_in(looked_at.response, clock.now()),
        changed_since=_changed_since(looked_at),
        now=clock.now(),
    )


def _changed_since(looked_at: Reviewed) -> list[Change] | None:
    """Return what this submission says differently from the one before; None: it is the first."""
    number = looked_at.revision.number
    if number == 1:
        return None
    found = differences_of(
        looked_at.response, looked_at.questionnaire, looked_at.speech, newest=number, most=1
    )
    return found.get(number)


@bp.post(f"{PAGE}/annehmen")
@needs(may_review)
def accept_response(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    looked_at = reviewed(wave_id, organisation_id)
    seen = request.form.get("nummer", 0, type=int)
    reviewing.accept(
        db.session(), looked_at.response.id, seen=seen, actor=current_user(), at=clock.now()
    )
    flash(gettext("Die Antworten sind angenommen und zählen jetzt."), "success")
    return _back(looked_at)


@bp.route(f"{PAGE}/zurueckgeben", methods=["GET", "POST"])
@needs(may_review)
def return_response(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Send the answers back, with the questions that were put down."""
    looked_at, form, now = reviewed(wave_id, organisation_id), ReturnForm(), clock.now()
    form.propose(now, looked_at.newest)
    page = "surveys/reviewing/return.html"
    asked = [thread for thread in looked_at.threads if thread.settled_at is None]
    if not form.is_submitted():
        return render_template(page, looked_at=looked_at, form=form, asked=asked)
    if not form.validate():
        return refuse(page, looked_at=looked_at, form=form, asked=asked)
    try:
        reviewing.return_response(
            db.session(),
            looked_at.response.id,
            seen=form.seen,
            words=form.words.data or "",
            until=form.last_moment,
            actor=current_user(),
            at=now,
        )
    except ConflictError:
        raise
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse(page, looked_at=looked_at, form=form, asked=asked)
    flash(gettext("Die Antworten sind zurückgegeben. Die Vertretung bekommt eine Mail."), "success")
    return _back(looked_at)


@bp.route(f"{PAGE}/nicht-zaehlen", methods=["GET", "POST"])
@needs(may_review)
def refuse_response(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Leave out what came too late."""
    looked_at, form = reviewed(wave_id, organisation_id), ReasonForm()
    form.saw(looked_at.newest)
    page = "surveys/reviewing/refuse.html"
    if not form.is_submitted():
        return render_template(page, looked_at=looked_at, form=form)
    if not form.validate():
        return refuse(page, looked_at=looked_at, form=form)
    reviewing.refuse(
        db.session(),
        looked_at.response.id,
        seen=form.seen,
        reason=form.reason.data or "",
        actor=current_user(),
        at=clock.now(),
    )
    flash(gettext("Die Antworten zählen nicht. Die Vertretung bekommt eine Mail."), "success")
    return _back(looked_at)


@bp.route(f"{PAGE}/nachfragen", methods=["GET", "POST"])
@needs(may_review)
def ask_back(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Put down a question about one answer, or about the whole."""
    looked_at, form = reviewed(wave_id, organisation_id), AskForm()
    at = request.args.get("frage", ""), request.args.get("zeile", "")
    context = {"looked_at": looked_at, "form": form, "about": looked_at.label(at), "at": at}
    if not form.is_submitted():
        return render_template("surveys/reviewing/ask.html", **context)
    if not form.validate():
        return refuse("surveys/reviewing/ask.html", **context)
    reviewing.ask(
        db.session(),
        looked_at.response.id,
        question=at[0],
        row_id=at[1],
        words=form.words.data or "",
        actor=current_user(),
        at=clock.now(),
    )
    flash(
        gettext("Die Rückfrage ist notiert. Sie geht hinaus, wenn Sie die Antworten zurückgeben."),
        "success",
    )
    return _back(looked_at)


@bp.post("/verwaltung/erhebungen/rueckfragen/<uuid:inquiry_id>")
@needs(may_review)
def reply_as_staff(inquiry_id: UUID) -> ResponseReturnValue:
    """Say something more in the thread of a question."""
    get_or_404(Inquiry, inquiry_id)
    entry = reviewing.reply(
        db.session(),
        inquiry_id,
        words=request.form.get("antwort", ""),
        actor=current_user(),
        at=clock.now(),
    )
    response = entry.inquiry.response
    flash(gettext("Ihr Beitrag ist gespeichert."), "success")
    return see_other(
        ".read_response", wave_id=response.wave_id, organisation_id=response.organisation_id
    )


def _back(looked_at: Reviewed) -> ResponseReturnValue:
    ids = {"wave_id": looked_at.wave.id, "organisation_id": looked_at.organisation.id}
    return see_other(".read_response", **ids)
