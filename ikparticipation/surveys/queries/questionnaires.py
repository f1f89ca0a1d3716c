"""Questionnaires as the engine knows them, read from the database once in a process."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.surveys import models
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.stored import from_json

_READ: dict[UUID, Questionnaire] = {}
"""A questionnaire never changes, so what was read once stays right."""
_MOST = 200


def compiled(questionnaire: models.Questionnaire) -> Questionnaire:
    """Return the compiled questionnaire of a row."""
    return _READ.get(questionnaire.id) or _keep(questionnaire.id, questionnaire.compiled)


def compiled_by_id(session: Session, questionnaire_id: UUID) -> Questionnaire:
    """Return the compiled questionnaire; without a statement from the second time on."""
    known = _READ.get(questionnaire_id)
    if known is not None:
        return known
    stored = session.scalars(
        select(models.Questionnaire.compiled).where(models.Questionnaire.id == questionnaire_id)
    ).one()
    return _keep(questionnaire_id, stored)


def _keep(questionnaire_id: UUID, stored: dict[str, object]) -> Questionnaire:
    if len(_READ) >= _MOST:
        _READ.clear()
    return _READ.setdefault(questionnaire_id, from_json(stored))
