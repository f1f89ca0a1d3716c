"""Whom the inventory names to which reader, decided once.

Everything is counted. An organisation that does not want to be public is named to the staff and
to its own members only, and so is a partner that is in no register: it may be a person's name.

What a questionnaire asks for internal use, or to be told as a figure only, the derivation keeps
apart (`models.Offer`). The public reads rows that are public, and counts those that are public
or aggregated. The organisation itself reads all its own rows, staff read and count all: so each
number is as large as the list behind it is long for whoever may open that list.

A tie belongs to two. Whoever is named as a partner is told by whom, and asked whether it is so,
where the questionnaire makes that statement public; also if the speaker does not want to stand
in the directory: that keeps it from strangers, not from the one it calls its partner. What the
questionnaire keeps internal, or tells as a figure only, is not put to the other side, because
the speaker was promised that (`queries.partners`). A reply has no level of its own: it shows in
the state of the statement, to whoever may read or count that. Which person gave it, only their
own organisation sees.
"""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import is_staff
from ikparticipation.inventory.models import NetworkStatement, Offer, TieStatement
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.xlsform.question import Publish

COUNTED = (Publish.PUBLIC, Publish.AGGREGATED)


@dataclass(frozen=True)
class Reader:
    """Who reads. Without arguments: the public."""

    staff: bool = False
    may_open_responses: bool = False
    own: frozenset[UUID] = field(default_factory=frozenset)
    """Organisations this person acts for."""

    def is_told(self, organisation_id: UUID | None, *, public: bool) -> bool:
        """Whether this reader gets the name; `public` of the organisation itself."""
        return public or self.staff or organisation_id in self.own

    def named(self) -> ColumnElement[bool]:
        """Return the same as a condition on `Organisation`."""
        return Organisation.public.is_(True) | self.private()

    @property
    def counted(self) -> tuple[Publish, ...]:
        """Of which rows and properties this reader gets figures."""
        return tuple(Publish) if self.staff else COUNTED

    @property
    def read(self) -> tuple[Publish, ...]:
        """Which properties this reader may know of each single offer."""
        return tuple(Publish) if self.staff else (Publish.PUBLIC,)

    def knows_all_about(self, organisation_id: UUID) -> bool:
        """Whether this reader may read everything that an organisation answered."""
        return self.staff or organisation_id in self.own

    def shown(
        self, of: type[Offer] | type[TieStatement] | type[NetworkStatement]
    ) -> ColumnElement[bool]:
        """Return which rows this reader may read one by one, as a condition."""
        if self.staff:
            return true()
        return (of.publish == Publish.PUBLIC) | of.organisation_id.in_(self.own)

    def private(self) -> ColumnElement[bool]:
        """Return whom this reader is told of beyond what is public, as a condition."""
        return true() if self.staff else Organisation.id.in_(self.own)


PUBLIC = Reader()


def reader_of(session: Session, user: User | None) -> Reader:
    if user is None:
        return PUBLIC
    own = select(Membership.organisation_id).where(Membership.user_id == user.id)
    return Reader(
        staff=is_staff(user),
        may_open_responses=may_run_surveys(user),
        own=frozenset(session.scalars(own)),
    )
