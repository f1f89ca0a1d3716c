"""What a confirmed list does to the register, line by line, in a few statements for all of it."""

from collections import Counter
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import plain_email
from ikparticipation.audit import Action, record
from ikparticipation.organisations.lists import Problem, Verdict
from ikparticipation.organisations.models import (
    Decision,
    Kind,
    LegalForm,
    ListLine,
    MemberRole,
    Membership,
    Organisation,
)
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.queries.lists import all_names, represented
from ikparticipation.organisations.services.lists.beside import Beside
from ikparticipation.organisations.services.members import record_member
from ikparticipation.organisations.services.origin import Origin
from ikparticipation.organisations.services.register import Entry, Profile, new_organisation
from ikparticipation.text import SOURCE_LANGUAGE, one_line

COUNTED = ("registered", "known", "invited", "left", "open", "stopped", "locked", "beside")


class Taking:
    """Takes lines in. `report` counts: registered, known, invited, left, open, stopped, locked.

    `beside` counts other names and umbrella bodies of new entries that were left out.
    `locked` are persons whose account is locked: their organisation is there, but nobody invited.
    """

    def __init__(self, session: Session, *, file: str, actor: User, at: datetime) -> None:
        self.report: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self._session, self._actor, self._at = session, actor, at
        self._file = file
        self._beside = Beside(session, file=file, actor=actor, at=at)
        names = all_names(session)
        self._exact = {row.name for row in names}
        self._normal: dict[str, list[UUID]] = {}
        for row in names:
            self._normal.setdefault(row.normal_name, []).append(row.id)
        self._represented = represented(session)
        self._new: dict[UUID, Organisation] = {}
        self._taken: list[tuple[ListLine, UUID]] = []
        self._invited: list[Membership] = []

    def take(self, line: ListLine) -> None:
        meant = self._meant(line)
        if meant is None:
            return
        self._taken.append((line, meant))
        self._invite(meant, line)

    def finish(self) -> None:
        """Store everything at once; only then lines and events can point to it."""
        self._session.flush()
        self._beside.store(self._normal)
        self.report["beside"] = self._beside.left
        for line, organisation_id in self._taken:
            line.organisation_id = organisation_id
        self._session.flush()
        for membership in self._invited:
            record_member(self._session, Action.MEMBER_INVITED, membership, self._actor)

    def _meant(self, line: ListLine) -> UUID | None:
        """Return the organisation of the line, registered if need be; None if it is left out."""
        if line.verdict is Verdict.STOPPED:
            self.report["stopped"] += 1
        elif line.decision is Decision.LEAVE:
            self.report["left"] += 1
        elif line.verdict is Verdict.DOUBT and line.decision is None:
            self.report["open"] += 1
        elif line.organisation_id is not None:
            self.report["known"] += 1
            return line.organisation_id
        else:
            return self._register(line)
        return None

    def _register(self, line: ListLine) -> UUID | None:
        """Register it, unless somebody did so since the list was compared."""
        told = line.told
        name = one_line(told["name"])
        same = self._normal.get(normalise(name), [])
        if line.verdict is Verdict.NEW and len(same) == 1 and same[0] not in self._new:
            self.report["known"] += 1
            return same[0]
        if name in self._exact:
            line.verdict, line.decision = Verdict.STOPPED, None
            faults = [*told["faults"], [Problem.NAME_TAKEN.value, name]]
            line.told = {**told, "faults": faults}
            self.report["stopped"] += 1
            return None
        entry = Entry(name=name, kind=Kind(told["kind"] or Kind.VEREIN), ags=told["ags"] or None)
        form = told.get("legal_form")
        profile = Profile(
            phone=told["phone"], public=False, legal_form=LegalForm(form) if form else None
        )
        origin = Origin(file=self._file, row=line.row)
        organisation = new_organisation(
            name, entry, profile, at=self._at, actor=self._actor, origin=origin
        )
        self._session.add(organisation)
        self._beside.note(organisation, line.row, told)
        self._new[organisation.id] = organisation
        self._exact.add(name)
        self._normal.setdefault(organisation.normal_name, []).append(organisation.id)
        record(
            self._session,
            Action.ORGANISATION_REGISTERED,
            organisation,
            actor_id=self._actor.id,
        )
        self.report["registered"] += 1
        return organisation.id

    def _invite(self, organisation_id: UUID, line: ListLine) -> None:
        """Let the person of the line represent an organisation that nobody represents."""
        email = plain_email(line.told["email"])
        if not email or organisation_id in self._represented:
            return
        person = self._people.get(email) or self._person(email, line)
        if not person.is_active:
            self.report["locked"] += 1
            return
        organisation = self._organisation(organisation_id)
        if (person.id, organisation_id) in self._memberships:
            return
        membership = Membership(
            user=person,
            organisation=organisation,
            role=MemberRole.REPRESENTATIVE,
            since=self._at,
        )
        self._session.add(membership)
        self._invited.append(membership)
        self._represented.add(organisation_id)
        self.report["invited"] += 1

    def _person(self, email: str, line: ListLine) -> User:
        told = line.told
        person = User(
            email=email,
            name=one_line(told["person"]) or email,
            language=told["language"] or SOURCE_LANGUAGE,
            created_at=self._at,
        )
        self._session.add(person)
        self._people[email] = person
        return person

    def _organisation(self, organisation_id: UUID) -> Organisation:
        return self._new.get(organisation_id) or self._stored[organisation_id]

    @cached_property
    def _people(self) -> dict[str, User]:
        """Return everybody with an account by address: one statement, whatever the list holds."""
        with self._session.no_autoflush:
            return {user.email: user for user in self._session.scalars(select(User))}

    @cached_property
    def _stored(self) -> dict[UUID, Organisation]:
        with self._session.no_autoflush:
            return {each.id: each for each in self._session.scalars(select(Organisation))}

    @cached_property
    def _memberships(self) -> set[tuple[UUID, UUID]]:
        query = select(Membership.user_id, Membership.organisation_id)
        with self._session.no_autoflush:
            return {(user, organisation) for user, organisation in self._session.execute(query)}
