"""What members of organisations do: comment, release, reply, support, report, appeal, withdraw."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation import services as consultation
from ikparticipation.consultation.anchors import Span, locate
from ikparticipation.consultation.models import Comment, CommentStatus, Round
from ikparticipation.consultation.policies import may_release
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast, sign_in
from ikparticipation.drafts.models import Passage
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.organisations.queries import membership_of


def say(
    session: Session,
    in_round: Round,
    passages: Sequence[Passage],
    given: read.Comment,
    cast: Cast,
    *,
    at: datetime,
) -> Comment:
    """Submit a comment; what only a representative may release is drafted and released.

    Unless the file says that it is a draft still.
    """
    submitted_at = moment(at, given.submitted)
    author, membership = _member(session, given.author, given.organisation, cast, submitted_at)
    passage, span = _place(passages, given.quote)
    stays_draft = given.status is CommentStatus.DRAFT
    comment = consultation.submit_comment(
        session,
        author=author,
        in_round=in_round,
        passage=passage,
        span=span,
        kind=given.kind,
        text=given.text,
        replacement=given.replacement,
        membership=membership,
        draft=stays_draft or not may_release(membership),
        at=submitted_at,
    )
    if comment.status is CommentStatus.DRAFT and not stays_draft:
        _release(session, comment, at=submitted_at)
    return comment


def react(
    session: Session, comment: Comment, given: read.Comment, cast: Cast, *, at: datetime
) -> None:
    """Do what others, and its author afterwards, do about a comment."""
    for reply in given.replies:
        _reply(session, comment, reply, cast, at=at)
    for support in given.supports:
        then = moment(at, support.supported)
        actor, membership = _member(session, support.by, support.organisation, cast, then)
        consultation.support_comment(session, comment, membership=membership, actor=actor, at=then)
    if (report := given.report) is not None:
        then = moment(at, report.reported)
        reporter = cast.users[report.by]
        sign_in(session, reporter, at=then)
        consultation.report_comment(
            session, comment, reason=report.reason, text=report.text, reporter=reporter, at=then
        )
    _insist_or_withdraw(session, comment, given, cast, at=at)


def _insist_or_withdraw(
    session: Session, comment: Comment, given: read.Comment, cast: Cast, *, at: datetime
) -> None:
    if given.decline is not None and (appeal := given.decline.appeal) is not None:
        then = moment(at, appeal.appealed)
        sign_in(session, comment.author, at=then)
        consultation.appeal_decision(
            session, comment, appellant=comment.author, text=appeal.text, at=then
        )
    if given.withdrawn is not None:
        then = moment(at, given.withdrawn)
        actor, membership = _member(session, given.author, given.organisation, cast, then)
        consultation.withdraw_comment(session, comment, actor=actor, membership=membership, at=then)


def _reply(
    session: Session, comment: Comment, given: read.Reply, cast: Cast, *, at: datetime
) -> None:
    submitted_at = moment(at, given.submitted)
    author, membership = _member(session, given.author, given.organisation, cast, submitted_at)
    reply = consultation.submit_comment(
        session,
        author=author,
        in_round=comment.round,
        passage=None,
        span=None,
        kind=given.kind,
        text=given.text,
        membership=membership,
        parent=comment,
        at=submitted_at,
    )
    decided_at = moment(at, given.moderated)
    consultation.publish_comment(session, reply, moderator=cast.moderator, at=decided_at)


def _member(
    session: Session, email: str, organisation: str, cast: Cast, at: datetime
) -> tuple[User, Membership]:
    """Return a person who has signed in, and for whom they speak."""
    person = cast.users[email]
    sign_in(session, person, at=at)
    membership = membership_of(session, person, cast.organisations[organisation].id)
    if membership is None:
        raise LookupError(f"{email} is no member of {organisation}")
    return person, membership


def _place(
    passages: Sequence[Passage], quote: str | None
) -> tuple[Passage, Span] | tuple[None, None]:
    if quote is None:
        return None, None
    return next((each, span) for each in passages if (span := locate(quote, each.text)))


def _release(session: Session, draft: Comment, *, at: datetime) -> None:
    """Let somebody who represents the organisation make the draft official."""
    mandate = session.scalars(
        select(Membership).where(
            Membership.organisation_id == draft.organisation_id,
            Membership.role == MemberRole.REPRESENTATIVE,
        )
    ).first()
    if mandate is None:
        raise LookupError(f"nobody represents the organisation of {draft}")
    sign_in(session, mandate.user, at=at)
    consultation.release_statement(
        session,
        in_round=draft.round,
        membership=mandate,
        chosen={draft.id: draft.version},
        actor=mandate.user,
        at=at,
    )
