"""The rows of a synopsis, made of what was read: places, black parts, answers, changed words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.excerpts import about, before_and_after
from ikparticipation.consultation.models import (
    Comment,
    CommentStatus,
    Disposition,
    LinkedChange,
)
from ikparticipation.consultation.outputs.synopsis import Answer, Change, Place, Row
from ikparticipation.consultation.period import day_of
from ikparticipation.db import AnyRow
from ikparticipation.drafts.compare import Piece, PieceKind, pieces
from ikparticipation.drafts.queries import passages_of
from ikparticipation.text import cleaned

_WHOLE_TEXT = 0
"""Comments on the whole text stand before those on its first passage."""


class Text(NamedTuple):
    """The passages of this version by id and by key, and those of the next one by key."""

    by_id: Mapping[UUID, AnyRow]
    by_key: Mapping[str, AnyRow]
    later_by_key: Mapping[str, AnyRow]

    @classmethod
    def read(cls, session: Session, version_id: UUID, next_id: UUID | None) -> "Text":
        now = passages_of(session, version_id)
        later = passages_of(session, next_id) if next_id else ()
        return cls(
            {p.id: p for p in now},
            {p.key: p for p in now},
            {p.key: p for p in later},
        )


class Changes(NamedTuple):
    """What the next version made of comments: by answer the keys of the passages it points to."""

    keys: Mapping[UUID, Sequence[str]]
    text: Text

    @classmethod
    def read(
        cls, session: Session, round_id: UUID, next_published_at: datetime | None, text: Text
    ) -> "Changes":
        if next_published_at is None:
            return cls({}, text)
        linked = session.execute(
            select(LinkedChange.disposition_id, LinkedChange.key)
            .join(Disposition, Disposition.id == LinkedChange.disposition_id)
            .join(Comment, Comment.id == Disposition.comment_id)
            .where(Comment.round_id == round_id, Disposition.released_at <= next_published_at)
            .order_by(LinkedChange.key)
        )
        keys: dict[UUID, list[str]] = defaultdict(list)
        for answer_id, key in linked:
            keys[answer_id].append(key)
        return cls(keys, text)

    def of(self, comment: AnyRow) -> tuple[Change, ...]:
        """Return the changed words; those the comment stands on, where they changed themselves."""
        linked = self.keys.get(comment.answer_id, ()) if comment.answer_id else ()
        ordered = sorted(linked, key=self._position)
        return tuple(change for key in ordered if (change := self._change(key, comment)))

    def _change(self, key: str, comment: AnyRow) -> Change | None:
        old, new = self.text.by_key.get(key), self.text.later_by_key.get(key)
        before, after = old.text if old else "", new.text if new else ""
        if before == after:
            return None
        if old is None or new is None:
            return Change(before, after)
        changed: Sequence[Piece] = pieces(before, after)
        if comment.passage_id == old.id and comment.end_passage_id is None:
            its_own = about(changed, comment.start, comment.end)
            if any(piece.kind is not PieceKind.SAME for piece in its_own):
                changed = its_own
        return Change(*before_and_after(changed))

    def _position(self, key: str) -> tuple[int, str]:
        found = self.text.later_by_key.get(key) or self.text.by_key.get(key)
        return (found.position if found else 0, key)


def row(comment: AnyRow, text: Text, changes: Changes, *, for_staff: bool) -> Row:
    withdrawn = comment.status is CommentStatus.WITHDRAWN
    words = "" if withdrawn else cleaned(black_out(comment.text, comment.blackened))
    answered = comment.released_at is not None and not withdrawn
    sees_all = for_staff or not (withdrawn or comment.blackened)
    return Row(
        id=comment.id,
        reply_to=comment.parent_id,
        place=_place(comment, text),
        quote=comment.quote,
        kind=comment.kind.value,
        text=words,
        proposal=None if withdrawn else comment.replacement,
        organisation=None if withdrawn else comment.organisation,
        sender=comment.sender if for_staff and not withdrawn else "",
        channel=comment.channel.value,
        submitted_at=comment.submitted_at,
        day=comment.received_on or day_of(comment.submitted_at),
        support=comment.support,
        status=comment.status.value,
        decline_category=comment.decline_category.value if comment.decline_category else None,
        answer=_answer(comment) if answered else None,
        changes=changes.of(comment) if answered else (),
        receipt_code=comment.receipt_code if for_staff or not withdrawn else "",
        receipt_hash=comment.receipt_hash if sees_all else "",
    )


def _answer(comment: AnyRow) -> Answer:
    return Answer(
        comment.outcome.value, comment.reason, comment.deferred_until, comment.released_at
    )


def _place(comment: AnyRow, text: Text) -> Place | None:
    if comment.passage_id is None:
        return None
    first = text.by_id[comment.passage_id]
    last = text.by_id[comment.end_passage_id] if comment.end_passage_id else first
    return Place(
        key=first.key,
        position=first.position,
        text=first.text,
        end_key=last.key,
        end_position=last.position,
        start=comment.start,
        end=comment.end,
        before=comment.before,
        after=comment.after,
    )


def in_order(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows in the order of the text, each reply below what it replies to."""
    replies: dict[UUID, list[Row]] = defaultdict(list)
    known = {each.id for each in rows}
    first: list[Row] = []
    for each in sorted(rows, key=lambda r: (*_position(r), r.submitted_at, r.id)):
        above = each.reply_to if each.reply_to in known else None
        (replies[above] if above else first).append(each)
    return tuple(one for each in first for one in (each, *replies.get(each.id, ())))


def _position(each: Row) -> tuple[int, int]:
    return (each.place.position, each.place.start) if each.place else (_WHOLE_TEXT, 0)
