"""Questionnaires as the engine knows them, read from the database once in a process; drafts."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from ikparticipation.accounts.models import User
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


def compiled_all(session: Session, questionnaire_ids: Collection[UUID]) -> list[Questionnaire]:
    """Return compiled questionnaires in the order of their ids, by one statement at most."""
    known = {each: read for each in questionnaire_ids if (read := _READ.get(each))}
    if missing := set(questionnaire_ids) - known.keys():
        stored = select(models.Questionnaire.id, models.Questionnaire.compiled).where(
            models.Questionnaire.id.in_(missing)
        )
        known |= {each: _keep(each, told) for each, told in session.execute(stored)}
    return [known[each] for each in questionnaire_ids]


def _keep(questionnaire_id: UUID, stored: dict[str, object]) -> Questionnaire:
    if len(_READ) >= _MOST:
        _READ.pop(next(iter(tuple(_READ))), None)  # a copy: other threads add to it
    return _READ.setdefault(questionnaire_id, from_json(stored))


def draft_of(session: Session, survey_id: UUID) -> models.QuestionnaireDraft | None:
    """Return the draft of a survey's questionnaire with its sheets, not yet its files."""
    return session.scalar(
        select(models.QuestionnaireDraft)
        .where(models.QuestionnaireDraft.survey_id == survey_id)
        .options(undefer(models.QuestionnaireDraft.sheets))
    )


def has_draft(session: Session, survey_id: UUID) -> bool:
    found = select(models.QuestionnaireDraft.id).where(
        models.QuestionnaireDraft.survey_id == survey_id
    )
    return session.scalar(found) is not None


def newest_id(session: Session, survey_id: UUID) -> UUID | None:
    """Return the id of the newest version of a survey's questionnaire."""
    return session.scalar(
        select(models.Questionnaire.id)
        .where(models.Questionnaire.survey_id == survey_id)
        .order_by(models.Questionnaire.number.desc())
        .limit(1)
    )


def version_before(session: Session, version: models.Questionnaire) -> UUID | None:
    """Return the id of the version that this one followed."""
    return session.scalar(
        select(models.Questionnaire.id).where(
            models.Questionnaire.survey_id == version.survey_id,
            models.Questionnaire.number == version.number - 1,
        )
    )


def names_of(session: Session, people: Iterable[str | UUID]) -> dict[str, str]:
    """Return the names of accounts by id, written as `Step.actor_id` writes it."""
    wanted = {UUID(str(person)) for person in people}
    if not wanted:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {str(key): name for key, name in found}
