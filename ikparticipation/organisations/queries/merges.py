"""Which entries were merged or kept apart, by whom and why."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import ApartPair, Merge, Organisation

PAGE = 20


def count_merges(session: Session) -> int:
    return session.scalar(select(func.count(Merge.id))) or 0


def merges(session: Session, *, page: int = 1, kept_id: UUID | None = None) -> Sequence[AnyRow]:
    """Return merges, the newest first: `Merge`, `kept`, `gone`, `person`, `undone_by`.

    `kept_id`: only those that hold, into this entry.
    """
    kept, gone = aliased(Organisation), aliased(Organisation)
    person, undoer = aliased(User), aliased(User)
    query = (
        select(
            Merge,
            kept.name.label("kept"),
            gone.name.label("gone"),
            person.name.label("person"),
            undoer.name.label("undone_by"),
        )
        .join(kept, kept.id == Merge.kept_id)
        .join(gone, gone.id == Merge.gone_id)
        .join(person, person.id == Merge.merged_by_id)
        .outerjoin(undoer, undoer.id == Merge.undone_by_id)
        .order_by(Merge.merged_at.desc(), Merge.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    if kept_id is not None:
        query = query.where(Merge.kept_id == kept_id, Merge.undone_at.is_(None))
    return session.execute(query).all()


def apart_pairs(session: Session) -> Sequence[AnyRow]:
    """Return pairs that are kept apart, the newest first: `ApartPair`, `one`, `other`, `person`."""
    one, other = aliased(Organisation), aliased(Organisation)
    query = (
        select(
            ApartPair, one.name.label("one"), other.name.label("other"), User.name.label("person")
        )
        .join(one, one.id == ApartPair.one_id)
        .join(other, other.id == ApartPair.other_id)
        .join(User, User.id == ApartPair.decided_by_id)
        .where(ApartPair.undone_at.is_(None))
        .order_by(ApartPair.decided_at.desc(), ApartPair.id)
        .limit(200)
    )
    return session.execute(query).all()
