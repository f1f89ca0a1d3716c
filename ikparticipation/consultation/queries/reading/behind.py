"""What stands behind the changes between two versions: comments, or a reason of one's own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import (
    Comment,
    Disposition,
    ExplainedChange,
    LinkedChange,
    Round,
)
from ikparticipation.consultation.queries.visible import (
    IS_ANSWERED,
    IS_READ,
    SPEAKER,
    Audience,
    audience_of,
    reading,
    visible_to,
)
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.compare import Change
from ikparticipation.drafts.differences import Difference
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import Organisation

FIRST_WITH_CHANGES = 2
_changed_in = aliased(Version)
_any = aliased(Version)


@dataclass(frozen=True)
class Behind:
    """What is published of why passages changed, by their keys."""

    comments: Mapping[str, Sequence[AnyRow]]
    """`id`, `kind`, `status`, `organisation`, `outcome`, `number` and `position` of the place the
    comment was made at."""
    reasons: Mapping[str, Sequence[AnyRow]]
    """`number` of the version, and `reason`."""

    def comments_of(self, row: Difference) -> list[AnyRow]:
        """Return the comments behind a change, each once."""
        found = (each for key in _keys(row) for each in self.comments.get(key, ()))
        return list({each.id: each for each in found}.values())

    def reasons_of(self, row: Difference) -> list[Any]:
        """Return the administration's own reasons for a change, each once."""
        found = (each.reason for key in _keys(row) for each in self.reasons.get(key, ()))
        return list(dict.fromkeys(found))


def _keys(row: Difference) -> list[str]:
    """Return the keys of a row whose words have changed or moved; a mere change of style has none.

    Of passages that were split or merged these are all.
    """
    if row.change is Change.SAME:
        return []
    return list(dict.fromkeys(block.key for block in (*row.new, *row.old)))


_FIRST_AFTER = (
    select(func.min(_any.number))
    .where(
        _any.document_id == Version.document_id,
        _any.number >= FIRST_WITH_CHANGES,
        _any.published_at >= Disposition.released_at,
    )
    .correlate(Version, Disposition)
    .scalar_subquery()
)
"""An answer belongs to the first version that was published after it."""


@cache
def _linked(audience: Audience) -> Select[*tuple[Any, ...]]:
    """Return the comments whose answers count and point to a passage."""
    return (
        select(
            LinkedChange.key,
            Comment.id,
            Comment.kind,
            Comment.status,
            SPEAKER,
            Disposition.outcome,
            Version.number,
            Passage.position,
        )
        .select_from(Comment)
        .join(Disposition, IS_ANSWERED)
        .join(LinkedChange, LinkedChange.disposition_id == Disposition.id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .join(
            _changed_in,
            and_(
                _changed_in.document_id == Version.document_id, _changed_in.number == _FIRST_AFTER
            ),
        )
        .outerjoin(Passage, Passage.id == Comment.passage_id)
        .outerjoin(Organisation, Organisation.id == Comment.organisation_id)
        .where(
            _changed_in.id.in_(bindparam("versions", expanding=True)), IS_READ, visible_to(audience)
        )
        .order_by(Version.number, Passage.position, Comment.submitted_at, Comment.id)
    )


@cache
def _explained() -> Select[*tuple[Any, ...]]:
    return (
        select(ExplainedChange.key, ExplainedChange.number, ExplainedChange.reason)
        .join(
            Version,
            and_(
                Version.document_id == ExplainedChange.document_id,
                Version.number == ExplainedChange.number,
            ),
        )
        .where(Version.id.in_(bindparam("versions", expanding=True)))
        .order_by(ExplainedChange.number)
    )


def behind_changes(
    session: Session, visible: Sequence[AnyRow], old: int, new: int, *, reader: User | None
) -> Behind:
    """Return what stands behind the changes from one version to another, and all between them.

    `visible`: the versions this reader may see. What changed to or from another one stays with it,
    as on the page of a comment.
    """
    numbers = {version.number for version in visible}
    steps: list[UUID] = [v.id for v in visible if old < v.number <= new and v.number - 1 in numbers]
    if not steps:
        return Behind({}, {})
    facts = {"versions": steps, **reading(reader)}
    return Behind(
        _by_key(rows(session, _linked(audience_of(reader)), facts)),
        _by_key(rows(session, _explained(), {"versions": steps})),
    )


def _by_key(found: Sequence[AnyRow]) -> Mapping[str, Sequence[AnyRow]]:
    by_key: dict[str, list[AnyRow]] = defaultdict(list)
    for row in found:
        by_key[row.key].append(row)
    return by_key
