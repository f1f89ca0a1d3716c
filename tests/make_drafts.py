"""Drafts, rounds, comments and answers for tests. Each call commits."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.consultation.anchors import Span, anchor_at, locate, whole
from ikparticipation.consultation.models import (
    Appeal,
    Comment,
    CommentGroup,
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Disposition,
    Moderation,
    Outcome,
    Report,
    ReportReason,
    Round,
)
from ikparticipation.consultation.receipt import receipt_document
from ikparticipation.drafts import services
from ikparticipation.drafts.models import Document, DocumentKind, Passage, Version
from ikparticipation.receipts import hash_of, new_code
from tests import make

_number = count(1)
DAY = timedelta(days=1)
TEXT = """\
# Leitlinien

Sprache öffnet Türen. Kurse gibt es in jedem Ort. Sie sind für alle offen.

- Kinderbetreuung während des Kurses
- Kurse am Abend
"""


def document(session: Session, *, text: str = TEXT, **given: Any) -> Document:
    actor = given.pop("actor", None) or make.steering(session)
    n = next(_number)
    defaults = {"title": f"Leitlinien {n}", "kind": DocumentKind.GUIDELINES, "slug": f"text-{n}"}
    now = clock.now()
    made = services.create_document(session, actor=actor, at=now, **defaults | given)
    services.save_text(session, made, text=text, actor=actor, at=now)
    session.commit()
    return made


def version(session: Session, *, of: Document | None = None, **given: Any) -> Version:
    """A published version; of a new document unless `of` says otherwise."""
    made = services.publish(
        session,
        of or document(session, **given),
        actor=make.steering(session),
        at=clock.now() - 2 * DAY,
    )
    session.commit()
    return made


def passages(session: Session, of: Version) -> list[Passage]:
    query = select(Passage).where(Passage.version == of).order_by(Passage.position)
    return list(session.scalars(query))


def open_round(session: Session, *, of: Version | None = None, **given: Any) -> Round:
    """A round that is open from yesterday to tomorrow."""
    now = clock.now()
    defaults = {"opens_at": now - DAY, "closes_at": now + DAY}
    return make.store(session, Round(version=of or version(session), **defaults | given))


def closed_round(session: Session, **given: Any) -> Round:
    now = clock.now()
    return open_round(session, opens_at=now - 3 * DAY, closes_at=now - DAY, **given)


def comment(
    session: Session,
    *,
    status: CommentStatus = CommentStatus.PUBLISHED,
    in_round: Round | None = None,
    quote: str | None = None,
    **given: Any,
) -> Comment:
    """A comment on the first paragraph, decided by a moderator unless it is only submitted.

    `passage=None`: on the whole text.
    """
    in_round = in_round or open_round(session)
    passage = given.pop("passage") if "passage" in given else passages(session, in_round.version)[1]
    if status is CommentStatus.DRAFT and "organisation" not in given:
        given["organisation"] = make.organisation(session)
    at = given.pop("submitted_at", clock.now() - timedelta(hours=2))
    made = Comment(
        **{
            "round": in_round,
            "passage": passage,
            "author": given.get("author") or make.user(session),
            "organisation": None,
            "submission_id": uuid4(),
            "kind": CommentKind.REMARK,
            "text": f"Bemerkung {next(_number)}",
            **_anchor(passage, quote),
            "submitted_at": at,
            "receipt_code": new_code(),
            "receipt_hash": "",
            **_decision(session, status, at, given.get("decided_by_id")),
        }
        | given
    )
    made.receipt_hash = hash_of(receipt_document(made))
    return make.store(session, made)


def _anchor(passage: Passage | None, quote: str | None) -> dict[str, Any]:
    if passage is None:
        return {"start": 0, "end": 0, "quote": "", "before": "", "after": ""}
    anchor = anchor_at(passage.text, _span(quote, passage.text))
    return {
        "start": anchor.span.start,
        "end": anchor.span.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
    }


def _span(quote: str | None, text: str) -> Span:
    found = locate(quote, text) if quote else whole(text)
    assert found is not None
    return found


def _decision(
    session: Session, status: CommentStatus, at: datetime, by: UUID | None
) -> dict[str, Any]:
    if status in {CommentStatus.DRAFT, CommentStatus.SUBMITTED}:
        return {"status": status}
    if status is CommentStatus.WITHDRAWN:
        hour = timedelta(hours=1)
        return {"status": status, "published_at": at + hour, "withdrawn_at": at + 2 * hour}
    decided = {
        "status": status,
        "decided_at": at + timedelta(hours=1),
        "decided_by_id": by or make.moderator(session).id,
    }
    if status is CommentStatus.PUBLISHED:
        return decided | {"published_at": at + timedelta(hours=1)}
    return decided | {
        "decline_category": DeclineCategory.OFF_TOPIC,
        "decline_reason": "Das gehört nicht hierher.",
    }


def unseen_comment(session: Session, **given: Any) -> Comment:
    """A comment in a round that is moderated afterwards: published, and not decided yet."""
    at = clock.now() - timedelta(hours=1)
    in_round = given.pop("in_round", None) or open_round(session, moderation=Moderation.POST)
    undecided = {"decided_at": None, "decided_by_id": None, "published_at": at}
    return comment(session, in_round=in_round, submitted_at=at, **undecided | given)


def declined_comment(session: Session, **given: Any) -> Comment:
    return comment(session, status=CommentStatus.DECLINED, **given)


def withdrawn_comment(session: Session, **given: Any) -> Comment:
    return comment(session, status=CommentStatus.WITHDRAWN, **given)


def report(session: Session, on: Comment | None = None, **given: Any) -> Report:
    """An open report, of a visitor unless `reported_by_id` says otherwise."""
    defaults = {
        "comment": on or comment(session),
        "reason": ReportReason.INSULT,
        "text": "Das ist gemein.",
        "reported_at": clock.now(),
    }
    return make.store(session, Report(**defaults | given))


def reported_comment(session: Session, **given: Any) -> Comment:
    return report(session, comment(session, **given)).comment


def appeal(session: Session, against: Comment | None = None, **given: Any) -> Appeal:
    """An open appeal of the author against a declined comment."""
    appealed = against or declined_comment(session)
    defaults = {
        "comment": appealed,
        "text": "Ich nenne doch niemanden.",
        "appealed_at": clock.now(),
        "appealed_by_id": appealed.author.id,
    }
    return make.store(session, Appeal(**defaults | given))


def appealed_comment(session: Session, **given: Any) -> Comment:
    return appeal(session, declined_comment(session, **given)).comment


def group(session: Session, *comments: Comment) -> tuple[CommentGroup, list[Comment]]:
    """A group of these comments, or of two new ones in a round, and its members."""
    members = list(comments)
    if not members:
        in_round = open_round(session)
        members = [comment(session, in_round=in_round) for _ in range(2)]
    made = CommentGroup(
        round_id=members[0].round_id, formed_at=clock.now(), formed_by_id=make.moderator(session).id
    )
    make.store(session, made)
    for each in members:
        each.group_id = made.id
    session.commit()
    return made, members


def answer(
    session: Session, to: Comment | None = None, *, released: bool = True, **given: Any
) -> Disposition:
    now = clock.now()
    writer: User = given.pop("actor", None) or make.steering(session)
    defaults = {
        "comment": to or comment(session),
        "outcome": Outcome.ADOPTED,
        "reason": f"Wir nehmen das auf ({next(_number)}).",
        "drafted_at": now,
        "drafted_by_id": writer.id,
        "released_at": now if released else None,
        "released_by_id": writer.id if released else None,
    }
    return make.store(session, Disposition(**defaults | given))


def reread(session: Session, thing: make.T) -> make.T:
    """Return the thing as it is stored now, holding no lock that a request would wait for."""
    session.refresh(thing)
    session.commit()
    return thing
