"""Behind an organisation of the register, a pair, a standing group and a computed network."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.inventory.labels import ALGORITHMS
from ikparticipation.inventory.models import Audience, TieStatement
from ikparticipation.inventory.queries import groups as group_queries
from ikparticipation.inventory.queries import organisations, snapshots, ties
from ikparticipation.inventory.queries.sources.of_offers import runs_of
from ikparticipation.inventory.queries.sources.traces import (
    Decision,
    File,
    Run,
    Statement,
    Trace,
)
from ikparticipation.inventory.queries.ties import Tie
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.references import OfEntry, OfGroup, OfNetwork, OfPair
from ikparticipation.organisations.models import (
    Merge,
    NameDecision,
    Organisation,
    OrganisationName,
    Outcome,
)
from ikparticipation.surveys.models import Wave
from ikparticipation.text import N_

ENTERED = N_("Von der Verwaltung ins Verzeichnis eingetragen")
ALSO_CALLED = N_("Heißt auch „%(name)s“")
MEANS = N_("Wer „%(name)s“ schreibt, meint „%(organisation)s“")
MERGED = N_("„%(gone)s“ ist darin aufgegangen")
CONFIRMED = N_("„%(who)s“ bestätigt auf Nachfrage, dass „%(other)s“ ein Partner ist")
DENIED = N_("„%(who)s“ sagt auf Nachfrage, dass „%(other)s“ kein Partner ist")
GROUP_ENTERED = N_("Von der Verwaltung eingetragen")
MEMBER_ENTERED = N_("„%(name)s“: von der Verwaltung eingetragen")
COMPUTED = N_("Netz vermessen und gezeichnet")


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
    decisions += _meanings(session, [of.organisation_id], reader)
    return Trace(title=row.name, files=files, decisions=decisions)


def trace_pair(session: Session, of: OfPair, reader: Reader) -> Trace | None:
    """Return what two organisations say about each other, in all waves, and what was decided."""
    names = organisations.named(session, (of.one, of.other), reader)
    if set(names) != {of.one, of.other} or of.one == of.other:
        return None
    said = ties.ties_between(session, of.one, of.other, reader)
    titles = _titles(session, {tie.wave_id for tie in said})
    return Trace(
        title=" · ".join(names[each] for each in (of.one, of.other)),
        statements=[_stated(tie, titles) for tie in said],
        decisions=[
            *_replies(said),
            *_meanings(session, (of.one, of.other), reader),
        ],
        runs=runs_of(session, _responses(session, [tie.id for tie in said])),
        further={f"/netzwerk/{of.one}/{of.other}": N_("Beide Seiten nebeneinander")},
    )


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


def trace_network(session: Session, of: OfNetwork, reader: Reader) -> Trace | None:
    """Return how the network of a wave was computed, and from what."""
    audience = Audience.STAFF if reader.staff else Audience.PUBLIC
    wave = session.get(Wave, of.wave_id)
    made = snapshots.newest(session, of.wave_id, audience) if wave else None
    if wave is None or made is None:
        return None
    facts = [
        (N_("Startwert des Zufalls"), str(made.seed)),
        (N_("Prüfsumme der Eingabe"), made.input_hash),
        (N_("Entfernte Nennungen seiner selbst"), str(made.loops)),
        (N_("Antworten von Eingeladenen"), f"{made.answered} / {made.invited}"),
        *((words, made.algorithms[k]) for k, words in ALGORITHMS.items() if k in made.algorithms),
    ]
    return Trace(
        title=wave.titles.get("de", ""),
        runs=[Run(msgid=COMPUTED, at=made.made_at, rules=made.rules, facts=facts)],
        further={
            f"/bestand/woher?welle={of.wave_id}&zahl=nennungen": N_("Alle Nennungen dahinter"),
            f"/bestand/woher?welle={of.wave_id}&zahl=ruecklauf": N_("Wer hat geantwortet?"),
        },
    )


def _stated(tie: Tie, titles: dict[UUID, dict[str, str]]) -> Statement:
    return Statement(
        organisation_id=tie.speaker_id,
        organisation=tie.speaker,
        what=tie.partner or "",
        wave_id=tie.wave_id,
        wave_titles=titles[tie.wave_id],
        said_at=tie.submitted_at,
        revision=tie.revision,
    )


def _replies(said: Iterable[Tie]) -> list[Decision]:
    return [
        Decision(
            msgid=CONFIRMED if tie.stance == "yes" else DENIED,
            facts={"who": tie.partner or "", "other": tie.speaker or ""},
            at=tie.replied_at,
        )
        for tie in said
        if tie.stance
    ]


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


def _meanings(session: Session, organisation_ids: Sequence[UUID], reader: Reader) -> list[Decision]:
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


def _titles(session: Session, wave_ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    query = select(Wave.id, Wave.titles).where(Wave.id.in_(list(wave_ids)))
    return {row.id: row.titles for row in session.execute(query)}


def _responses(session: Session, statement_ids: Sequence[UUID]) -> Sequence[UUID]:
    query = select(TieStatement.response_id).where(TieStatement.id.in_(statement_ids)).distinct()
    return session.scalars(query).all()
