"""Taking a proposed wording over into the working text."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import Comment, CommentKind, CommentStatus
from ikparticipation.consultation.queries.next_version.places import last_place
from ikparticipation.consultation.takeover import proposed, with_words_replaced
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.planning import planned_passages
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_


@dataclass(frozen=True)
class Takeover:
    """What would come of a proposal in the working text."""

    key: str | None
    """Of the passage in the working text; None if it is not there any more."""
    stands_there: str | None
    """The words of that passage as they are now."""
    wanted: str | None
    """What it is to say, if its words are still those that were commented on."""
    text: str | None
    """The whole working text with the proposal in it, if that can be done without a person."""

    @property
    def is_there(self) -> bool:
        """The passage says already what was proposed."""
        return self.wanted is not None and self.stands_there == self.wanted


def plan_takeover(session: Session, comment: Comment) -> Takeover:
    """Return what taking the proposal over would do; nothing changes."""
    document = comment.round.version.document
    place = last_place(session, comment)
    if place is None or place.end_key is not None:
        return Takeover(None, None, None, None)
    planned = list(planned_passages(session, document))
    found = next((n for n, passage in enumerate(planned) if passage.key == place.key), None)
    if found is None:
        return Takeover(None, None, None, None)
    now = planned[found].block.text
    span, replacement = Span(place.start, place.end), comment.replacement or ""
    wanted = proposed(place.text, span, replacement)
    if now != place.text or place.text[place.start : place.end] != comment.quote:
        return Takeover(place.key, now, wanted if now == wanted else None, None)
    text = with_words_replaced(document.working_text, found, span, replacement)
    return Takeover(place.key, now, wanted, text)


def take_over(session: Session, comment: Comment, *, actor: User, at: datetime) -> str:
    """Put the proposed words into the working text; return the key of the passage.

    Raises ConflictError, and changes nothing, if the words do not stand there as they did: then
    a person puts them in (`take_over_by_hand`).
    """
    document = _document(session, comment)
    plan = plan_takeover(session, comment)
    if plan.is_there and plan.key is not None:
        return plan.key
    if plan.text is None or plan.key is None:
        raise ConflictError(
            N_("Der Vorschlag lässt sich nicht von selbst einsetzen. Bitte setzen Sie ihn ein.")
        )
    return _save(session, comment, document, plan.text, actor=actor, at=at)


def take_over_by_hand(
    session: Session, comment: Comment, *, text: str, seen: int | None, actor: User, at: datetime
) -> str:
    """Store the working text into which a person has put the proposal.

    `seen` and errors as in `drafts.services.save_text`. Returns the key of the passage, "" if
    it is gone.
    """
    document = _document(session, comment)
    if text.strip() == document.working_text.strip():
        raise InvalidError(N_("Der Text ist noch derselbe. Bitte setzen Sie den Vorschlag ein."))
    return _save(session, comment, document, text, seen=seen, actor=actor, at=at)


def _document(session: Session, comment: Comment) -> Document:
    if comment.kind is not CommentKind.CHANGE_PROPOSAL:
        raise InvalidError(N_("Übernehmen lässt sich nur ein Änderungsvorschlag."))
    session.refresh(comment)
    if comment.status is not CommentStatus.PUBLISHED:
        raise ConflictError(N_("Dieser Kommentar ist nicht mehr veröffentlicht."))
    document = comment.round.version.document
    session.refresh(document, with_for_update=True)
    return document


def _save(
    session: Session,
    comment: Comment,
    document: Document,
    text: str,
    *,
    actor: User,
    at: datetime,
    seen: int | None = None,
) -> str:
    drafts.save_text(session, document, text=text, seen=seen, actor=actor, at=at)
    place = last_place(session, comment)
    planned = {passage.key for passage in planned_passages(session, document)}
    key = place.key if place and place.key in planned else ""
    record(
        session,
        Action.PROPOSAL_TAKEN_OVER,
        document,
        actor_id=actor.id,
        comment=str(comment.id),
        key=key,
    )
    return key
