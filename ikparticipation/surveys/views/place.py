"""From which place a person answers: which wave, for which organisation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from flask import abort, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import NotAllowedError
from ikparticipation.surveys import policies, queries
from ikparticipation.surveys.models import Response, Wave
from ikparticipation.surveys.queries import Seat
from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.services import document_of
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext

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
        return policies.may_change(self.wave, self.response, self.now)

    @property
    def is_late(self) -> bool:
        """Whether it is still taken although the wave has ended."""
        return policies.is_latecomer(self.wave, self.response, self.now)

    @property
    def response(self) -> Response | None:
        """What is saved, as it was when this request began."""
        return self.seat.response

    @property
    def document(self) -> Document:
        response = self.response
        if response is not None:
            return document_of(response)
        return begin(self.questionnaire, now=self.now, seed=self.seed)

    @property
    def seed(self) -> str:
        return queries.seed_of(self.wave.id, self.seat.organisation_id)

    @cached_property
    def speech(self) -> Speech:
        return Speech.of(self.questionnaire, current_language(), chosen_language())

    @cached_property
    def state(self) -> State:
        """What the formulas make of what is saved."""
        return self.state_of(self.document)

    def state_of(self, document: Document) -> State:
        return State.of(
            self.questionnaire,
            document,
            now=self.now,
            language=self.speech.language,
            seed=self.seed,
        )

    @property
    def files_at(self) -> str:
        """Where files of this response are handed out."""
        return f"/erhebung/dateien/{self.response.id}/" if self.response else ""

    def beside(self, section: Section, state: State, way: int) -> Section | None:
        """Return the next section that is relevant, or (-1) the one before; None at the end."""
        sections = self.questionnaire.sections
        at = sections.index(section)
        rest = sections[at + 1 :] if way > 0 else sections[:at][::-1]
        return next((each for each in rest if each.is_shown and state.is_relevant(each.name)), None)

    @property
    def may_submit(self) -> bool:
        return policies.may_submit(self.seat.role)

    def path(self, page: str = "", **more: str) -> str:
        """Return the address of a page of this questionnaire; it keeps the organisation."""
        chosen = {"fuer": str(self.seat.organisation_id)} if self.others else {}
        query = "&".join(f"{name}={value}" for name, value in (chosen | more).items())
        address = f"/erhebung/{self.wave.id}" + (f"/{page}" if page else "")
        return f"{address}?{query}" if query else address


LANGUAGE = "bogensprache"
"""In the session: the chosen language of questionnaires, and that of the pages at that moment."""


def choose_language(language: str) -> None:
    """Remember the language of questionnaires for as long as the pages keep theirs."""
    session[LANGUAGE] = f"{language} {current_language()}"


def chosen_language() -> str | None:
    """Return what was chosen. Who switches the pages since wants the questionnaire with them."""
    language, _, around = str(session.get(LANGUAGE, "")).partition(" ")
    return language if language and around == current_language() else None


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
