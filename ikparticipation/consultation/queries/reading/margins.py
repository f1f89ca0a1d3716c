"""How many comments stand where in a round, and which are shown first beside the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import Comment, CommentKind, Disposition, Round
from ikparticipation.consultation.queries.visible import (
    IS_ANSWERED,
    IS_PUBLISHED,
    IS_READ,
    IS_UNSEALED,
    reading,
)
from ikparticipation.db import rows
from ikparticipation.drafts.models import Passage


@dataclass(frozen=True)
class Chosen:
    """Which comments of a round are asked for; all as long as nothing is chosen."""

    kind: CommentKind | None = None
    answered: bool | None = None
    organisation_id: UUID | None = None
    key: str | None = None
    """Of a passage; "" for the whole text."""

    @property
    def is_all(self) -> bool:
        return self == Chosen()


@dataclass(frozen=True)
class Margins:
    """What everybody reads of a round, in numbers."""

    counts: Mapping[str, int]
    """Comments by the key of the passage they begin at, "" for the whole text; with the places
    where withdrawn ones stood, without replies."""
    comments: int
    """Published ones, in the whole round."""
    answered: int

    @property
    def chosen(self) -> int:
        """How many comments were asked for."""
        return sum(self.counts.values())


def _facts(round_id: UUID, chosen: Chosen) -> dict[str, Any]:
    return {
        "round_id": round_id,
        "kind": chosen.kind,
        "organisation_id": chosen.organisation_id,
        "key": chosen.key,
        **reading(None),
    }


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    """Return what narrows the choice; the values are parameters of the statement."""
    found = [
        Comment.round_id == bindparam("round_id"),
        Comment.parent_id.is_(None),
        IS_READ,
    ]
    if chosen.kind is not None:
        found.append(and_(IS_PUBLISHED, Comment.kind == bindparam("kind", type_=Comment.kind.type)))
    if chosen.answered is not None:
        answered = Disposition.id.is_not(None)
        found.append(and_(IS_PUBLISHED, answered if chosen.answered else ~answered))
    if chosen.organisation_id is not None:
        said = Comment.organisation_id == bindparam("organisation_id")
        found.append(and_(IS_PUBLISHED, said))
    if chosen.key is not None:
        found.append(Passage.key == bindparam("key") if chosen.key else Passage.id.is_(None))
    return found


def _shape(chosen: Chosen) -> Chosen:
    """Return the same choice with one value for all: a statement is put together once for each."""
    return Chosen(
        kind=chosen.kind and CommentKind.REMARK,
        answered=chosen.answered,
        organisation_id=chosen.organisation_id and UUID(int=0),
        key=chosen.key and "p",
    )


@cache
def _counts(chosen: Chosen) -> Select[*tuple[Any, ...]]:
    return (
        select(
            func.coalesce(Passage.key, "").label("key"),
            func.count(Comment.id).label("comments"),
            func.sum(case((IS_PUBLISHED, 1), else_=0)).label("published"),
            func.count(Disposition.id).label("answered"),
        )
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(*_conditions(chosen))
        .group_by(Passage.key)
    )


@cache
def _tally() -> Select[*tuple[Any, ...]]:
    return (
        select(func.count(Comment.id), func.count(Disposition.id))
        .outerjoin(Disposition, IS_ANSWERED)
        .where(Comment.round_id == bindparam("round_id"), IS_PUBLISHED, Comment.parent_id.is_(None))
    )


def margins(session: Session, round_id: UUID, chosen: Chosen, *, sealed: bool) -> Margins:
    """Return the numbers of a round whose text the reader may see; sealed ones not before its end.

    How many comments there are in all is told at any time: how many, not what or where.
    """
    found = rows(session, _counts(_shape(chosen)), _facts(round_id, chosen))
    comments, answered = sum(row.published for row in found), sum(row.answered for row in found)
    if not chosen.is_all:
        [(comments, answered)] = rows(session, _tally(), {"round_id": round_id})
    counts = {} if sealed else {row.key: row.comments for row in found}
    return Margins(counts, comments, answered)


@cache
def _first(chosen: Chosen) -> Select[*tuple[Any, ...]]:
    """Return the first comment of each passage, then the second of each, and so on."""
    rank = (
        func.row_number()
        .over(partition_by=Comment.passage_id, order_by=(Comment.submitted_at, Comment.id))
        .label("rank")
    )
    ranked = (
        select(Comment.id, func.coalesce(Passage.position, 0).label("position"), rank)
        .join(Round, Round.id == Comment.round_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(*_conditions(chosen), IS_UNSEALED)
        .subquery()
    )
    return select(ranked.c.id).order_by(ranked.c.rank, ranked.c.position).limit(bindparam("most"))


def first_ones(session: Session, round_id: UUID, chosen: Chosen, most: int) -> Sequence[UUID]:
    """Return which comments are shown beside the text: some of every passage before more of one."""
    facts = _facts(round_id, chosen) | {"most": most}
    return [row.id for row in rows(session, _first(_shape(chosen)), facts)]


@cache
def _in_order(chosen: Chosen) -> Select[*tuple[Any, ...]]:
    return (
        select(Comment.id)
        .join(Round, Round.id == Comment.round_id)
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Disposition, IS_ANSWERED)
        .where(*_conditions(chosen), IS_UNSEALED)
        .order_by(func.coalesce(Passage.position, 0), Comment.submitted_at, Comment.id)
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
    )


def in_order(
    session: Session, round_id: UUID, chosen: Chosen, *, page: int, size: int
) -> Sequence[UUID]:
    """Return one page of the comments, the whole text first, then in the order of the text."""
    facts = _facts(round_id, chosen) | {"most": size, "skipped": (page - 1) * size}
    return [row.id for row in rows(session, _in_order(_shape(chosen)), facts)]


@cache
def _speaking() -> Select[*tuple[Any, ...]]:
    return (
        select(Comment.organisation_id)
        .join(Round, Round.id == Comment.round_id)
        .where(
            Comment.round_id == bindparam("round_id"),
            Comment.organisation_id.is_not(None),
            IS_PUBLISHED,
            IS_UNSEALED,
        )
        .distinct()
    )


def organisations_in(session: Session, round_id: UUID) -> Sequence[UUID]:
    """Return which organisations have said something that everybody can read."""
    facts = {"round_id": round_id, **reading(None)}
    return [row.organisation_id for row in rows(session, _speaking(), facts)]
