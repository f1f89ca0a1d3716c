"""Things for tests to work with. Each call stores one thing, and what it needs to exist."""

from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.db import Base
from ikparticipation.organisations.models import (
    Kind,
    MemberRole,
    Membership,
    NameKind,
    Organisation,
    OrganisationName,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.text import sort_key

T = TypeVar("T", bound=Base)
_number = count(1)
DAY = timedelta(days=1)


def store(session: Session, thing: T) -> T:
    session.add(thing)
    session.commit()
    return thing


def user(session: Session, **given: Any) -> User:
    n = next(_number)
    defaults = {
        "email": f"person{n}@example.org",
        "name": f"Person {n}",
        "created_at": clock.now(),
    }
    return store(session, User(**defaults | given))


def administrator(session: Session, **given: Any) -> User:
    return user(session, staff_role=StaffRole.ADMINISTRATOR, **given)


def steering(session: Session, **given: Any) -> User:
    return user(session, staff_role=StaffRole.STEERING, **given)


def moderator(session: Session, **given: Any) -> User:
    return user(session, staff_role=StaffRole.MODERATOR, **given)


def organisation(session: Session, **given: Any) -> Organisation:
    name = given.pop("name", None) or f"Verein {next(_number)}"
    defaults = {
        "name": name,
        "sort_key": sort_key(name),
        "normal_name": normalise(name),
        "kind": Kind.VEREIN,
        "ags": "15083270",
        "registered_at": clock.now(),
        "origin_file": "tests",
    }
    return store(session, Organisation(**defaults | given))


def other_name(session: Session, *, of: Organisation, name: str, **given: Any) -> OrganisationName:
    defaults = {
        "organisation_id": of.id,
        "name": name,
        "normal_name": normalise(name),
        "kind": NameKind.ALTERNATIVE,
        "added_at": clock.now(),
        "file": "tests",
    }
    return store(session, OrganisationName(**defaults | given))


def member(session: Session, *, of: Organisation | None = None, **given: Any) -> User:
    """A person who acts for an organisation: a representative unless `role` says otherwise."""
    role = given.pop("role", MemberRole.REPRESENTATIVE)
    person = user(session, **given)
    store(
        session,
        Membership(
            user=person,
            organisation=of or organisation(session),
            role=role,
            since=clock.now(),
        ),
    )
    return person
