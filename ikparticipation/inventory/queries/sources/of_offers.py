"""Behind an offer: the answers that name it, corrections, replies, and when it was derived."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow
from ikparticipation.inventory.labels import OFFER_LAYERS
from ikparticipation.inventory.models import (
    Derivation,
    DoubtOutcome,
    Offer,
    OfferEnd,
    OfferLayer,
    OfferReply,
    Source,
    SourceKind,
)
from ikparticipation.inventory.queries.offers.page import layer_is_told
from ikparticipation.inventory.queries.sources.traces import (
    Decision,
    File,
    Layer,
    Run,
    Statement,
    Trace,
)
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.references import OfOffer
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Correction, ResponseRevision, Wave
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.xlsform.comparing import FIGURES
from ikparticipation.text import N_

_REPLIES = {
    DoubtOutcome.STILL_TRUE: N_("Auf Nachfrage bestätigt: Es stimmt noch."),
    DoubtOutcome.ENDED: N_("Auf Nachfrage gesagt: Es gibt das Angebot nicht mehr."),
}
DERIVED = N_("Aus der Antwort abgeleitet")


def trace_offer(session: Session, of: OfOffer, reader: Reader) -> Trace | None:
    """Return what stands behind an offer; None: this reader knows of no such offer."""
    rows = [row for row in _said(session, of.lasting_id) if _may_read(row, reader)]
    if not rows:
        return None
    everything = reader.knows_all_about(rows[0].organisation_id)
    responses = [row.response_id for row in rows if row.response_id]
    return Trace(
        title=rows[0].name,
        statements=[_statement(row) for row in rows if row.kind is SourceKind.RESPONSE],
        files=[File(name=row.file, row=row.place) for row in rows if row.kind is SourceKind.FILE],
        layers=[
            *_corrections(session, rows, everything=everything),
            *_layers(session, of.lasting_id, everything=everything),
        ],
        decisions=_replies(session, [row.id for row in rows]),
        runs=runs_of(session, responses),
    )


def runs_of(session: Session, response_ids: Sequence[UUID]) -> list[Run]:
    """Return when these responses were derived, the newest first."""
    query = (
        select(Derivation.derived_at, Derivation.rules)
        .where(Derivation.response_id.in_(response_ids))
        .order_by(Derivation.derived_at.desc())
    )
    return [
        Run(msgid=DERIVED, at=row.derived_at, rules=row.rules) for row in session.execute(query)
    ]


def _said(session: Session, lasting_id: UUID) -> Sequence[AnyRow]:
    """Return each answer, and each row of a file, that names the offer or says that it ended."""
    both = union_all(_rows(Offer, lasting_id), _rows(OfferEnd, lasting_id)).subquery()
    query = (
        select(
            both,
            Source.kind,
            Source.file,
            Source.place,
            Organisation.name.label("organisation"),
            Organisation.public,
            Wave.titles,
            Wave.questionnaire_id,
            ResponseRevision.number,
            ResponseRevision.submitted_at,
        )
        .join(Source, Source.id == both.c.source_id)
        .join(Organisation, Organisation.id == both.c.organisation_id)
        .outerjoin(Wave, Wave.id == both.c.wave_id)
        .outerjoin(ResponseRevision, ResponseRevision.id == Source.revision_id)
        .order_by(ResponseRevision.submitted_at.desc(), both.c.id)
    )
    return session.execute(query).all()


def _rows(table: type[Offer] | type[OfferEnd], lasting_id: UUID) -> Select[*tuple[object, ...]]:
    return select(
        table.id,
        table.name,
        table.source_id,
        table.organisation_id,
        table.response_id,
        table.wave_id,
        table.publish,
    ).where(table.lasting_id == lasting_id)


def _may_read(row: AnyRow, reader: Reader) -> bool:
    public = row.public and row.publish == "public"
    return reader.is_told(row.organisation_id, public=public)


def _statement(row: AnyRow) -> Statement:
    return Statement(
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        what=row.name,
        wave_id=row.wave_id,
        wave_titles=row.titles,
        said_at=row.submitted_at,
        revision=row.number,
    )


def _corrections(session: Session, rows: Sequence[AnyRow], *, everything: bool) -> list[Layer]:
    """Return corrections of the answers about this offer; why is told to who may read all."""
    row_ids = {row.place.rpartition("/")[2] for row in rows if row.response_id}
    waves = {row.response_id: row.wave_id for row in rows}
    asked = {row.response_id: row.questionnaire_id for row in rows}
    query = (
        select(Correction)
        .where(Correction.response_id.in_(filter(None, waves)), Correction.row_id.in_(row_ids))
        .order_by(Correction.corrected_at.desc())
    )
    return [
        Layer(
            of=_figure_of(session, asked[each.response_id], each.question),
            reason=each.reason if everything else "",
            made_at=each.corrected_at,
            withdrawn_at=each.withdrawn_at,
            objection=each.objection if everything else "",
            wave_id=waves[each.response_id],
        )
        for each in session.scalars(query)
    ]


def _figure_of(session: Session, questionnaire_id: UUID, question: str) -> str:
    """Return the word for what a question is asked for."""
    placed = compiled_by_id(session, questionnaire_id).question(question)
    return FIGURES.get((placed and placed.question.inventory) or "", N_("eine Angabe"))


def _layers(session: Session, lasting_id: UUID, *, everything: bool) -> list[Layer]:
    """Return places and hours put right; where all read these, the reason stands beside them."""
    query = (
        select(OfferLayer, layer_is_told().label("is_told"))
        .where(OfferLayer.lasting_id == lasting_id)
        .order_by(OfferLayer.made_at.desc())
    )
    return [
        Layer(
            of=OFFER_LAYERS[each.column],
            reason=each.reason if everything or is_told else "",
            made_at=each.made_at,
            withdrawn_at=each.withdrawn_at,
        )
        for each, is_told in session.execute(query)
    ]


def _replies(session: Session, offer_ids: Sequence[UUID]) -> list[Decision]:
    query = (
        select(OfferReply)
        .where(OfferReply.offer_id.in_(offer_ids))
        .order_by(OfferReply.said_at.desc())
    )
    return [
        Decision(msgid=_REPLIES[each.outcome], facts={}, at=each.said_at)
        for each in session.scalars(query)
    ]
