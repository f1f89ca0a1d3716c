"""What happens to accounts and sign-in links. Each function is one complete act.

`actor` is who does it; None means the installation itself (the command line).
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts import passwords, policies
from ikparticipation.accounts.models import SignInLink, StaffRole, User, new_session_key
from ikparticipation.accounts.queries import (
    link_by_token,
    plain_email,
    token_hash,
    user_by_email,
)
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, GoneError, InvalidError, NotAllowedError
from ikparticipation.text import LANGUAGES, N_, SOURCE_LANGUAGE, one_line

HOME = "/mein/aufgaben"
"""Where a sign-in leads that has no other goal."""


def find_or_create(session: Session, *, email: str, name: str, language: str, at: datetime) -> User:
    """Return the person with this address; a new one gets the name and the language.

    Someone we know keeps the name they have: whoever invites does not rename people.
    """
    if (known := user_by_email(session, email)) is not None:
        return known
    user = User(
        email=plain_email(email),
        name=one_line(name),
        language=language if language in LANGUAGES else SOURCE_LANGUAGE,
        created_at=at,
    )
    session.add(user)
    session.flush()
    return user


def make_administrator(
    session: Session, *, email: str, name: str, language: str = SOURCE_LANGUAGE, at: datetime
) -> User:
    """Make someone administrator from the command line, also to get back in when locked out.

    No mail is sent; the command prints a link from `issue_link`.
    """
    user = find_or_create(session, email=email, name=name, language=language, at=at)
    user.staff_role, user.disabled_at = StaffRole.ADMINISTRATOR, None
    record(session, Action.USER_CHANGED, user, actor_id=None, role=StaffRole.ADMINISTRATOR)
    return user


def invite_staff(
    session: Session,
    *,
    email: str,
    name: str,
    role: StaffRole,
    language: str,
    actor: User | None,
    at: datetime,
) -> User:
    """Give a person an account in the administration; the invitation goes out by mail."""
    _check_administers(actor)
    user = find_or_create(session, email=email, name=name, language=language, at=at)
    if user.disabled_at is not None:
        raise ConflictError(
            N_("Das Konto von %(name)s ist gesperrt. Bitte entsperren Sie es zuerst."),
            name=user.name,
        )
    if policies.is_staff(user):
        raise ConflictError(N_("%(name)s hat schon ein Konto in der Verwaltung."), name=user.name)
    user.staff_role = role
    record(session, Action.USER_INVITED, user, actor_id=_id_of(actor), role=role)
    return user


def change_role(
    session: Session, user: User, *, role: StaffRole | None, actor: User | None
) -> None:
    """Change what a person does in the administration; None: nothing any more."""
    _check_administers(actor)
    if role is not StaffRole.ADMINISTRATOR:
        _check_another_administrator(session, user)
    user.staff_role = role
    record(session, Action.USER_CHANGED, user, actor_id=_id_of(actor), role=role)


def disable(session: Session, user: User, *, actor: User | None, at: datetime) -> None:
    """Lock an account: no page, no password, no link opens it until it is enabled again."""
    _check_administers(actor)
    _check_another_administrator(session, user)
    user.disabled_at = user.disabled_at or at
    _forget_sessions_and_links(session, user, at=at)
    record(session, Action.USER_CHANGED, user, actor_id=_id_of(actor), disabled=True)


def enable(session: Session, user: User, *, actor: User | None) -> None:
    _check_administers(actor)
    user.disabled_at = None
    record(session, Action.USER_CHANGED, user, actor_id=_id_of(actor), disabled=False)


def issue_link(session: Session, user: User, *, leads_to: str, at: datetime, days: int = 14) -> str:
    """Return the token of a new single-use link: `{base_url}/anmelden/{token}`.

    Only its hash is stored, so this is the only time the token can be read.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        SignInLink(
            user=user,
            token_hash=token_hash(token),
            leads_to=leads_to,
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
    )
    session.flush()
    return token


def use_link(session: Session, token: str, *, at: datetime) -> SignInLink:
    """Use up a link and return it; its user may be signed in.

    Of two requests at the same moment one wins: the database decides in one statement.
    Raises GoneError for a used, expired or unknown link.
    """
    won = session.scalar(
        update(SignInLink)
        .where(
            SignInLink.token_hash == token_hash(token),
            SignInLink.used_at.is_(None),
            SignInLink.withdrawn_at.is_(None),
            SignInLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(SignInLink.id)
    )
    link = link_by_token(session, token)
    if won is None or link is None:
        raise GoneError(N_("Dieser Link wurde schon benutzt oder ist abgelaufen."))
    _check_enabled(link.user)
    link.user.signed_in_at = at
    return link


def request_link(
    session: Session, user: User, *, leads_to: str = HOME, actor: User | None = None
) -> None:
    """Ask for a fresh link; the worker mails it. A locked account gets none."""
    if not user.is_active:
        return
    record(session, Action.LINK_REQUESTED, user, actor_id=_id_of(actor), leads_to=leads_to)


def sign_in_with_password(
    session: Session, *, email: str, password: str, cost: int, at: datetime
) -> User | None:
    """Return whom address and password name, or None; the work is the same in both cases."""
    user = user_by_email(session, email)
    stored = user.password_hash if user is not None else None
    if not passwords.matches(password, stored, cost=cost) or user is None or not user.is_active:
        return None
    if stored and passwords.is_outdated(stored, cost=cost):
        user.password_hash = passwords.hashed(password, cost=cost)
    user.signed_in_at = at
    return user


def set_password(session: Session, user: User, password: str, *, cost: int) -> None:
    """Set or change the password, and end all sessions; the caller keeps the one in use."""
    if not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        raise InvalidError(
            N_("Bitte wählen Sie ein Passwort mit %(least)s bis %(most)s Zeichen."),
            least=passwords.SHORTEST,
            most=passwords.LONGEST,
        )
    user.password_hash = passwords.hashed(password, cost=cost)
    user.session_key = new_session_key()
    record(session, Action.PASSWORD_SET, user, actor_id=user.id, removed=False)


def remove_password(session: Session, user: User) -> None:
    """Go back to signing in by links only."""
    user.password_hash = None
    record(session, Action.PASSWORD_SET, user, actor_id=user.id, removed=True)


def change_profile(session: Session, user: User, *, name: str, language: str) -> None:
    """Correct one's name, and choose the language of mails and pages."""
    if language not in LANGUAGES:
        raise InvalidError(N_("Bitte wählen Sie eine der angebotenen Sprachen."))
    user.name, user.language = one_line(name), language
    record(session, Action.USER_CHANGED, user, actor_id=user.id, profile=True)


def sign_out_everywhere(session: Session, user: User, *, at: datetime) -> None:
    """End all sessions and make all links useless that are still open."""
    _forget_sessions_and_links(session, user, at=at)
    record(session, Action.SIGNED_OUT_EVERYWHERE, user, actor_id=user.id)


def _forget_sessions_and_links(session: Session, user: User, *, at: datetime) -> None:
    user.session_key = new_session_key()
    session.execute(
        update(SignInLink)
        .where(
            SignInLink.user_id == user.id,
            SignInLink.used_at.is_(None),
            SignInLink.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at)
    )


def _id_of(actor: User | None) -> UUID | None:
    return actor.id if actor is not None else None


def _check_administers(actor: User | None) -> None:
    if actor is not None and not policies.may_administer(actor):
        raise NotAllowedError(N_("Nur die Administration verwaltet Konten."))


def _check_enabled(user: User) -> None:
    if not user.is_active:
        raise NotAllowedError(
            N_("Dieses Konto ist gesperrt. Bitte wenden Sie sich an die Verwaltung.")
        )


def _check_another_administrator(session: Session, user: User) -> None:
    """Refuse to lose the last administrator, also when two lose each other at once."""
    if not policies.may_administer(user) or not user.is_active:
        return
    administrators = session.scalars(
        select(User.id)
        .where(User.staff_role == StaffRole.ADMINISTRATOR, User.disabled_at.is_(None))
        .order_by(User.id)
        .with_for_update()
    ).all()
    if set(administrators) <= {user.id}:
        raise ConflictError(
            N_("Das ist das letzte Konto der Administration. Bitte benennen Sie erst ein anderes.")
        )
