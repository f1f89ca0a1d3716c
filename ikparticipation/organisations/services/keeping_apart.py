"""Two entries of the register that look alike and are two organisations."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import InvalidError
from ikparticipation.organisations.models import ApartPair, Organisation
from ikparticipation.organisations.services.register import check_keeps_register
from ikparticipation.text import N_, one_line


def keep_apart(
    session: Session,
    one: Organisation,
    other: Organisation,
    *,
    reason: str,
    actor: User,
    at: datetime,
) -> ApartPair:
    """Say that two entries are two organisations: they are not proposed again. Twice is once."""
    check_keeps_register(actor)
    reason = one_line(reason)
    if not reason:
        raise InvalidError(N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen."))
    if one.id == other.id:
        raise InvalidError(N_("Das ist derselbe Eintrag."))
    first, second = sorted((one.id, other.id))
    held = select(ApartPair).where(
        ApartPair.one_id == first, ApartPair.other_id == second, ApartPair.undone_at.is_(None)
    )
    if (pair := session.scalars(held).one_or_none()) is not None:
        return pair
    pair = ApartPair(
        one_id=first, other_id=second, reason=reason, decided_at=at, decided_by_id=actor.id
    )
    session.add(pair)
    session.flush()
    _record(session, Action.ORGANISATIONS_KEPT_APART, pair, actor)
    return pair


def undo_apart(session: Session, pair: ApartPair, *, actor: User, at: datetime) -> None:
    """Take it back: the two may be proposed for each other again. Twice is once."""
    check_keeps_register(actor)
    session.refresh(pair, with_for_update=True)
    if pair.undone_at is not None:
        return
    pair.undone_at, pair.undone_by_id = at, actor.id
    session.flush()
    _record(session, Action.APART_UNDONE, pair, actor)


def _record(session: Session, action: Action, pair: ApartPair, actor: User) -> None:
    record(
        session,
        action,
        pair,
        actor_id=actor.id,
        one_id=str(pair.one_id),
        other_id=str(pair.other_id),
        reason=pair.reason,
    )
