"""What follows when staff have entered an answer for an organisation."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ikparticipation import mail
from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent
from ikparticipation.settings import Settings
from ikparticipation.surveys.mails import entering as mails
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Response,
    ResponseRevision,
    WaveInvitation,
)
from ikparticipation.surveys.policies import may_change
from ikparticipation.surveys.reactions.inviting import representatives


def mail_entry(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell the organisation what was entered for it; `event` is RESPONSE_SUBMITTED.

    Who submits online gets the receipt instead: `inviting.mail_receipt`.
    """
    revision = session.scalars(
        select(ResponseRevision)
        .where(ResponseRevision.id == event.subject_id)
        .options(
            joinedload(ResponseRevision.response).joinedload(Response.wave),
            joinedload(ResponseRevision.response).joinedload(Response.organisation),
        )
    ).one()
    if revision.channel is Channel.ONLINE:
        return
    response = revision.response
    by = session.get_one(User, revision.submitted_by_id).name
    open_ = may_change(response.wave, response, revision.submitted_at)
    for user in representatives(session, response.organisation_id):
        message = mails.entered(user, revision, entered_by=by, may_change=open_, settings=settings)
        mail.queue(session, message, key=f"entered {event.id}:{user.id}")


def mail_settlement(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell what became of the objection; `event` is ENTRY_SETTLED."""
    entry = session.scalars(
        select(Entry)
        .where(Entry.id == event.subject_id)
        .options(
            joinedload(Entry.invitation).joinedload(WaveInvitation.wave),
            joinedload(Entry.invitation).joinedload(WaveInvitation.organisation),
        )
    ).one()
    for user in representatives(session, entry.invitation.organisation_id):
        mail.queue(session, mails.settled(user, entry, settings), key=f"entry {event.id}:{user.id}")
