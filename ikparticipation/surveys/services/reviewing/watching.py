"""Looking through what came in: what is conspicuous, and accepting what is not."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.organisations.queries import resolve
from ikparticipation.surveys.conspicuous import Compared, Rules, remarks, ties
from ikparticipation.surveys.models import (
    Acceptance,
    Response,
    ResponseRevision,
    ReviewStatus,
    Wave,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.reviewing import counted_before, newest_documents
from ikparticipation.surveys.services.reviewing.deciding import is_discussed, take
from ikparticipation.surveys.services.reviewing.holding import hold
from ikparticipation.surveys.services.saving import document_of
from ikparticipation.surveys.xlsform.document import Document


def look_through(session: Session, revision_id: UUID, *, at: datetime) -> None:
    """Note what is conspicuous in a submission; accept it if nothing is and the wave says so.

    What a person asks about or corrects is a person's to accept. A revision that is not the newest
    any more, or was decided by a person already, is left alone.
    """
    response_id = session.scalars(
        select(ResponseRevision.response_id).where(ResponseRevision.id == revision_id)
    ).one()
    response, revision, wave = hold(session, response_id)
    if revision.id != revision_id or response.review is not ReviewStatus.PENDING:
        return
    document = document_of(revision)
    found = remarks(
        compiled_by_id(session, wave.questionnaire_id),
        document,
        _compared(session, response, wave, document),
        rules=Rules.from_json(wave.rules),
        is_late=revision.is_late,
    )
    response.remarks = [remark.to_json() for remark in found]
    by_itself = wave.acceptance is Acceptance.AUTOMATIC and not found
    if by_itself and not is_discussed(session, response):
        take(session, response, revision, actor=None, at=at)
    session.flush()


def _compared(session: Session, response: Response, wave: Wave, document: Document) -> Compared:
    others = newest_documents(session, wave.id, but=response.organisation_id)
    before = wave.continues_id and counted_before(
        session, wave.continues_id, response.organisation_id
    )
    return Compared(
        before=(compiled_by_id(session, before[0]), before[1]) if before else None,
        others=[other for _, other in others],
        said_by_partners=_said(session, wave, response.organisation_id, document, others),
    )


def _said(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    document: Document,
    others: Sequence[tuple[UUID, Document]],
) -> Mapping[str, str]:
    """Return partner, as this response names it → the direction that partner states about us."""
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    theirs = [
        (partner_id, tie) for partner_id, other in others for tie in ties(questionnaire, other)
    ]
    meant = resolve(session, {tie.partner for _, tie in theirs})
    about_us = {
        partner_id: tie.direction
        for partner_id, tie in theirs
        if meant.get(tie.partner) == organisation_id
    }
    named = resolve(session, {tie.partner for tie in ties(questionnaire, document)})
    return {name: about_us[whom] for name, whom in named.items() if whom in about_us}
