"""Standing groups: which one a written name means, and what the administration does to them.

A group is entered by a person, and so is every spelling by which it is meant. Which group a
mention belongs to is a function of these spellings alone: taking one away leaves the mentions
open again, whatever was derived before. Each function below is one complete act.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.db import Base
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory.models import (
    Network,
    NetworkKind,
    NetworkName,
    NetworkStatement,
    Source,
    SourceKind,
)
from ikparticipation.inventory.policies import may_keep_groups
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import N_, one_line, sort_key

FROM_A_MENTION = N_("Aus einer Nennung übernommen")


@dataclass(frozen=True, kw_only=True)
class GroupEntry:
    """What the administration says about a group."""

    name: str
    kind: NetworkKind
    description: str = ""
    lead_id: UUID | None = None
    public: bool = True


class StaleGroupError(ConflictError):
    """Somebody else changed the group since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            N_("Das hat inzwischen jemand anders geändert. Bitte laden Sie die Seite neu.")
        )


def groups_named(session: Session, mentions: Iterable[str]) -> dict[str, UUID]:
    """Return which of these names mean a group that somebody entered; others are left out."""
    plain = {mention: normalise(mention) for mention in mentions}
    wanted = {normal for normal in plain.values() if normal}
    if not wanted:
        return {}
    names = select(NetworkName.normal_name, NetworkName.network_id).where(
        NetworkName.normal_name.in_(wanted)
    )
    found = {row.normal_name: row.network_id for row in session.execute(names)}
    return {mention: found[normal] for mention, normal in plain.items() if normal in found}


def enter_group(session: Session, entry: GroupEntry, *, reason: str, actor: User) -> Network:
    """Enter a group; all mentions of its name, past and future, mean it.

    Raises ConflictError where the name, in whatever spelling, already means a group.
    """
    _check_may_keep(actor)
    name = _readable(entry.name)
    _check_is_free(session, name)
    source = _source(session, actor, reason)
    group = Network(**asdict(entry) | {"name": name}, sort_key=sort_key(name), source_id=source.id)
    session.add(group)
    session.flush()
    _spell(session, group, name, source)
    _record(session, Action.GROUP_ENTERED, group, actor, reason=reason)
    return group


def change_group(
    session: Session, group: Network, entry: GroupEntry, *, seen: int, actor: User
) -> None:
    """Change what is said about a group. Its former name stays a spelling by which it is meant.

    Raises StaleGroupError if it is not the version that the person had before their eyes.
    """
    _check_may_keep(actor)
    if group.version != seen:
        raise StaleGroupError
    new = asdict(entry) | {"name": _readable(entry.name)}
    new["sort_key"] = sort_key(new["name"])
    if groups_named(session, [new["name"]]).get(new["name"]) != group.id:
        _check_is_free(session, new["name"])
        _spell(session, group, new["name"], _source(session, actor, N_("Umbenannt")))
    changed = [field for field, value in new.items() if getattr(group, field) != value]
    for field in changed:
        setattr(group, field, new[field])
    if changed:
        session.flush()
        _record(session, Action.GROUP_CHANGED, group, actor, fields=changed)


def end_group(
    session: Session, group: Network, *, ended_at: datetime | None, reason: str, actor: User
) -> None:
    """Say that a group is no more, or (None) that it goes on. What was said about it stays."""
    _check_may_keep(actor)
    if (group.ended_at is None) is (ended_at is None):
        raise ConflictError(N_("Das ist schon so eingetragen. Bitte laden Sie die Seite neu."))
    group.ended_at = ended_at
    session.flush()
    ended = ended_at.isoformat() if ended_at else None
    _record(session, Action.GROUP_ENDED, group, actor, reason=reason, ended_at=ended)


def add_spelling(
    session: Session, group: Network, name: str, *, reason: str, actor: User
) -> NetworkName:
    """Say that a name, wherever it is written, means this group."""
    _check_may_keep(actor)
    name = _readable(name)
    _check_is_free(session, name)
    spelling = _spell(session, group, name, _source(session, actor, reason))
    _record(session, Action.GROUP_NAME_ADDED, group, actor, name=name, reason=reason)
    return spelling


def remove_spelling(session: Session, spelling: NetworkName, *, actor: User) -> None:
    """Leave the mentions of this name open again. The name of the group itself stays one."""
    _check_may_keep(actor)
    group = session.get_one(Network, spelling.network_id)
    if spelling.normal_name == normalise(group.name):
        raise ConflictError(
            N_("So heißt das Gremium selbst. Ändern Sie zuerst seinen Namen, wenn er falsch ist.")
        )
    session.execute(
        update(NetworkStatement)
        .where(
            NetworkStatement.network_id == group.id,
            NetworkStatement.normal_mention == spelling.normal_name,
            NetworkStatement.response_id.is_not(None),
        )
        .values(network_id=None)
    )
    session.delete(spelling)
    session.flush()
    _record(session, Action.GROUP_NAME_REMOVED, group, actor, name=spelling.name)


def add_group_member(
    session: Session,
    group: Network,
    organisation_id: UUID,
    *,
    role: str,
    reason: str,
    actor: User,
    at: datetime,
) -> NetworkStatement:
    """Enter that an organisation belongs to a group; `reason` says how that is known.

    Raises ConflictError if the administration has entered it already. What the organisation
    says itself stands beside it.
    """
    _check_may_keep(actor)
    there = select(func.count(NetworkStatement.id)).where(
        NetworkStatement.network_id == group.id,
        NetworkStatement.organisation_id == organisation_id,
        NetworkStatement.response_id.is_(None),
        NetworkStatement.ended_at.is_(None),
    )
    session.get_one(Network, group.id, with_for_update={"key_share": True})
    if session.scalar(there):
        raise ConflictError(N_("Diese Organisation ist hier schon eingetragen."))
    source = _source(session, actor, reason)
    belongs = NetworkStatement(
        source_id=source.id,
        organisation_id=organisation_id,
        network_id=group.id,
        mention=group.name,
        normal_mention=normalise(group.name),
        publish=Publish.PUBLIC,
        role=role,
        since=at,
    )
    session.add(belongs)
    session.flush()
    member = str(organisation_id)
    _record(session, Action.GROUP_MEMBER_ADDED, group, actor, organisation_id=member, reason=reason)
    return belongs


def remove_group_member(
    session: Session, belongs: NetworkStatement, *, reason: str, actor: User, at: datetime
) -> None:
    """End what the administration entered. What an organisation says itself only it can change."""
    _check_may_keep(actor)
    if belongs.response_id is not None or belongs.network_id is None:
        raise ConflictError(
            N_("Das hat die Organisation selbst angegeben. Berichtigen Sie bitte ihre Antwort.")
        )
    if belongs.ended_at is not None:
        return
    belongs.ended_at = at
    session.flush()
    group = session.get_one(Network, belongs.network_id)
    member = str(belongs.organisation_id)
    _record(
        session, Action.GROUP_MEMBER_REMOVED, group, actor, organisation_id=member, reason=reason
    )


def settle_mentions(session: Session, group_id: UUID) -> None:
    """Let exactly the mentions mean a group that its spellings say; may run any number of times.

    For answers that were being derived while somebody changed a spelling.
    """
    spelled = select(NetworkName.normal_name).where(NetworkName.network_id == group_id)
    in_answers = update(NetworkStatement).where(NetworkStatement.response_id.is_not(None))
    means_it = NetworkStatement.normal_mention.in_(spelled)
    session.execute(
        in_answers.where(means_it, NetworkStatement.network_id.is_(None)).values(
            network_id=group_id
        ),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        in_answers.where(~means_it, NetworkStatement.network_id == group_id).values(
            network_id=None
        ),
        execution_options={"synchronize_session": False},
    )


def _check_may_keep(actor: User) -> None:
    if not may_keep_groups(actor):
        raise NotAllowedError(N_("Gremien trägt nur die Verwaltung ein."))


def _readable(name: str) -> str:
    name = one_line(name)
    if not normalise(name):
        raise InvalidError(N_("Bitte geben Sie einen Namen mit Buchstaben oder Ziffern ein."))
    return name


def _check_is_free(session: Session, name: str) -> None:
    taken = session.scalar(
        select(Network.name)
        .join(NetworkName, NetworkName.network_id == Network.id)
        .where(NetworkName.normal_name == normalise(name))
    )
    if taken is not None:
        raise ConflictError(N_("Mit diesem Namen ist schon „%(name)s“ gemeint."), name=taken)


def _spell(session: Session, group: Network, name: str, source: Source) -> NetworkName:
    """Let a name mean a group, also in what was said before."""
    spelling = NetworkName(
        network_id=group.id, source_id=source.id, name=name, normal_name=normalise(name)
    )
    session.add(spelling)
    session.flush()
    session.execute(
        update(NetworkStatement)
        .where(
            NetworkStatement.normal_mention == spelling.normal_name,
            NetworkStatement.network_id.is_(None),
        )
        .values(network_id=group.id)
    )
    return spelling


def _source(session: Session, actor: User, reason: str) -> Source:
    if not reason.strip():
        raise InvalidError(N_("Bitte geben Sie an, woher Sie das wissen."))
    source = Source(kind=SourceKind.PERSON, person_id=actor.id, reason=reason.strip())
    session.add(source)
    session.flush()
    return source


def _record(session: Session, action: Action, group: Base, actor: User, **facts: object) -> None:
    record(session, action, group, actor_id=actor.id, **facts)
