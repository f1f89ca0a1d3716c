"""The comments on earlier versions, as the page of a later one counts and lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import Comment, CommentPlace, PlaceStatus, Round, Standing
from ikparticipation.consultation.queries.visible import (
    IS_PUBLISHED,
    Audience,
    audience_of,
    reading,
    visible_to,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import Passage, Version


@dataclass(frozen=True)
class Carried:
    """How many comments on one earlier version are where."""

    number: int
    """Of the version they were made on."""
    standings: Mapping[Standing, int]
    """Those there are, in the order of `Standing`."""
    counts: Mapping[str, int]
    """By the key of the passage they stand at."""

    @property
    def comments(self) -> int:
        return sum(self.standings.values())


_later = aliased(Version)
_said = aliased(Passage)
_before, _passed = aliased(CommentPlace), aliased(Version)
_WAS_GONE = (
    exists()
    .where(
        _before.comment_id == Comment.id,
        _before.status == PlaceStatus.DELETED,
        _passed.id == _before.version_id,
        _passed.number < _later.number,
    )
    .correlate(Comment, _later)
)
_STANDING: ColumnElement[str] = case(
    (Comment.passage_id.is_(None), literal(Standing.WHOLE.value)),
    (CommentPlace.passage_id.is_not(None), literal(Standing.HERE.value)),
    (
        or_(CommentPlace.status == PlaceStatus.DELETED, _WAS_GONE),
        literal(Standing.GONE.value),
    ),
    else_=literal(Standing.OPEN.value),
)
_IN_ORDER = case({each.value: n for n, each in enumerate(Standing)}, value=_STANDING)


def _carried(audience: Audience, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Return statements for published comments on versions before the one of `version_id`."""
    return (
        select(*columns)
        .select_from(Comment)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(
            _later,
            and_(_later.document_id == Version.document_id, _later.number > Version.number),
        )
        .outerjoin(
            CommentPlace,
            and_(CommentPlace.comment_id == Comment.id, CommentPlace.version_id == _later.id),
        )
        .outerjoin(Passage, Passage.id == CommentPlace.passage_id)
        .where(
            _later.id == bindparam("version_id"),
            IS_PUBLISHED,
            Comment.parent_id.is_(None),
            visible_to(audience),
        )
    )


@cache
def _counts(audience: Audience) -> Select[*tuple[Any, ...]]:
    standing = _STANDING.label("standing")
    counted = func.count(Comment.id).label("comments")
    return (
        _carried(audience, Version.number, standing, Passage.key, counted)
        .group_by(Version.number, "standing", Passage.key)
        .order_by(Version.number)
    )


def carried_to(session: Session, version_id: UUID, *, reader: User | None) -> Sequence[Carried]:
    """Return how many comments on each earlier version are where in this one, the oldest first.

    Published ones that this reader may see, without replies.
    """
    facts = {"version_id": version_id, **reading(reader)}
    found = rows(session, _counts(audience_of(reader)), facts)
    return [
        _summed(number, list(group)) for number, group in groupby(found, key=lambda row: row.number)
    ]


def _summed(number: int, counted: Sequence[AnyRow]) -> Carried:
    sums = {
        each: sum(row.comments for row in counted if row.standing == each.value)
        for each in Standing
    }
    return Carried(
        number,
        {each: comments for each, comments in sums.items() if comments},
        {row.key: row.comments for row in counted if row.key is not None},
    )


@cache
def _listed(audience: Audience, *, by_standing: bool, by_key: bool) -> Select[*tuple[Any, ...]]:
    found = (
        _carried(audience, Comment.id, _STANDING.label("standing"), Passage.key, Passage.position)
        .outerjoin(_said, _said.id == Comment.passage_id)
        .where(Version.number == bindparam("earlier"))
        .order_by(
            _IN_ORDER,
            func.coalesce(Passage.position, _said.position),
            func.coalesce(CommentPlace.start, Comment.start),
            Comment.submitted_at,
            Comment.id,
        )
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
    )
    if by_standing:
        found = found.where(bindparam("standing") == _STANDING)
    return found.where(Passage.key == bindparam("key")) if by_key else found


def carried_from(
    session: Session,
    version_id: UUID,
    earlier: int,
    *,
    standing: Standing | None,
    key: str | None,
    page: int,
    size: int,
    reader: User | None,
) -> Sequence[AnyRow]:
    """Return one page of the comments on an earlier version: `id`, `standing`, `key`, `position`.

    `key`, `position`: of the passage they stand at now; those in the order of the text first.
    `standing`, `key`: which of them are asked for.
    """
    query = _listed(audience_of(reader), by_standing=standing is not None, by_key=key is not None)
    asked = {"standing": standing and standing.value, "key": key}
    facts = {
        "version_id": version_id,
        "earlier": earlier,
        "most": size,
        "skipped": (page - 1) * size,
        **{name: value for name, value in asked.items() if value is not None},
        **reading(reader),
    }
    return rows(session, query, facts)
