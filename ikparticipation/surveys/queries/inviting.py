"""Who was asked and how far they are, who could be asked, and what came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import token_hash
from ikparticipation.catalogue.models import FieldOfAction, Municipality
from ikparticipation.db import AnyRow
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import AT_WORK, Kind, Organisation, OrganisationField
from ikparticipation.surveys.inviting.returns import InvitationRow
from ikparticipation.surveys.models import (
    CallNote,
    ContactProposal,
    ContactStatus,
    Entry,
    InvitationMail,
    Participation,
    Response,
    SurveyOptOut,
    WaveInvitation,
)
from ikparticipation.surveys.queries.bounces import noted_bounce, opened_at, refused_address
from ikparticipation.surveys.queries.entering import came_by_hand
from ikparticipation.surveys.queries.waves import SAME_PLACE, SAME_SEAT, represented
from ikparticipation.text import pick

PAGE = 100

_enterer = aliased(User)
IN_FORCE = and_(SurveyOptOut.organisation_id == Organisation.id, SurveyOptOut.lifted_at.is_(None))


@dataclass(frozen=True)
class Candidate:
    """An organisation of the register that was not asked yet."""

    id: UUID
    name: str
    kind: Kind
    place: str
    has_representative: bool
    """Without one nobody could submit, and nobody would get the mail."""
    opt_out_id: UUID | None
    """Why it may not be asked: it wished to be left alone."""

    @property
    def is_ready(self) -> bool:
        return self.has_representative and self.opt_out_id is None


@dataclass(frozen=True)
class CandidateFilter:
    """Whom of the register to show; empty: all."""

    kind: Kind | None = None
    ags: str = ""
    field: str = ""
    ids: Sequence[UUID] | None = None
    """Only these: those of a list that was taken in."""

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.kind is not None:
            found.append(Organisation.kind == self.kind)
        if self.ags:
            found.append(Organisation.ags == self.ags)
        if self.field:
            found.append(
                exists().where(
                    OrganisationField.organisation_id == Organisation.id,
                    OrganisationField.field == self.field,
                )
            )
        if self.ids is not None:
            found.append(Organisation.id.in_(self.ids))
        return found


def _columns() -> tuple[Any, ...]:
    """Return what `InvitationRow.read` takes, in its order."""
    return (
        WaveInvitation.id,
        Organisation.id,
        Organisation.name,
        Organisation.kind,
        Organisation.ags,
        func.coalesce(Municipality.name, ""),
        Organisation.phone,
        WaveInvitation.invited_at,
        WaveInvitation.repeated_at,
        WaveInvitation.reminders,
        WaveInvitation.declined_at,
        noted_bounce(),
        WaveInvitation.bounce_note,
        opened_at(),
        refused_address(),
        Response.started_at,
        Response.saved_at,
        Response.submitted_at,
        Response.status,
        represented(),
        came_by_hand(),
        Entry,
        _enterer.name,
        Participation.begun_on,
        Participation.took_part_on,
    )


def invitations(
    session: Session, wave_id: UUID, *, organisation_id: UUID | None = None
) -> list[InvitationRow]:
    """Return who was asked and how far they are, in order of their names: all, or one."""
    query = (
        select(*_columns())
        .select_from(WaveInvitation)
        .join(Organisation, Organisation.id == WaveInvitation.organisation_id)
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .outerjoin(Response, SAME_PLACE)
        .outerjoin(Participation, SAME_SEAT)
        .outerjoin(Entry, and_(Entry.invitation_id == WaveInvitation.id, Entry.closed_at.is_(None)))
        .outerjoin(_enterer, _enterer.id == Entry.opened_by_id)
        .where(WaveInvitation.wave_id == wave_id)
        .order_by(Organisation.sort_key, Organisation.name)
    )
    if organisation_id is not None:
        query = query.where(WaveInvitation.organisation_id == organisation_id)
    return [InvitationRow.read(*row) for row in session.execute(query)]


def fields_of_action(session: Session, language: str) -> dict[str, str]:
    """Return key → name of what is offered today, in the order of the page."""
    query = (
        select(FieldOfAction.key, FieldOfAction.names)
        .where(FieldOfAction.retired_at.is_(None))
        .order_by(FieldOfAction.position)
    )
    return {key: pick(names, language) for key, names in session.execute(query)}


def fields_of_invited(session: Session, wave_id: UUID) -> Mapping[UUID, frozenset[str]]:
    """Return organisation → its fields of action, for those who were asked."""
    query = (
        select(OrganisationField.organisation_id, OrganisationField.field)
        .join(WaveInvitation, WaveInvitation.organisation_id == OrganisationField.organisation_id)
        .where(WaveInvitation.wave_id == wave_id)
    )
    found: dict[UUID, set[str]] = {}
    for organisation_id, field in session.execute(query):
        found.setdefault(organisation_id, set()).add(field)
    return {key: frozenset(fields) for key, fields in found.items()}


def _not_asked(wave_id: UUID, wanted: CandidateFilter) -> list[ColumnElement[bool]]:
    asked = exists().where(
        WaveInvitation.wave_id == wave_id, WaveInvitation.organisation_id == Organisation.id
    )
    return [~asked, AT_WORK, *wanted.conditions()]


def candidate_counts(session: Session, wave_id: UUID, wanted: CandidateFilter) -> tuple[int, int]:
    """Return how many could be shown, and how many of them „alle einladen“ would ask."""
    conditions = _not_asked(wave_id, wanted)
    ready = and_(represented(), ~exists().where(IN_FORCE))
    total = select(func.count(Organisation.id)).where(*conditions).scalar_subquery()
    asked = select(func.count(Organisation.id)).where(*conditions, ready).scalar_subquery()
    shown, would_ask = session.execute(select(total, asked)).one()
    return shown, would_ask


def candidates(
    session: Session, wave_id: UUID, wanted: CandidateFilter, *, page: int = 1
) -> list[Candidate]:
    """Return a page of who could still be asked, in order of their names."""
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            func.coalesce(Municipality.name, ""),
            represented(),
            SurveyOptOut.id,
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .outerjoin(SurveyOptOut, IN_FORCE)
        .where(*_not_asked(wave_id, wanted))
        .order_by(Organisation.sort_key, Organisation.name)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return [Candidate(*row) for row in session.execute(query)]


def ready_ids(session: Session, wave_id: UUID, wanted: CandidateFilter) -> Sequence[UUID]:
    """Return whom „alle einladen“ asks: with a representative, and without an opt-out."""
    return session.scalars(
        select(Organisation.id).where(
            *_not_asked(wave_id, wanted), represented(), ~exists().where(IN_FORCE)
        )
    ).all()


def invitation_by_token(session: Session, token: str) -> tuple[WaveInvitation, UUID] | None:
    """Return the invitation of a link „Nicht die richtige Person“, and who got the mail."""
    row = session.execute(
        select(InvitationMail)
        .where(InvitationMail.token_hash == token_hash(token))
        .options(
            joinedload(InvitationMail.invitation).joinedload(WaveInvitation.wave),
            joinedload(InvitationMail.invitation).joinedload(WaveInvitation.organisation),
        )
    ).scalar_one_or_none()
    return (row.invitation, row.user_id) if row else None


def invitation_of(session: Session, wave_id: UUID, organisation_id: UUID) -> WaveInvitation | None:
    return session.scalar(
        select(WaveInvitation)
        .where(WaveInvitation.wave_id == wave_id, WaveInvitation.organisation_id == organisation_id)
        .options(joinedload(WaveInvitation.wave), joinedload(WaveInvitation.organisation))
    )


def open_proposals(session: Session, wave_id: UUID) -> Sequence[ContactProposal]:
    """Return whom organisations named in this wave and nobody has decided on, oldest first."""
    return session.scalars(
        select(ContactProposal)
        .join(ContactProposal.invitation)
        .where(WaveInvitation.wave_id == wave_id, ContactProposal.status == ContactStatus.OPEN)
        .options(joinedload(ContactProposal.invitation).joinedload(WaveInvitation.organisation))
        .order_by(ContactProposal.proposed_at)
    ).all()


def call_notes(session: Session, wave_id: UUID) -> Mapping[UUID, Sequence[AnyRow]]:
    """Return invitation → its calls (`called_at`, `name` of who called, `words`), newest first."""
    query = (
        select(CallNote.invitation_id, CallNote.called_at, User.name, CallNote.words)
        .join(User, User.id == CallNote.called_by_id)
        .join(WaveInvitation, WaveInvitation.id == CallNote.invitation_id)
        .where(WaveInvitation.wave_id == wave_id)
        .order_by(CallNote.called_at.desc())
    )
    found: dict[UUID, list[AnyRow]] = {}
    for row in session.execute(query):
        found.setdefault(row.invitation_id, []).append(row)
    return found


def mails_of(session: Session, invitation_id: UUID) -> Sequence[AnyRow]:
    """Return the mails of an invitation, newest first: `to`, `written_at`, `state`, `error`."""
    return session.execute(
        select(OutgoingMail.to, OutgoingMail.written_at, OutgoingMail.state, OutgoingMail.error)
        .join(InvitationMail, InvitationMail.mail_id == OutgoingMail.id)
        .where(InvitationMail.invitation_id == invitation_id)
        .order_by(OutgoingMail.written_at.desc())
    ).all()
