"""Which body an organisation belongs to: never in a circle, and always one that stands higher."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation, OrganisationStatus
from ikparticipation.organisations.names import Level
from ikparticipation.organisations.policies import may_belong_to
from ikparticipation.text import N_


class UmbrellaError(InvalidError):
    """The organisation cannot belong to this body. Forms show it beside the field."""


class LevelError(InvalidError):
    """An organisation that belongs to this one stands as high or higher."""


def check_umbrella(
    session: Session, organisation: Organisation, *, umbrella_id: UUID | None, level: Level | None
) -> None:
    """Raise UmbrellaError or LevelError unless the organisation may stand there.

    All bodies above are locked on the way up: of two people who would close a circle together,
    the second waits and then sees what the first did.
    """
    if umbrella_id is not None:
        _check_above(session, organisation, umbrella_id, level)
    _check_below(session, organisation, level)


def _check_above(
    session: Session, organisation: Organisation, umbrella_id: UUID, level: Level | None
) -> None:
    umbrella = _locked(session, umbrella_id)
    if umbrella is None or umbrella.status is OrganisationStatus.MERGED:
        raise UmbrellaError(NOT_THERE)
    if not may_belong_to(level, umbrella=umbrella.level):
        raise UmbrellaError(NOT_HIGHER, name=umbrella.name)
    if organisation.id in _upwards(session, umbrella):
        raise UmbrellaError(CIRCLE, name=umbrella.name, own=organisation.name)


def check_merge(session: Session, kept: Organisation, gone: Organisation) -> None:
    """Raise ConflictError where `gone` stands above `kept`: who belongs to it would move below.

    They are two bodies of one umbrella then, not one body entered twice.
    """
    if gone.id in _upwards(session, _locked(session, kept.id)):
        raise ConflictError(STANDS_ABOVE, name=kept.name, own=gone.name)


def check_undone(session: Session, gone: Organisation) -> None:
    """Raise ConflictError where an entry that stands for itself again is above itself.

    Who belongs to it may have been put above it while both were one.
    """
    above = gone.umbrella_id and _locked(session, gone.umbrella_id)
    if gone.id in _upwards(session, above or None):
        raise ConflictError(ABOVE_ITSELF, name=gone.name)


def _upwards(session: Session, start: AnyRow | None) -> set[UUID]:
    """Return the body and all above it, locked."""
    passed: set[UUID] = set()
    above = start
    while above is not None and above.id not in passed:
        passed.add(above.id)
        above = _locked(session, above.umbrella_id) if above.umbrella_id else None
    return passed


def _locked(session: Session, organisation_id: UUID) -> AnyRow | None:
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.level,
            Organisation.status,
            Organisation.umbrella_id,
        )
        .where(Organisation.id == organisation_id)
        .with_for_update()
    )
    return session.execute(query).first()


def _check_below(session: Session, organisation: Organisation, level: Level | None) -> None:
    if level is None:
        return
    query = (
        select(Organisation.name, Organisation.level)
        .where(Organisation.umbrella_id == organisation.id)
        .order_by(Organisation.sort_key)
    )
    for row in session.execute(query):
        if not may_belong_to(row.level, umbrella=level):
            raise LevelError(NOT_LOWER, name=row.name)


NOT_THERE = N_(
    "Diesen Dachverband gibt es im Verzeichnis nicht mehr. Bitte wählen Sie einen anderen."
)
NOT_HIGHER = N_(
    "„%(name)s“ steht nicht über dieser Organisation. Bitte wählen Sie einen Dachverband "
    "einer höheren Ebene, oder berichtigen Sie eine der beiden Ebenen."
)
CIRCLE = N_(
    "„%(name)s“ gehört selbst zu „%(own)s“. Bitte nehmen Sie zuerst dort den Dachverband heraus."
)
STANDS_ABOVE = N_(
    "„%(name)s“ gehört im Verband zu „%(own)s“; das sind nicht zwei Einträge einer Organisation. "
    "Stimmt das nicht, dann berichtigen Sie bitte zuerst den Dachverband."
)
ABOVE_ITSELF = N_(
    "„%(name)s“ stünde danach im Verband über sich selbst, weil seit der Zusammenführung ein "
    "Dachverband geändert wurde. Bitte berichtigen Sie ihn zuerst."
)
NOT_LOWER = N_(
    "„%(name)s“ gehört zu dieser Organisation und steht nicht unter dieser Ebene. Bitte "
    "berichtigen Sie zuerst dort Ebene oder Dachverband."
)
