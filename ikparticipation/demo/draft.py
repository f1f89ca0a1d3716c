"""The draft of the demo county: guidelines in consultation, with comments in every state."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation import services as consultation
from ikparticipation.consultation.anchors import locate
from ikparticipation.consultation.models import Comment, CommentStatus, Round
from ikparticipation.consultation.period import day_begins, day_ends, day_of
from ikparticipation.consultation.policies import may_release
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast, sign_in
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.organisations.queries import membership_of

WRITTEN = timedelta(days=3)
"""How long the text lay with the administration before it was published."""


def discuss(session: Session, county: read.County, cast: Cast, *, at: datetime) -> None:
    """Publish the guidelines, open the round, and let people comment and be answered."""
    version = _publish(session, county, cast, at=at)
    programme = county.programme
    opened = consultation.open_round(
        session,
        version,
        opens_at=moment(at, programme.round.opens),
        closes_at=day_ends(day_of(at + programme.round.closes)),
        moderation=programme.moderation,
        actor=cast.steering,
        at=version.published_at,
    )
    passages = session.scalars(select(Passage).where(Passage.version_id == version.id)).all()
    for given in county.comments:
        comment = _comment(session, opened, passages, given, cast, at=at)
        _moderate(session, comment, given, cast, at=at)
        if given.answer is not None:
            _reply(session, comment, given.answer, cast, at=at)


def _publish(session: Session, county: read.County, cast: Cast, *, at: datetime) -> Version:
    programme = county.programme
    published_at = moment(at, programme.published)
    written_at = moment(at, programme.published - WRITTEN)
    document = drafts.create_document(
        session,
        title=programme.document_title,
        kind=programme.document_kind,
        slug=programme.slug,
        actor=cast.steering,
        at=written_at,
    )
    drafts.save_text(session, document, text=county.guidelines, actor=cast.steering, at=written_at)
    return drafts.publish(session, document, actor=cast.steering, at=published_at)


def _comment(
    session: Session,
    opened: Round,
    passages: Sequence[Passage],
    given: read.Comment,
    cast: Cast,
    *,
    at: datetime,
) -> Comment:
    author, organisation = cast.users[given.author], cast.organisations[given.organisation]
    submitted_at = moment(at, given.submitted)
    sign_in(session, author, at=submitted_at)
    passage, span = next(
        (passage, span) for passage in passages if (span := locate(given.quote, passage.text))
    )
    membership = membership_of(session, author, organisation.id)
    comment = consultation.submit_comment(
        session,
        author=author,
        in_round=opened,
        passage=passage,
        span=span,
        kind=given.kind,
        text=given.text,
        replacement=given.replacement,
        membership=membership,
        draft=not may_release(membership),
        at=submitted_at,
    )
    if comment.status is CommentStatus.DRAFT:
        _release(session, comment, at=submitted_at)
    return comment


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


def _moderate(
    session: Session, comment: Comment, given: read.Comment, cast: Cast, *, at: datetime
) -> None:
    if given.moderated is None:
        return
    decided_at = moment(at, given.moderated)
    if given.status is CommentStatus.PUBLISHED:
        consultation.publish_comment(session, comment, moderator=cast.moderator, at=decided_at)
    elif given.decline is not None:
        consultation.decline_comment(
            session,
            comment,
            moderator=cast.moderator,
            category=given.decline.category,
            reason=given.decline.reason,
            at=decided_at,
        )


def _reply(
    session: Session, comment: Comment, given: read.Answer, cast: Cast, *, at: datetime
) -> None:
    until = given.deferred_until
    answer = consultation.draft_disposition(
        session,
        comment,
        outcome=given.outcome,
        reason=given.reason,
        deferred_until=day_begins(day_of(at + until)) if until is not None else None,
        actor=cast.steering,
        at=moment(at, given.drafted),
    )
    if given.released is not None:
        released_at = moment(at, given.released)
        consultation.release_dispositions(session, [answer], actor=cast.steering, at=released_at)
