"""The organisations as readers of the inventory see them."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Municipality
from ikparticipation.db import AnyRow
from ikparticipation.inventory.queries.directory import MOST_WORDS
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Response, WaveInvitation
from ikparticipation.text import sort_key

PAGE = 50


class Standing(StrEnum):
    """What an organisation has done in a wave."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


def _conditions(words: str) -> list[ColumnElement[bool]]:
    return [Organisation.public.is_(True)] + [
        Organisation.sort_key.contains(word, autoescape=True)
        for word in sort_key(words).split()[:MOST_WORDS]
    ]


def count_public_organisations(session: Session, words: str) -> int:
    query = select(func.count(Organisation.id)).where(*_conditions(words))
    return session.scalar(query) or 0


def public_organisations(session: Session, words: str, *, page: int) -> Sequence[AnyRow]:
    """Return one page of them, A to Z: id, name, kind, place."""
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Municipality.name.label("municipality"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(*_conditions(words))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.execute(query).all()


def organisation(session: Session, organisation_id: UUID, reader: Reader) -> AnyRow | None:
    """Return an organisation that this reader may see, with the name of its municipality."""
    query = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.description,
            Organisation.email,
            Organisation.phone,
            Organisation.website,
            Organisation.public,
            Municipality.name.label("municipality"),
        )
        .outerjoin(Municipality, Municipality.ags == Organisation.ags)
        .where(Organisation.id == organisation_id, reader.named())
    )
    return session.execute(query).first()


def standing(session: Session, wave_id: UUID, organisation_id: UUID) -> Standing:
    """Return what it means when an organisation says nothing in this wave."""
    query = (
        select(Response.submitted_at)
        .select_from(WaveInvitation)
        .outerjoin(
            Response,
            (Response.wave_id == wave_id) & (Response.organisation_id == organisation_id),
        )
        .where(WaveInvitation.wave_id == wave_id, WaveInvitation.organisation_id == organisation_id)
    )
    row = session.execute(query).first()
    if row is None:
        return Standing.NOT_ASKED
    return Standing.ANSWERED if row.submitted_at else Standing.NOT_ANSWERED
