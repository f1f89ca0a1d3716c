"""What a member of an invited organisation sees of an anonymous wave, signed in by name."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.surveys.models import Participation
from ikparticipation.surveys.queries.anonymous import participation_of
from ikparticipation.surveys.services import anonymous
from ikparticipation.surveys.views.anonymous.held import Held, forget
from ikparticipation.surveys.views.answering.overview import minutes_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import (
    Place,
    closed_sentence,
    for_invited,
    participation_path,
)
from ikparticipation.web import gettext

HERE = "/teilnahme/<uuid:wave_id>"


@bp.get(HERE)
@for_invited
def participation(place: Place) -> ResponseReturnValue:
    """Explain how it stays anonymous, and let a representative begin.

    Before that the browser gets what it will begin with: then a second click, or an answer that
    got lost on the way, begins nothing twice.
    """
    if not place.wave.anonymous:
        return redirect(place.path(), 303)
    wave, seat = place.wave, place.seat.organisation_id
    known = participation_of(db.session(), wave.id, seat)
    is_open, has_code = wave.is_open(place.now), _has_code(place)
    may_begin = is_open and not has_code and place.may_submit and _is_free(place, known)
    if may_begin and Held.waiting(wave.id, seat) is None:
        Held.new(seat).wait(wave.id)
    return render_template(
        "surveys/anonymous/participation.html",
        place=place,
        known=known,
        may_begin=may_begin,
        has_code=has_code,
        is_open=is_open,
        closed=None if is_open else closed_sentence(place),
        minutes=minutes_of(place),
        here=_here(place),
    )


@bp.post(HERE)
@for_invited
def begin_anonymously(place: Place) -> ResponseReturnValue:
    """Note that the organisation begins, and let the browser use its code."""
    wave, seat = place.wave, place.seat.organisation_id
    held = Held.waiting(wave.id, seat) or Held.new(seat)
    try:
        anonymous.begin(
            db.session(), wave, seat, browser=held.start, actor=current_user(), at=place.now
        )
    except anonymous.BegunError as error:
        flash(gettext(error.message), "warning")
        return redirect(_here(place), 303)
    held.as_given().keep(wave.id)
    return redirect(f"/anonym/{wave.id}", 303)


@bp.post(f"{HERE}/bestaetigen")
@for_invited
def confirm_took_part(place: Place) -> ResponseReturnValue:
    """Note that the organisation has answered, and forget the code in this browser."""
    wave, seat = place.wave, place.seat.organisation_id
    anonymous.confirm_took_part(db.session(), wave, seat, actor=current_user(), at=place.now)
    forget(wave.id)
    flash(gettext("Danke. Notiert ist nur, dass Ihre Organisation teilgenommen hat."), "success")
    return redirect(_here(place), 303)


def _has_code(place: Place) -> bool:
    """Whether this browser can go on answering for the organisation, or with a typed code."""
    held = Held.of(place.wave.id)
    return held is not None and held.seat in {"", str(place.seat.organisation_id)}


def _is_free(place: Place, known: Participation | None) -> bool:
    """Whether the organisation may begin, or has done so here and never got the answer."""
    if known is None or known.start_hash is None:
        return True
    waiting = Held.waiting(place.wave.id, place.seat.organisation_id)
    return waiting is not None and anonymous.began_with(known, waiting.start)


def _here(place: Place) -> str:
    return participation_path(
        place.wave.id, str(place.seat.organisation_id) if place.others else None
    )
