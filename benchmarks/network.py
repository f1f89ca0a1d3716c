"""A network of 1,000 organisations and 6,000 ties: computed once, then shown from the snapshot."""

import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from statistics import median
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figure import Figure
from benchmarks.instance import Instance, demo_instance
from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.catalogue.models import FieldOfAction, Municipality
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Source, SourceKind, TieStatement
from ikparticipation.organisations.models import Kind, Organisation, OrganisationField
from ikparticipation.receipts import new_code
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResponseStatus,
    ReviewStatus,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.xlsform.question import Publish

ORGANISATIONS, TIES, GROUPS, ROUNDS = 1_000, 6_000, 14, 9
SEED = 6
NEW = 5
"""Ties that are there when the network is computed again."""

Pairs = list[tuple[int, int]]


def measure() -> Iterator[Figure]:
    with demo_instance() as instance:
        with instance.app.app_context(), db.transaction() as session:
            wave_id = _fill(session, pairs(TIES + NEW))
        yield from _computing(instance, wave_id)
        yield from _showing(instance, wave_id)


def pairs(number: int, organisations: int = ORGANISATIONS) -> Pairs:
    """Return who names whom: mostly in groups, some are known to many, a third answers back."""
    random = Random(SEED)  # noqa: S311 - the same network every time
    known = [random.paretovariate(1.6) for _ in range(organisations)]
    found: dict[tuple[int, int], None] = {}
    while len(found) < number:
        one = random.randrange(organisations)
        near = random.random() < 0.75  # noqa: PLR2004 - a share
        circle = range(one % GROUPS, organisations, GROUPS) if near else range(organisations)
        [other] = random.choices(circle, [known[each] for each in circle])
        if one != other:
            found[one, other] = None
            if random.random() < 1 / 3:
                found[other, one] = None
    return list(found)[:number]


def _computing(instance: Instance, wave_id: UUID) -> Iterator[Figure]:
    """Without the last few ties, and again when they are there."""
    with instance.app.app_context(), db.transaction() as session:
        kept = session.scalars(select(TieStatement).where(TieStatement.topic == "late")).all()
        partners = [(tie.id, tie.partner_id) for tie in kept]
        for tie in kept:
            tie.partner_id = None
    yield _taken(instance, wave_id, "network computed, first time", "two measured, laid out")
    with instance.app.app_context(), db.transaction() as session:
        for tie_id, partner_id in partners:
            session.get_one(TieStatement, tie_id).partner_id = partner_id
    yield _taken(instance, wave_id, f"computed again, {NEW} ties more", "from the map before")
    yield _taken(instance, wave_id, "found to be the same", "input read and compared")


def _taken(instance: Instance, wave_id: UUID, what: str, detail: str) -> Figure:
    with instance.app.app_context(), db.transaction() as session:
        started, worked = time.perf_counter(), time.process_time()
        services.take_network(session, wave_id, at=clock.now())
        session.flush()
        seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    return Figure(
        what=what, value=seconds, unit="s", at_most=5, detail=f"{detail}; {cpu:.1f} s of processor"
    )


def _showing(instance: Instance, wave_id: UUID) -> Iterator[Figure]:
    visitor = instance.app.test_client()
    for what, path in (
        ("network page from the snapshot", f"/netzwerk/?welle={wave_id}"),
        ("the same, one field of action", f"/netzwerk/?welle={wave_id}&feld=sport"),
        ("GraphML", f"/netzwerk/daten.graphml?welle={wave_id}"),
        ("picture as SVG", f"/netzwerk/bild.svg?welle={wave_id}"),
    ):
        size, times = 0, []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            size = len(visitor.get(path).data)
            times.append(1000 * (time.perf_counter() - started))
        yield Figure(
            what=what,
            value=median(times),
            unit="ms",
            detail=f"{min(times):.0f} to {max(times):.0f}; {size // 1024} kB",
        )


def _fill(session: Session, named: Pairs) -> UUID:
    """Let all organisations answer in a wave of its own; return its id."""
    now = clock.now()
    like = session.scalars(select(Wave).order_by(Wave.opens_at)).first()
    person = session.scalars(select(User)).first()
    if like is None or person is None:
        raise RuntimeError("the demo county has no wave")
    wave = Wave(
        questionnaire=like.questionnaire,
        titles={"de": "Großes Netzwerk", "en": "Large network"},
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=9),
        created_at=now,
    )
    session.add(wave)
    organisations = _organisations(session)
    sources = [_answer(session, wave, each, person) for each in organisations]
    session.flush()
    for number, (one, other) in enumerate(named):
        said = sources[one]
        session.add(
            TieStatement(
                source_id=said.id,
                response_id=_response_of(session, said),
                organisation_id=organisations[one].id,
                wave_id=wave.id,
                partner_id=organisations[other].id,
                mention=organisations[other].name,
                normal_mention=organisations[other].normal_name,
                publish=Publish.PUBLIC,
                topic="late" if number >= TIES else "",
            )
        )
    return wave.id


def _response_of(session: Session, source: Source) -> UUID:
    return session.get_one(ResponseRevision, source.revision_id).response.id


def _organisations(session: Session) -> list[Organisation]:
    random = Random(SEED)  # noqa: S311 - as above
    places = session.scalars(select(Municipality.ags).order_by(Municipality.ags)).all()
    fields = session.scalars(select(FieldOfAction.key).order_by(FieldOfAction.key)).all()
    found = [
        Organisation(
            name=f"Organisation {number:04}",
            sort_key=f"organisation {number:04}",
            normal_name=f"organisation {number:04}",
            kind=random.choice(list(Kind)),
            ags=random.choice(places),
            registered_at=clock.now(),
            origin_file="benchmark",
        )
        for number in range(ORGANISATIONS)
    ]
    session.add_all(found)
    session.flush()
    session.add_all(
        OrganisationField(organisation_id=each.id, field=field)
        for each in found
        for field in random.sample(fields, 2)
    )
    return found


def _answer(session: Session, wave: Wave, organisation: Organisation, person: User) -> Source:
    now = clock.now()
    session.add(
        WaveInvitation(
            wave=wave, organisation=organisation, invited_at=now, invited_by_id=person.id
        )
    )
    response = Response(
        wave=wave,
        organisation=organisation,
        document={"answers": {}, "rows": {}},
        started_at=now,
        saved_at=now,
        saved_by_id=person.id,
        status=ResponseStatus.SUBMITTED,
        submitted_at=now,
        review=ReviewStatus.ACCEPTED,
        reviewed_at=now,
        accepted_number=1,
    )
    revision = ResponseRevision(
        response=response,
        number=1,
        document={"answers": {}, "rows": {}},
        submitted_at=now,
        submitted_by_id=person.id,
        receipt_code=new_code(),
        receipt_hash="",
    )
    session.add(revision)
    session.flush()
    source = Source(kind=SourceKind.RESPONSE, revision_id=revision.id, place="kooperation")
    session.add(source)
    return source
