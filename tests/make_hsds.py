"""Offers as they stand in the directory, stored by hand."""

import json
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.inventory.models import (
    Offer,
    OfferHours,
    OfferImport,
    OfferPlace,
    Source,
    SourceKind,
    offer_field,
    offer_language,
    offer_municipality,
    offer_target_group,
)
from ikparticipation.inventory.queries.hsds import names
from ikparticipation.inventory.services.hsds import begin_import
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key
from tests import make
from tests.make_inventory import BARLEBEN, HALDENSLEBEN

_number = count(1)
SAID_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LINKS = {
    "municipalities": offer_municipality,
    "fields": offer_field,
    "languages": offer_language,
    "target_groups": offer_target_group,
}


def offer(session: Session, organisation: Organisation | None = None, **given: Any) -> Offer:
    """A current, public offer; links are public unless a pair (key, level) says otherwise."""
    organisation = organisation or make.organisation(session)
    links = {name: given.pop(name, ()) for name in LINKS}
    name = given.pop("name", None) or f"Beratung {next(_number)}"
    source = make.store(
        session, Source(kind=SourceKind.FILE, file="tests.csv", place=str(next(_number)))
    )
    said = {
        "source_id": source.id,
        "response_id": None,
        "wave_id": None,
        "organisation_id": organisation.id,
        "lasting_id": uuid4(),
        "confirmed_at": SAID_AT,
        "current": True,
        "name": name,
        "sort_key": sort_key(name),
        "search_text": sort_key(f"{name} {given.get('description', '')}"),
        "publish": Publish.PUBLIC,
    }
    found = make.store(session, Offer(**said | given))
    for link, keys in links.items():
        for key in keys:
            value, level = key if isinstance(key, tuple) else (key, Publish.PUBLIC)
            session.execute(insert(LINKS[link]).values((found.id, value, level)))
    session.commit()
    return found


def place(session: Session, offer_id: UUID, number: int = 1, **given: Any) -> OfferPlace:
    said = {
        "offer_id": offer_id,
        "number": number,
        "address": "Bülstringer Straße 5, 39340 Haldensleben",
        "ags": HALDENSLEBEN,
        "publish": Publish.PUBLIC,
    }
    return make.store(session, OfferPlace(**said | given))


def hours(session: Session, offer_id: UUID, **given: Any) -> OfferHours:
    said = {
        "offer_id": offer_id,
        "rrule": "FREQ=WEEKLY;BYDAY=MO,WE",
        "weekdays": 5,
        "opens": 9 * 60,
        "closes": 12 * 60 + 30,
        "publish": Publish.PUBLIC,
    }
    return make.store(session, OfferHours(**said | given))


def rich(session: Session, organisation: Organisation | None = None, **given: Any) -> Offer:
    """An offer that says everything there is to say."""
    said: dict[str, Any] = {
        "name": "Migrationsberatung „Ankommen“",
        "description": "Beratung für Erwachsene.\nAuch zu Hause.",
        "kind": "counselling",
        "hours": "mo und mi vormittags",
        "access": "registration",
        "costs": "free",
        "languages_note": "Dari mit Sprachmittlerin",
        "formats": ["on_site", "phone"],
        "funding": ["federal", "own"],
        "funding_until": date(2027, 12, 31),
        "capacity": 20,
        "capacity_available": 0,
        "phone": "03904 123456",
        "email": "beratung@example.org",
        "website": "www.example.org/beratung",
        "municipalities": (HALDENSLEBEN, BARLEBEN),
        "fields": ("bildung", "gesundheit"),
        "languages": ("ar", "de"),
        "target_groups": ("frauen",),
    }
    found = offer(session, organisation, **said | given)
    place(session, found.id, 1, longitude=11.41, latitude=52.29, languages=["ar"], note="2. Stock")
    place(session, found.id, 2, address="", ags=BARLEBEN)
    hours(session, found.id, number=1)
    hours(session, found.id, rrule="FREQ=MONTHLY;BYDAY=2TU", weekdays=0, opens=840, closes=960)
    hours(session, found.id, rrule="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", weekdays=0)
    return found


def uploaded(session: Session, *, actor: Any = None) -> OfferImport:
    """A file that waits for its confirmation."""
    service = {"id": "s", "name": "Kurs", "status": "active"}
    owner = {"id": "o", "name": f"Anbieter {next(_number)}", "description": "x"}
    imported = begin_import(
        session,
        json.dumps([service | {"organization": owner}]).encode(),
        file_name="fremd.json",
        names=names(session, site="https://county.example", county="Landkreis Börde"),
        actor=actor or make.steering(session),
        at=clock.now(),
    )
    session.commit()
    return imported
