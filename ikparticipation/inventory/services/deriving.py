"""Keeping the inventory equal to what was submitted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.db import AnyRow
from ikparticipation.inventory.derive import (
    Derived,
    asks_wish_to_be_public,
    derive,
    wish_to_be_public,
)
from ikparticipation.inventory.layering import layered
from ikparticipation.inventory.models import Offer
from ikparticipation.inventory.queries.accepted import accepted, corrections_of, held, layers_of
from ikparticipation.inventory.queries.ground import Ground, ground
from ikparticipation.inventory.services.editions import renew_directory
from ikparticipation.inventory.services.groups import groups_named
from ikparticipation.inventory.services.replies import put_replies
from ikparticipation.inventory.services.storing import Told, forget, store
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.queries import resolve
from ikparticipation.organisations.services import change_organisation, profile_of
from ikparticipation.surveys.corrections import Layer, corrected
from ikparticipation.surveys.models import Correction, ResponseRevision
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.xlsform.document import Document


def take_in(session: Session, revision_id: UUID) -> None:
    """Bring an accepted response into the inventory, and do as it asks.

    The organisation is shown or hidden as its newest response wishes, whichever is accepted
    first. That happens here and not when the inventory is rebuilt: whoever changes the profile, or
    corrects the answer, later has the last word.
    """
    for revision in derive_responses(session, [_response_of(session, revision_id)]):
        if revision.id == revision_id and not _wished_later(session, revision):
            _follow_wish(session, revision)


def derive_from_response(session: Session, revision_id: UUID) -> None:
    """Let the inventory say what the accepted revision of the same response says, as corrected."""
    derive_responses(session, [_response_of(session, revision_id)])


def derive_corrected(session: Session, correction_id: UUID) -> None:
    """Derive the response anew that a correction belongs to.

    A correction of whether the organisation wants to be public is followed, and so is its
    withdrawal: both are later than what the profile said until then.
    """
    correction = session.get_one(Correction, correction_id)
    for revision in derive_responses(session, [correction.response_id]):
        questionnaire = compiled_by_id(session, revision.questionnaire_id)
        is_wish = correction.question == asks_wish_to_be_public(questionnaire)
        if is_wish and not _wished_later(session, revision):
            _follow_wish(session, revision)


def derive_responses(session: Session, response_ids: Collection[UUID]) -> Sequence[AnyRow]:
    """Let the inventory say what these responses say; return their accepted revisions.

    What they said before is replaced as a whole, so it may run any number of times and in any
    order. The same rows get the same ids again. Whom a name means is asked anew each time
    (`organisations.queries.resolve`): what was derived before has no say in it. A response that
    was never accepted says nothing. The cost hangs on these responses and their organisations'
    others, whatever else the inventory holds.
    """
    session.flush()
    standing = held(session, response_ids)
    revisions = accepted(session, response_ids)
    if not revisions:
        return ()
    newest = _newest(standing)
    told = list(_told(session, revisions, newest))
    forget(session, [each.revision.response_id for each in told])
    store(
        session,
        told,
        partners=resolve(session, {tie.mention for each in told for tie in each.derived.ties}),
        groups=groups_named(session, {g.mention for each in told for g in each.derived.groups}),
        at=clock.now(),
    )
    _mark_current(session, {row.id: row.id in newest for row in standing})
    for organisation_id in dict.fromkeys(map(attrgetter("organisation_id"), revisions)):
        put_replies(session, organisation_id)
    renew_directory(session)
    return revisions


def _newest(standing: Sequence[AnyRow]) -> set[UUID]:
    """Return the newest response of each organisation to each survey: these are current.

    What another survey asked stays beside it.
    """
    newest: dict[tuple[UUID, UUID], AnyRow] = {}
    for row in standing:
        key = (row.organisation_id, row.survey_id)
        known = newest.get(key)
        if known is None or _since(known) < _since(row):
            newest[key] = row
    return {row.id for row in newest.values()}


def _since(row: AnyRow) -> tuple[datetime, datetime]:
    return row.opens_at, row.created_at


def _told(
    session: Session, revisions: Sequence[AnyRow], newest: Collection[UUID]
) -> Iterator[Told]:
    """Yield what the revisions tell, with the corrections and layers that hold."""
    county = ground(session)
    corrections = corrections_of(session, [revision.response_id for revision in revisions])
    plain = []
    for revision in revisions:
        layers = corrections.get(revision.response_id, [])
        document = counted(session, revision, [layer for _, layer in layers])
        plain.append((revision, layers, _derived(session, revision, document, county)))
    offers = {offer.lasting_id for _, _, derived in plain for offer in derived.offers}
    upon = layers_of(session, offers)
    for revision, layers, derived in plain:
        both = [layered(offer, upon.get(offer.lasting_id, ())) for offer in derived.offers]
        ids = [own_id for own_id, _ in layers]
        yield Told(
            revision=revision,
            derived=replace(derived, offers=tuple(offer for offer, _ in both)),
            current=revision.response_id in newest,
            counted=[*ids, *(layer.id for layer in chain.from_iterable(c for _, c in both))],
        )


def counted(session: Session, revision: AnyRow, layers: Sequence[Layer]) -> Document:
    """Return the document of a revision with the corrections that hold, the oldest first."""
    if not layers:
        return revision.document  # type: ignore[no-any-return]
    return corrected(
        compiled_by_id(session, revision.questionnaire_id),
        revision.document,
        layers,
        now=revision.submitted_at,
        seed=seed_of(revision.wave_id, revision.organisation_id),
    )


def _derived(session: Session, revision: AnyRow, document: Document, county: Ground) -> Derived:
    return derive(
        compiled_by_id(session, revision.questionnaire_id),
        document,
        county.municipalities(revision.submitted_at),
        county.gazetteer,
    )


def _wished_later(session: Session, revision: AnyRow) -> bool:
    """Whether a response of a newer wave says whether its organisation wants to be public."""
    standing = sorted(held(session, [revision.response_id]), key=_since)
    ids = [row.id for row in standing]
    newer = ids[ids.index(revision.response_id) + 1 :]
    revisions = accepted(session, newer) if newer else ()
    return any(_wish(session, each) is not None for each in revisions)


def _wish(session: Session, revision: AnyRow) -> bool | None:
    corrections = corrections_of(session, [revision.response_id])[revision.response_id]
    document = counted(session, revision, [layer for _, layer in corrections])
    return wish_to_be_public(compiled_by_id(session, revision.questionnaire_id), document)


def _follow_wish(session: Session, revision: AnyRow) -> None:
    wish = _wish(session, revision)
    organisation = session.get_one(Organisation, revision.organisation_id)
    if wish is None or wish is organisation.public:
        return
    profile = replace(profile_of(organisation), public=wish)
    change_organisation(session, organisation, profile, seen=organisation.version, actor=None)


def _response_of(session: Session, revision_id: UUID) -> UUID:
    return session.scalars(
        select(ResponseRevision.response_id).where(ResponseRevision.id == revision_id)
    ).one()


def _mark_current(session: Session, standing: Mapping[UUID, bool]) -> None:
    """Let the directory show the newest; nothing is written where it does so already."""
    newest = [response_id for response_id, current in standing.items() if current]
    session.execute(
        update(Offer)
        .where(
            Offer.response_id.in_(list(standing)),
            Offer.current.is_distinct_from(Offer.response_id.in_(newest)),
        )
        .values(current=Offer.response_id.in_(newest)),
        execution_options={"synchronize_session": False},
    )
