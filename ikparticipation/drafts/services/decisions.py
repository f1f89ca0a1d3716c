"""A committee has adopted a version: recorded once, and from then on part of its history."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.drafts.models import Decision, Version
from ikparticipation.drafts.queries import decision_of
from ikparticipation.drafts.services.rules import check_steers
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import BERLIN, N_

LONGEST_BODY = 120
LONGEST_REFERENCE = 60


def adopt(
    session: Session,
    version: Version,
    *,
    body: str,
    decided_on: date,
    reference: str,
    actor: User,
    at: datetime,
) -> Decision:
    """Record that a published version was adopted. Days are those of the county.

    Raises InvalidError for a day in the future or before the version was published, and
    ConflictError if a decision is recorded already.
    """
    check_steers(actor)
    session.refresh(version, with_for_update=True)
    _check_open(session, version)
    check_day(version, decided_on, at=at)
    decision = Decision(
        to_version=version,
        body=body,
        decided_on=decided_on,
        reference=reference,
        recorded_at=at,
        recorded_by_id=actor.id,
    )
    session.add(decision)
    session.flush()
    record(
        session,
        Action.VERSION_ADOPTED,
        version,
        actor_id=actor.id,
        number=version.number,
        body=body,
        decided_on=decided_on.isoformat(),
        reference=reference,
    )
    return decision


def _check_open(session: Session, version: Version) -> None:
    if decision_of(session, version.id):
        raise ConflictError(N_("Zu dieser Fassung ist schon ein Beschluss eingetragen."))


def check_day(version: Version, decided_on: date, *, at: datetime) -> None:
    """Raise InvalidError if nobody can have adopted the version on that day."""
    if decided_on > at.astimezone(BERLIN).date():
        raise InvalidError(
            N_("Der Tag liegt in der Zukunft. Bitte tragen Sie den Beschluss ein, wenn er da ist.")
        )
    if decided_on < version.published_at.astimezone(BERLIN).date():
        raise InvalidError(
            N_("An diesem Tag war die Fassung noch nicht veröffentlicht. Bitte prüfen Sie ihn.")
        )
