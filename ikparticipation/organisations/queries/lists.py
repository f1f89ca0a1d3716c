"""What an uploaded list holds, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.organisations.lists import Verdict
from ikparticipation.organisations.models import (
    Decision,
    Kind,
    ListImport,
    ListLine,
    MemberRole,
    Membership,
    Organisation,
)
from ikparticipation.organisations.queries.register import Rows

LINES_PAGE = 100
MOST_UNFINISHED = 5


@dataclass(frozen=True)
class Counts:
    """Lines of a list by verdict, and of the doubts those by decision."""

    verdicts: dict[Verdict, int]
    decisions: dict[Decision | None, int]

    @property
    def undecided(self) -> int:
        return self.decisions.get(None, 0)

    @property
    def new(self) -> int:
        """How many organisations would be registered now."""
        return self.verdicts[Verdict.NEW] + self.decisions.get(Decision.NEW, 0)

    @property
    def known(self) -> int:
        return self.verdicts[Verdict.KNOWN] + self.decisions.get(Decision.THIS, 0)

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())


@dataclass(frozen=True)
class Meant:
    """An organisation of the register that a line may mean."""

    id: UUID
    name: str
    kind: Kind
    place: str | None


@dataclass(frozen=True)
class LinesPage:
    """A hundred lines in the order of the file; `meant` has every organisation they point to."""

    lines: Sequence[ListLine]
    meant: dict[UUID, Meant]


def counts_of(session: Session, import_id: UUID) -> Counts:
    query = (
        select(ListLine.verdict, ListLine.decision, func.count())
        .where(ListLine.list_import_id == import_id)
        .group_by(ListLine.verdict, ListLine.decision)
    )
    verdicts = dict.fromkeys(Verdict, 0)
    decisions: dict[Decision | None, int] = {}
    for verdict, decision, number in session.execute(query):
        verdicts[verdict] += number
        if verdict is Verdict.DOUBT:
            decisions[decision] = number
    return Counts(verdicts, decisions)


def list_lines(session: Session, import_id: UUID, verdict: Verdict, *, page: int) -> LinesPage:
    lines = session.scalars(
        select(ListLine)
        .where(ListLine.list_import_id == import_id, ListLine.verdict == verdict)
        .order_by(ListLine.row)
        .offset((page - 1) * LINES_PAGE)
        .limit(LINES_PAGE)
    ).all()
    wanted = {UUID(key) for line in lines for key, *_ in line.candidates}
    return LinesPage(lines, _meant(session, wanted) if wanted else {})


def _meant(session: Session, wanted: set[UUID]) -> dict[UUID, Meant]:
    query = (
        select(Organisation.id, Organisation.name, Organisation.kind, Municipality.name)
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(Organisation.id.in_(wanted))
    )
    return {row[0]: Meant(*row) for row in session.execute(query)}


def with_faults(session: Session, import_id: UUID) -> Sequence[ListLine]:
    """Return all lines that must be corrected first, in the order of the file."""
    return session.scalars(
        select(ListLine)
        .where(ListLine.list_import_id == import_id, ListLine.verdict == Verdict.STOPPED)
        .order_by(ListLine.row)
    ).all()


def organisations_of_import(session: Session, import_id: UUID) -> list[UUID]:
    """Return whom a list that was taken in means, known and new, in the order of the file.

    Empty before it is taken in, and once the list is forgotten a day after its upload.
    """
    query = (
        select(ListLine.organisation_id)
        .join(ListImport, ListImport.id == ListLine.list_import_id)
        .where(
            ListImport.id == import_id,
            ListImport.done_at.is_not(None),
            ListLine.organisation_id.is_not(None),
        )
        .order_by(ListLine.row)
    )
    return list(dict.fromkeys(each for each in session.scalars(query) if each))


def unfinished_lists(session: Session, *, since: datetime) -> Rows:
    """Return `id`, `file_name` and `created_at` of lists nobody has taken in, the oldest first.

    `since`: lists from before that are about to be forgotten.
    """
    query = (
        select(ListImport.id, ListImport.file_name, ListImport.created_at)
        .where(ListImport.done_at.is_(None), ListImport.created_at >= since)
        .order_by(ListImport.created_at, ListImport.id)
        .limit(MOST_UNFINISHED)
    )
    return session.execute(query).all()


def all_names(session: Session) -> Rows:
    """Return `id`, `name`, `normal_name` and `ags` of the whole register."""
    columns = (Organisation.id, Organisation.name, Organisation.normal_name, Organisation.ags)
    return session.execute(select(*columns).order_by(Organisation.sort_key)).all()


def represented(session: Session) -> set[UUID]:
    """Return the organisations for which somebody may submit and release."""
    query = select(Membership.organisation_id).where(Membership.role == MemberRole.REPRESENTATIVE)
    return set(session.scalars(query))
