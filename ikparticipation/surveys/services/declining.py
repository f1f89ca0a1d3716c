"""Not the right person, not this time, never again: what organisations say instead of answers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import plain_email, user_by_email
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, GoneError, InvalidError
from ikparticipation.organisations import services as organisations
from ikparticipation.organisations.models import MemberRole, Organisation
from ikparticipation.organisations.queries import membership_of
from ikparticipation.surveys.models import (
    CallNote,
    ContactProposal,
    ContactStatus,
    Response,
    SurveyOptOut,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries.waves import SAME_PLACE, opt_out_of
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.text import N_, one_line

MOST_OPEN_PROPOSALS = 5
"""Of one invitation: whoever holds a link cannot fill the list."""


def propose_contact(
    session: Session,
    invitation: WaveInvitation,
    *,
    name: str,
    email: str,
    note: str,
    language: str,
    by: UUID,
    at: datetime,
) -> ContactProposal:
    """Name somebody else who should answer. They get nothing until staff have looked at it."""
    _check_still_asked(invitation, at)
    session.refresh(invitation, with_for_update={"of": WaveInvitation})
    query = select(ContactProposal).where(
        ContactProposal.invitation_id == invitation.id,
        ContactProposal.status == ContactStatus.OPEN,
    )
    known = session.scalars(query).all()
    same = next((each for each in known if each.email == plain_email(email)), None)
    if same is not None:
        return same
    if len(known) >= MOST_OPEN_PROPOSALS:
        raise ConflictError(
            N_("Es sind schon mehrere Personen genannt. Wir melden uns bei Ihrer Organisation.")
        )
    proposal = ContactProposal(
        invitation=invitation,
        name=one_line(name),
        email=plain_email(email),
        note=note.strip(),
        language=language,
        proposed_by_id=by,
        proposed_at=at,
    )
    session.add(proposal)
    session.flush()
    record(session, Action.CONTACT_PROPOSED, proposal, actor_id=by)
    return proposal


class Represents(StrEnum):
    """What it took to let a named person represent the organisation."""

    INVITED = "invited"
    PROMOTED = "promoted"
    """Was a member who fills in."""
    ALREADY = "already"


def decide_contact(
    session: Session, proposal: ContactProposal, *, take: bool, actor: User, at: datetime
) -> Represents | None:
    """Let the named person represent the organisation, or not. A second click does nothing.

    None: the person is not taken, or it was decided before. Raises ConflictError for an account
    that is locked; then nothing is decided.
    """
    check_may_run_surveys(actor)
    session.refresh(proposal, with_for_update={"of": ContactProposal})
    if proposal.status is not ContactStatus.OPEN:
        return None
    done = _let_represent(session, proposal, actor=actor, at=at) if take else None
    proposal.status = ContactStatus.TAKEN if take else ContactStatus.DROPPED
    proposal.decided_at, proposal.decided_by_id = at, actor.id
    if done is Represents.INVITED:
        proposal.invitation.bounced_at, proposal.invitation.bounce_note = None, ""
    record(session, Action.CONTACT_DECIDED, proposal, actor_id=actor.id, taken=take)
    return done


def _let_represent(
    session: Session, proposal: ContactProposal, *, actor: User, at: datetime
) -> Represents:
    organisation = proposal.invitation.organisation
    known = user_by_email(session, proposal.email)
    membership = membership_of(session, known, organisation.id) if known else None
    if membership is None:
        organisations.invite_member(
            session,
            organisation,
            email=proposal.email,
            name=proposal.name,
            role=MemberRole.REPRESENTATIVE,
            language=proposal.language,
            actor=actor,
            at=at,
        )
        return Represents.INVITED
    if membership.role is MemberRole.REPRESENTATIVE:
        return Represents.ALREADY
    role = MemberRole.REPRESENTATIVE
    organisations.change_member_role(session, membership, role=role, actor=actor)
    return Represents.PROMOTED


def decline(
    session: Session, invitation: WaveInvitation, *, reason: str, by: UUID, at: datetime
) -> None:
    """Note that the organisation does not take part this time; its reason is optional."""
    _check_still_asked(invitation, at)
    session.refresh(invitation, with_for_update={"of": WaveInvitation})
    answered = exists().where(SAME_PLACE, Response.submitted_at.is_not(None))
    if session.scalar(
        select(WaveInvitation.id).where(WaveInvitation.id == invitation.id, answered)
    ):
        raise ConflictError(N_("Ihre Organisation hat schon geantwortet. Vielen Dank."))
    if invitation.declined_at is not None:
        return
    invitation.declined_at, invitation.decline_reason = at, reason.strip()
    record(session, Action.INVITATION_DECLINED, invitation, actor_id=by, declined=True)


def take_part_after_all(session: Session, invitation: WaveInvitation, *, by: UUID) -> None:
    if invitation.declined_at is None:
        return
    invitation.declined_at, invitation.decline_reason = None, ""
    record(session, Action.INVITATION_DECLINED, invitation, actor_id=by, declined=False)


def opt_out(
    session: Session, organisation: Organisation, *, reason: str, by: UUID, at: datetime
) -> SurveyOptOut:
    """Do not ask this organisation any more, and leave it in peace in waves that are open."""
    session.refresh(organisation, with_for_update={"of": Organisation})
    if (known := opt_out_of(session, organisation.id)) is not None:
        return known
    wish = SurveyOptOut(
        organisation=organisation, wished_at=at, wished_by_id=by, reason=reason.strip()
    )
    session.add(wish)
    session.flush()
    open_ones = session.scalars(
        select(WaveInvitation)
        .join(WaveInvitation.wave)
        .where(
            WaveInvitation.organisation_id == organisation.id,
            WaveInvitation.declined_at.is_(None),
            Wave.closes_at > at,
            ~exists().where(SAME_PLACE, Response.submitted_at.is_not(None)),
        )
    ).all()
    for invitation in open_ones:
        invitation.declined_at, invitation.decline_reason = at, wish.reason
    record(session, Action.OPTED_OUT, wish, actor_id=by, organisation_id=str(organisation.id))
    return wish


def lift_opt_out(
    session: Session, wish: SurveyOptOut, *, reason: str, actor: User, at: datetime
) -> None:
    """Let an organisation be asked again; the reason stays on record."""
    check_may_run_surveys(actor)
    if not reason.strip():
        raise InvalidError(N_("Bitte geben Sie an, warum wieder eingeladen werden darf."))
    if wish.lifted_at is not None:
        return
    wish.lifted_at, wish.lifted_by_id, wish.lift_reason = at, actor.id, reason.strip()
    record(
        session,
        Action.OPT_OUT_LIFTED,
        wish,
        actor_id=actor.id,
        organisation_id=str(wish.organisation_id),
    )


def note_bounce(
    session: Session, invitation: WaveInvitation, *, words: str, actor: User, at: datetime
) -> None:
    """Note by hand that a mail or letter came back."""
    check_may_run_surveys(actor)
    invitation.bounced_at, invitation.bounce_note = at, words.strip()
    record(session, Action.INVITATION_NOTED, invitation, actor_id=actor.id, bounced=True)


def clear_bounce(session: Session, invitation: WaveInvitation, *, actor: User) -> None:
    """Take a noted bounce back, for example because the address is right now."""
    check_may_run_surveys(actor)
    if invitation.bounced_at is None:
        return
    invitation.bounced_at, invitation.bounce_note = None, ""
    record(session, Action.INVITATION_NOTED, invitation, actor_id=actor.id, bounced=False)


def note_call(
    session: Session, invitation: WaveInvitation, *, words: str, actor: User, at: datetime
) -> CallNote:
    check_may_run_surveys(actor)
    if not words.strip():
        raise InvalidError(N_("Bitte schreiben Sie in einem Satz, was der Anruf ergeben hat."))
    note = CallNote(invitation=invitation, called_at=at, called_by_id=actor.id, words=words.strip())
    session.add(note)
    record(session, Action.INVITATION_NOTED, invitation, actor_id=actor.id, called=True)
    return note


def _check_still_asked(invitation: WaveInvitation, at: datetime) -> None:
    if at >= invitation.wave.closes_at:
        raise GoneError(N_("Diese Erhebung ist beendet. Sie müssen nichts mehr tun."))
