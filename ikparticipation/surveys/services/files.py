"""Files that are answers: kept once for each response, and no longer than something names them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.surveys.models import AnswerFile, Response, ResponseRevision
from ikparticipation.surveys.xlsform.document import Document, Row
from ikparticipation.surveys.xlsform.values import StoredFile


def files_in(document: Document) -> dict[str, StoredFile]:
    """Return the files that answers name, at any depth, by their SHA-256."""
    return {stored["file"]: stored for stored in _named(document)}


def keep_files(
    session: Session,
    response: Response,
    files: Mapping[str, bytes],
    *,
    before: Document,
    after: Document,
    at: datetime,
) -> None:
    """Store the files that came with a save, and remove those that nothing names any more.

    The same bytes are stored once, however often they come.
    """
    named = files_in(after)
    wanted = {key: content for key, content in files.items() if key in named}
    for key in wanted.keys() - _held(session, response, wanted):
        kept = AnswerFile(
            response=response,
            sha256=key,
            media_type=named[key]["type"],
            content=wanted[key],
            stored_at=at,
        )
        session.add(kept)
    _remove(session, response, set(files_in(before)) - set(named))


def _held(session: Session, response: Response, keys: Mapping[str, bytes]) -> set[str]:
    if not keys:
        return set()
    query = select(AnswerFile.sha256).where(
        AnswerFile.response_id == response.id, AnswerFile.sha256.in_(keys)
    )
    return set(session.scalars(query))


def _remove(session: Session, response: Response, gone: set[str]) -> None:
    if not gone:
        return
    revisions = select(ResponseRevision.document).where(ResponseRevision.response_id == response.id)
    for document in session.scalars(revisions):
        gone = gone - set(files_in(document))
    session.execute(
        delete(AnswerFile).where(AnswerFile.response_id == response.id, AnswerFile.sha256.in_(gone))
    )


def _named(record: Document | Row) -> Iterator[StoredFile]:
    for value in record["answers"].values():
        if isinstance(value, dict) and "file" in value:
            yield value
    for rows in (*record.get("rows", {}).values(), *record.get("ended", {}).values()):
        for row in rows:
            yield from _named(row)
