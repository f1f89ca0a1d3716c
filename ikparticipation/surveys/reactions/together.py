"""What follows when the members of an organisation share the work, or ask to open it again."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ikparticipation import clock, mail
from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent
from ikparticipation.settings import Settings
from ikparticipation.surveys import policies
from ikparticipation.surveys.mails import together as mails
from ikparticipation.surveys.models import ReopeningRequest, Response, WaveInvitation
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.together import holders, names_of_people
from ikparticipation.surveys.reactions.inviting import representatives
from ikparticipation.text import pick


def mail_assignment(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell a member which sections somebody gave them; `event` is SECTIONS_ASSIGNED.

    One mail for each act. Who took them needs none, and what went to somebody else since is left
    out.
    """
    user_id = UUID(event.facts["user"])
    if user_id == event.actor_id:
        return
    invitation = session.scalars(
        select(WaveInvitation)
        .where(WaveInvitation.id == event.subject_id)
        .options(joinedload(WaveInvitation.wave), joinedload(WaveInvitation.organisation))
    ).one()
    wave, organisation = invitation.wave, invitation.organisation
    held = holders(session, wave.id, organisation.id)
    names = {name for name in event.facts["sections"] if name in held}
    pages = compiled_by_id(session, wave.questionnaire_id).pages
    theirs = [page for page in pages if page.name in names and held[page.name].user_id == user_id]
    if not theirs:
        return
    user, now = session.get_one(User, user_id), clock.now()
    here = Response.wave_id == wave.id, Response.organisation_id == organisation.id
    until = policies.may_change_until(wave, session.scalar(select(Response).where(*here)), now)
    titles = [pick(page.labels, user.language) for page in theirs]
    by = _name(session, event.actor_id)
    message = mails.assigned(
        user, wave, organisation, titles, until=until, by=by, settings=settings
    )
    mail.queue(session, message, key=f"sections {event.id}:{user.id}")


def mail_wish(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Ask those who represent the organisation to submit; `event` is SUBMISSION_WISHED."""
    response = session.scalars(
        select(Response)
        .where(Response.id == event.subject_id)
        .options(joinedload(Response.wave), joinedload(Response.organisation))
    ).one()
    by = _name(session, event.actor_id)
    for user in representatives(session, response.organisation_id):
        message = mails.please_submit(user, response, by=by, settings=settings)
        mail.queue(session, message, key=f"please submit {event.id}:{user.id}")


def mail_reopening(session: Session, event: AuditEvent, settings: Settings) -> None:
    """Tell what was decided; `event` is REOPENING_GRANTED or REOPENING_DECLINED.

    Who asked gets it, and all who represent the organisation.
    """
    request = session.scalars(
        select(ReopeningRequest)
        .where(ReopeningRequest.id == event.subject_id)
        .options(
            joinedload(ReopeningRequest.response).joinedload(Response.wave),
            joinedload(ReopeningRequest.response).joinedload(Response.organisation),
        )
    ).one()
    people = {user.id: user for user in representatives(session, request.response.organisation_id)}
    asker = session.get_one(User, request.asked_by_id)
    if asker.disabled_at is None:
        people.setdefault(asker.id, asker)
    for user in people.values():
        message = mails.reopening_decided(user, request, settings)
        mail.queue(session, message, key=f"reopening {event.id}:{user.id}")


def _name(session: Session, user_id: UUID | None) -> str:
    return names_of_people(session, [user_id])[user_id] if user_id else ""
