"""Organisations that stand behind what others have said."""

from datetime import datetime
from uuid import uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Comment, CommentStatus, Support
from ikparticipation.consultation.models.rounds import freshen
from ikparticipation.consultation.services.circles import check_circle
from ikparticipation.db import insert_once
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.text import N_


def support_comment(
    session: Session, comment: Comment, *, membership: Membership, actor: User, at: datetime
) -> None:
    """Let an organisation support a comment, once; again is no error.

    Only of others, only what can be read, and only while the round is open.
    """
    session.refresh(comment, with_for_update=True)  # two clicks, or a moderator who hides it
    _check(session, comment, membership, actor, at)
    if comment.organisation_id == membership.organisation_id:
        raise ConflictError(N_("Das ist ein Kommentar Ihrer eigenen Organisation."))
    readable = not comment.round.is_sealed(at) and comment.parent_id is None
    if comment.status is not CommentStatus.PUBLISHED or not readable:
        raise ConflictError(N_("Unterstützen kann man nur veröffentlichte Kommentare."))
    given = Support(
        comment=comment,
        organisation=membership.organisation,
        supported_at=at,
        supported_by_id=actor.id,
    )
    given.id = uuid5(comment.id, membership.organisation_id.hex)  # one per pair, also of two clicks
    if insert_once(session, given, once="id"):
        freshen(session, comment.round_id)
        _record(session, comment, membership, actor, supports=True)


def take_back_support(
    session: Session, comment: Comment, *, membership: Membership, actor: User, at: datetime
) -> None:
    """Let an organisation take its support back while the round is open."""
    _check(session, comment, membership, actor, at)
    given = session.scalar(
        select(Support)
        .where(
            Support.comment_id == comment.id,
            Support.organisation_id == membership.organisation_id,
        )
        .with_for_update()
    )
    if given is not None:
        session.delete(given)
        session.flush()
        _record(session, comment, membership, actor, supports=False)


def _check(
    session: Session, comment: Comment, membership: Membership, actor: User, at: datetime
) -> None:
    if not (policies.may_speak_for(actor, membership) and policies.may_release(membership)):
        raise NotAllowedError(N_("Unterstützen kann nur, wer die Organisation vertritt."))
    check_circle(session, comment.round, actor, membership.organisation)
    if not policies.may_comment(actor, comment.round, at):
        raise ConflictError(N_("Unterstützen kann man nur, solange die Runde läuft."))


def _record(
    session: Session, comment: Comment, membership: Membership, actor: User, *, supports: bool
) -> None:
    record(
        session,
        Action.COMMENT_SUPPORTED,
        comment,
        actor_id=actor.id,
        organisation=str(membership.organisation_id),
        supports=supports,
    )
