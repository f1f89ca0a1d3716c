"""The gate before the next version: what is still owed to those who commented on the last one.

It opens when every published comment has a released answer or a deferral with a date that is
still to come, when no comment waits for a decision, and when every changed passage is linked to
an answer or explained. Replies and what was declined or withdrawn are owed nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Owed(StrEnum):
    """What a comment still waits for, in the order in which it is given."""

    DECISION = "decision"
    """Whether it is published."""
    ANSWER = "answer"
    RELEASE = "release"
    """Its answer is drafted."""
    FINAL_ANSWER = "final_answer"
    """It was deferred, and its date has come."""


class Claim(NamedTuple):
    """What the gate has to know of a comment that is submitted or published."""

    id: UUID
    is_published: bool
    is_drafted: bool = False
    is_answered: bool = False
    """An answer is released and counts; a deferral too."""
    deferred_until: datetime | None = None
    """Of the answer that counts, if it is a deferral."""
    is_reopened: bool = False


def owed(claim: Claim, at: datetime) -> Owed | None:
    """Return what this comment still waits for; None: nothing."""
    if not claim.is_published:
        return Owed.DECISION
    over = claim.deferred_until is not None and claim.deferred_until <= at
    if claim.is_answered and not claim.is_reopened and not over:
        return None
    if claim.is_drafted:
        return Owed.RELEASE
    return Owed.FINAL_ANSWER if claim.is_answered else Owed.ANSWER


@dataclass(frozen=True)
class Gate:
    """What is missing. `unexplained`: the keys of passages that change without a reason."""

    comments: dict[Owed, tuple[UUID, ...]] = field(default_factory=dict)
    unexplained: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.comments and not self.unexplained

    def count(self, kind: Owed | str) -> int:
        """Return how many comments wait for this."""
        return len(self.comments.get(Owed(kind), ()))


def gate(
    claims: Iterable[Claim],
    changes: Iterable[Sequence[str]],
    reasoned: Collection[str],
    *,
    at: datetime,
) -> Gate:
    """Return what is missing before the next version.

    `changes`: the keys that a changed passage goes by, the first one its own. `reasoned`: the
    keys that a released answer points to, or that are explained.
    """
    missing: dict[Owed, list[UUID]] = {kind: [] for kind in Owed}
    for claim in claims:
        kind = owed(claim, at)
        if kind is not None:
            missing[kind].append(claim.id)
    return Gate(
        comments={kind: tuple(ids) for kind, ids in missing.items() if ids},
        unexplained=tuple(keys[0] for keys in changes if not any(key in reasoned for key in keys)),
    )
