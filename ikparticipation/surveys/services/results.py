"""Keeping the counters of results equal to what was submitted, accepted and corrected."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.organisations.models import Organisation, OrganisationField
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResultContribution,
    ReviewStatus,
    Wave,
    result_counter,
)
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.queries.reviewing import counted_document
from ikparticipation.surveys.results import (
    Contribution,
    Standing,
    Submitted,
    counts_of,
    deltas,
    slices_of,
)
from ikparticipation.surveys.results.slices import Contributions, Line

PORTION = 500
"""So many lines go to the database at once."""
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_KEY = ("wave_id", "standing", "slice", "question", "key")


@dataclass(frozen=True)
class _Counted:
    """What a response adds to the counters, as `ResultContribution` keeps it."""

    accepted_number: int | None = None
    newest_number: int | None = None
    slices: tuple[str, ...] = ()
    contributions: Mapping[Standing, Contribution] | None = None

    @property
    def added(self) -> Contributions:
        return self.contributions or {}

    @property
    def values(self) -> dict[str, Any]:
        return {
            "accepted_number": self.accepted_number,
            "newest_number": self.newest_number,
            "slices": list(self.slices),
            "contributions": {str(s): each.as_json() for s, each in self.added.items()},
        }


def count_response(session: Session, response_id: UUID) -> None:
    """Bring the counters up to date with what a response says now and how it was reviewed.

    What it added before is taken away exactly. So it may run any number of times and in any order.
    Workers that count the same response wait for each other, and while its wave is counted anew.
    """
    held = session.execute(
        select(Response.id, Response.wave_id)
        .where(Response.id == response_id)
        .with_for_update(of=Response)
    ).one()
    _lock(session, held.wave_id, is_shared=True)
    stored = session.scalar(
        select(ResultContribution)
        .where(ResultContribution.response_id == response_id)
        .execution_options(populate_existing=True)
    )
    old = _read(stored)
    new = _count(session, response_id, old)
    add_lines(session, held.wave_id, deltas(old.added, new.added))
    if stored is None:
        _keep(session, [{"response_id": response_id, **new.values}])
        return
    for name, value in new.values.items():
        setattr(stored, name, value)
    session.flush()


def recount(session: Session, wave_id: UUID) -> int:
    """Count all responses of a wave anew; return their number. Equal to what is kept.

    A response stays in the slices in which it was counted first.
    """
    responses = hold_wave(session, wave_id)
    session.execute(delete(result_counter).where(result_counter.c.wave_id == wave_id))
    lines: Counter[Line] = Counter()
    for portion in _portions(responses):
        mine = ResultContribution.response_id.in_(portion)
        stored = {each.response_id: each for each in session.scalars(_contributions(mine))}
        counted = {each: _count(session, each, _read(stored.get(each))) for each in portion}
        session.execute(delete(ResultContribution).where(mine))
        for each in stored.values():
            session.expunge(each)
        _keep(session, [{"response_id": each, **new.values} for each, new in counted.items()])
        for new in counted.values():
            lines.update(deltas({}, new.added))
    add_lines(session, wave_id, dict(sorted(lines.items())))
    return len(responses)


def hold_wave(session: Session, wave_id: UUID) -> Sequence[UUID]:
    """Return the responses of a wave; until the commit nobody else counts any of them."""
    of_wave = select(Response.id).where(Response.wave_id == wave_id).order_by(Response.id)
    responses = session.scalars(of_wave.with_for_update(of=Response)).all()
    _lock(session, wave_id, is_shared=False)
    return responses


def _contributions(which: Any) -> Any:
    fresh = {"populate_existing": True}
    return select(ResultContribution).where(which).execution_options(**fresh)


def _lock(session: Session, wave_id: UUID, *, is_shared: bool) -> None:
    """Keep a count of the whole wave apart from those of single responses.

    Always taken after the responses, so that nobody waits in a circle.
    """
    asked = select(Wave.id).where(Wave.id == wave_id)
    session.execute(asked.with_for_update(of=Wave, read=is_shared, key_share=not is_shared))


def _read(stored: ResultContribution | None) -> _Counted:
    if stored is None:
        return _Counted()
    return _Counted(
        stored.accepted_number,
        stored.newest_number,
        tuple(stored.slices),
        {Standing(s): Contribution.from_json(each) for s, each in stored.contributions.items()},
    )


def _count(session: Session, response_id: UUID, old: _Counted) -> _Counted:
    """Return what a response adds; slices stay as they were for the same revisions."""
    revisions = {revision.number: revision for revision in _revisions(session, response_id)}
    if not revisions:
        return _Counted()
    last = revisions[max(revisions)]
    accepted, newest = last.accepted_number, last.number
    if last.review is ReviewStatus.REFUSED:
        newest = accepted
    slices = old.slices
    if not slices or (accepted, newest) != (old.accepted_number, old.newest_number):
        slices = _slices(session, last.organisation_id)
    wanted = {Standing.ACCEPTED: accepted, Standing.NEWEST: newest}
    counts = {
        number: _counts(session, revisions[number])
        for number in set(wanted.values())
        if number is not None
    }
    contributions = {
        standing: Contribution(slices, counts[number], is_preliminary=number != accepted)
        for standing, number in wanted.items()
        if number is not None
    }
    return _Counted(accepted, newest, slices, contributions)


def _revisions(session: Session, response_id: UUID) -> Sequence[AnyRow]:
    """Return the newest and the accepted revision, with what `counted_document` needs."""
    newest = (
        select(func.max(ResponseRevision.number))
        .where(ResponseRevision.response_id == response_id)
        .scalar_subquery()
    )
    number = ResponseRevision.number
    query = (
        select(
            number,
            ResponseRevision.document,
            ResponseRevision.submitted_at,
            ResponseRevision.response_id,
            Response.organisation_id,
            Response.wave_id,
            Response.review,
            Response.accepted_number,
            Wave.questionnaire_id,
        )
        .join(Response, Response.id == ResponseRevision.response_id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(
            ResponseRevision.response_id == response_id,
            or_(number == newest, number == Response.accepted_number),
        )
    )
    return session.execute(query).all()


def _counts(session: Session, revision: AnyRow) -> Mapping[tuple[str, str], int]:
    submitted = Submitted(
        counted_document(session, revision),
        revision.submitted_at,
        seed_of(revision.wave_id, revision.organisation_id),
    )
    return counts_of(compiled_by_id(session, revision.questionnaire_id), submitted)


def _slices(session: Session, organisation_id: UUID) -> tuple[str, ...]:
    query = (
        select(Organisation.kind, Organisation.ags, OrganisationField.field)
        .outerjoin(OrganisationField, OrganisationField.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id)
    )
    rows = session.execute(query).all()
    fields = [row.field for row in rows if row.field]
    return slices_of(kind=str(rows[0].kind), municipality=rows[0].ags, fields=fields)


def _keep(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store contributions; only responses that say something have one."""
    told = [{"id": uuid4(), **row} for row in rows if row["contributions"]]
    if told:
        session.execute(insert(ResultContribution), told)


def add_lines(session: Session, wave_id: UUID, lines: Mapping[Line, int]) -> None:
    """Add to the counters, in the order of the lines: see `results.slices`."""
    new = _INSERT[session.get_bind().dialect.name](result_counter)
    added = {"n": result_counter.c.n + new.excluded.n}
    statement = new.on_conflict_do_update(index_elements=_KEY, set_=added)
    for portion in _portions(list(lines.items())):
        values = [
            dict(zip((*_KEY, "n"), (wave_id, *map(str, line), number), strict=True))
            for line, number in portion
        ]
        session.execute(statement, values)


def _portions(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), PORTION):
        yield things[start : start + PORTION]
