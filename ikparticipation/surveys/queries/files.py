"""Files that are answers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import Membership
from ikparticipation.surveys.models import AnswerFile, Response, ResponseRevision
from ikparticipation.surveys.policies import may_run_surveys


def answer_file(
    session: Session, response_id: UUID, sha256: str, reader: User
) -> tuple[str, AnswerFile] | None:
    """Return the name and the file; None for whom it does not concern.

    Members of the organisation see what is saved. Who runs surveys sees what was submitted.
    """
    file = session.scalar(
        select(AnswerFile)
        .where(AnswerFile.response_id == response_id, AnswerFile.sha256 == sha256)
        .options(undefer(AnswerFile.content))
    )
    if file is None:
        return None
    names = dict(_names(session, response_id, reader))
    return (names[sha256], file) if sha256 in names else None


def _names(session: Session, response_id: UUID, reader: User) -> Iterator[tuple[str, str]]:
    revisions = select(ResponseRevision.document).where(ResponseRevision.response_id == response_id)
    saved = (
        select(Response.document)
        .join(Membership, Membership.organisation_id == Response.organisation_id)
        .where(Response.id == response_id, Membership.user_id == reader.id)
    )
    own = session.scalars(saved).all()
    seen = [*own, *session.scalars(revisions)] if own or may_run_surveys(reader) else []
    for document in seen:
        yield from _named(document)


def _named(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return SHA-256 and name of each file in a record and its rows."""
    for value in record["answers"].values():
        if isinstance(value, dict) and "file" in value:
            yield value["file"], value["name"]
    for rows in (*record.get("rows", {}).values(), *record.get("ended", {}).values()):
        for row in rows:
            yield from _named(row)
