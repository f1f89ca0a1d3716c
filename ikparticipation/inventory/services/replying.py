"""What an organisation says when it is asked whether it works with who names it.

The statement of the other side is never touched: a reply stands beside it, with its own source.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.inventory.models import Source, SourceKind, Stance, TieReply, TieStatement
from ikparticipation.inventory.policies import may_reply
from ikparticipation.inventory.queries.ties import IS_NAMED_BACK
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.queries import membership_of
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import N_

REASONS = {
    Stance.YES: N_("Auf Nachfrage bestätigt"),
    Stance.NO: N_("Auf Nachfrage verneint"),
}
"""The reason of the source: the question was put, and this was the answer."""
_ACTIONS = {Stance.YES: Action.TIE_CONFIRMED, Stance.NO: Action.TIE_DENIED}


def reply_to_tie(
    session: Session,
    *,
    wave_id: UUID,
    organisation_id: UUID,
    partner_id: UUID,
    stance: Stance,
    seen: UUID | None,
    actor: User,
    at: datetime,
) -> TieReply:
    """Say for an organisation whether it works with `partner_id`, who names it in this wave.

    `seen` is the reply that held when the person was asked. Saying the same again changes
    nothing; another answer withdraws the one before, unless somebody else gave that meanwhile
    (ConflictError). ConflictError also where there is no such question any more: it is not named
    in public, or names the other one itself.
    """
    speaks_for = _hold(session, organisation_id, actor)
    held = session.scalars(
        select(TieReply).where(
            TieReply.wave_id == wave_id,
            TieReply.organisation_id == organisation_id,
            TieReply.partner_id == partner_id,
            TieReply.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if held is not None and held.stance is stance:
        return held
    if (held.id if held else None) != seen:
        raise ConflictError(
            N_("Das hat inzwischen jemand anders beantwortet. Bitte laden Sie die Seite neu.")
        )
    _check_is_asked(session, wave_id, speaks_for, partner_id)
    if held is not None:
        withdraw_reply(session, held, actor=actor, at=at)
        session.flush()
    return _store(session, wave_id, organisation_id, partner_id, stance, actor, at)


def withdraw_reply(session: Session, reply: TieReply, *, actor: User, at: datetime) -> None:
    """Take back what was said: the question is open again. Doing it twice does it once."""
    _hold(session, reply.organisation_id, actor)
    session.refresh(reply)
    if reply.withdrawn_at is not None:
        return
    reply.withdrawn_at = at
    _record(session, Action.TIE_REPLY_WITHDRAWN, reply, actor)


def _hold(session: Session, organisation_id: UUID, actor: User) -> Organisation:
    """Return the organisation, locked: of two that reply at once the second sees the first."""
    if not may_reply(membership_of(session, actor, organisation_id)):
        raise NotAllowedError(N_("Das beantworten nur Mitglieder der Organisation."))
    return session.get_one(Organisation, organisation_id, with_for_update={"key_share": True})


def _check_is_asked(
    session: Session, wave_id: UUID, organisation: Organisation, partner_id: UUID
) -> None:
    query = select(IS_NAMED_BACK).where(
        TieStatement.wave_id == wave_id,
        TieStatement.organisation_id == partner_id,
        TieStatement.partner_id == organisation.id,
        TieStatement.publish == Publish.PUBLIC,
    )
    named = session.scalars(query.select_from(TieStatement)).all()
    if not named:
        raise ConflictError(
            N_("„%(name)s“ wird in dieser Erhebung nicht mehr als Partner genannt."),
            name=organisation.name,
        )
    if all(named):
        raise ConflictError(
            N_("Sie nennen diese Organisation in Ihrer Antwort selbst. Ändern Sie es bitte dort.")
        )


def _store(
    session: Session,
    wave_id: UUID,
    organisation_id: UUID,
    partner_id: UUID,
    stance: Stance,
    actor: User,
    at: datetime,
) -> TieReply:
    source = Source(kind=SourceKind.PERSON, person_id=actor.id, reason=REASONS[stance])
    session.add(source)
    session.flush()
    reply = TieReply(
        source_id=source.id,
        wave_id=wave_id,
        organisation_id=organisation_id,
        partner_id=partner_id,
        stance=stance,
        said_at=at,
    )
    session.add(reply)
    session.flush()
    _record(session, _ACTIONS[stance], reply, actor)
    return reply


def _record(session: Session, action: Action, reply: TieReply, actor: User) -> None:
    record(
        session,
        action,
        reply,
        actor_id=actor.id,
        wave_id=str(reply.wave_id),
        organisation_id=str(reply.organisation_id),
        partner_id=str(reply.partner_id),
    )
