"""What a line of a list says beside the entry: another name, and the body it belongs to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import NameKind, Organisation, OrganisationName
from ikparticipation.organisations.names import normalise
from ikparticipation.text import one_line

Names = Mapping[str, Sequence[UUID]]
"""Normalised name → who is called so now."""


class Beside:
    """Gathers it line by line, and stores what fits when all new entries are there.

    A name that is somebody else's, and a body that is not just one, are left out and counted.
    """

    def __init__(self, session: Session, *, file: str, actor: User, at: datetime) -> None:
        self.left = 0
        self._session, self._file, self._actor, self._at = session, file, actor, at
        self._told: list[tuple[Organisation, int, Mapping[str, Any]]] = []

    def note(self, organisation: Organisation, row: int, told: Mapping[str, Any]) -> None:
        self._told.append((organisation, row, told))

    def store(self, called: Names) -> None:
        above: dict[UUID, UUID] = {}
        for organisation, row, told in self._told:
            for key, kind in (("short_name", NameKind.SHORT), ("other_name", NameKind.ALTERNATIVE)):
                if name := one_line(told.get(key, "")):
                    self._add_name(organisation, name, kind, row, called)
            if umbrella := told.get("umbrella", ""):
                self._put_under(organisation, called.get(normalise(umbrella), ()), above)

    def _add_name(
        self, organisation: Organisation, name: str, kind: NameKind, row: int, called: Names
    ) -> None:
        normal_name = normalise(name)
        if normal_name == organisation.normal_name:
            return
        if not normal_name or called.get(normal_name):
            self.left += 1
            return
        other = OrganisationName(
            organisation_id=organisation.id,
            name=name,
            normal_name=normal_name,
            kind=kind,
            added_at=self._at,
            file=f"{self._file}, {row}",
            person_id=self._actor.id,
        )
        self._session.add(other)

    def _put_under(
        self, organisation: Organisation, meant: Sequence[UUID], above: dict[UUID, UUID]
    ) -> None:
        """Two new entries may name each other: only new ones can close a circle."""
        if len(meant) != 1 or _leads_to(organisation.id, meant[0], above):
            self.left += 1
            return
        above[organisation.id] = organisation.umbrella_id = meant[0]


def _leads_to(goal: UUID, start: UUID, above: Mapping[UUID, UUID]) -> bool:
    place: UUID | None = start
    while place is not None:
        if place == goal:
            return True
        place = above.get(place)
    return False
