"""Who there is: units, staff, organisations and their members."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ikparticipation.accounts.models import StaffRole
from ikparticipation.demo.read.parts import Words
from ikparticipation.organisations.models import Kind, MemberRole


class Desk(StrEnum):
    """A place to work at that no role of its own leads to."""

    OFFICE = "office"
    """Of a member of an organisation of the administration, who drafts the answers assigned to
    it."""


@dataclass(frozen=True)
class Member:
    name: str
    email: str
    role: MemberRole


@dataclass(frozen=True, kw_only=True)
class Organisation:
    key: str
    """Only for references between the files."""
    name: str
    kind: Kind
    ags: str
    description: str
    email: str
    phone: str
    people: tuple[Member, ...]


@dataclass(frozen=True)
class Unit:
    key: str
    names: Words


@dataclass(frozen=True)
class StaffMember:
    name: str
    email: str
    role: StaffRole


@dataclass(frozen=True)
class SignIn:
    """Who stands for a role when somebody looks around: one person per role."""

    role: StaffRole | MemberRole | Desk
    email: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    units: tuple[Unit, ...]
    people: tuple[StaffMember, ...]
    sign_in: tuple[SignIn, ...]


def organisation(given: dict[str, Any]) -> Organisation:
    people = tuple(Member(p["name"], p["email"], MemberRole(p["role"])) for p in given["people"])
    return Organisation(**given | {"kind": Kind(given["kind"]), "people": people})


def staff(given: dict[str, Any]) -> Staff:
    return Staff(
        units=tuple(Unit(unit["key"], unit["names"]) for unit in given["units"]),
        people=tuple(
            StaffMember(p["name"], p["email"], StaffRole(p["role"])) for p in given["people"]
        ),
        sign_in=tuple(SignIn(_role(each["role"]), each["email"]) for each in given["sign_in"]),
    )


def _role(name: str) -> StaffRole | MemberRole | Desk:
    kinds: tuple[type[StaffRole | MemberRole | Desk], ...] = (StaffRole, MemberRole)
    return next((kind(name) for kind in kinds if name in set(kind)), None) or Desk(name)
