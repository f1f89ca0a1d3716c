"""Filling an empty installation with the demo county, and letting visitors in.

Everything goes through the services, in the name of the people who would do it and at times
before now. So what follows from it, the inventory and the mails, is the worker's ordinary work.
"""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.accounts.services import HOME, issue_link
from ikparticipation.demo import consultation, groups, people, read, survey
from ikparticipation.organisations.models import MemberRole, Organisation

LEADS_TO: dict[StaffRole | MemberRole | read.Desk, str] = {
    StaffRole.ADMINISTRATOR: "/verwaltung/",
    StaffRole.STEERING: "/verwaltung/",
    StaffRole.MODERATOR: "/verwaltung/moderation",
    read.Desk.OFFICE: "/mein/abwaegung",
    MemberRole.REPRESENTATIVE: HOME,
    MemberRole.CONTRIBUTOR: HOME,
}


def fill(session: Session, *, at: datetime) -> bool:
    """Fill an empty installation. False: it has people or organisations, nothing was done."""
    if session.scalar(select(or_(exists(select(User.id)), exists(select(Organisation.id))))):
        return False
    county = read.county()
    cast = people.gather(session, county, at=at)
    groups.enter(session, county, cast)
    survey.hold(session, county, cast, at=at)
    consultation.discuss(session, county, cast, at=at)
    return True


def sign_in_links(session: Session, *, at: datetime) -> list[tuple[str, str, str]]:
    """Return role, name and path of a fresh single-use link for one person of each role."""
    shown = read.county().staff.sign_in
    addresses = [each.email for each in shown]
    users = {u.email: u for u in session.scalars(select(User).where(User.email.in_(addresses)))}
    return [
        (each.role.value, user.name, f"/anmelden/{token}")
        for each in shown
        if (user := users.get(each.email)) is not None
        and (token := issue_link(session, user, leads_to=LEADS_TO[each.role], at=at))
    ]
