"""For which organisation somebody is on a page, and whether they may be."""

from uuid import UUID

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import NotAllowedError
from ikparticipation.surveys import policies, services
from ikparticipation.surveys.queries import Seat
from ikparticipation.surveys.queries.entering import entry_seat
from ikparticipation.text import N_


def entering_seat(wave_id: UUID, wanted: str | None, seats: list[Seat]) -> Seat | None:
    """Return the seat of staff with an open entry. Who is a member answers as one."""
    if wanted is None or not policies.may_enter(current_user()):
        return None
    if any(str(seat.organisation_id) == wanted for seat in seats):
        return None
    try:
        seat = entry_seat(db.session(), wave_id, UUID(wanted))
    except ValueError:
        return None
    if seat is None:
        raise NotAllowedError(services.NO_ENTRY)
    return seat


def seat_of(seats: list[Seat], asked: list[Seat], wanted: str | None) -> Seat:
    if wanted is not None:
        seat = next((s for s in seats if str(s.organisation_id) == wanted), None)
        if seat is None:
            raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    elif not seats:
        raise NotAllowedError(N_("Antworten können nur Mitglieder eingeladener Organisationen."))
    else:
        seat = asked[0] if asked else seats[0]
    if not seat.invited:
        raise NotAllowedError(
            N_("„%(name)s“ ist zu dieser Erhebung nicht eingeladen."), name=seat.organisation
        )
    return seat
