"""Who works on a response, in words, for the pages of the organisation and of the staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.db import AnyRow
from ikparticipation.surveys.contributors import contributions, people
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.queries.together import (
    Holder,
    Member,
    holders,
    last_wish,
    members_and_holders,
    names_of_people,
)
from ikparticipation.surveys.views.place import Place
from ikparticipation.surveys.xlsform.questionnaire import Section
from ikparticipation.text import BERLIN, day_words
from ikparticipation.web import current_language, gettext


class Wrote(NamedTuple):
    """Who wrote in a section, and when last; both in words."""

    name: str
    when: str


@dataclass(frozen=True)
class Team:
    """The members of an organisation, and what each has to do with its response."""

    me: UUID
    members: Sequence[Member] = ()
    holders: Mapping[str, Holder] = field(default_factory=dict)
    wrote: Mapping[str, Sequence[Wrote]] = field(default_factory=dict)
    wish: AnyRow | None = None
    """When somebody asked last to submit: at, by_id, name."""

    @property
    def speakers(self) -> list[str]:
        """Return the names of those who may submit."""
        return [member.name for member in self.members if member.may_submit]

    @property
    def may_share_out(self) -> bool:
        """Whether this person may give sections to others."""
        return any(member.may_submit for member in self.members if member.user_id == self.me)

    @property
    def is_shared(self) -> bool:
        """Whether there is anybody to share with."""
        return len(self.members) > 1


def team_of(place: Place, me: UUID) -> Team:
    """Return who works on the response of a place; in anonymous waves nobody is named."""
    if place.wave.anonymous:
        return Team(me)
    session, response = db.session(), place.response
    found, held = members_and_holders(session, place.wave.id, place.seat.organisation_id)
    known = {member.user_id: member.name for member in found}
    return Team(
        me=me,
        members=found,
        holders=held,
        wrote=wrote_in(response, place.now, known) if response else {},
        wish=_open_wish(response) if response else None,
    )


def _open_wish(response: Response) -> AnyRow | None:
    """Return who asked last to submit; None when something was submitted since."""
    wish = last_wish(db.session(), response.id)
    sent = response.submitted_at
    return wish if wish is not None and (sent is None or sent < wish.at) else None


def taken(place: Place, section: Section) -> str | None:
    """Say who has taken a section; None: nobody."""
    found = holders(db.session(), place.wave.id, place.seat.organisation_id).get(section.name)
    if found is None:
        return None
    if found.user_id == current_user().id:
        return gettext("Sie haben diesen Abschnitt übernommen.")
    return gettext(
        "%(name)s hat diesen Abschnitt übernommen. Ausfüllen können Sie ihn trotzdem.",
        name=found.name,
    )


def wrote_in(
    response: Response, now: datetime, known: Mapping[UUID, str] | None = None
) -> dict[str, list[Wrote]]:
    """Return section → who wrote in it, who did last first. A person not known is „jemand“."""
    stored = response.section_people
    known = known or {}
    rest = people(stored) - known.keys()
    names = {**known, **names_of_people(db.session(), rest)}
    nobody = gettext("jemand")
    return {
        section: [
            Wrote(names.get(each.user_id, nobody), when_words(each.at, now))
            for each in contributions(stored, section)
        ]
        for section in stored
    }


def when_words(at: datetime, now: datetime) -> str:
    """Return „heute, 18:40 Uhr“, „gestern, 18:40 Uhr“, else the day."""
    here, today = at.astimezone(BERLIN), now.astimezone(BERLIN).date()
    near: dict[date, str] = {
        today: gettext("heute, %(time)s Uhr", time=f"{here:%H:%M}"),
        today - timedelta(days=1): gettext("gestern, %(time)s Uhr", time=f"{here:%H:%M}"),
    }
    return near.get(here.date()) or day_words(here.date(), current_language())
