"""Looking at all answers once more, sending them for good, and the receipt of the code."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.accounts.access import reader
from ikparticipation.surveys import services
from ikparticipation.surveys.review_page import review
from ikparticipation.surveys.services import anonymous
from ikparticipation.surveys.views.anonymous.held import Held
from ikparticipation.surveys.views.anonymous.place import AnonymousPlace, with_code
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import closed_sentence, not_open, participation_path
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.web import gettext

HERE = "/anonym/<uuid:wave_id>"


@bp.get(f"{HERE}/pruefen")
@with_code
def review_anonymously(place: AnonymousPlace) -> ResponseReturnValue:
    """Show all answers, what is missing, and the button to send them."""
    return _review(place, check(place.state) if place.is_open else ())


@bp.post(f"{HERE}/pruefen")
@with_code
def submit_anonymously(place: AnonymousPlace) -> ResponseReturnValue:
    if place.is_final:
        return redirect(place.path("quittung"), 303)
    if not place.is_open:
        return not_open(place)
    seen = request.form.get("version", 0, type=int)
    try:
        anonymous.submit(db.session(), place.wave, place.code, at=place.now, seen=seen)
    except services.IncompleteError as incomplete:
        return _review(place, incomplete.problems), 422
    except services.UnseenChangesError as unseen:
        return _review(place, check(place.state), unseen=gettext(unseen.message)), 409
    return redirect(place.path("quittung"), 303)


@bp.get(f"{HERE}/quittung")
@with_code
def anonymous_receipt(place: AnonymousPlace) -> ResponseReturnValue:
    """Show what proves the sending. It is bound to the code; no mail tells of it."""
    if not place.is_final:
        return redirect(place.path("pruefen"), 303)
    held = Held.of(place.wave.id)
    return render_template(
        "surveys/anonymous/receipt.html",
        place=place,
        answer=place.answer,
        participation=participation_path(place.wave.id, held.seat if held else None),
        confirm=_confirm(place, held),
    )


def _confirm(place: AnonymousPlace, held: Held | None) -> str | None:
    """Return where a signed-in member says that they took part; None: it is not known for whom."""
    if reader() is None or held is None or not held.seat:
        return None
    return participation_path(place.wave.id).rstrip("/") + f"/bestaetigen?fuer={held.seat}"


def _review(
    place: AnonymousPlace, problems: tuple[Problem, ...], *, unseen: str | None = None
) -> str:
    return render_template(
        "surveys/anonymous/review.html",
        place=place,
        answer=place.answer,
        sections=review(place.state, place.speech, problems, files_at=""),
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
        problems=problems,
        unseen=unseen,
        closed=None if place.is_open else closed_sentence(place),
    )
