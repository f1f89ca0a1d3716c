"""The demo county: who is there."""

import httpx

from ikparticipation.demo import read
from tests.journeys.site import Site

STAFF_LAST = (
    *("contributor", "representative", "office", "moderator", "steering", "administrator"),
)
_ADDRESSES = {each.role.value: each.email for each in read.county().staff.sign_in}
PEOPLE: dict[str, str | None] = {"visitor": None} | {role: _ADDRESSES[role] for role in STAFF_LAST}
"""E-mail address of one person of each role, those with the fewest rights first."""


def walker(county: Site, role: str) -> httpx.Client:
    """Return the connection of this person, or of somebody who is not signed in."""
    person = PEOPLE[role]
    return county.visitor(person).http if person else county.stranger().http
