"""What derivation reads: the accepted responses of organisations, and the layers upon them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from ikparticipation.db import AnyRow, rows
from ikparticipation.inventory.layering import OfferCorrection
from ikparticipation.inventory.models import OfferLayer
from ikparticipation.surveys.corrections import Layer
from ikparticipation.surveys.models import (
    Correction,
    Questionnaire,
    Response,
    ResponseRevision,
    Wave,
)

_responses: BindParameter[Collection[UUID]] = bindparam("responses", expanding=True)
_offers: BindParameter[Collection[UUID]] = bindparam("offers", expanding=True)

_HELD = (
    select(
        Response.id,
        Response.organisation_id,
        Questionnaire.survey_id,
        Wave.opens_at,
        Wave.created_at,
    )
    .join(Wave, Wave.id == Response.wave_id)
    .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
    .where(
        Response.organisation_id.in_(
            select(Response.organisation_id).where(Response.id.in_(_responses))
        ),
        Response.accepted_number.is_not(None),
    )
    .order_by(Response.id)
    .with_for_update(of=Response, key_share=True)
)
_ACCEPTED = (
    select(
        ResponseRevision.id,
        ResponseRevision.document,
        ResponseRevision.submitted_at,
        ResponseRevision.response_id,
        Response.organisation_id,
        Response.wave_id,
        Wave.questionnaire_id,
    )
    .join(Response, Response.id == ResponseRevision.response_id)
    .join(Wave, Wave.id == Response.wave_id)
    .where(
        ResponseRevision.response_id.in_(_responses),
        ResponseRevision.number == Response.accepted_number,
    )
    .order_by(ResponseRevision.response_id)
)
_CORRECTED = (
    select(
        Correction.response_id,
        Correction.id,
        Correction.question,
        Correction.row_id,
        Correction.original,
        Correction.value,
    )
    .where(Correction.response_id.in_(_responses), Correction.withdrawn_at.is_(None))
    .order_by(Correction.corrected_at, Correction.id)
)
_LAYERED = (
    select(
        OfferLayer.id,
        OfferLayer.lasting_id,
        OfferLayer.column,
        OfferLayer.original,
        OfferLayer.value,
    )
    .where(OfferLayer.lasting_id.in_(_offers), OfferLayer.withdrawn_at.is_(None))
    .order_by(OfferLayer.made_at, OfferLayer.id)
)
"""Each put together once: that costs more than running it."""


def held(session: Session, response_ids: Collection[UUID]) -> Sequence[AnyRow]:
    """Return all accepted responses of the organisations of these, and keep other workers off them.

    All of an organisation at once, always in the same order: deriving one of its responses also
    says what of the others is current, so two workers could else wait for each other.
    """
    return rows(session, _HELD, {"responses": list(response_ids)})


def accepted(session: Session, response_ids: Collection[UUID]) -> Sequence[AnyRow]:
    """Return the accepted revisions of responses, as `surveys.queries.reviewing` has them."""
    return rows(session, _ACCEPTED, {"responses": list(response_ids)})


def corrections_of(
    session: Session, response_ids: Collection[UUID]
) -> Mapping[UUID, list[tuple[UUID, Layer]]]:
    """Return response → id and content of its corrections that are not withdrawn, oldest first."""
    found: dict[UUID, list[tuple[UUID, Layer]]] = defaultdict(list)
    for response_id, own_id, *layer in rows(session, _CORRECTED, {"responses": list(response_ids)}):
        found[response_id].append((own_id, Layer(*layer)))
    return found


def layers_of(
    session: Session, lasting_ids: Collection[UUID]
) -> Mapping[UUID, list[OfferCorrection]]:
    """Return offer (`lasting_id`) → its layers that are not withdrawn, the oldest first."""
    found: dict[UUID, list[OfferCorrection]] = defaultdict(list)
    if lasting_ids:
        for own_id, lasting_id, *layer in rows(session, _LAYERED, {"offers": list(lasting_ids)}):
            found[lasting_id].append(OfferCorrection(own_id, *layer))
    return found
