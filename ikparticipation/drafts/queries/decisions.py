"""Which versions there are of a document, and which of them were adopted."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Decision, Passage, Translation, Version
from ikparticipation.drafts.states import VersionStatus

STATUS = case(
    (Decision.id.is_not(None), VersionStatus.ADOPTED), else_=VersionStatus.PUBLISHED
).label("status")
"""For statements that join `Decision` to `Version` from outside."""


def decision_of(session: Session, version_id: UUID) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.version_id == version_id))


def versions(session: Session, document_id: UUID) -> Sequence[AnyRow]:
    """Return the versions of a document for staff, newest first.

    `status` is a VersionStatus; `body`, `decided_on` and `reference` are None until it is adopted.
    `passages` counts them, `languages` those with at least one translated passage.
    """
    counts = (
        select(Passage.version_id, func.count(Passage.id).label("passages"))
        .group_by(Passage.version_id)
        .subquery()
    )
    translated = (
        select(
            Passage.version_id,
            func.count(func.distinct(Translation.language)).label("languages"),
        )
        .join(Translation, Translation.passage_id == Passage.id)
        .group_by(Passage.version_id)
        .subquery()
    )
    query = (
        select(
            Version.id,
            Version.number,
            Version.title,
            Version.published_at,
            STATUS,
            Decision.body,
            Decision.decided_on,
            Decision.reference,
            func.coalesce(counts.c.passages, 0).label("passages"),
            func.coalesce(translated.c.languages, 0).label("languages"),
        )
        .outerjoin(Decision, Decision.version_id == Version.id)
        .outerjoin(counts, counts.c.version_id == Version.id)
        .outerjoin(translated, translated.c.version_id == Version.id)
        .where(Version.document_id == document_id)
        .order_by(Version.number.desc())
    )
    return session.execute(query).all()
