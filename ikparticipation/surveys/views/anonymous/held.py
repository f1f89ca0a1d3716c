"""What a browser holds of an anonymous wave, in its signed session cookie and nowhere else."""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Self
from uuid import UUID

from flask import session

from ikparticipation.surveys.services import anonymous

_CODES, _BEGINNINGS = "anonym", "anonymer_beginn"
_MOST = 6
"""Waves in one browser; the cookie has little room."""


@dataclass(frozen=True)
class Held:
    """A code, and what the browser said of itself when it began."""

    code: str
    start: str = ""
    """Random; the database has its hash with the participation. Blank: the code was typed."""
    given: bool = False
    """Whether the code was given out to this browser, so that it may have no answer yet."""
    seat: str = ""
    """The organisation for which it began, for the way back."""

    @classmethod
    def of(cls, wave_id: UUID) -> "Held | None":
        """Return the code with which this browser answers."""
        known = session.get(_CODES, {}).get(str(wave_id))
        return cls(**known) if known else None

    @classmethod
    def waiting(cls, wave_id: UUID, seat: UUID) -> "Held | None":
        """Return what this browser will begin with for an organisation."""
        known = session.get(_BEGINNINGS, {}).get(f"{wave_id} {seat}")
        return cls(**known) if known else None

    @classmethod
    def new(cls, seat: UUID) -> Self:
        """Return a code that nobody was given yet."""
        return cls(anonymous.new_code(), start=secrets.token_urlsafe(24), seat=str(seat))

    def as_given(self) -> "Held":
        return replace(self, given=True)

    def keep(self, wave_id: UUID) -> None:
        _keep(_CODES, str(wave_id), self)

    def wait(self, wave_id: UUID) -> None:
        _keep(_BEGINNINGS, f"{wave_id} {self.seat}", self)


def forget(wave_id: UUID) -> None:
    """Let this browser know nothing of the wave any more."""
    for name in (_CODES, _BEGINNINGS):
        kept = session.get(name, {})
        session[name] = {k: v for k, v in kept.items() if not k.startswith(str(wave_id))}


def _keep(name: str, key: str, held: Held) -> None:
    kept = {**session.get(name, {}), key: asdict(held)}
    session[name] = dict(list(kept.items())[-_MOST:])
