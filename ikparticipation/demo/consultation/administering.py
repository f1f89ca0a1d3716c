"""What the administration does with comments: decide, assign, answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ikparticipation.consultation import services as consultation
from ikparticipation.consultation.models import Comment, Disposition
from ikparticipation.consultation.period import day_begins, day_of
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast, sign_in


def moderate(
    session: Session, comment: Comment, given: read.Comment, cast: Cast, *, at: datetime
) -> None:
    """Publish or decline a comment, if somebody has decided about it."""
    if given.moderated is None:
        return
    decided_at = moment(at, given.moderated)
    if given.decline is None:
        consultation.publish_comment(session, comment, moderator=cast.moderator, at=decided_at)
    else:
        consultation.decline_comment(
            session,
            comment,
            moderator=cast.moderator,
            category=given.decline.category,
            reason=given.decline.reason,
            at=decided_at,
        )


def assign(
    session: Session, comment: Comment, given: read.Comment, cast: Cast, *, at: datetime
) -> None:
    if (assignment := given.assignment) is not None:
        consultation.assign_comments(
            session,
            [comment],
            office=cast.organisations[assignment.office],
            due_on=day_of(at + assignment.due),
            note=assignment.note,
            actor=cast.steering,
            at=moment(at, assignment.assigned),
        )


def answer(
    session: Session, comment: Comment, given: read.Answer, cast: Cast, *, at: datetime
) -> Disposition:
    """Draft an answer and, unless it is a draft still, release it."""
    drafted_at = moment(at, given.drafted)
    author = cast.users[given.drafted_by] if given.drafted_by else cast.steering
    sign_in(session, author, at=drafted_at)
    drafted = consultation.draft_disposition(
        session, comment, actor=author, at=drafted_at, **_words(given, at)
    )
    _release(session, [drafted], given, cast, at=at)
    return drafted


def answer_group(
    session: Session,
    comments: Mapping[str, Comment],
    group: read.Group,
    cast: Cast,
    *,
    at: datetime,
) -> dict[str, Disposition]:
    """Put comments together and answer all of them; return the answers by comment."""
    members = {comments[key].id: key for key in group.comments}
    formed_at, drafted_at = moment(at, group.formed), moment(at, group.answer.drafted)
    consultation.form_group(session, members, actor=cast.moderator, at=formed_at)
    first = comments[group.comments[0]]
    session.refresh(first)
    drafted = consultation.draft_for_group(
        session, first, actor=cast.steering, at=drafted_at, **_words(group.answer, at)
    )
    _release(session, drafted, group.answer, cast, at=at)
    return {members[each.comment_id]: each for each in drafted}


def _words(given: read.Answer, at: datetime) -> dict[str, Any]:
    until = given.deferred_until
    return {
        "outcome": given.outcome,
        "reason": given.reason,
        "deferred_until": day_begins(day_of(at + until)) if until is not None else None,
    }


def _release(
    session: Session, drafted: list[Disposition], given: read.Answer, cast: Cast, *, at: datetime
) -> None:
    if given.released is not None:
        released_at = moment(at, given.released)
        consultation.release_dispositions(session, drafted, actor=cast.steering, at=released_at)
