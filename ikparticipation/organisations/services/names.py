"""Other names of an organisation: whoever writes one of them in an answer means this one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import (
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationStatus,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.services.register import MERGED, check_keeps_register
from ikparticipation.text import N_, one_line


class TakenNameError(InvalidError):
    """Another organisation is called so; `other` is its entry."""

    def __init__(self, other: Organisation) -> None:
        super().__init__(TAKEN, name=other.name)
        self.other = other


def add_name(
    session: Session,
    organisation: Organisation,
    *,
    name: str,
    kind: NameKind,
    reason: str,
    actor: User,
    at: datetime,
) -> OrganisationName:
    """Say that an organisation is also called so. InvalidError, TakenNameError, ConflictError."""
    check_keeps_register(actor)
    if organisation.status is OrganisationStatus.MERGED:
        raise ConflictError(MERGED)
    name, reason = one_line(name), one_line(reason)
    _check(session, organisation, name, reason)
    added = OrganisationName(
        organisation_id=organisation.id,
        name=name,
        normal_name=normalise(name),
        kind=kind,
        added_at=at,
        person_id=actor.id,
        reason=reason,
    )
    session.add(added)
    session.flush()
    _record(session, Action.NAME_ADDED, organisation, added, reason, actor)
    return added


def remove_name(
    session: Session,
    organisation: Organisation,
    other: OrganisationName,
    *,
    reason: str,
    actor: User,
) -> None:
    """Say that an organisation is not called so; what was written stays as it was written."""
    check_keeps_register(actor)
    reason = one_line(reason)
    if not reason:
        raise InvalidError(NO_REASON)
    session.delete(other)
    session.flush()
    _record(session, Action.NAME_REMOVED, organisation, other, reason, actor)


def shared_with(session: Session, added: OrganisationName) -> list[str]:
    """Return other organisations that have this as another name too: it then means nobody."""
    query = (
        select(Organisation.name)
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(
            OrganisationName.normal_name == added.normal_name,
            OrganisationName.organisation_id != added.organisation_id,
        )
        .order_by(Organisation.sort_key)
    )
    return list(session.scalars(query))


def _check(session: Session, organisation: Organisation, name: str, reason: str) -> None:
    normal_name = normalise(name)
    if not normal_name:
        raise InvalidError(N_("Bitte geben Sie einen Namen mit Buchstaben oder Ziffern ein."))
    if not reason:
        raise InvalidError(NO_REASON)
    if normal_name == organisation.normal_name:
        raise InvalidError(OWN_NAME)
    query = select(OrganisationName.id).where(
        OrganisationName.organisation_id == organisation.id,
        OrganisationName.normal_name == normal_name,
    )
    if session.scalar(query) is not None:
        raise ConflictError(KNOWN_NAME, name=name)
    same = select(Organisation).where(
        Organisation.normal_name == normal_name,
        Organisation.id != organisation.id,
        Organisation.merged_into_id.is_distinct_from(organisation.id),
    )
    if (
        other := session.scalars(same.order_by(Organisation.sort_key).limit(1)).first()
    ) is not None:
        raise TakenNameError(other)


def _record(
    session: Session,
    action: Action,
    organisation: Organisation,
    other: OrganisationName,
    reason: str,
    actor: User,
) -> None:
    record(
        session,
        action,
        organisation,
        actor_id=actor.id,
        name=other.name,
        normal_name=other.normal_name,
        kind=other.kind,
        reason=reason,
    )


NO_REASON = N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen.")
OWN_NAME = N_("So heißt die Organisation schon; die Schreibweise macht keinen Unterschied.")
KNOWN_NAME = N_("„%(name)s“ steht schon bei dieser Organisation.")
TAKEN = N_(
    "So heißt schon eine andere Organisation: „%(name)s“. Sind es zwei Einträge derselben "
    "Organisation, dann führen Sie sie zusammen. Sonst tragen Sie hier bitte einen Namen ein, der "
    "nur diese meint, zum Beispiel mit dem Ort."
)
