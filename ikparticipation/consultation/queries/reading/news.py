"""What is new for everybody who follows the drafts: versions and released answers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation.models import Comment, Disposition, Round
from ikparticipation.consultation.queries.visible import (
    COUNTS_AS_ANSWER,
    IS_PUBLISHED,
    IS_UNSEALED,
    Audience,
    reading,
    round_visible_to,
)
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Document, Version


def newest_versions(session: Session, limit: int) -> Sequence[AnyRow]:
    """Return the versions that everybody may read, newest first."""
    query = (
        select(Document.slug, Version.number, Version.title, Version.published_at)
        .join(Document, Document.id == Version.document_id)
        .outerjoin(Round, Round.version_id == Version.id)
        .where(round_visible_to(Audience.VISITOR))
        .order_by(Version.published_at.desc(), Version.id)
        .limit(limit)
    )
    return session.execute(query, reading(None)).all()


def released_answers(session: Session, limit: int) -> Sequence[AnyRow]:
    """Return the answers to published comments that everybody may read, newest first."""
    query = (
        select(
            Comment.id,
            Disposition.outcome,
            Disposition.reason,
            Disposition.released_at,
            Version.title,
            Version.number,
        )
        .join(Comment, Comment.id == Disposition.comment_id)
        .join(Round, Round.id == Comment.round_id)
        .join(Version, Version.id == Round.version_id)
        .where(
            COUNTS_AS_ANSWER,
            IS_PUBLISHED,
            IS_UNSEALED,
            round_visible_to(Audience.VISITOR),
        )
        .order_by(Disposition.released_at.desc(), Comment.id)
        .limit(limit)
    )
    return session.execute(query, reading(None)).all()
