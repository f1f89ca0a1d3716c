"""Names in answers that are nobody of the register yet, and what was decided about others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import Source, TieStatement
from ikparticipation.organisations.models import NameDecision, Organisation, Outcome
from ikparticipation.surveys.models import ResponseRevision, Wave
from ikparticipation.text import pick

PAGE = 20
MOST_WRITERS = 200


class Which(StrEnum):
    """Which mentions to show. The words stand in addresses."""

    OPEN = "offen"
    LEFT = "gelassen"


@dataclass(frozen=True)
class Writing:
    """One time that a name was written: in whose answer, in which wave."""

    mention: str
    organisation_id: UUID
    organisation: str
    wave_id: UUID
    wave_titles: dict[str, str]
    written_at: datetime

    def title(self, language: str) -> str:
        return pick(self.wave_titles, language)


@dataclass(frozen=True)
class Mention:
    """A name as one or more organisations wrote it; `name` is the spelling used most."""

    normal_name: str
    number: int
    since: datetime
    writings: list[Writing] = field(default_factory=list)

    @property
    def name(self) -> str:
        spellings = [each.mention for each in self.writings]
        return max(spellings, key=spellings.count) if spellings else self.normal_name


_LEFT = exists().where(
    NameDecision.normal_name == TieStatement.normal_mention,
    NameDecision.outcome == Outcome.LEFT,
    NameDecision.undone_at.is_(None),
)
_self = aliased(Organisation)
_NAMES_ITSELF = exists().where(
    _self.id == TieStatement.organisation_id, _self.normal_name == TieStatement.normal_mention
)
"""It is known who is meant; it is just no partner."""


_DECIDED = exists().where(
    NameDecision.normal_name == TieStatement.normal_mention,
    NameDecision.outcome.in_((Outcome.LEFT, Outcome.SAME)),
    NameDecision.undone_at.is_(None),
)
"""Also where the worker has not got to it yet."""


def _is(which: Which) -> list[ColumnElement[bool]]:
    wanted = _LEFT if which is Which.LEFT else ~_DECIDED
    return [TieStatement.partner_id.is_(None), ~_NAMES_ITSELF, wanted]


def count_mentions(session: Session, which: Which = Which.OPEN) -> int:
    query = select(func.count(TieStatement.normal_mention.distinct())).where(*_is(which))
    return session.scalar(query) or 0


@dataclass(frozen=True)
class Waiting:
    """Names that nobody has decided about, and since when the oldest waits."""

    number: int
    oldest_at: datetime | None


def open_mentions(session: Session) -> Waiting:
    """Return what the overview of the administration says about them, by one statement."""
    return Waiting(*session.execute(asks_open_mentions()).one())


def asks_open_mentions() -> Select[*tuple[Any, ...]]:
    """Return the statement of `open_mentions`, to be asked with others."""
    query = _with_revision(
        select(
            func.count(TieStatement.normal_mention.distinct()),
            func.min(ResponseRevision.submitted_at),
        )
    )
    return query.where(*_is(Which.OPEN))


def mentions(session: Session, which: Which, *, page: int) -> list[Mention]:
    """Return one page of names, those that most organisations wrote first; with who wrote them."""
    number = func.count(TieStatement.id)
    query = (
        _with_revision(
            select(TieStatement.normal_mention, number, func.min(ResponseRevision.submitted_at))
        )
        .where(*_is(which))
        .group_by(TieStatement.normal_mention)
        .order_by(number.desc(), TieStatement.normal_mention)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    found = [Mention(*row) for row in session.execute(query)]
    _fill(session, found)
    return found


def mention(session: Session, normal_name: str) -> Mention | None:
    """Return one name with all who wrote it, whatever it means by now."""
    query = _with_revision(
        select(func.count(TieStatement.id), func.min(ResponseRevision.submitted_at))
    ).where(TieStatement.normal_mention == normal_name)
    number, since = session.execute(query).one()
    if not number:
        return None
    found = Mention(normal_name, number, since)
    _fill(session, [found])
    return found


def decisions(session: Session, *, page: int, normal_name: str | None = None) -> Sequence[AnyRow]:
    """Return decisions, the newest first: `NameDecision`, `organisation`, `person`, `undone_by`."""
    person, undoer = aliased(User), aliased(User)
    query = (
        select(
            NameDecision,
            Organisation.name.label("organisation"),
            person.name.label("person"),
            undoer.name.label("undone_by"),
        )
        .outerjoin(Organisation, Organisation.id == NameDecision.organisation_id)
        .join(person, person.id == NameDecision.decided_by_id)
        .outerjoin(undoer, undoer.id == NameDecision.undone_by_id)
        .order_by(NameDecision.decided_at.desc(), NameDecision.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    if normal_name is not None:
        query = query.where(NameDecision.normal_name == normal_name)
    return session.execute(query).all()


def count_decisions(session: Session) -> int:
    return session.scalar(select(func.count(NameDecision.id))) or 0


def _with_revision(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(TieStatement)
        .join(Source, Source.id == TieStatement.source_id)
        .join(ResponseRevision, ResponseRevision.id == Source.revision_id)
    )


def _fill(session: Session, found: Sequence[Mention]) -> None:
    query = (
        _with_revision(
            select(
                TieStatement.normal_mention,
                TieStatement.mention,
                TieStatement.organisation_id,
                Organisation.name,
                Wave.id,
                Wave.titles,
                ResponseRevision.submitted_at,
            )
        )
        .join(Organisation, Organisation.id == TieStatement.organisation_id)
        .join(Wave, Wave.id == TieStatement.wave_id)
        .where(TieStatement.normal_mention.in_([each.normal_name for each in found]))
        .order_by(ResponseRevision.submitted_at.desc(), Organisation.sort_key)
        .limit(MOST_WRITERS * max(len(found), 1))
    )
    by_name = {each.normal_name: each for each in found}
    for normal_name, *writing in session.execute(query):
        by_name[normal_name].writings.append(Writing(*writing))
