"""What a person decides about a name that was written in an answer, and taking it back.

A decision is about the spelling, so it holds in all answers, past and future. The row stays when
it is undone, and says by whom.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import (
    NameDecision,
    Organisation,
    OrganisationStatus,
    Outcome,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.services.register import MERGED, check_keeps_register
from ikparticipation.text import N_, one_line


def decide_name(
    session: Session,
    name: str,
    outcome: Outcome,
    organisation: Organisation | None,
    *,
    reason: str,
    actor: User,
    at: datetime,
) -> NameDecision:
    """Decide who is meant by a name: this one (SAME), not this one (APART), or nobody (LEFT).

    InvalidError without a reason. ConflictError where something else was decided meanwhile; the
    same said twice is said once.
    """
    check_keeps_register(actor)
    normal_name, reason = normalise(name), one_line(reason)
    _check(normal_name, outcome, organisation, reason)
    held = _held(session, normal_name)
    for each in held:
        same_one = each.organisation_id == (organisation.id if organisation else None)
        if each.outcome is outcome and same_one:
            return each
        if each.outcome is not Outcome.APART and outcome is not Outcome.APART:
            raise ConflictError(DECIDED, name=each.name)
        if same_one:
            raise ConflictError(DECIDED, name=each.name)
    decision = NameDecision(
        normal_name=normal_name,
        name=one_line(name),
        outcome=outcome,
        organisation_id=organisation.id if organisation else None,
        reason=reason,
        decided_at=at,
        decided_by_id=actor.id,
    )
    session.add(decision)
    session.flush()
    _record(session, Action.NAME_DECIDED, decision, actor)
    return decision


def undo_decision(session: Session, decision: NameDecision, *, actor: User, at: datetime) -> None:
    """Take a decision back: the name is open again. Doing it twice does it once."""
    check_keeps_register(actor)
    session.refresh(decision, with_for_update=True)
    if decision.undone_at is not None:
        return
    decision.undone_at, decision.undone_by_id = at, actor.id
    session.flush()
    _record(session, Action.NAME_DECISION_UNDONE, decision, actor)


def _check(
    normal_name: str, outcome: Outcome, organisation: Organisation | None, reason: str
) -> None:
    if not normal_name:
        raise InvalidError(N_("In diesem Namen steht weder ein Buchstabe noch eine Ziffer."))
    if not reason:
        raise InvalidError(N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen."))
    if (outcome is Outcome.LEFT) != (organisation is None):
        raise InvalidError(N_("Bitte wählen Sie die Organisation, um die es geht."))
    if organisation is not None and organisation.status is OrganisationStatus.MERGED:
        raise ConflictError(MERGED)


def _held(session: Session, normal_name: str) -> list[NameDecision]:
    query = (
        select(NameDecision)
        .where(NameDecision.normal_name == normal_name, NameDecision.undone_at.is_(None))
        .order_by(NameDecision.decided_at)
    )
    return list(session.scalars(query))


def _record(session: Session, action: Action, decision: NameDecision, actor: User) -> None:
    record(
        session,
        action,
        decision,
        actor_id=actor.id,
        name=decision.name,
        normal_name=decision.normal_name,
        outcome=decision.outcome.value,
        organisation_id=str(decision.organisation_id) if decision.organisation_id else None,
        reason=decision.reason,
    )


DECIDED = N_(
    "Über „%(name)s“ ist schon entschieden. Heben Sie zuerst die frühere Entscheidung auf, "
    "wenn sie nicht stimmt."
)
