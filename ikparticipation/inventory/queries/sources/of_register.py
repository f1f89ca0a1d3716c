"""Behind an organisation of the register, and behind a standing group."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.inventory.queries import groups as group_queries
from ikparticipation.inventory.queries import organisations
from ikparticipation.inventory.queries.sources.traces import (
    Decision,
    File,
    Statement,
    Trace,
)
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.references import OfEntry, OfGroup
from ikparticipation.organisations.models import (
    Merge,
    NameDecision,
    Organisation,
    OrganisationName,
    Outcome,
)
from ikparticipation.text import N_

ENTERED = N_("Von der Verwaltung ins Verzeichnis eingetragen")
ALSO_CALLED = N_("Heißt auch „%(name)s“")
MEANS = N_("Wer „%(name)s“ schreibt, meint „%(organisation)s“")
MERGED = N_("„%(gone)s“ ist darin aufgegangen")
GROUP_ENTERED = N_("Von der Verwaltung eingetragen")
MEMBER_ENTERED = N_("„%(name)s“: von der Verwaltung eingetragen")


def trace_entry(session: Session, of: OfEntry, reader: Reader) -> Trace | None:
    """Return where an entry of the register and its names come from."""
    row = organisations.organisation(session, of.organisation_id, reader)
    if row is None:
        return None
    files, decisions = [], []
    if row.origin_file:
        files.append(File(name=row.origin_file, row=str(row.origin_row or "")))
    else:
        decisions.append(
            Decision(
                msgid=ENTERED,
                facts={},
                at=row.registered_at,
                person=row.origin_person or "" if reader.staff else "",
                reason=row.origin_reason if reader.staff else "",
            )
        )
    decisions += _names(session, of.organisation_id, reader)
    decisions += _merges(session, of.organisation_id, reader)
    decisions += meanings(session, [of.organisation_id], reader)
    return Trace(title=row.name, files=files, decisions=decisions)


def trace_group(session: Session, of: OfGroup, reader: Reader) -> Trace | None:
    """Return who says of whom that it belongs to a group."""
    found = group_queries.group(session, of.group_id, reader)
    if found is None:
        return None
    members = group_queries.group_members(session, of.group_id, reader)
    told = [each for each in members if each.organisation]
    entered = Decision(
        msgid=GROUP_ENTERED,
        facts={},
        at=None,
        person=found.entered_by or "" if reader.staff else "",
        reason=found.reason,  # as on the page of the group
    )
    return Trace(
        title=found.Network.name,
        statements=[
            Statement(
                organisation_id=each.organisation_id,
                organisation=each.organisation,
                what=found.Network.name,
                wave_id=each.wave_id,
                wave_titles=each.said_in,
                said_at=each.said_at,
                revision=0,
            )
            for each in told
            if each.says_itself and each.wave_id
        ],
        hidden=len(members) - len(told),
        decisions=[
            entered,
            *(
                Decision(
                    msgid=MEMBER_ENTERED,
                    facts={"name": each.organisation or ""},
                    at=each.since,
                    reason=each.reason,
                )
                for each in told
                if each.reason
            ),
        ],
        further={f"/gremien/{of.group_id}": N_("Seite des Gremiums")},
    )


def _names(session: Session, organisation_id: UUID, reader: Reader) -> list[Decision]:
    query = (
        select(OrganisationName, User.name)
        .outerjoin(User, User.id == OrganisationName.person_id)
        .where(OrganisationName.organisation_id == organisation_id)
        .order_by(OrganisationName.added_at)
    )
    return [
        Decision(
            msgid=ALSO_CALLED,
            facts={"name": each.name},
            at=each.added_at,
            person=person or "" if reader.staff else "",
            reason=(each.reason or each.file) if reader.staff else "",
        )
        for each, person in session.execute(query)
    ]


def _merges(session: Session, organisation_id: UUID, reader: Reader) -> list[Decision]:
    query = (
        select(Merge, Organisation.name, User.name)
        .join(Organisation, Organisation.id == Merge.gone_id)
        .join(User, User.id == Merge.merged_by_id)
        .where(Merge.kept_id == organisation_id, Merge.undone_at.is_(None))
        .order_by(Merge.merged_at)
    )
    return [
        Decision(
            msgid=MERGED,
            facts={"gone": gone},
            at=merge.merged_at,
            person=person if reader.staff else "",
            reason=merge.reason if reader.staff else "",
        )
        for merge, gone, person in session.execute(query)
    ]


def meanings(session: Session, organisation_ids: Sequence[UUID], reader: Reader) -> list[Decision]:
    """Return which spellings a person said to mean these organisations: for staff and members."""
    known = [each for each in organisation_ids if reader.knows_all_about(each)]
    if not known:
        return []
    meant = aliased(Organisation)
    query = (
        select(NameDecision, meant.name, User.name)
        .join(meant, meant.id == NameDecision.organisation_id)
        .join(User, User.id == NameDecision.decided_by_id)
        .where(
            NameDecision.organisation_id.in_(known),
            NameDecision.outcome == Outcome.SAME,
            NameDecision.undone_at.is_(None),
        )
        .order_by(NameDecision.decided_at)
    )
    return [
        Decision(
            msgid=MEANS,
            facts={"name": decision.name, "organisation": name},
            at=decision.decided_at,
            person=person if reader.staff else "",
            reason=decision.reason,
        )
        for decision, name, person in session.execute(query)
    ]
