"""How far the invited organisations are: one stage each, counted by kind, place and field."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from ikparticipation.organisations.models import Kind
from ikparticipation.surveys.models import Channel, Entry, ResponseStatus
from ikparticipation.text import BERLIN, N_

QUIET_DAYS = 7
"""Who has not even opened the questionnaire after so many days is to be phoned."""
MANY_REMINDERS = 2


class Stage(StrEnum):
    """Each organisation is in exactly one; the words of addresses, never rename one."""

    SUBMITTED = "abgesendet"
    STARTED = "begonnen"
    OPENED = "geoeffnet"
    INVITED = "eingeladen"
    DECLINED = "abgelehnt"


STAGE_NAMES = {
    Stage.SUBMITTED: N_("Abgesendet"),
    Stage.STARTED: N_("Begonnen"),
    Stage.OPENED: N_("Geöffnet"),
    Stage.INVITED: N_("Noch nicht geöffnet"),
    Stage.DECLINED: N_("Nimmt nicht teil"),
}


def stage_names(*, anonymous: bool) -> Mapping[Stage, str]:
    """Return stage → msgid. Of an anonymous wave it is known that somebody took part, not what."""
    return {**STAGE_NAMES, Stage.SUBMITTED: N_("Teilnahme bestätigt")} if anonymous else STAGE_NAMES


WAITING = frozenset({Stage.STARTED, Stage.OPENED, Stage.INVITED})
"""Who still may answer, and may be reminded."""


class Why(StrEnum):
    """Why somebody should phone."""

    BOUNCED = "bounced"
    QUIET = "quiet"
    REMINDED = "reminded"


WHY_NAMES = {
    Why.BOUNCED: N_("Mail kam nicht an"),
    Why.QUIET: N_("nie geöffnet"),
    Why.REMINDED: N_("mehrfach erinnert"),
}


@dataclass(frozen=True)
class InvitationRow:
    """One organisation that was asked, and how far it is."""

    id: UUID
    organisation_id: UUID
    name: str
    kind: Kind
    ags: str | None
    place: str
    phone: str
    invited_at: datetime
    repeated_at: datetime | None
    reminders: int
    declined_at: datetime | None
    bounced_at: datetime | None
    bounce_note: str
    opened_at: datetime | None
    """First use of a link that leads to the questionnaire; a password leaves no trace."""
    refused_address: str | None
    """An address of the last mail that the mail server did not take."""
    started_at: datetime | None
    saved_at: datetime | None
    submitted_at: datetime | None
    status: ResponseStatus | None
    """None: not started."""
    has_representative: bool
    """Without one nobody would get a reminder."""
    came: Channel | None
    """How its newest submission came, if staff entered it."""
    entry: Entry | None
    """What staff are entering for it."""
    entered_by: str | None
    """Who began that."""

    @classmethod
    def read(cls, *values: Any) -> Self:
        """Return the row of these fields in their order, and two days after them.

        They are those on which an organisation of an anonymous wave began and took part: it is as
        far as it says, to the day.
        """
        *known, begun_on, took_part_on = values
        row = cls(*known)
        if begun_on is None:
            return row
        submitted_at = _noon(took_part_on) if took_part_on else None
        return replace(row, started_at=_noon(begun_on), submitted_at=submitted_at)

    @property
    def stage(self) -> Stage:
        if self.submitted_at is not None:
            return Stage.SUBMITTED
        if self.declined_at is not None:
            return Stage.DECLINED
        if self.started_at is not None:
            return Stage.STARTED
        return Stage.INVITED if self.opened_at is None else Stage.OPENED

    @property
    def is_bounced(self) -> bool:
        return self.bounced_at is not None or self.refused_address is not None

    def to_phone(self, at: datetime) -> list[Why]:
        """Return why somebody should phone; nothing: nobody has to."""
        if self.stage not in WAITING:
            return []
        quiet = self.stage is Stage.INVITED and at - self.invited_at >= timedelta(days=QUIET_DAYS)
        reasons = {
            Why.BOUNCED: self.is_bounced,
            Why.QUIET: quiet,
            Why.REMINDED: self.reminders >= MANY_REMINDERS,
        }
        return [why for why, holds in reasons.items() if holds]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BERLIN)


@dataclass(frozen=True)
class Wanted:
    """Which invitations a list shows; empty: all."""

    stage: Stage | None = None
    kind: Kind | None = None
    ags: str = ""
    field: str = ""
    phone: bool = False
    """Only those to be phoned."""

    def of(
        self, rows: Iterable[InvitationRow], fields: Mapping[UUID, frozenset[str]], at: datetime
    ) -> list[InvitationRow]:
        return [
            row
            for row in rows
            if (self.stage is None or row.stage is self.stage)
            and (self.kind is None or row.kind is self.kind)
            and (not self.ags or row.ags == self.ags)
            and (not self.field or self.field in fields.get(row.organisation_id, ()))
            and (not self.phone or row.to_phone(at))
        ]


@dataclass(frozen=True)
class Group:
    """A kind, a place or a field, and how many of it are in each stage."""

    key: str
    """What the filters call it; empty: those without."""
    counts: Mapping[Stage, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def groups(
    rows: Sequence[InvitationRow], keys_of: Callable[[InvitationRow], Iterable[str]]
) -> list[Group]:
    """Count stages by what `keys_of` says, the largest group first, those without a key last.

    A row with several keys counts in each.
    """
    counted: dict[str, Counter[Stage]] = {}
    for row in rows:
        for key in keys_of(row) or ("",):
            counted.setdefault(key, Counter())[row.stage] += 1
    found = [Group(key, counts) for key, counts in counted.items()]
    return sorted(found, key=lambda group: (group.key == "", -group.total, group.key))


def submissions_by_day(
    rows: Iterable[InvitationRow], *, opens_at: datetime, until: datetime
) -> list[tuple[date, int]]:
    """Return how many submissions came on each day of the wave up to now, days without too."""
    days = Counter(
        row.submitted_at.astimezone(BERLIN).date() for row in rows if row.submitted_at is not None
    )
    first = min([opens_at.astimezone(BERLIN).date(), *days])
    last = max([until.astimezone(BERLIN).date(), *days])
    length = (last - first).days + 1
    return [(day, days[day]) for day in (first + timedelta(days=n) for n in range(length))]
