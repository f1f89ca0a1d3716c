"""The pairs of an organisation as its own members see them: who names it, whom it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import Source, TieReply, TieStatement
from ikparticipation.inventory.network import Stance, TieState
from ikparticipation.inventory.queries.ties import HOLDS, IS_NAMED_BACK, SAID
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.models import Questionnaire, Wave
from ikparticipation.surveys.xlsform.question import Publish

OPEN = frozenset({TieState.CLAIMED, TieState.NOT_ANSWERED, TieState.NOT_ASKED})
"""States of a statement about which the named side has said nothing."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one side says about the pair."""

    kind: str
    direction: str
    intensity: str
    topic: str
    state: TieState
    named_back: bool
    directions_disagree: bool
    submitted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An organisation and one partner in a wave."""

    partner_id: UUID
    name: str
    is_public: bool
    """Whether the partner has a page that this member may open."""
    theirs: Sequence[Word]
    """What the partner says about us, as far as the questionnaire makes it public."""
    ours: Sequence[Word]
    reply_id: UUID | None
    stance: Stance | None
    """What we say when asked; None: nothing that holds."""
    replied_at: datetime | None
    replied_by: str | None
    """The person of our organisation who said it."""
    answered_us: Stance | None
    """What the partner says when asked about our naming it."""
    answered_us_at: datetime | None

    @property
    def is_open(self) -> bool:
        return any(word.state in OPEN for word in self.theirs)

    @property
    def may_change(self) -> bool:
        """Whether our reply still counts: who names the partner in its own answer needs none."""
        return self.stance is not None and not all(word.named_back for word in self.theirs)

    @property
    def state(self) -> TieState:
        """Return the state of the pair for the heading it stands under."""
        states = [word.state for word in (*self.theirs, *self.ours)]
        decided = (TieState.CONTRADICTED, TieState.CONFIRMED)
        return next((state for state in decided if state in states), states[-1])

    @property
    def directions_disagree(self) -> bool:
        return any(word.directions_disagree for word in (*self.theirs, *self.ours))


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """The pairs of an organisation in a wave, each in one list, A to Z."""

    questions: list[Pair]
    """The partner names us, and we have said nothing about it."""
    waiting: list[Pair]
    """Named by us alone."""
    confirmed: list[Pair]
    contradicted: list[Pair]
    unresolved: Sequence[str]
    """Names that we wrote and that nobody has found in the register."""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """How many organisations wait for a word of one organisation in a wave."""

    organisation_id: UUID
    organisation: str
    wave_id: UUID
    titles: Mapping[str, str]
    number: int


def pairs(session: Session, wave_id: UUID, organisation_id: UUID) -> Pairs:
    """Return the pairs of an organisation for its own members, by two statements."""
    given = {"wave_id": wave_id, "organisation_id": organisation_id}
    rows = session.execute(_said(), given).all()
    repliers: dict[UUID, str] = {
        row.partner_id: row.name for row in session.execute(_repliers(), given)
    }
    found: dict[UUID, list[AnyRow]] = {}
    for row in rows:
        if row.partner_id is not None:
            ours = row.organisation_id == organisation_id
            found.setdefault(row.partner_id if ours else row.organisation_id, []).append(row)
    known = [_pair(other, found[other], repliers.get(other)) for other in found]
    known.sort(key=lambda pair: pair.name.casefold())
    settled = [pair for pair in known if not pair.is_open]
    return Pairs(
        questions=[pair for pair in known if pair.is_open],
        waiting=[pair for pair in settled if pair.state in OPEN],
        confirmed=[pair for pair in settled if pair.state is TieState.CONFIRMED],
        contradicted=[pair for pair in settled if pair.state is TieState.CONTRADICTED],
        unresolved=[row.mention for row in rows if row.partner_id is None],
    )


def open_questions(session: Session, user: User) -> Sequence[Questions]:
    """Return what the organisations of this person are asked, in the newest wave of each survey.

    Older waves keep their questions on their page; nobody is reminded of them.
    """
    found = session.execute(open_questions_of(), {"user_id": user.id})
    return [Questions(**row._mapping) for row in found]  # noqa: SLF001 - public


@cache
def _said() -> Select[*tuple[Any, ...]]:
    us = bindparam("organisation_id", type_=Uuid())
    told_us = (TieStatement.partner_id == us) & (TieStatement.publish == Publish.PUBLIC)
    return SAID.where(
        TieStatement.wave_id == bindparam("wave_id", type_=Uuid()),
        (TieStatement.organisation_id == us) | told_us,
    )


@cache
def _repliers() -> Select[*tuple[Any, ...]]:
    return (
        select(TieReply.partner_id, User.name)
        .join(Source, Source.id == TieReply.source_id)
        .join(User, User.id == Source.person_id)
        .where(
            TieReply.wave_id == bindparam("wave_id", type_=Uuid()),
            TieReply.organisation_id == bindparam("organisation_id", type_=Uuid()),
            TieReply.withdrawn_at.is_(None),
        )
    )


@cache
def open_questions_of() -> Select[*tuple[Any, ...]]:
    """Return the statement of `open_questions`, for a page that asks several things at once."""
    newer, of_survey = aliased(Wave), aliased(Questionnaire)
    newest = (
        select(func.max(newer.opens_at))
        .join(of_survey, of_survey.id == newer.questionnaire_id)
        .where(
            of_survey.survey_id == Questionnaire.survey_id,
            select(TieStatement.id).where(TieStatement.wave_id == newer.id).exists(),
        )
        .correlate(Questionnaire)
        .scalar_subquery()
    )
    return (
        select(
            Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"),
            Wave.id.label("wave_id"),
            Wave.titles,
            func.count(TieStatement.organisation_id.distinct()).label("number"),
        )
        .select_from(Membership)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(TieStatement, TieStatement.partner_id == Organisation.id)
        .join(Wave, Wave.id == TieStatement.wave_id)
        .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
        .outerjoin(TieReply, HOLDS)
        .where(
            Membership.user_id == bindparam("user_id", type_=Uuid()),
            and_(TieStatement.publish == Publish.PUBLIC, ~IS_NAMED_BACK, TieReply.id.is_(None)),
            Wave.opens_at == newest,
        )
        .group_by(Organisation.id, Organisation.name, Organisation.sort_key, Wave.id)
        .order_by(Organisation.sort_key, Wave.opens_at.desc())
    )


def _pair(partner_id: UUID, rows: Sequence[AnyRow], replier: str | None) -> Pair:
    theirs = [row for row in rows if row.organisation_id == partner_id]
    ours = [row for row in rows if row.organisation_id != partner_id]
    if theirs:
        name, is_public = theirs[0].speaker, theirs[0].speaker_public
    else:
        is_public = ours[0].partner_public
        name = ours[0].partner if is_public else ours[0].mention
    asked, heard = theirs[0] if theirs else None, ours[0] if ours else None
    return Pair(
        partner_id=partner_id,
        name=name,
        is_public=is_public,
        theirs=[_word(row, everything=False) for row in theirs],
        ours=[_word(row, everything=True) for row in ours],
        reply_id=asked.reply_id if asked else None,
        stance=asked.stance if asked else None,
        replied_at=asked.said_at if asked else None,
        replied_by=replier if asked and asked.stance else None,
        answered_us=heard.stance if heard else None,
        answered_us_at=heard.said_at if heard else None,
    )


def _word(row: AnyRow, *, everything: bool) -> Word:
    kept = row.withheld if everything else {}
    said = {
        column: kept.get(column, getattr(row, column))
        for column in ("kind", "direction", "intensity", "topic")
    }
    return Word(
        **said,
        state=TieState(row.state),
        named_back=bool(row.named_back),
        directions_disagree=bool(row.directions_disagree),
        submitted_at=row.submitted_at,
    )
