"""Who works on a response: members, who has taken which section, who wrote in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResponseStatus,
    ReviewStatus,
    SectionAssignment,
    SubmissionWish,
    Wave,
)
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.states import DONE, States, kept_states, section_states
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.text import BERLIN, pick


@dataclass(frozen=True)
class Member:
    """Somebody who acts for the organisation and can sign in."""

    user_id: UUID
    name: str
    role: MemberRole

    @property
    def may_submit(self) -> bool:
        return policies.may_submit(self.role)


@dataclass(frozen=True)
class Holder:
    """Who has taken a section."""

    user_id: UUID
    name: str


@dataclass(frozen=True)
class SectionTask:
    """A section that somebody has taken and that is not done yet."""

    wave_id: UUID
    organisation_id: UUID
    organisation: str
    titles: Mapping[str, str]
    until: datetime
    """Until when it can be done."""
    section: str
    labels: Mapping[str, str]

    def title(self, language: str) -> str:
        return pick(self.titles, language)

    def label(self, language: str) -> str:
        return pick(self.labels, language)


_MEMBERS = (
    select(User.id, User.name, Membership.role)
    .join(Membership, Membership.user_id == User.id)
    .where(Membership.organisation_id == bindparam("organisation_id"), User.disabled_at.is_(None))
    .order_by(User.name, User.id)
)
_WITH_SECTIONS = _MEMBERS.add_columns(SectionAssignment.section).outerjoin(
    SectionAssignment,
    and_(
        SectionAssignment.user_id == Membership.user_id,
        SectionAssignment.organisation_id == Membership.organisation_id,
        SectionAssignment.wave_id == bindparam("wave_id"),
        SectionAssignment.at >= Membership.since,
    ),
)
"""Both in one statement: the overview of a questionnaire is the page that is opened most."""


def members_and_holders(
    session: Session, wave_id: UUID, organisation_id: UUID
) -> tuple[list[Member], dict[str, Holder]]:
    """Return who can act for an organisation, by name, and section → who has taken it."""
    wanted = {"wave_id": wave_id, "organisation_id": organisation_id}
    rows = session.execute(_WITH_SECTIONS, wanted).all()
    found = {row[0]: Member(row[0], row[1], row[2]) for row in rows}
    held = {row.section: Holder(row[0], row[1]) for row in rows if row.section is not None}
    return list(found.values()), held


def members(session: Session, organisation_id: UUID) -> list[Member]:
    """Return who can act for an organisation, by name."""
    found = session.execute(_MEMBERS, {"organisation_id": organisation_id})
    return [Member(*row) for row in found]


_IS_MEMBER = and_(
    Membership.user_id == SectionAssignment.user_id,
    Membership.organisation_id == SectionAssignment.organisation_id,
    Membership.since <= SectionAssignment.at,
)
"""Who has left, and also who came back, has no section any more."""

_HOLDERS = (
    select(SectionAssignment.section, User.id, User.name)
    .join(Membership, _IS_MEMBER)
    .join(User, User.id == SectionAssignment.user_id)
    .where(
        SectionAssignment.wave_id == bindparam("wave_id"),
        SectionAssignment.organisation_id == bindparam("organisation_id"),
        User.disabled_at.is_(None),
    )
)


def holders(session: Session, wave_id: UUID, organisation_id: UUID) -> dict[str, Holder]:
    """Return section → who has taken it; a section that is free is not in it."""
    wanted = {"wave_id": wave_id, "organisation_id": organisation_id}
    return {row[0]: Holder(row[1], row[2]) for row in session.execute(_HOLDERS, wanted)}


def names_of_people(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of those that are known, by one statement; none for nobody."""
    if not ids:
        return {}
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row[0]: row[1] for row in found}


def last_wish(session: Session, response_id: UUID) -> AnyRow | None:
    """Return at, by_id and name of who asked last to submit a response."""
    query = (
        select(SubmissionWish.at, SubmissionWish.by_id, User.name)
        .join(User, User.id == SubmissionWish.by_id)
        .where(SubmissionWish.response_id == response_id)
    )
    return session.execute(query).one_or_none()


def last_revisions(
    session: Session, response_id: UUID, *, before: int | None = None, most: int = 2
) -> Sequence[ResponseRevision]:
    """Return the newest submissions (`before`: up to this number), the newest first."""
    query = select(ResponseRevision).where(ResponseRevision.response_id == response_id)
    if before is not None:
        query = query.where(ResponseRevision.number <= before)
    return session.scalars(query.order_by(ResponseRevision.number.desc()).limit(most)).all()


def section_tasks(session: Session, user: User, at: datetime) -> list[SectionTask]:
    """Return the sections this person has taken and that are not done, the most urgent first."""
    query = (
        select(SectionAssignment.section, Wave, Organisation, Response)
        .join(Membership, _IS_MEMBER)
        .join(Wave, Wave.id == SectionAssignment.wave_id)
        .join(Organisation, Organisation.id == SectionAssignment.organisation_id)
        .outerjoin(
            Response,
            and_(
                Response.wave_id == SectionAssignment.wave_id,
                Response.organisation_id == SectionAssignment.organisation_id,
            ),
        )
        .where(
            SectionAssignment.user_id == user.id,
            Wave.opens_at <= at,
            or_(Wave.closes_at > at - policies.LATE, Response.reopened_until > at),
            or_(
                Response.id.is_(None),
                Response.status != ResponseStatus.SUBMITTED,
                Response.review == ReviewStatus.RETURNED,
            ),
        )
        .order_by(Wave.closes_at, Organisation.sort_key, Wave.id, Organisation.id)
    )
    rows = session.execute(query).all()
    return [
        task
        for (wave, organisation, response), taken in groupby(rows, lambda row: row[1:])
        if policies.may_change(wave, response, at)
        for task in _open_of(
            session, wave, organisation, response, {row.section for row in taken}, at
        )
    ]


def _open_of(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    response: Response | None,
    taken: Collection[str],
    at: datetime,
) -> Iterable[SectionTask]:
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    until = policies.may_change_until(wave, response, at)
    for each in _states(session, wave, organisation, response, at):
        section = questionnaire.section(each.name)
        if each.name in taken and each.state != DONE and section is not None:
            yield SectionTask(
                wave_id=wave.id,
                organisation_id=organisation.id,
                organisation=organisation.name,
                titles=wave.titles,
                until=until,
                section=each.name,
                labels=section.labels,
            )


def _states(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    response: Response | None,
    at: datetime,
) -> States:
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    seed = seed_of(wave.id, organisation.id)
    if response is None:
        blank = begin(questionnaire, now=at, seed=seed)
        return section_states(State.of(questionnaire, blank, now=at, seed=seed), {})
    document = response.document
    return kept_states(
        response.id,
        response.version,
        at.astimezone(BERLIN).date(),
        lambda: State.of(questionnaire, document, now=at, seed=seed),  # type: ignore[arg-type]
        response.section_versions,
    )
