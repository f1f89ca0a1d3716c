"""Keeping the inventory equal to what was submitted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Table, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import AnyRow
from ikparticipation.inventory.derive import (
    OFFER_TEXTS,
    Derived,
    OfferRow,
    TieRow,
    derive,
    wish_to_be_public,
)
from ikparticipation.inventory.models import (
    Offer,
    Source,
    SourceKind,
    TieStatement,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.queries import resolve
from ikparticipation.organisations.services import Profile, change_organisation
from ikparticipation.surveys.models import (
    Correction,
    Questionnaire,
    Response,
    ResponseRevision,
    Wave,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.reviewing import accepted_revision, counted_document
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key

Values = dict[str, Any]
Partners = Mapping[str, UUID]
"""Name as it was written → organisation of the register."""

LINKS: tuple[tuple[Table, str, str], ...] = (
    (offer_municipality, "ags", "municipalities"),
    (offer_field, "field", "fields"),
    (offer_language, "language", "languages"),
    (offer_target_group, "target_group", "target_groups"),
)

OFFER_SILENT: Values = {
    **dict.fromkeys(OFFER_TEXTS, ""),
    "formats": [],
    "funding": [],
    "funding_until": None,
    "capacity": None,
    "capacity_available": None,
    "capacity_unit": "",
    "languages_note": "",
    "county_wide": False,
}
TIE_SILENT: Values = dict.fromkeys(("kind", "direction", "intensity", "topic"), "")
"""What the columns say where nothing was answered, or nothing that everybody may read."""
_ASKED_BY = {"county_wide": "municipalities"}
"""Column → the question it comes from, where that is called otherwise."""


def take_in(session: Session, revision_id: UUID) -> None:
    """Bring an accepted response into the inventory, and do as it asks.

    The organisation is shown or hidden as its newest response wishes. That happens here and not
    when the inventory is rebuilt: whoever changes the profile later has the last word.
    """
    revision = accepted_revision(session, _response_of(session, revision_id))
    if revision is None:
        return
    _derive(session, revision)
    if revision.id == revision_id:
        _follow_wish(session, revision)


def derive_from_response(session: Session, revision_id: UUID) -> None:
    """Let the inventory say what the accepted revision of the same response says, as corrected.

    What the response said before is replaced as a whole, so it may run any number of times and
    in any order. The same rows get the same ids again. A partner's name that is not exactly one
    organisation of the register stays a mention; one that was found before keeps its
    organisation, whatever that is called today. A response that was never accepted says nothing.
    """
    revision = accepted_revision(session, _response_of(session, revision_id))
    if revision is not None:
        _derive(session, revision)


def derive_corrected(session: Session, correction_id: UUID) -> None:
    """Derive the response anew that a correction belongs to."""
    revision = accepted_revision(session, session.get_one(Correction, correction_id).response_id)
    if revision is not None:
        _derive(session, revision)


def rebuild(session: Session) -> int:
    """Derive every accepted response again; return their number. Equal to the incremental one."""
    accepted = (
        select(ResponseRevision.id)
        .join(Response, Response.id == ResponseRevision.response_id)
        .where(ResponseRevision.number == Response.accepted_number)
        .order_by(ResponseRevision.submitted_at, ResponseRevision.id)
    )
    revisions = session.scalars(accepted).all()
    for revision_id in revisions:
        derive_from_response(session, revision_id)
    return len(revisions)


def resolve_mentions(session: Session, organisation_id: UUID) -> None:
    """Tie the open mentions of this organisation's name to it, unless another has the same name."""
    organisation = session.get_one(Organisation, organisation_id)
    if not resolve(session, [organisation.name]):
        return
    session.execute(
        update(TieStatement)
        .where(
            TieStatement.normal_mention == organisation.normal_name,
            TieStatement.partner_id.is_(None),
            TieStatement.organisation_id != organisation.id,
        )
        .values(partner_id=organisation.id)
    )


def _derive(session: Session, revision: AnyRow) -> None:
    questionnaire = compiled_by_id(session, revision.questionnaire_id)
    document = counted_document(session, revision)
    derived = derive(questionnaire, document, _municipalities(session, revision))
    known = _forget(session, revision.response_id)
    partners = resolve(session, {tie.mention for tie in derived.ties} - known.keys())
    _store(session, revision, derived, {**partners, **known})
    _mark_current(session, revision)


def _follow_wish(session: Session, revision: AnyRow) -> None:
    questionnaire = compiled_by_id(session, revision.questionnaire_id)
    wish = wish_to_be_public(questionnaire, counted_document(session, revision))
    organisation = session.get_one(Organisation, revision.organisation_id)
    if wish is None or wish is organisation.public:
        return
    profile = Profile(
        description=organisation.description,
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        public=wish,
    )
    change_organisation(session, organisation, profile, seen=organisation.version, actor=None)


def _response_of(session: Session, revision_id: UUID) -> UUID:
    return session.scalars(
        select(ResponseRevision.response_id).where(ResponseRevision.id == revision_id)
    ).one()


def _municipalities(session: Session, revision: AnyRow) -> Sequence[str]:
    """Return the AGS the county had when this was said."""
    still_there = or_(
        Municipality.retired_at.is_(None), Municipality.retired_at > revision.submitted_at
    )
    return session.scalars(
        select(Municipality.ags).where(still_there).order_by(Municipality.ags)
    ).all()


def _forget(session: Session, response_id: UUID) -> Partners:
    """Delete what this response said, links included; return the partners found in it."""
    session.execute(delete(Offer).where(Offer.response_id == response_id))
    forgotten = session.execute(
        delete(TieStatement)
        .where(TieStatement.response_id == response_id)
        .returning(TieStatement.mention, TieStatement.partner_id),
        execution_options={"synchronize_session": False},
    ).all()
    revisions = select(ResponseRevision.id).where(ResponseRevision.response_id == response_id)
    session.execute(
        delete(Source).where(
            and_(Source.kind == SourceKind.RESPONSE, Source.revision_id.in_(revisions))
        ),
        execution_options={"synchronize_session": False},
    )
    return {row.mention: row.partner_id for row in forgotten if row.partner_id}


def _mark_current(session: Session, revision: AnyRow) -> None:
    """Let the directory show what the organisation said in its newest accepted response.

    Of each survey: what another survey asked stays beside it.
    """
    of_survey = (
        select(Response.id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Questionnaire, Questionnaire.id == Wave.questionnaire_id)
        .where(
            Response.organisation_id == revision.organisation_id,
            Response.accepted_number.is_not(None),
            Questionnaire.survey_id
            == select(Questionnaire.survey_id)
            .where(Questionnaire.id == revision.questionnaire_id)
            .scalar_subquery(),
        )
        .order_by(Wave.opens_at.desc(), Wave.created_at.desc(), Response.id)
    )
    newest, *older = session.scalars(of_survey).all()
    shown = update(Offer).execution_options(synchronize_session=False)
    session.execute(shown.where(Offer.response_id == newest).values(current=True))
    if older:
        session.execute(shown.where(Offer.response_id.in_(older)).values(current=False))


def _store(session: Session, revision: AnyRow, derived: Derived, partners: Partners) -> None:
    by = {
        "response_id": revision.response_id,
        "organisation_id": revision.organisation_id,
        "wave_id": revision.wave_id,
    }
    rows: tuple[OfferRow | TieRow, ...] = (*derived.offers, *derived.ties)
    _insert(session, Source.__table__, [_source(row, revision) for row in rows])
    said_at = {"confirmed_at": revision.submitted_at, "current": False}
    _insert(session, Offer.__table__, [_offer(row, by) | said_at for row in derived.offers])
    _insert(session, TieStatement.__table__, [_tie(row, by, partners) for row in derived.ties])
    for table, key, names in LINKS:
        links = [
            {"offer_id": _id(row, by), key: value, "publish": row.publish(names)}
            for row in derived.offers
            for value in getattr(row, names)
        ]
        _insert(session, table, links)


def _insert(session: Session, table: Any, rows: Sequence[Values]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _id(row: OfferRow | TieRow, by: Values) -> UUID:
    """Return the id of a row: the same one whenever this response is derived."""
    return uuid5(by["response_id"], row.place)


def _source_id(row: OfferRow | TieRow, response_id: UUID) -> UUID:
    return uuid5(response_id, f"source of {row.place}")


def _source(row: OfferRow | TieRow, revision: AnyRow) -> Values:
    return {
        "id": _source_id(row, revision.response_id),
        "kind": SourceKind.RESPONSE,
        "revision_id": revision.id,
        "place": row.place,
        "file": "",
        "person_id": None,
        "reason": "",
    }


def _offer(row: OfferRow, by: Values) -> Values:
    said: Values = {
        **row.texts,
        "formats": list(row.formats),
        "funding": list(row.funding),
        "funding_until": row.funding_until,
        "capacity": row.capacity,
        "capacity_available": row.capacity_available,
        "capacity_unit": row.capacity_unit,
        "languages_note": row.languages_note,
        "county_wide": row.county_wide,
    }
    told, withheld = _parted(said, OFFER_SILENT, row)
    found_by = (row.name, told["description"], told["places"])
    return by | {
        "id": _id(row, by),
        "source_id": _source_id(row, by["response_id"]),
        "lasting_id": row.lasting_id,
        "name": row.name,
        "sort_key": sort_key(row.name),
        "search_text": sort_key(" ".join(found_by)),
        "publish": row.publish("name"),
        "withheld": withheld,
        **told,
    }


def _parted(said: Values, silent: Values, row: OfferRow | TieRow) -> tuple[Values, Values]:
    """Return the columns as everybody may read them, and what is kept from the public."""
    told, withheld = dict(silent), Values()
    for column, value in said.items():
        if row.publish(_ASKED_BY.get(column, column)) is Publish.PUBLIC:
            told[column] = value
        elif value != silent[column]:
            withheld[column] = value.isoformat() if isinstance(value, date) else value
    return told, withheld


def _tie(row: TieRow, by: Values, partners: Partners) -> Values:
    partner = partners.get(row.mention)
    said: Values = {column: getattr(row, column) for column in TIE_SILENT}
    told, withheld = _parted(said, TIE_SILENT, row)
    return by | {
        "id": _id(row, by),
        "source_id": _source_id(row, by["response_id"]),
        "partner_id": None if partner == by["organisation_id"] else partner,
        "mention": row.mention,
        "normal_mention": normalise(row.mention),
        "publish": row.publish("partner"),
        "withheld": withheld,
        **told,
    }
