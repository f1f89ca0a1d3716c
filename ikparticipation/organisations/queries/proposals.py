"""Who may be meant by a name, and which entries of the register may be one. Only proposals.

What a person has kept apart is not proposed again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import rows
from ikparticipation.organisations.models import (
    ApartPair,
    NameDecision,
    Organisation,
    OrganisationName,
    Outcome,
)
from ikparticipation.organisations.names import (
    MOST,
    Known,
    Proposal,
    Reader,
    Register,
    Table,
    normalise,
)
from ikparticipation.organisations.names.matching import LIKELY
from ikparticipation.organisations.queries.abbreviations import names_table

_TOWNS = select(Municipality.name).order_by(Municipality.ags)
_here = Municipality.name.label("town")
_NAMES = union_all(
    select(Organisation.id, Organisation.name, _here)
    .outerjoin(Municipality, Municipality.ags == Organisation.ags)
    .where(Organisation.merged_into_id.is_(None)),
    select(Organisation.id, OrganisationName.name, _here)
    .join(Organisation, Organisation.id == OrganisationName.organisation_id)
    .outerjoin(Municipality, Municipality.ags == Organisation.ags)
    .where(Organisation.merged_into_id.is_(None)),
)

Names = tuple[tuple[UUID, str, str], ...]


@dataclass(frozen=True)
class Candidate:
    """An entry that may be meant; `called` is the name it was found by."""

    id: UUID
    called: str
    town: str
    score: float
    reasons: tuple[str, ...]
    """Msgids: what speaks for it, and what against."""


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one organisation."""

    one: UUID
    one_called: str
    other: Candidate


def candidates(session: Session, names: Sequence[str]) -> dict[str, list[Candidate]]:
    """Return for each name at most five entries it may mean, the likeliest first."""
    register = _register(*_known(session))
    plain = {name: normalise(name) for name in names}
    apart = _apart(session, plain.values())
    return {
        name: [
            _candidate(each)
            for each in register.propose(name)
            if (plain[name], each.known.key) not in apart
        ]
        for name in names
    }


def may_be_one(session: Session) -> list[Pair]:
    """Return pairs of entries whose names are so alike that one may be twice, likeliest first."""
    names, towns, table = _known(session)
    kept_apart = {
        (row.one_id, row.other_id)
        for row in session.execute(
            select(ApartPair.one_id, ApartPair.other_id).where(ApartPair.undone_at.is_(None))
        )
    }
    pairs = [pair for pair in _pairs(names, towns, table) if _key(pair) not in kept_apart]
    return sorted(pairs, key=lambda pair: -pair.other.score)


@lru_cache(maxsize=2)
def _pairs(names: Names, towns: tuple[str, ...], table: Table) -> tuple[Pair, ...]:
    register = _register(names, towns, table)
    found: dict[tuple[UUID, ...], Pair] = {}
    for key, name, town in names:
        for each in register.propose(name, town, least=LIKELY):
            if each.known.key != key:
                pair = Pair(key, name, _candidate(each))
                held = found.get(_key(pair))
                if held is None or held.other.score < each.score:
                    found[_key(pair)] = pair
    return tuple(found.values())


def _key(pair: Pair) -> tuple[UUID, ...]:
    return tuple(sorted((pair.one, pair.other.id)))


def _candidate(found: Proposal[UUID]) -> Candidate:
    known = found.known
    return Candidate(known.key, known.name, known.town, found.score, found.reasons)


def _known(session: Session) -> tuple[Names, tuple[str, ...], Table]:
    names = sorted((row.id, row.name, row.town or "") for row in rows(session, _NAMES))
    towns = tuple(row.name for row in rows(session, _TOWNS))
    return tuple(names), towns, names_table(session)


@lru_cache(maxsize=2)
def _register(names: Names, towns: tuple[str, ...], table: Table) -> Register[UUID]:
    """Read all names once for as long as nobody changes one of them."""
    return Register([Known(*each) for each in names], Reader(towns, table))


def _apart(session: Session, normal_names: Iterable[str]) -> set[tuple[str, UUID | None]]:
    query = select(NameDecision.normal_name, NameDecision.organisation_id).where(
        NameDecision.normal_name.in_(sorted(set(normal_names))),
        NameDecision.outcome == Outcome.APART,
        NameDecision.undone_at.is_(None),
    )
    return {(row.normal_name, row.organisation_id) for row in session.execute(query)}


__all__ = ["MOST", "Candidate", "Pair", "candidates", "may_be_one"]
