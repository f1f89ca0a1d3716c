"""Organisations and memberships. Each function is one complete act.

`actor` is who does it; None means the installation itself (the command line).
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts import services as accounts
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations import policies
from ikparticipation.organisations.models import Kind, MemberRole, Membership, Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.queries import Rows, membership_of, same_name
from ikparticipation.text import N_, one_line, sort_key


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What makes an organisation findable; steering keeps it."""

    name: str
    kind: Kind
    ags: str | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What an organisation says about itself; its representatives may change it."""

    description: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    public: bool = True


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an entry comes from: a file and its row, or a reason of the person who enters it."""

    file: str = ""
    row: int | None = None
    reason: str = ""


INSTALLATION = Origin(file="./ik manage")
ENTERED = Origin(reason=N_("Von der Verwaltung eingetragen"))
"""Where nothing else was told: the command line, and a person."""


class SameNameError(InvalidError):
    """The register has this name in another spelling; a person decides whether it is a twin."""

    def __init__(self, twins: Rows) -> None:
        super().__init__(N_("Im Verzeichnis steht schon eine Organisation mit diesem Namen."))
        self.twins = twins


class StaleError(ConflictError):
    """Somebody else changed the organisation since the form was opened."""

    def __init__(self) -> None:
        super().__init__(N_("Diese Angaben hat inzwischen jemand anders geändert."))


def register_organisation(
    session: Session,
    entry: Entry,
    profile: Profile,
    *,
    actor: User | None,
    at: datetime,
    twin_is_meant: bool = False,
    example: bool = False,
    origin: Origin | None = None,
) -> Organisation:
    """Add an organisation to the register.

    Raises SameNameError for another spelling of a known name unless `twin_is_meant`, and
    ConflictError for exactly the same name.
    """
    check_keeps_register(actor)
    name = _free_name(session, entry.name, besides=None, twin_is_meant=twin_is_meant)
    organisation = new_organisation(
        name, entry, profile, at=at, example=example, origin=origin, actor=actor
    )
    session.add(organisation)
    session.flush()
    _record(session, Action.ORGANISATION_REGISTERED, organisation, actor)
    return organisation


def new_organisation(
    name: str,
    entry: Entry,
    profile: Profile,
    *,
    at: datetime,
    actor: User | None,
    example: bool = False,
    origin: Origin | None = None,
) -> Organisation:
    """Return an organisation that is nowhere stored yet, with the keys made from its name."""
    origin = origin or (INSTALLATION if actor is None else ENTERED)
    return Organisation(
        name=name,
        sort_key=sort_key(name),
        normal_name=normalise(name),
        kind=entry.kind,
        ags=entry.ags,
        example=example,
        registered_at=at,
        origin_file=origin.file,
        origin_row=origin.row,
        origin_person_id=actor.id if actor else None,
        origin_reason=origin.reason,
        **asdict(profile),
    )


def change_organisation(
    session: Session,
    organisation: Organisation,
    profile: Profile,
    *,
    entry: Entry | None = None,
    seen: int,
    actor: User | None,
    twin_is_meant: bool = False,
) -> Organisation:
    """Change what the register says. `seen` is the version the person had before their eyes.

    Name, kind and place (`entry`) are for steering only. Raises StaleError, SameNameError.
    """
    _check_may_edit(session, organisation, actor)
    if organisation.version != seen:
        raise StaleError
    new = asdict(profile)
    if entry is not None:
        check_keeps_register(actor)
        name = _free_name(session, entry.name, besides=organisation, twin_is_meant=twin_is_meant)
        new |= {"name": name, "kind": entry.kind, "ags": entry.ags}
        new |= {"sort_key": sort_key(name), "normal_name": normalise(name)}
    changed = [field for field, value in new.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, new[field])
    if changed:
        session.flush()
        _record(session, Action.ORGANISATION_CHANGED, organisation, actor, fields=changed)
    return organisation


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
    _check_may_edit(session, organisation, actor)
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
    _check_may_edit(session, membership.organisation, actor)
    if role is not MemberRole.REPRESENTATIVE:
        _check_another_representative(session, membership, actor)
    membership.role = role
    record_member(session, Action.MEMBER_CHANGED, membership, actor, role=role)


def remove_member(session: Session, membership: Membership, *, actor: User | None) -> None:
    """End a membership. The person's account, and what they wrote, stay."""
    _check_may_edit(session, membership.organisation, actor)
    _check_another_representative(session, membership, actor)
    session.delete(membership)
    record_member(session, Action.MEMBER_REMOVED, membership, actor)


def repeat_invitation(session: Session, membership: Membership, *, actor: User | None) -> None:
    """Send a member whose invitation got lost a fresh link."""
    _check_may_edit(session, membership.organisation, actor)
    accounts.request_link(session, membership.user, actor=actor)


def _free_name(
    session: Session, name: str, *, besides: Organisation | None, twin_is_meant: bool
) -> str:
    name = one_line(name)
    if not normalise(name):
        raise InvalidError(N_("Bitte geben Sie einen Namen mit Buchstaben oder Ziffern ein."))
    twins = same_name(session, name, besides=besides.id if besides else None)
    if any(twin.name == name for twin in twins):
        raise ConflictError(
            N_("„%(name)s“ steht schon im Verzeichnis. Bitte ergänzen Sie zum Beispiel den Ort."),
            name=name,
        )
    renamed = besides is None or besides.name != name
    if twins and renamed and not twin_is_meant:
        raise SameNameError(twins)
    return name


def check_keeps_register(actor: User | None) -> None:
    """Raise NotAllowedError unless it is steering, or the installation itself."""
    if actor is not None and not policies.may_keep_register(actor):
        raise NotAllowedError(N_("Name, Art und Ort ändert nur die Verwaltung."))


def _check_may_edit(session: Session, organisation: Organisation, actor: User | None) -> None:
    if actor is None:
        return
    membership = membership_of(session, actor, organisation.id)
    if not policies.may_edit(actor, organisation, membership):
        raise NotAllowedError(
            N_("Das darf nur, wer „%(organisation)s“ vertritt, oder die Verwaltung."),
            organisation=organisation.name,
        )


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


def _record(
    session: Session,
    action: Action,
    organisation: Organisation,
    actor: User | None,
    **facts: object,
) -> None:
    record(session, action, organisation, actor_id=actor.id if actor else None, **facts)


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
