"""Surveys and waves: which there are, who was asked, who has answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Exists, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys.models import (
    Questionnaire,
    Response,
    ResponseStatus,
    Survey,
    Wave,
    WaveInvitation,
)
from ikparticipation.text import pick

SAME_PLACE = and_(
    Response.wave_id == WaveInvitation.wave_id,
    Response.organisation_id == WaveInvitation.organisation_id,
)


@dataclass(frozen=True)
class WaveRow:
    id: UUID
    survey_id: UUID
    questionnaire_number: int
    titles: Mapping[str, str]
    opens_at: datetime
    closes_at: datetime
    invited: int
    started: int
    answered: int

    def title(self, language: str) -> str:
        return pick(self.titles, language)


@dataclass(frozen=True)
class OpenTask:
    """A questionnaire somebody still has to work on."""

    wave_id: UUID
    organisation_id: UUID
    organisation: str
    titles: Mapping[str, str]
    closes_at: datetime
    status: ResponseStatus | None
    """None: not started. Never `submitted`: then nothing is left to do."""
    may_submit: bool


def latest_wave(session: Session, at: datetime | None = None) -> Wave | None:
    """Return the wave that opened last; `at` leaves out those that open later."""
    query = select(Wave).order_by(Wave.opens_at.desc(), Wave.created_at.desc()).limit(1)
    return session.scalar(query if at is None else query.where(Wave.opens_at <= at))


def response_rate(session: Session, wave_id: UUID) -> tuple[int, int]:
    """Return how many have answered, and how many were asked."""
    query = (
        select(func.count(Response.submitted_at), func.count(WaveInvitation.id))
        .select_from(WaveInvitation)
        .outerjoin(Response, SAME_PLACE)
        .where(WaveInvitation.wave_id == wave_id)
    )
    answered, invited = session.execute(query).one()
    return answered, invited


def survey_list(session: Session) -> Sequence[Survey]:
    """Return all surveys, the newest first."""
    return session.scalars(select(Survey).order_by(Survey.created_at.desc())).all()


def questionnaires_of(session: Session, survey_id: UUID) -> Sequence[AnyRow]:
    """Return id, number, file name, time and person of each version, the newest first."""
    query = (
        select(
            Questionnaire.id,
            Questionnaire.number,
            Questionnaire.file_name,
            Questionnaire.uploaded_at,
            User.name,
        )
        .join(User, User.id == Questionnaire.uploaded_by_id)
        .where(Questionnaire.survey_id == survey_id)
        .order_by(Questionnaire.number.desc())
    )
    return session.execute(query).all()


def waves(session: Session, survey_id: UUID | None = None) -> list[WaveRow]:
    """Return waves with their Rücklauf, the newest first: of one survey, or of all."""
    responses = (
        select(WaveInvitation.wave_id, Response.id, Response.submitted_at)
        .outerjoin(Response, SAME_PLACE)
        .subquery()
    )
    tally = (
        select(
            responses.c.wave_id,
            func.count().label("invited"),
            func.count(responses.c.id).label("started"),
            func.count(responses.c.submitted_at).label("answered"),
        )
        .group_by(responses.c.wave_id)
        .subquery()
    )
    query = (
        select(
            Wave.id,
            Questionnaire.survey_id,
            Questionnaire.number,
            Wave.titles,
            Wave.opens_at,
            Wave.closes_at,
            func.coalesce(tally.c.invited, 0),
            func.coalesce(tally.c.started, 0),
            func.coalesce(tally.c.answered, 0),
        )
        .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
        .outerjoin(tally, tally.c.wave_id == Wave.id)
        .order_by(Wave.opens_at.desc(), Wave.created_at.desc())
    )
    if survey_id is not None:
        query = query.where(Questionnaire.survey_id == survey_id)
    return [WaveRow(*row) for row in session.execute(query)]


def represented() -> Exists:
    """Return the condition that an organisation has somebody who may submit."""
    return exists().where(
        Membership.organisation_id == Organisation.id,
        Membership.role == MemberRole.REPRESENTATIVE,
        Membership.user_id == User.id,
        User.disabled_at.is_(None),
    )


def open_tasks(session: Session, user: User, at: datetime) -> list[OpenTask]:
    """Return what this person's organisations still have to answer, the most urgent first."""
    query = (
        select(
            Wave.id,
            Organisation.id,
            Organisation.name,
            Wave.titles,
            Wave.closes_at,
            Response.status,
            Membership.role == MemberRole.REPRESENTATIVE,
        )
        .select_from(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
        .join(Wave, Wave.id == WaveInvitation.wave_id)
        .outerjoin(Response, SAME_PLACE)
        .where(
            Membership.user_id == user.id,
            Wave.opens_at <= at,
            Wave.closes_at > at,
            WaveInvitation.declined_at.is_(None),
            or_(Response.id.is_(None), Response.status != ResponseStatus.SUBMITTED),
        )
        .order_by(Wave.closes_at, Organisation.sort_key)
    )
    return [OpenTask(*row) for row in session.execute(query)]
