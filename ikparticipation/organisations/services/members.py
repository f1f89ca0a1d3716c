"""Who acts for an organisation. Each function is one complete act.

`actor` is who does it; None means the installation itself (the command line).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts import services as accounts
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError
from ikparticipation.organisations import policies
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.organisations.queries import membership_of
from ikparticipation.organisations.services.register import check_may_edit
from ikparticipation.text import N_


def invite_member(
    session: Session,
    organisation: Organisation,
    *,
    email: str,
    name: str,
    role: MemberRole,
    language: str,
    actor: User | None,
    at: datetime,
) -> User:
    """Let a person act for an organisation; the invitation goes out by mail."""
    check_may_edit(session, organisation, actor)
    user = accounts.find_or_create(session, email=email, name=name, language=language, at=at)
    if not user.is_active:
        raise ConflictError(
            N_("Das Konto von %(name)s ist gesperrt. Bitte wenden Sie sich an die Verwaltung."),
            name=user.name,
        )
    if membership_of(session, user, organisation.id) is not None:
        raise ConflictError(
            N_("%(name)s gehört schon zu „%(organisation)s“."),
            name=user.name,
            organisation=organisation.name,
        )
    membership = Membership(user=user, organisation=organisation, role=role, since=at)
    session.add(membership)
    session.flush()
    record_member(session, Action.MEMBER_INVITED, membership, actor)
    return user


def change_member_role(
    session: Session, membership: Membership, *, role: MemberRole, actor: User | None
) -> None:
    """Let a member do more or less for the organisation."""
    check_may_edit(session, membership.organisation, actor)
    if role is not MemberRole.REPRESENTATIVE:
        _check_another_representative(session, membership, actor)
    membership.role = role
    record_member(session, Action.MEMBER_CHANGED, membership, actor, role=role)


def remove_member(session: Session, membership: Membership, *, actor: User | None) -> None:
    """End a membership. The person's account, and what they wrote, stay."""
    check_may_edit(session, membership.organisation, actor)
    _check_another_representative(session, membership, actor)
    session.delete(membership)
    record_member(session, Action.MEMBER_REMOVED, membership, actor)


def repeat_invitation(session: Session, membership: Membership, *, actor: User | None) -> None:
    """Send a member whose invitation got lost a fresh link."""
    check_may_edit(session, membership.organisation, actor)
    accounts.request_link(session, membership.user, actor=actor)


def _check_another_representative(
    session: Session, membership: Membership, actor: User | None
) -> None:
    """Refuse that members leave nobody to represent them; steering may."""
    if not policies.may_represent(membership) or actor is None or policies.may_keep_register(actor):
        return
    representatives = session.scalars(
        select(Membership.id)
        .where(
            Membership.organisation_id == membership.organisation_id,
            Membership.role == MemberRole.REPRESENTATIVE,
        )
        .order_by(Membership.id)
        .with_for_update()
    ).all()
    if set(representatives) <= {membership.id}:
        raise ConflictError(
            N_("Jemand muss die Organisation vertreten. Bitte benennen Sie zuerst eine Vertretung.")
        )


def record_member(
    session: Session, action: Action, membership: Membership, actor: User | None, **facts: object
) -> None:
    record(
        session,
        action,
        membership,
        actor_id=actor.id if actor else None,
        user_id=str(membership.user_id),
        organisation_id=str(membership.organisation_id),
        **facts,
    )
