"""Corrections of places and hours by staff: put upon what is derived, and taken away again.

The worker derives the offer again afterwards (`reactions.follow_layer`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory.layering import value_of_hours, value_of_places
from ikparticipation.inventory.models import Offer, OfferLayer, Source, SourceKind
from ikparticipation.inventory.policies import may_correct_offers
from ikparticipation.inventory.queries.offers.correcting import places_of, rules_of
from ikparticipation.inventory.services.deriving import derive_responses
from ikparticipation.inventory.timetable import Rule
from ikparticipation.inventory.whereabouts import Place
from ikparticipation.text import N_


def correct_offer(
    session: Session,
    offer: Offer,
    *,
    places: Sequence[Place],
    rules: Sequence[Rule],
    names: Mapping[str, str],
    reason: str,
    actor: User,
    at: datetime,
) -> list[OfferLayer]:
    """Say what places and hours an offer has instead of those that were read from its answer.

    `names`: AGS → name. A correction that stood there before is withdrawn by the new one.
    ConflictError for an offer of a file, which is corrected in its file; InvalidError if nothing
    is changed.
    """
    _check_may_correct(actor)
    if offer.response_id is None:
        raise ConflictError(
            N_("Dieses Angebot kommt aus einer Datei. Berichtigen Sie es bitte dort.")
        )
    if not reason.strip():
        raise InvalidError(N_("Bitte begründen Sie die Berichtigung."))
    called = [place.address or names.get(place.ags or "", "") for place in places]
    values: dict[str, dict[str, Any]] = {}
    if list(places) != places_of(session, offer.id):
        values["places"] = value_of_places(places, names)
    if set(rules) != set(rules_of(session, offer.id)):
        values["hours"] = value_of_hours(rules, called)
    if not values:
        raise InvalidError(N_("Es ist noch nichts geändert. Bitte tragen Sie ein, was gilt."))
    source = Source(kind=SourceKind.PERSON, person_id=actor.id, reason=reason.strip())
    session.add(source)
    session.flush()
    return [
        _layer(session, offer, column, value, source, actor, at) for column, value in values.items()
    ]


def withdraw_layer(session: Session, layer_id: UUID, *, actor: User, at: datetime) -> OfferLayer:
    """Let again count what the answer says."""
    _check_may_correct(actor)
    layer = session.scalars(
        select(OfferLayer).where(OfferLayer.id == layer_id).with_for_update()
    ).one()
    if layer.withdrawn_at is not None:
        raise ConflictError(
            N_("Diese Berichtigung ist schon zurückgenommen. Bitte laden Sie die Seite neu.")
        )
    layer.withdrawn_at, layer.withdrawn_by_id = at, actor.id
    session.flush()
    record(session, Action.OFFER_CORRECTION_WITHDRAWN, layer, actor_id=actor.id)
    return layer


def derive_offer(session: Session, lasting_id: UUID) -> None:
    """Derive all answers anew that name this offer."""
    query = select(Offer.response_id).where(
        Offer.lasting_id == lasting_id, Offer.response_id.is_not(None)
    )
    derive_responses(session, [each for each in session.scalars(query) if each])


def _layer(
    session: Session,
    offer: Offer,
    column: str,
    value: Mapping[str, Any],
    source: Source,
    actor: User,
    at: datetime,
) -> OfferLayer:
    before = session.scalars(
        select(OfferLayer).where(
            OfferLayer.lasting_id == offer.lasting_id,
            OfferLayer.column == column,
            OfferLayer.withdrawn_at.is_(None),
        )
    ).all()
    stands = offer.told(everything=True)[column]
    holds = [each for each in before if each.value["text"] == stands]
    for each in before:
        each.withdrawn_at, each.withdrawn_by_id = at, actor.id
    layer = OfferLayer(
        lasting_id=offer.lasting_id,
        column=column,
        original=holds[0].original if holds else stands,
        value=dict(value),
        source_id=source.id,
        reason=source.reason,
        made_at=at,
    )
    session.add(layer)
    session.flush()
    record(session, Action.OFFER_CORRECTED, layer, actor_id=actor.id)
    return layer


def _check_may_correct(actor: User) -> None:
    if not may_correct_offers(actor):
        raise NotAllowedError(N_("Angebote berichtigt nur die Steuerung."))
