"""Many accepted responses of many rows, for benchmarks of what follows from them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count, cycle, islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.models import Response, ResponseRevision, ReviewStatus
from ikparticipation.text import sort_key

OFFERS, PARTNERS = "angebot", "kooperation"
"""Repeats of the standard questionnaire."""
_number = count(1)


def add_responses(session: Session, number: int, *, offers: int, partners: int) -> list[UUID]:
    """Let so many further organisations answer with the rows of the demo county; return revisions.

    They name each other as partners, every tenth name is in no register.
    """
    revision = _model(session)
    model = session.get_one(Response, revision.response_id)
    organisations = _organisations(session, number)
    names = [each["name"] for each in organisations]
    described = _answers(session, OFFERS)
    named = _answers(session, PARTNERS)
    made, revisions = [], []
    for place, organisation in enumerate(organisations):
        document = {
            **revision.document,
            "rows": {
                OFFERS: _with_ids(islice(cycle(described), place, place + offers)),
                PARTNERS: _with_ids(
                    {**answers, _PARTNER: _named(names, place, each)}
                    for each, answers in enumerate(islice(cycle(named), place, place + partners))
                ),
            },
        }
        own = {"id": uuid4(), "organisation_id": organisation["id"], "accepted_number": 1}
        own |= {"review": ReviewStatus.ACCEPTED, "reviewed_at": revision.submitted_at}
        made.append(_columns(model) | own | {"document": {"answers": {}, "rows": {}}})
        revisions.append(
            _columns(revision)
            | {"id": uuid4(), "response_id": own["id"], "number": 1, "document": document}
            | {"receipt_code": f"B{next(_number):09}"}
            | {"submitted_at": revision.submitted_at + timedelta(seconds=place)}
        )
    session.execute(insert(Response), made)
    session.execute(insert(ResponseRevision), revisions)
    return [each["id"] for each in revisions]


_PARTNER = "partner_name"


def _named(names: Sequence[str], place: int, each: int) -> str:
    if each % 10 == 0:
        return f"Unbekannter Kreis {(place * 7 + each) % 997}"
    return names[(place + each * 13 + 1) % len(names)]


def _organisations(session: Session, number: int) -> list[dict[str, Any]]:
    model = session.scalars(select(Organisation).order_by(Organisation.id).limit(1)).one()
    made = []
    for _ in range(number):
        name = f"Verein für Nachbarschaft Nummer {next(_number)} e. V."
        own = {"id": uuid4(), "name": name, "normal_name": normalise(name)}
        made.append(_columns(model) | own | {"sort_key": sort_key(name)})
    session.execute(insert(Organisation), made)
    return made


def _model(session: Session) -> ResponseRevision:
    """Return a submission to the standard questionnaire, the same one in every run."""
    every = session.scalars(
        select(ResponseRevision).order_by(ResponseRevision.submitted_at, ResponseRevision.id)
    )
    return next(each for each in every if {OFFERS, PARTNERS} <= each.document["rows"].keys())


def _answers(session: Session, repeat: str) -> list[Mapping[str, Any]]:
    documents = session.scalars(
        select(ResponseRevision.document).order_by(
            ResponseRevision.submitted_at, ResponseRevision.id
        )
    )
    return [row["answers"] for document in documents for row in document["rows"].get(repeat, ())]


def _with_ids(answers: Iterator[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": str(uuid4()), "answers": each} for each in answers]


def _columns(thing: Any) -> dict[str, Any]:
    return {c.key: getattr(thing, c.key) for c in type(thing).__mapper__.column_attrs}
