"""The standing groups of the demo county, as the administration entered them."""

from sqlalchemy.orm import Session

from ikparticipation.demo import read
from ikparticipation.demo.people import Cast
from ikparticipation.inventory.models import NetworkKind
from ikparticipation.inventory.services.groups import GroupEntry, add_spelling, enter_group


def enter(session: Session, county: read.County, cast: Cast) -> None:
    """Enter the groups. One that answers name is left out: its mention waits for a person."""
    for given in county.groups:
        entry = GroupEntry(
            name=given.name,
            kind=NetworkKind(given.kind),
            description=given.description,
            lead_id=cast.organisations[given.lead].id,
        )
        group = enter_group(session, entry, reason=given.reason, actor=cast.steering)
        for spelling in given.spellings:
            add_spelling(session, group, spelling, reason=given.reason, actor=cast.steering)
