"""Mails to the people who comment."""

from typing import Any

from ikparticipation.consultation.models import Comment, CommentStatus, Disposition
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings


def receipt(comment: Comment, settings: Settings) -> Message:
    """Return the receipt for a submitted comment."""
    return _mail(
        "receipt",
        comment,
        settings,
        code=comment.receipt_code,
        hash=comment.receipt_hash,
        is_published=comment.status is CommentStatus.PUBLISHED,
    )


def published(comment: Comment, settings: Settings) -> Message:
    """Return the news that everybody can read the comment now."""
    return _mail("published", comment, settings)


def declined(comment: Comment, settings: Settings) -> Message:
    """Return the decision not to publish, with its reason and what was written."""
    return _mail(
        "declined",
        comment,
        settings,
        category=comment.decline_category,
        decline_reason=comment.decline_reason,
    )


def answered(answer: Disposition, settings: Settings) -> Message:
    """Return the administration's answer."""
    return _mail(
        "answered",
        answer.comment,
        settings,
        outcome=answer.outcome,
        answer_reason=answer.reason,
        deferred_until=answer.deferred_until,
    )


def _mail(name: str, comment: Comment, settings: Settings, **facts: Any) -> Message:
    version = comment.passage.version
    return render(
        f"consultation/{name}",
        to=comment.author.email,
        language=comment.author.language,
        person=comment.author.name,
        organisation=comment.organisation.name if comment.organisation else None,
        title=version.title,
        number=version.number,
        position=comment.passage.position,
        kind=comment.kind,
        quote=comment.quote,
        text=comment.text,
        replacement=comment.replacement,
        submitted_at=comment.submitted_at,
        link=f"{settings.base_url}/kommentare/{comment.id}",
        county=settings.county,
        **facts,
    )
