"""Counters of results, and for what has none the documents themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.corrections import Layer, corrected
from ikparticipation.surveys.models import (
    Correction,
    Questionnaire,
    Response,
    ResponseRevision,
    ResultContribution,
    Wave,
    result_counter,
)
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.results import Counts, Filter, Standing, Submitted, counts_in
from ikparticipation.surveys.xlsform import questionnaire as xlsform

MOST_DOCUMENTS = 2_000
"""So many are read for one page; a page for more would take longer than anyone waits."""
_NUMBER = {
    Standing.ACCEPTED: ResultContribution.accepted_number,
    Standing.NEWEST: ResultContribution.newest_number,
}


@dataclass(frozen=True)
class Said:
    """What counts of one response, and whose it is."""

    organisation_id: UUID
    organisation: str
    submitted: Submitted
    is_preliminary: bool


def wave_with_survey(session: Session, wave_id: UUID) -> Wave | None:
    return session.scalar(
        select(Wave)
        .where(Wave.id == wave_id)
        .options(joinedload(Wave.questionnaire).joinedload(Questionnaire.survey))
    )


def waves_of_survey(session: Session, survey_id: UUID) -> Sequence[Wave]:
    """Return the waves of a survey, the oldest first."""
    query = (
        select(Wave)
        .join(Wave.questionnaire)
        .where(Questionnaire.survey_id == survey_id)
        .order_by(Wave.opens_at, Wave.created_at)
    )
    return session.scalars(query).all()


def counters_of(
    session: Session, wave_ids: Collection[UUID], standing: Standing, slice_: str
) -> Mapping[UUID, Counts]:
    """Return the counts of each of these waves, by one statement."""
    c = result_counter.c
    query = select(c.wave_id, c.question, c.key, c.n).where(
        c.wave_id.in_(wave_ids), c.standing == str(standing), c.slice == slice_
    )
    lines: dict[UUID, list[tuple[str, str, int]]] = defaultdict(list)
    for wave_id, question, key, n in session.execute(query):
        lines[wave_id].append((question, key, n))
    return {wave_id: counts_in(lines[wave_id]) for wave_id in wave_ids}


def responses_in(session: Session, wave_id: UUID, wanted: Filter) -> list[UUID]:
    """Return the responses that a filter takes."""
    query = (
        select(ResultContribution.response_id, ResultContribution.slices)
        .join(Response, Response.id == ResultContribution.response_id)
        .where(Response.wave_id == wave_id, _NUMBER[wanted.standing].is_not(None))
    )
    return [row[0] for row in session.execute(query) if wanted.takes(row[1])]


def said_in(
    session: Session,
    wave: Wave,
    questionnaire: xlsform.Questionnaire,
    responses: Sequence[UUID],
    standing: Standing,
) -> list[Said]:
    """Return what counts of these responses, corrections included, by name of organisation."""
    query = (
        select(
            Response.id,
            Organisation.id,
            Organisation.name,
            ResponseRevision.document,
            ResponseRevision.submitted_at,
            ResultContribution.accepted_number.is_distinct_from(ResponseRevision.number),
        )
        .join(Response, Response.id == ResponseRevision.response_id)
        .join(Organisation, Organisation.id == Response.organisation_id)
        .join(
            ResultContribution,
            and_(
                ResultContribution.response_id == Response.id,
                _NUMBER[standing] == ResponseRevision.number,
            ),
        )
        .where(Response.id.in_(responses))
        .order_by(Organisation.sort_key, Organisation.id)
    )
    layers = _layers(session, wave.id)
    found = []
    for response_id, organisation_id, name, document, at, open_ in session.execute(query):
        seed = seed_of(wave.id, organisation_id)
        if own := layers.get(response_id):
            document = corrected(questionnaire, document, own, now=at, seed=seed)  # noqa: PLW2901
        found.append(Said(organisation_id, name, Submitted(document, at, seed), bool(open_)))
    return found


def _layers(session: Session, wave_id: UUID) -> Mapping[UUID, list[Layer]]:
    query = (
        select(
            Correction.response_id,
            Correction.question,
            Correction.row_id,
            Correction.original,
            Correction.value,
        )
        .join(Response, Response.id == Correction.response_id)
        .where(Response.wave_id == wave_id, Correction.withdrawn_at.is_(None))
        .order_by(Correction.corrected_at, Correction.id)
    )
    found: dict[UUID, list[Layer]] = defaultdict(list)
    for response_id, *layer in session.execute(query):
        found[response_id].append(Layer(*layer))
    return found
