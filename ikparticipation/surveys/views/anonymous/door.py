"""Where a code is shown, typed and put away, and where answering goes on."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from ikparticipation import clock, db
from ikparticipation.accounts.access import reader
from ikparticipation.surveys.models import AnonymousAnswer, Wave
from ikparticipation.surveys.queries.anonymous import with_answer
from ikparticipation.surveys.section_page import own_name
from ikparticipation.surveys.services import anonymous
from ikparticipation.surveys.states import DONE
from ikparticipation.surveys.views.anonymous.held import Held, forget
from ikparticipation.surveys.views.anonymous.place import AnonymousPlace, read
from ikparticipation.surveys.views.answering.steps import stages
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import choose_language, closed_sentence
from ikparticipation.text import N_
from ikparticipation.web import gettext, limiter

HERE = "/anonym/<uuid:wave_id>"
CODES_BY_ADDRESS = "10/minute;60/hour"
UNKNOWN = N_(
    "Diesen Code gibt es nicht. Bitte vergleichen Sie ihn mit dem, was Sie notiert haben: vier "
    "Gruppen aus vier Buchstaben oder Ziffern."
)


@bp.get(HERE)
def anonymous_overview(wave_id: UUID) -> ResponseReturnValue:
    """Ask for the code; or show it, to be written down; or show how far one is."""
    wave, answer, held = read(wave_id)
    if held is None:
        return _door(wave)
    if answer is None:
        return render_template("surveys/anonymous/code.html", wave=wave, code=held.code)
    return _overview(wave, answer, held)


@bp.post(HERE)
def speak_anonymously(wave_id: UUID) -> ResponseReturnValue:
    """Choose the language of the questionnaire."""
    wave, answer, held = read(wave_id)
    if answer is not None and held is not None:
        place = AnonymousPlace.of(wave, answer, held.code)
        wanted = request.form.get("sprache", "")
        if wanted in place.questionnaire.languages:
            choose_language(wanted)
    return redirect(f"/anonym/{wave_id}", 303)


@bp.post(f"{HERE}/code/eingeben")
@limiter.limit(CODES_BY_ADDRESS)
def type_code(wave_id: UUID) -> ResponseReturnValue:
    """Take a code that was written down. It is looked up by its hash."""
    typed = request.form.get("code", "")
    code = anonymous.tidy(typed)
    found = with_answer(db.session(), wave_id, anonymous.code_hash(wave_id, code))
    wave, answer = found or abort(404)
    if not code or answer is None:
        return _door(wave, typed=typed[:100], error=gettext(UNKNOWN)), 422
    known = Held.of(wave_id)
    if known is None or known.code != code:
        Held(code).keep(wave_id)
    return redirect(f"/anonym/{wave_id}", 303)


@bp.post(f"{HERE}/code/notiert")
def open_anonymously(wave_id: UUID) -> ResponseReturnValue:
    """Open the questionnaire of a code that was given out and written down."""
    wave, _, held = read(wave_id)
    if held is not None:
        anonymous.open_answer(db.session(), wave, held.code, at=clock.now())
    return redirect(f"/anonym/{wave_id}", 303)


@bp.post(f"{HERE}/code/weglegen")
def put_code_away(wave_id: UUID) -> ResponseReturnValue:
    """Let this browser forget the code: others may use it, too."""
    forget(wave_id)
    flash(gettext("Auf diesem Gerät ist der Code vergessen."), "success")
    return redirect(f"/anonym/{wave_id}", 303)


def _door(wave: Wave, *, typed: str = "", error: str | None = None) -> str:
    return render_template(
        "surveys/anonymous/door.html", wave=wave, typed=typed, error=error, now=clock.now()
    )


def _overview(wave: Wave, answer: AnonymousAnswer, held: Held) -> str:
    place = AnonymousPlace.of(wave, answer, held.code)
    steps = [] if place.is_final else stages(place, place.response, place.state)
    left = [step.href for step in steps if step.state != DONE]
    return render_template(
        "surveys/anonymous/overview.html",
        place=place,
        answer=answer,
        steps=steps,
        next_step=left[0] if left else place.path("pruefen"),
        done=len(steps) - len(left),
        closed=None if wave.is_open(place.now) else closed_sentence(place),
        own_name=own_name,
        own=Markup(place.speech.own),  # noqa: S704 - attributes of our own
        is_signed_in=reader() is not None,
    )
