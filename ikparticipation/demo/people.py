"""The people and organisations of the demo county, brought in as steering would do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ikparticipation.accounts import services as accounts
from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.catalogue.models import Unit
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.organisations import services as organisations
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.services import Entry, Profile
from ikparticipation.text import SOURCE_LANGUAGE

STAFF_CAME = timedelta(days=-140)
REGISTERED = timedelta(days=-125)


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in the demo county."""

    users: Mapping[str, User]
    """By e-mail address."""
    organisations: Mapping[str, Organisation]
    """By key."""
    by_role: Mapping[StaffRole, User]

    @property
    def steering(self) -> User:
        return self.by_role[StaffRole.STEERING]

    @property
    def moderator(self) -> User:
        return self.by_role[StaffRole.MODERATOR]


def gather(session: Session, county: read.County, *, at: datetime) -> Cast:
    """Store units, staff, organisations and their members."""
    session.add_all(
        Unit(key=unit.key, names=dict(unit.names), position=position)
        for position, unit in enumerate(county.staff.units, start=1)
    )
    staff = _staff(session, county.staff, at=moment(at, STAFF_CAME))
    cast = Cast(
        users={user.email: user for user in staff.values()}, organisations={}, by_role=staff
    )
    stored, users = {}, dict(cast.users)
    then = moment(at, REGISTERED)
    for each in county.organisations:
        stored[each.key] = _register(session, each, cast.steering, at=then)
        for member in each.people:
            users[member.email] = _invite(session, stored[each.key], member, cast.steering, at=then)
    return Cast(users=users, organisations=stored, by_role=staff)


def sign_in(session: Session, user: User, *, at: datetime) -> None:
    """Let a person come in by a link, as they do before they act."""
    if user.signed_in_at is None or user.signed_in_at < at:
        token = accounts.issue_link(session, user, leads_to=accounts.HOME, at=at)
        accounts.use_link(session, token, at=at)


def _staff(session: Session, staff: read.Staff, *, at: datetime) -> dict[StaffRole, User]:
    by_role: dict[StaffRole, User] = {}
    for person in staff.people:
        if person.role is StaffRole.ADMINISTRATOR:
            user = accounts.make_administrator(session, email=person.email, name=person.name, at=at)
        else:
            user = accounts.invite_staff(
                session,
                email=person.email,
                name=person.name,
                role=person.role,
                language=SOURCE_LANGUAGE,
                actor=by_role.get(StaffRole.ADMINISTRATOR),
                at=at,
            )
        by_role[person.role] = user
        sign_in(session, user, at=at)
    return by_role


def _register(
    session: Session, given: read.Organisation, steering: User, *, at: datetime
) -> Organisation:
    return organisations.register_organisation(
        session,
        Entry(name=given.name, kind=given.kind, ags=given.ags),
        Profile(description=given.description, email=given.email, phone=given.phone),
        actor=steering,
        at=at,
        example=True,
    )


def _invite(
    session: Session,
    organisation: Organisation,
    member: read.Member,
    steering: User,
    *,
    at: datetime,
) -> User:
    return organisations.invite_member(
        session,
        organisation,
        email=member.email,
        name=member.name,
        role=member.role,
        language=SOURCE_LANGUAGE,
        actor=steering,
        at=at,
    )
