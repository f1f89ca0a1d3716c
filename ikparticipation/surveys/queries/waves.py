"""Surveys and waves: which there are, who was asked, who has answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Exists, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys.models import (
    Participation,
    Questionnaire,
    Response,
    Survey,
    SurveyOptOut,
    Wave,
    WaveInvitation,
)
from ikparticipation.text import pick

SAME_SEAT = and_(
    Participation.wave_id == WaveInvitation.wave_id,
    Participation.organisation_id == WaveInvitation.organisation_id,
)
"""A participation and the invitation it belongs to. Answers have no such thing."""
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
    anonymous: bool = False

    def title(self, language: str) -> str:
        return pick(self.titles, language)


def latest_wave(session: Session, at: datetime | None = None) -> Wave | None:
    """Return the wave that opened last; `at` leaves out those that open later."""
    query = select(Wave).order_by(Wave.opens_at.desc(), Wave.created_at.desc()).limit(1)
    return session.scalar(query if at is None else query.where(Wave.opens_at <= at))


def response_rate(session: Session, wave_id: UUID) -> tuple[int, int]:
    """Return how many have answered, and how many were asked.

    In an anonymous wave has answered who says so.
    """
    query = (
        select(
            func.count(Response.submitted_at),
            func.count(Participation.took_part_on),
            func.count(WaveInvitation.id),
        )
        .select_from(WaveInvitation)
        .outerjoin(Response, SAME_PLACE)
        .outerjoin(Participation, SAME_SEAT)
        .where(WaveInvitation.wave_id == wave_id)
    )
    answered, took_part, invited = session.execute(query).one()
    return answered + took_part, invited


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
        select(
            WaveInvitation.wave_id,
            func.coalesce(Response.id, Participation.id).label("id"),
            or_(Response.submitted_at.is_not(None), Participation.took_part_on.is_not(None)).label(
                "answered"
            ),
        )
        .outerjoin(Response, SAME_PLACE)
        .outerjoin(Participation, SAME_SEAT)
        .subquery()
    )
    tally = (
        select(
            responses.c.wave_id,
            func.count().label("invited"),
            func.count(responses.c.id).label("started"),
            func.count(case((responses.c.answered, 1))).label("answered"),
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
            Wave.anonymous,
        )
        .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
        .outerjoin(tally, tally.c.wave_id == Wave.id)
        .order_by(Wave.opens_at.desc(), Wave.created_at.desc())
    )
    if survey_id is not None:
        query = query.where(Questionnaire.survey_id == survey_id)
    return [WaveRow(*row) for row in session.execute(query)]


def earlier_waves(session: Session, survey_id: UUID, *, before: datetime) -> list[WaveRow]:
    """Return the waves of a survey that opened before this moment, the newest first.

    Without anonymous ones: nobody knows what an organisation said in them.
    """
    return [w for w in waves(session, survey_id) if w.opens_at < before and not w.anonymous]


def represented() -> Exists:
    """Return the condition that an organisation has somebody who may submit."""
    return exists().where(
        Membership.organisation_id == Organisation.id,
        Membership.role == MemberRole.REPRESENTATIVE,
        Membership.user_id == User.id,
        User.disabled_at.is_(None),
    )


def opt_out_of(session: Session, organisation_id: UUID) -> SurveyOptOut | None:
    return session.scalar(
        select(SurveyOptOut)
        .where(SurveyOptOut.organisation_id == organisation_id, SurveyOptOut.lifted_at.is_(None))
        .options(joinedload(SurveyOptOut.organisation))
    )
