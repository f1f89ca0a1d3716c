"""What became of the mails of an invitation: refused, come back, opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, false, func, or_, select

from ikparticipation.accounts.models import SignInLink, User
from ikparticipation.mail import MailState, OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys.models import InvitationMail, Response, WaveInvitation

LAST_MAIL = func.coalesce(WaveInvitation.repeated_at, WaveInvitation.invited_at)
_REFUSED = or_(
    OutgoingMail.state == MailState.FAILED, OutgoingMail.error.like("SMTPRecipientsRefused%")
)
"""Given up, or told at once that nobody is there; other errors are tried again."""


def refused_address() -> ScalarSelect[str]:
    """Return an address of the last round of mails that was refused and is still in use."""
    return (
        select(func.min(OutgoingMail.to))
        .select_from(InvitationMail)
        .join(OutgoingMail, OutgoingMail.id == InvitationMail.mail_id)
        .join(User, and_(User.id == InvitationMail.user_id, User.email == OutgoingMail.to))
        .where(
            InvitationMail.invitation_id == WaveInvitation.id,
            InvitationMail.sent_for == LAST_MAIL,
            _REFUSED,
        )
        .correlate(WaveInvitation)
        .scalar_subquery()
    )


def opened_at(which: Any = func.min) -> ScalarSelect[datetime | None]:
    """Return when a link of a mail, or one that replaced it, was used first; `func.max`: last."""
    return (
        select(which(SignInLink.used_at))
        .select_from(InvitationMail)
        .join(
            SignInLink,
            and_(
                SignInLink.user_id == InvitationMail.user_id,
                SignInLink.leads_to == InvitationMail.leads_to,
            ),
        )
        .where(InvitationMail.invitation_id == WaveInvitation.id)
        .correlate(WaveInvitation)
        .scalar_subquery()
    )


def noted_bounce() -> ColumnElement[datetime | None]:
    """Return when staff noted that a mail came back, as long as that still tells something.

    It does not once somebody else represents the organisation, or somebody of it was here since.
    That a mail server took a later mail proves nothing: it also took the one that came back.
    The Response of the invitation is in the query, if there is one.
    """
    noted = WaveInvitation.bounced_at
    is_represented_anew = exists().where(
        Membership.organisation_id == WaveInvitation.organisation_id,
        Membership.role == MemberRole.REPRESENTATIVE,
        Membership.since > noted,
    )
    was_here = or_(Response.saved_at > noted, opened_at(func.max) > noted)
    is_past = or_(is_represented_anew, func.coalesce(was_here, false()))
    return case((and_(noted.is_not(None), ~is_past), noted))
