"""Behind a pair, one statement of a side, and a computed network."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.inventory.labels import ALGORITHMS
from ikparticipation.inventory.models import Audience, TieStatement
from ikparticipation.inventory.queries import organisations, snapshots, ties
from ikparticipation.inventory.queries.sources.of_offers import runs_of
from ikparticipation.inventory.queries.sources.of_register import meanings
from ikparticipation.inventory.queries.sources.traces import Decision, Run, Statement, Trace
from ikparticipation.inventory.queries.ties import Tie
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.references import OfNetwork, OfPair, OfStatement
from ikparticipation.surveys.models import Wave
from ikparticipation.text import N_

CONFIRMED = N_("„%(who)s“ bestätigt auf Nachfrage, dass „%(other)s“ ein Partner ist")
DENIED = N_("„%(who)s“ sagt auf Nachfrage, dass „%(other)s“ kein Partner ist")
COMPUTED = N_("Netz vermessen und gezeichnet")


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
            *meanings(session, (of.one, of.other), reader),
        ],
        runs=runs_of(session, _responses(session, [tie.id for tie in said])),
        further={f"/netzwerk/{of.one}/{of.other}": N_("Beide Seiten nebeneinander")},
    )


def trace_statement(session: Session, of: OfStatement, reader: Reader) -> Trace | None:
    """Return the answer in which one organisation named a partner, known or not."""
    tie = ties.statement(session, of.statement_id, reader)
    if tie is None:
        return None
    names = [tie.speaker or "", tie.partner or ""]
    return Trace(
        title=" · ".join(filter(None, names)),
        statements=[_stated(tie, _titles(session, [tie.wave_id]))],
        decisions=_replies([tie] if all(names) else []),
        runs=runs_of(session, _responses(session, [tie.id])),
        further={f"/bestand/woher?welle={tie.wave_id}&zahl=nennungen": N_("Alle Nennungen")},
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


def _titles(session: Session, wave_ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    query = select(Wave.id, Wave.titles).where(Wave.id.in_(list(wave_ids)))
    return {row.id: row.titles for row in session.execute(query)}


def _responses(session: Session, statement_ids: Sequence[UUID]) -> Sequence[UUID]:
    query = select(TieStatement.response_id).where(TieStatement.id.in_(statement_ids)).distinct()
    return session.scalars(query).all()
