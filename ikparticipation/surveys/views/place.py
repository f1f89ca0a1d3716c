"""From which place a person answers: which wave, for which organisation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.surveys import policies, queries, services
from ikparticipation.surveys.models import Entry, Response, Wave
from ikparticipation.surveys.queries import Seat
from ikparticipation.surveys.queries.carrying import carried_document
from ikparticipation.surveys.queries.entering import newest_entered
from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.services import document_of
from ikparticipation.surveys.services.saving import NO_UPLOADS
from ikparticipation.surveys.views.seats import entering_seat, seat_of
from ikparticipation.surveys.xlsform.answers import PostedForm, Uploads
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
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
    def entry(self) -> Entry | None:
        """By it staff write here; None: a member of the organisation does."""
        return self.seat.entry

    @property
    def is_open(self) -> bool:
        if self.entry is not None:
            received_on = self.entry.received_on
            return policies.may_be_entered(self.wave, self.response, received_on, self.now)
        return policies.may_change(self.wave, self.response, self.now)

    @property
    def is_late(self) -> bool:
        """Whether it is still taken although the wave has ended."""
        came = services.came_at(self.wave, self.entry, self.now)
        return policies.is_latecomer(self.wave, self.response, came)

    @property
    def response(self) -> Response | None:
        """What is saved, as it was when this request began."""
        return self.seat.response

    @property
    def document(self) -> Document:
        response = self.response
        if response is not None:
            return document_of(response)
        return self.carried or begin(self.questionnaire, now=self.now, seed=self.seed)

    @cached_property
    def carried(self) -> Document | None:
        """What one begins with where the wave continues another; None: with a blank form."""
        if self.response is not None:
            return None
        organisation = self.seat.organisation_id
        return carried_document(db.session(), self.wave, organisation, at=self.now)

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
        return self.entry is not None or policies.may_submit(self.seat.role)

    @cached_property
    def entered(self) -> Entry | None:
        """What the organisation is told: that its newest submission was entered by staff."""
        if self.entry is not None or self.is_anonymous:
            return None
        if self.response is None or self.response.submitted_at is None:
            return None
        return newest_entered(db.session(), self.response.id)

    @property
    def names_organisation(self) -> bool:
        """Whether addresses say for whom one answers."""
        return bool(self.others) or self.entry is not None

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody may know who answers here: `views.anonymous`."""
        return False

    @property
    def is_final(self) -> bool:
        """Whether what was sent can never be changed, though the wave is open."""
        return False

    def saver_of(self, response: Response | None) -> str | None:
        """Return who saved last; None: nobody, or nobody may know."""
        if response is None:
            return None
        return queries.name_of(db.session(), response.saved_by_id)

    def save(
        self,
        section: Section,
        form: PostedForm,
        uploads: Uploads = NO_UPLOADS,
        **more: Any,
    ) -> services.Saved:
        """Keep what was posted; raises as `services.save_section`, which knows `more`."""
        return services.save_section(
            db.session(),
            self.wave,
            self.seat.organisation_id,
            section.name,
            form,
            uploads,
            actor=current_user(),
            at=self.now,
            carried=self.carried,
            **more,
        )

    def path(self, page: str = "", **more: str) -> str:
        """Return the address of a page of this questionnaire; it keeps the organisation."""
        chosen = {"fuer": str(self.seat.organisation_id)} if self.names_organisation else {}
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
    return _placed(view, for_staff=False)


def for_invited(
    view: Callable[Concatenate[Place, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """Give a view its place in any wave, also an anonymous one: nothing is answered there."""
    return _placed(view, for_staff=False, takes_anonymous=True)


def for_writing(
    view: Callable[Concatenate[Place, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """Give a view its place, also to staff who enter what came on paper or by telephone."""
    return _placed(view, for_staff=True)


def _placed(
    view: Callable[Concatenate[Place, P], ResponseReturnValue],
    *,
    for_staff: bool,
    takes_anonymous: bool = False,
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    @wraps(view)
    def placed(wave_id: UUID, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        found = queries.seats(db.session(), current_user().id, wave_id)
        if found is None:
            abort(404)
        wave, seats = found
        wanted = request.args.get("fuer")
        if wave.anonymous and not takes_anonymous:
            return redirect(participation_path(wave_id, wanted), 303)
        entering = entering_seat(wave_id, wanted, seats) if for_staff else None
        if entering is not None:
            seats = [entering]
        asked = [seat for seat in seats if seat.invited]
        if wanted is None and len(asked) > 1:
            return render_template("surveys/choose.html", wave=wave, seats=asked)
        seat = seat_of(seats, asked, wanted)
        place = Place(
            wave=wave,
            seat=seat,
            questionnaire=queries.compiled_by_id(db.session(), wave.questionnaire_id),
            others=tuple(other for other in asked if other is not seat),
            now=clock.now(),
        )
        return view(place, *args, **kwargs)

    return cast("Callable[Concatenate[UUID, P], ResponseReturnValue]", login_required(placed))


def participation_path(wave_id: UUID, organisation: str | None = None) -> str:
    """Return where a member of an organisation begins in an anonymous wave."""
    query = f"?{urlencode({'fuer': organisation})}" if organisation else ""
    return f"/teilnahme/{wave_id}{query}"


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
    if place.is_final:
        return gettext("Diese Antworten sind abgesendet und gezählt. Sie lassen sich nicht ändern.")
    if place.now < place.wave.opens_at:
        return gettext("Diese Erhebung hat noch nicht begonnen.")
    return gettext("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
