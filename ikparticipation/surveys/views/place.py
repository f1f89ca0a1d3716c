"""From which place a person answers: which wave, for which organisation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import NotAllowedError
from ikparticipation.surveys import policies, queries
from ikparticipation.surveys.models import Response, Wave
from ikparticipation.surveys.queries import Seat
from ikparticipation.surveys.services import document_of
from ikparticipation.surveys.xlsform.document import Document, empty_document
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import N_
from ikparticipation.web import gettext

P = ParamSpec("P")


@dataclass(frozen=True)
class Place:
    wave: Wave
    seat: Seat
    questionnaire: Questionnaire
    others: tuple[Seat, ...]
    """Further organisations of this person that were asked, too."""
    now: datetime

    @property
    def is_open(self) -> bool:
        return self.wave.is_open(self.now)

    @property
    def response(self) -> Response | None:
        """What is saved, as it was when this request began."""
        return self.seat.response

    @property
    def document(self) -> Document:
        return answers_in(self.response)

    @property
    def may_submit(self) -> bool:
        return policies.may_submit(self.seat.role)

    def path(self, page: str = "", **more: str) -> str:
        """Return the address of a page of this questionnaire; it keeps the organisation."""
        chosen = {"fuer": str(self.seat.organisation_id)} if self.others else {}
        query = "&".join(f"{name}={value}" for name, value in (chosen | more).items())
        address = f"/erhebung/{self.wave.id}" + (f"/{page}" if page else "")
        return f"{address}?{query}" if query else address


def answers_in(response: Response | None) -> Document:
    return document_of(response) if response else empty_document()


def for_organisation(
    view: Callable[Concatenate[Place, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """Give a view its place. Whoever acts for several organisations chooses one first."""

    @wraps(view)
    def placed(wave_id: UUID, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        found = queries.seats(db.session(), current_user().id, wave_id)
        if found is None:
            abort(404)
        wave, seats = found
        asked = [seat for seat in seats if seat.invited]
        wanted = request.args.get("fuer")
        if wanted is None and len(asked) > 1:
            return render_template("surveys/choose.html", wave=wave, seats=asked)
        seat = _seat(seats, asked, wanted)
        place = Place(
            wave=wave,
            seat=seat,
            questionnaire=queries.compiled_by_id(db.session(), wave.questionnaire_id),
            others=tuple(other for other in asked if other is not seat),
            now=clock.now(),
        )
        return view(place, *args, **kwargs)

    return cast("Callable[Concatenate[UUID, P], ResponseReturnValue]", login_required(placed))


def _seat(seats: list[Seat], asked: list[Seat], wanted: str | None) -> Seat:
    if wanted is not None:
        seat = next((s for s in seats if str(s.organisation_id) == wanted), None)
        if seat is None:
            raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    elif not seats:
        raise NotAllowedError(N_("Antworten können nur Mitglieder eingeladener Organisationen."))
    else:
        seat = asked[0] if asked else seats[0]
    if not seat.invited:
        raise NotAllowedError(
            N_("„%(name)s“ ist zu dieser Erhebung nicht eingeladen."), name=seat.organisation
        )
    return seat


def not_open(place: Place) -> ResponseReturnValue:
    """Say that this page is only there while the wave is open, and where to go instead."""
    return (
        render_template(
            "error.html",
            title=gettext("Die Erhebung ist nicht geöffnet"),
            message=closed_sentence(place),
            way_on=(gettext("Zur Übersicht"), place.path()),
        ),
        409,
    )


def closed_sentence(place: Place) -> str:
    """Say in one sentence since or until when the wave is closed."""
    if place.now < place.wave.opens_at:
        return gettext("Diese Erhebung hat noch nicht begonnen.")
    return gettext("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
