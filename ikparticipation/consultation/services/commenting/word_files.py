"""Contributions of a Word file become comments, all or none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import Channel, Comment, CommentKind, CommentStatus, Round
from ikparticipation.consultation.services.commenting.anchoring import MOST_PASSAGES
from ikparticipation.consultation.services.commenting.comments import submit_comment
from ikparticipation.drafts.models import Passage
from ikparticipation.errors import ConflictError
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.text import N_


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A contribution with its place; `key` None: on the whole text."""

    key: str | None
    start: int = 0
    end_key: str | None = None
    end: int | None = None
    """None: to the end of the passage."""
    kind: CommentKind
    text: str
    replacement: str | None = None
    reply_to: UUID | None = None
    origin: str = ""
    """Who wrote it in the file and when: the same file twice is stored once."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose words these are: a member brings the file, or somebody has sent it to the staff."""

    membership: Membership | None = None
    organisation: Organisation | None = None
    name: str = ""
    received_on: date | None = None

    def facts(self) -> dict[str, Any]:
        if self.membership is not None:
            return {"membership": self.membership, "draft": True}
        return {
            "channel": Channel.WORD,
            "organisation": self.organisation,
            "sender": self.name,
            "received_on": self.received_on,
        }


def take_contributions(
    session: Session,
    contributions: Sequence[Contribution],
    *,
    in_round: Round,
    sender: Sender,
    author: User,
    language: str,
    at: datetime,
) -> list[Comment]:
    """Store what a file holds; for an organisation as drafts that its representative releases.

    Errors as in `submit_comment`; nothing is stored then.
    """
    passages = _passages(session, in_round)
    parents = _parents(session, in_round, contributions, at)
    met: Counter[str] = Counter()
    stored = []
    for each in contributions:
        met[_facts(each)] += 1
        parent = parents.get(each.reply_to) if each.reply_to else None
        place = {"passage": None, "span": None} if parent else _place(each, passages)
        comment = submit_comment(
            session,
            author=author,
            in_round=in_round,
            kind=each.kind,
            text=each.text,
            replacement=each.replacement,
            parent=parent,
            submission_id=uuid5(in_round.id, f"{_facts(each)}:{met[_facts(each)]}"),
            language=language,
            at=at,
            **place,
            **sender.facts(),
        )
        stored.append(comment)
    return stored


def _facts(each: Contribution) -> str:
    place = (each.key, each.start, each.end_key, each.end)
    return repr((each.origin, place, each.kind.value, each.text, each.replacement))


def _passages(session: Session, in_round: Round) -> Mapping[str, Passage]:
    found = session.scalars(select(Passage).where(Passage.version_id == in_round.version_id))
    return {passage.key: passage for passage in found}


def _parents(
    session: Session, in_round: Round, contributions: Iterable[Contribution], at: datetime
) -> Mapping[UUID, Comment]:
    """Return the comments that can be replied to; a reply to another stands by itself."""
    wanted = {each.reply_to for each in contributions if each.reply_to}
    if not wanted or in_round.is_sealed(at):
        return {}
    query = select(Comment).where(
        Comment.id.in_(wanted),
        Comment.round_id == in_round.id,
        Comment.status == CommentStatus.PUBLISHED,
        Comment.parent_id.is_(None),
    )
    return {comment.id: comment for comment in session.scalars(query)}


def _place(each: Contribution, passages: Mapping[str, Passage]) -> dict[str, Any]:
    if each.key is None:
        return {"passage": None, "span": None}
    first, last = passages.get(each.key), passages.get(each.end_key or each.key)
    if first is None or last is None:
        raise ConflictError(N_("Dieser Abschnitt gehört nicht zu der Fassung, die offen ist."))
    if last.position - first.position >= MOST_PASSAGES:
        return {"passage": None, "span": None}
    end = len(last.text) if each.end is None else each.end
    return {
        "passage": first,
        "span": Span(each.start, end),
        "end_passage": None if first is last else last,
    }
