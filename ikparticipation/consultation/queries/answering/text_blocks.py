"""Words that are used in many answers."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.consultation.models import TextBlock
from ikparticipation.db import AnyRow


def text_blocks(session: Session) -> Sequence[AnyRow]:
    """Return all text blocks, by title: `id`, `title`, `text`, `written_at`, `written_by`."""
    query = (
        select(
            TextBlock.id,
            TextBlock.title,
            TextBlock.text,
            TextBlock.written_at,
            User.name.label("written_by"),
        )
        .join(User, User.id == TextBlock.written_by_id)
        .order_by(func.lower(TextBlock.title))
    )
    return session.execute(query).all()
