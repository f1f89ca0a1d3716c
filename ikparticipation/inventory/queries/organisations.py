"""The organisations as readers of the inventory see them."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select, true
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import AnyRow
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.queries import Filter
from ikparticipation.surveys.models import Response, WaveInvitation

PAGE = 50


class Standing(StrEnum):
    """What an organisation has done in a wave."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


def count_public_organisations(session: Session, wanted: Filter) -> int:
    query = select(func.count(Organisation.id)).where(*wanted.conditions())
    return session.scalar(query) or 0


def public_organisations(session: Session, wanted: Filter, *, page: int) -> Sequence[AnyRow]:
    """Return one page of them, A to Z: id, name, kind, level, status, place.

    `wanted` asks for those that are public.
    """
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.level,
            Organisation.status,
            Municipality.name.label("municipality"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(*wanted.conditions())
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(query).all()


def organisation(
    session: Session, organisation_id: UUID, reader: Reader, *, wave_id: UUID | None = None
) -> AnyRow | None:
    """Return an organisation that this reader may see, with its place and umbrella body.

    `standing` is that in the wave.

    Mail and telephone are empty where it keeps them from this reader; an umbrella body that the
    reader may not see is left out. Who entered it is told to the staff.
    """
    above, person = aliased(Organisation), aliased(User)
    seen = above.public.is_(True) | (true() if reader.staff else above.id.in_(reader.own))
    told = true() if reader.knows_all_about(organisation_id) else Organisation.contact_public
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.description,
            case((told, Organisation.email), else_="").label("email"),
            case((told, Organisation.phone), else_="").label("phone"),
            Organisation.website,
            Organisation.public,
            Organisation.contact_public,
            Organisation.legal_form,
            Organisation.level,
            Organisation.status,
            Organisation.merged_into_id,
            Organisation.registered_at,
            Organisation.origin_file,
            Organisation.origin_row,
            Organisation.origin_reason,
            person.name.label("origin_person"),
            above.id.label("umbrella_id"),
            above.name.label("umbrella"),
            Municipality.name.label("municipality"),
            _standing(wave_id),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .outerjoin(above, (above.id == Organisation.umbrella_id) & seen)
        .outerjoin(person, person.id == Organisation.origin_person_id)
        .where(Organisation.id == organisation_id, reader.named())
    )
    return session.execute(query).first()


def standing(session: Session, wave_id: UUID, organisation_id: UUID) -> Standing:
    """Return what it means when an organisation says nothing in this wave."""
    query = select(_standing(wave_id)).where(Organisation.id == organisation_id)
    return Standing(session.scalars(query.select_from(Organisation)).one())


def _standing(wave_id: UUID | None) -> ColumnElement[str]:
    """Return the standing of `Organisation` as a column; without a wave nobody is asked."""
    is_asked = exists().where(
        WaveInvitation.wave_id == wave_id, WaveInvitation.organisation_id == Organisation.id
    )
    has_answered = exists().where(
        Response.wave_id == wave_id,
        Response.organisation_id == Organisation.id,
        Response.submitted_at.is_not(None),
    )
    return case(
        (~is_asked, Standing.NOT_ASKED.value),
        (has_answered, Standing.ANSWERED.value),
        else_=Standing.NOT_ANSWERED.value,
    ).label("standing")


def named(session: Session, ids: Iterable[UUID], reader: Reader) -> dict[UUID, str]:
    """Return the names of those of these organisations that this reader may see."""
    query = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(list(ids)), reader.named()
    )
    return {row.id: row.name for row in session.execute(query)}
