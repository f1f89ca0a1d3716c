"""Two entries of the register that are one organisation: brought together by a person, and undone.

Whatever points to `gone` points to `kept` afterwards: every foreign key to the register that the
database has, found in its own description, so a table that comes later is not forgotten. Each row
that moves is written down (`MergeMove`), and goes back when the merge is undone. Where `kept` has
the same already (both were asked in one wave, one person is a member of both), the row stays with
`gone`, which is told beforehand. What was derived from answers is derived again by the worker.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Table, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.db import Base
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import (
    Merge,
    MergeMove,
    Organisation,
    OrganisationField,
    OrganisationStatus,
)
from ikparticipation.organisations.services.register import MERGED, check_keeps_register
from ikparticipation.organisations.services.umbrellas import check_merge, check_undone
from ikparticipation.text import N_, one_line

STAYS = frozenset(
    (
        "list_line",  # what a list said
        "organisation_field",  # `kept` gets those it has not got: answers write them anew each time
        "name_decision",  # `resolving` follows a merged entry by itself, as for names
        "organisation_apart",
        "organisation_merge",
        "organisation_name",
    )
)
"""Tables whose rows stay with the entry they are about."""
_ADDED = "id"
"""In a `MergeMove`, instead of a column: the row is new."""


@dataclass(frozen=True)
class Preview:
    """Table → how many rows would move, and how many stay because `kept` has the same."""

    moves: Mapping[str, int]
    stays: Mapping[str, int]


@dataclass(frozen=True)
class _Found:
    table: Table
    column: Column[UUID]
    moves: list[UUID]
    stays: list[UUID]


def preview_merge(session: Session, kept: Organisation, gone: Organisation) -> Preview:
    """Return what a merge would do."""
    moves, stays = Counter[str](), Counter[str]()
    for found in _found(session, kept.id, gone.id):
        moves[found.table.name] += len(found.moves)
        stays[found.table.name] += len(found.stays)
    moves[OrganisationField.__tablename__] = len(_fields_lacking(session, kept, gone))
    return Preview(dict(+moves), dict(+stays))


def merge_organisations(
    session: Session,
    kept: Organisation,
    gone: Organisation,
    *,
    reason: str,
    actor: User,
    at: datetime,
) -> Merge:
    """Let `kept` be both. ConflictError where one of them is merged into another already."""
    check_keeps_register(actor)
    reason = one_line(reason)
    if not reason:
        raise InvalidError(N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen."))
    if kept.id == gone.id:
        raise InvalidError(N_("Das ist derselbe Eintrag."))
    _hold(session, kept, gone)
    if OrganisationStatus.MERGED in {kept.status, gone.status}:
        raise ConflictError(MERGED)
    check_merge(session, kept, gone)
    merge = Merge(
        kept_id=kept.id,
        gone_id=gone.id,
        gone_status=gone.status.value,
        reason=reason,
        merged_at=at,
        merged_by_id=actor.id,
    )
    session.add(merge)
    session.flush()
    for found in list(_found(session, kept.id, gone.id)):
        _move(session, found.table, found.column, found.moves, of=gone.id, to=kept.id)
        session.add_all(
            MergeMove(
                merge_id=merge.id,
                table_name=found.table.name,
                column_name=found.column.name,
                row_id=row_id,
            )
            for row_id in found.moves
        )
    _give_fields(session, merge, kept, gone)
    gone.status, gone.merged_into_id = OrganisationStatus.MERGED, kept.id
    session.flush()
    _record(session, Action.ORGANISATIONS_MERGED, merge, actor)
    return merge


def undo_merge(session: Session, merge: Merge, *, actor: User, at: datetime) -> None:
    """Give `gone` back what was its own. What came to `kept` since then stays there.

    So does what a person has put somewhere else since. ConflictError while a later merge stands
    above it, and where two bodies would belong to each other. Doing it twice does it once.
    """
    check_keeps_register(actor)
    kept = session.get_one(Organisation, merge.kept_id)
    gone = session.get_one(Organisation, merge.gone_id)
    _hold(session, kept, gone)
    session.refresh(merge, with_for_update=True)
    if merge.undone_at is not None:
        return
    if gone.merged_into_id != kept.id or kept.status is OrganisationStatus.MERGED:
        raise ConflictError(
            N_("Eine spätere Zusammenführung baut darauf auf. Heben Sie bitte zuerst diese auf.")
        )
    gone.status, gone.merged_into_id = OrganisationStatus(merge.gone_status), None
    session.flush()
    for table_name, column_name, rows in _moved(session, merge):
        table = Base.metadata.tables[table_name]
        if column_name == _ADDED:
            session.execute(delete(table).where(table.c.id.in_(rows)))
        else:
            _move(session, table, table.c[column_name], rows, of=kept.id, to=gone.id)
    session.expire_all()
    check_undone(session, gone)
    merge.undone_at, merge.undone_by_id = at, actor.id
    session.flush()
    session.expire_all()
    _record(session, Action.MERGE_UNDONE, merge, actor)


def _hold(session: Session, *organisations: Organisation) -> None:
    for each in sorted(organisations, key=lambda organisation: organisation.id):
        session.refresh(each, with_for_update=True)


def _moved(session: Session, merge: Merge) -> Iterator[tuple[str, str, list[UUID]]]:
    query = select(MergeMove.table_name, MergeMove.column_name, MergeMove.row_id)
    grouped: dict[tuple[str, str], list[UUID]] = {}
    for table, column, row_id in session.execute(query.where(MergeMove.merge_id == merge.id)):
        grouped.setdefault((table, column), []).append(row_id)
    for (table, column), rows in grouped.items():
        yield table, column, rows


def _found(session: Session, kept_id: UUID, gone_id: UUID) -> Iterator[_Found]:
    for table, columns in _pointing().items():
        for column in columns:
            others = _beside(table, column)
            query = select(table.c.id, column, *others).where(column.in_((kept_id, gone_id)))
            here, taken = [], set()
            for row_id, whose, *beside in session.execute(query):
                if whose == kept_id:
                    taken.add(tuple(beside))
                else:
                    here.append((row_id, tuple(beside)))
            if not here:
                continue
            loops = _loops(session, table, column, kept_id, gone_id)
            stays = [row for row, key in here if (others and key in taken) or row in loops]
            yield _Found(table, column, [row for row, _ in here if row not in stays], stays)


def _pointing() -> dict[Table, list[Column[UUID]]]:
    """Return every column that points to the register, of the tables whose rows can move."""
    return {
        table: columns
        for table in Base.metadata.sorted_tables
        if table.name not in STAYS
        and (
            columns := [
                column
                for column in table.columns
                if any(key.target_fullname == "organisation.id" for key in column.foreign_keys)
            ]
        )
    }


def _beside(table: Table, column: Column[UUID]) -> list[Column[UUID]]:
    """Return the columns that are unique together with this one."""
    unique = [key.columns for key in table.constraints if isinstance(key, UniqueConstraint)]
    unique += [index.columns for index in table.indexes if index.unique]
    return [
        other
        for columns in unique
        if column.name in columns
        for other in columns
        if other.name != column.name
    ]


def _loops(
    session: Session, table: Table, column: Column[UUID], kept_id: UUID, gone_id: UUID
) -> set[UUID]:
    """Return rows in which `kept` would point to itself."""
    if table.name == Organisation.__tablename__:
        return {kept_id, gone_id}
    others = [each for each in _pointing()[table] if each.name != column.name]
    found: set[UUID] = set()
    for other in others:
        query = select(table.c.id).where(column == gone_id, other == kept_id)
        found.update(session.scalars(query))
    return found


def _move(
    session: Session, table: Table, column: Column[UUID], rows: list[UUID], *, of: UUID, to: UUID
) -> None:
    """Let rows point to another entry, if they still point to this one."""
    if rows:
        here = (table.c.id.in_(rows), column == of)
        session.execute(update(table).where(*here).values({column.name: to}))
    session.expire_all()


def _fields_lacking(session: Session, kept: Organisation, gone: Organisation) -> list[str]:
    """Return in which fields of action only `gone` works."""
    own = select(OrganisationField.field).where(OrganisationField.organisation_id == kept.id)
    query = select(OrganisationField.field).where(
        OrganisationField.organisation_id == gone.id, OrganisationField.field.not_in(own)
    )
    return list(session.scalars(query.order_by(OrganisationField.field)))


def _give_fields(session: Session, merge: Merge, kept: Organisation, gone: Organisation) -> None:
    for field in _fields_lacking(session, kept, gone):
        added = OrganisationField(organisation_id=kept.id, field=field)
        session.add(added)
        session.flush()
        session.add(
            MergeMove(
                merge_id=merge.id,
                table_name=OrganisationField.__tablename__,
                column_name=_ADDED,
                row_id=added.id,
            )
        )


def merges_of(session: Session, organisation_id: UUID) -> int:
    """Return how many merges into an entry hold."""
    query = select(func.count(Merge.id))
    held = query.where(Merge.kept_id == organisation_id, Merge.undone_at.is_(None))
    return session.scalar(held) or 0


def _record(session: Session, action: Action, merge: Merge, actor: User) -> None:
    record(
        session,
        action,
        merge,
        actor_id=actor.id,
        kept_id=str(merge.kept_id),
        gone_id=str(merge.gone_id),
        reason=merge.reason,
    )
