"""Submitting a comment: once, on words that stand there, with a receipt."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self, TypedDict, Unpack
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import (
    Channel,
    Comment,
    CommentKind,
    CommentStatus,
    Moderation,
    Round,
)
from ikparticipation.consultation.models.rounds import freshen
from ikparticipation.consultation.receipt import receipt_document
from ikparticipation.consultation.services.circles import check_circle
from ikparticipation.consultation.services.commenting.anchoring import place_of, place_of_parent
from ikparticipation.db import insert_once
from ikparticipation.drafts.models import Passage
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.receipts import hash_of, new_code
from ikparticipation.text import N_

LONGEST = 5000
"""Characters of a comment, and of the words it proposes."""


_ACTIONS = {Channel.WEB: Action.COMMENT_SUBMITTED}
"""Whatever comes in another way is entered by staff."""


class Particulars(TypedDict, total=False):
    """What not every comment has."""

    end_passage: Passage | None
    """The words go on until `span.end` there."""
    replacement: str | None
    parent: Comment | None
    """It is a reply, and stands where that stands."""
    submission_id: UUID | None
    """Made with the form."""
    language: str
    membership: Membership | None
    """For which organisation the author speaks; None: in their own name."""
    draft: bool
    """Whoever does not represent the organisation can only save one."""
    channel: Channel
    """Not `WEB`: staff enter it, with the day, and with an organisation or the sender's name."""
    received_on: date | None
    organisation: Organisation | None
    sender: str


@dataclass(frozen=True, kw_only=True)
class _Sender:
    """Whose words these are, and how they came in."""

    author: User
    membership: Membership | None
    organisation: Organisation | None
    channel: Channel
    received_on: date | None
    sender: str
    draft: bool

    @classmethod
    def of(cls, author: User, more: Particulars) -> Self:
        membership = more.get("membership")
        return cls(
            author=author,
            membership=membership,
            organisation=membership.organisation if membership else more.get("organisation"),
            channel=more.get("channel", Channel.WEB),
            received_on=more.get("received_on"),
            sender=more.get("sender", ""),
            draft=more.get("draft", False),
        )

    def facts(self) -> dict[str, Any]:
        names = ("author", "organisation", "channel", "received_on", "sender")
        return {name: getattr(self, name) for name in names}


def submit_comment(
    session: Session,
    *,
    author: User,
    in_round: Round,
    passage: Passage | None,
    span: Span | None,
    kind: CommentKind,
    text: str,
    at: datetime,
    **more: Unpack[Particulars],
) -> Comment:
    """Store a comment with its receipt, or a draft of one for an organisation.

    `passage` None: on the whole text. The same words sent twice from one form are stored once,
    and the stored comment is returned; other words from the same form are another comment.
    Raises ConflictError when the round is not open or the words do not stand there.
    """
    who, parent, replacement = _Sender.of(author, more), more.get("parent"), more.get("replacement")
    _check_sender(session, who, in_round)
    place = _reply(parent, in_round, at) or place_of(
        session, in_round, passage, span, more.get("end_passage")
    )
    check_words(kind, text, replacement, one_passage=_is_in_one(place))
    comment = Comment(
        round=in_round,
        submission_id=more.get("submission_id") or uuid4(),
        kind=kind,
        text=text,
        replacement=replacement,
        language=more.get("language", "de"),
        submitted_at=at,
        receipt_code=new_code(),
        receipt_hash="",
        parent_id=parent.id if parent else None,
        **(who.facts() | place | _first_state(in_round, at, draft=who.draft)),
    )
    return _store_once(session, comment)


def check_words(
    kind: CommentKind, text: str, replacement: str | None, *, one_passage: bool = True
) -> None:
    if not text or max(len(text), len(replacement or "")) > LONGEST:
        raise InvalidError(N_("Ein Kommentar hat 1 bis %(limit)s Zeichen."), limit=LONGEST)
    if (kind is CommentKind.CHANGE_PROPOSAL) != bool(replacement):
        raise InvalidError(
            N_("Zu einem Änderungsvorschlag gehört ein neuer Wortlaut, zu anderen Arten nicht.")
        )
    if replacement and not one_passage:
        raise InvalidError(
            N_("Einen neuen Wortlaut können Sie nur für Wörter eines Abschnitts vorschlagen.")
        )


def _check_sender(session: Session, who: _Sender, in_round: Round) -> None:
    speaks_for = who.membership
    if who.channel is not Channel.WEB:
        if not policies.may_enter_contributions(who.author):
            raise NotAllowedError(N_("Beiträge anderer trägt nur die Verwaltung ein."))
        if not (who.received_on and (who.organisation or who.sender)):
            raise InvalidError(N_("Bitte geben Sie an, von wem der Beitrag kam und wann."))
    elif speaks_for is None and (who.draft or who.organisation or who.sender):
        raise NotAllowedError(N_("Für diese Organisation können Sie nicht sprechen."))
    if speaks_for and not policies.may_speak_for(who.author, speaks_for):
        raise NotAllowedError(N_("Für diese Organisation können Sie nicht sprechen."))
    if speaks_for and not who.draft and not policies.may_release(speaks_for):
        raise NotAllowedError(
            N_("Freigeben kann nur, wer die Organisation vertritt. Speichern Sie einen Entwurf.")
        )
    check_circle(session, in_round, who.author, who.organisation)


def _reply(parent: Comment | None, in_round: Round, at: datetime) -> dict[str, Any] | None:
    """Return the place of a reply, None if it is none."""
    if parent is None:
        return None
    if not policies.may_reply(parent, in_round, at) or parent.round_id != in_round.id:
        raise ConflictError(N_("Auf diesen Kommentar kann man nicht antworten."))
    return place_of_parent(parent)


def _is_in_one(place: dict[str, Any]) -> bool:
    return place["passage"] is not None and place.get("end_passage") is None


def _first_state(in_round: Round, at: datetime, *, draft: bool = False) -> dict[str, Any]:
    if draft:
        return {"status": CommentStatus.DRAFT}
    if in_round.moderation is Moderation.POST:
        return {"status": CommentStatus.PUBLISHED, "published_at": at}
    return {"status": CommentStatus.SUBMITTED}


def give_in(comment: Comment, at: datetime) -> None:
    """Let released or corrected words take the way of all comments, with a receipt of their own."""
    for name, value in ({"published_at": None} | _first_state(comment.round, at)).items():
        setattr(comment, name, value)
    comment.submitted_at, comment.receipt_code = at, new_code()
    comment.receipt_hash = hash_of(receipt_document(comment))


def _store_once(session: Session, comment: Comment) -> Comment:
    """Store the comment, or return the one that is stored already."""
    said, is_draft = receipt_document(comment), comment.status is CommentStatus.DRAFT
    comment.receipt_hash = "" if is_draft else hash_of(said)
    same = said | {"submitted_at": "", "author": str(comment.author.id), "sender": comment.sender}
    comment.submission_id = uuid5(comment.submission_id, hash_of(same | {"draft": is_draft}))
    # What follows is worked out before: what was not set would be read again after inserting.
    is_read = comment.status is CommentStatus.PUBLISHED
    action = _ACTIONS.get(comment.channel, Action.COMMENT_ENTERED)
    if not _is_in_time(comment) or not insert_once(session, comment, once="submission_id"):
        return _stored(session, comment) or _refuse()
    if is_read:
        freshen(session, comment.round.id)  # the models do not see what is inserted past them
    if not is_draft:  # nobody outside hears of a draft, and so neither does the trail
        record(session, action, comment, actor_id=comment.author.id)
    return comment


def _is_in_time(comment: Comment) -> bool:
    if comment.received_on is not None:
        return policies.came_in_time(comment.round, comment.received_on, comment.submitted_at)
    return policies.may_comment(comment.author, comment.round, comment.submitted_at)


def _stored(session: Session, comment: Comment) -> Comment | None:
    return session.scalar(select(Comment).where(Comment.submission_id == comment.submission_id))


def _refuse() -> Comment:
    raise ConflictError(N_("Diese Fassung kann zurzeit nicht kommentiert werden."))
