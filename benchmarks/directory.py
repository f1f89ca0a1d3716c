"""Searching 10,000 offers, beside a bare page: the same layout with a few words, the imprint.

Processor time of the server for each request, the pages in turn, medians of the rounds. Every
search is for another word or place than the one before, so that no answer is kept for it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.figure import Figure
from benchmarks.instance import KEY
from benchmarks.servers import Server, serve
from ikparticipation import clock, db
from ikparticipation.app import create_app
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.catalogue.services import load
from ikparticipation.inventory.models import (
    Offer,
    Source,
    SourceKind,
    offer_field,
    offer_language,
    offer_municipality,
)
from ikparticipation.inventory.services import OFFER_SILENT, renew_directory
from ikparticipation.organisations.models import Kind, Organisation
from ikparticipation.settings import Settings
from ikparticipation.surveys.xlsform.question import Publish
from tests.visitor import Visitor

OFFERS, ORGANISATIONS = 10_000, 1_000
ROUNDS, REQUESTS = 9, 40
AT_MOST = 3.0
SYLLABLES = (
    *("be", "ra", "tung", "kurs", "spra", "che", "hil", "fe", "treff", "ler"),
    *("nen", "fa", "mi", "lie", "ar", "beit", "woh", "nen", "ge", "sund"),
)
VOCABULARY = 8_000
"""Different words in all offers together."""
BARE = "/impressum/"


def measure() -> Iterator[Figure]:
    random = Random(6)  # noqa: S311 - words, no secrets
    with _filled(random) as environment, serve("wsgi:app", environment) as server:
        searches = _searches(random)
        costs: dict[str, list[float]] = {name: [] for name in searches}
        Visitor(server.url).get("/angebote/")
        for _ in range(ROUNDS):
            bare = _cost(server, lambda: BARE)
            for name, path in searches.items():
                costs[name].append(_cost(server, path) / bare)
    for name, ratios in costs.items():
        detail = f"{min(ratios):.1f} to {max(ratios):.1f}"
        yield Figure(
            what=f"{OFFERS:,} offers, {name}",
            value=median(ratios),
            unit="×",
            at_most=AT_MOST,
            detail=detail,
        )


def _searches(random: Random) -> dict[str, Callable[[], str]]:
    page = count(1)
    towns = ("Haldensleben", "Oschersleben", "Barleben", "Wolmirstedt", "39326", "Angern")
    return {
        "all of them, page by page": lambda: f"/angebote/?seite={next(page) % 400}",
        "by a word": lambda: f"/angebote/?suche={_word(random)}",
        "by a word and a field": lambda: f"/angebote/?suche={_word(random)}&feld=sport",
        "by a place, 20 km around": (
            lambda: f"/angebote/?ort={random.choice(towns)}&umkreis=20&sprache=ar"
        ),
    }


def _word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=2))


def _cost(server: Server, path: Callable[[], str]) -> float:
    visitor, started = Visitor(server.url), server.processor_time()
    for _ in range(REQUESTS):
        answer = visitor.get(path())
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"{answer.status}\n{answer.text}")
    return (server.processor_time() - started) / REQUESTS


@contextmanager
def _filled(random: Random) -> Iterator[dict[str, str]]:
    """Yield the settings of an installation with nothing but the offers."""
    with TemporaryDirectory(prefix="ikp-bench-") as folder:
        environment = {
            "IKP_INSTANCE": folder,
            "IKP_DATABASE_URL": f"sqlite:///{Path(folder) / 'ik.db'}",
            "IKP_BROKER_URL": "memory://",
            "IKP_SECRET_KEY": KEY,
        }
        app = create_app(Settings.from_env(os.environ | environment), lambda _event: None)
        with app.app_context(), db.transaction() as session:
            db.Base.metadata.create_all(session.connection())
            load(session)
            _fill(session, random)
            renew_directory(session)
        db.sessions_of(app).kw["bind"].dispose()
        yield environment


def _fill(session: Session, random: Random) -> None:
    source = Source(kind=SourceKind.FILE, file="angebote.csv", place="1")
    speakers = [_organisation(number) for number in range(ORGANISATIONS)]
    session.add_all([source, *speakers])
    session.flush()
    ids = [each.id for each in speakers]
    known = [_compound(random) for _ in range(VOCABULARY)]
    offers = [_offer(random, known, source.id, random.choice(ids)) for _ in range(OFFERS)]
    table: Any = Offer.__table__
    session.execute(insert(table), offers)
    names = catalogue(session)
    for link, key, entries in (
        (offer_field, "field", names.fields),
        (offer_language, "language", names.languages),
        (offer_municipality, "ags", names.municipalities),
    ):
        links = [
            {"offer_id": offer["id"], key: chosen, "publish": Publish.PUBLIC}
            for offer in offers
            for chosen in random.sample(list(entries), 2)
        ]
        session.execute(insert(link), links)


def _organisation(number: int) -> Organisation:
    name = f"verein {number}"
    return Organisation(
        name=name.title(),
        sort_key=name,
        normal_name=name,
        kind=Kind.VEREIN,
        ags="15083270",
        registered_at=clock.now(),
        origin_file="benchmark",
        public=True,
    )


def _compound(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=random.randint(2, 4)))


def _offer(
    random: Random, known: list[str], source_id: Any, organisation_id: Any
) -> dict[str, Any]:
    """Return an offer of 40 words."""
    words = random.choices(known, k=40)
    name = " ".join(words[:3])
    return {
        **OFFER_SILENT,
        "id": uuid4(),
        "source_id": source_id,
        "response_id": None,
        "wave_id": None,
        "organisation_id": organisation_id,
        "lasting_id": uuid4(),
        "confirmed_at": clock.now(),
        "assured": True,
        "current": True,
        "name": name,
        "sort_key": name,
        "description": " ".join(words[3:]),
        "search_text": " ".join(words),
        "publish": Publish.PUBLIC,
        "kind": "counselling",
        "hours": "Mo–Fr 9–12 Uhr",
        "withheld": {},
    }
