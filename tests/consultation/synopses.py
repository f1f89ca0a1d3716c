"""A synopsis as it is read from the database, for tests of what is made of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from ikparticipation.consultation.outputs.synopsis import (
    Answer,
    Audience,
    Change,
    Figures,
    Place,
    Row,
    Synopsis,
    Words,
)

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
WORDS = Words(
    language="de",
    kinds={"remark": "Hinweis", "change_proposal": "Änderungsvorschlag", "question": "Frage"},
    statuses={
        "submitted": "Wird geprüft",
        "published": "Veröffentlicht",
        "declined": "Nicht veröffentlicht",
        "withdrawn": "Zurückgezogen",
    },
    categories={"insult": "Beleidigung"},
    outcomes={"adopted": "Wird übernommen", "deferred": "Zurückgestellt"},
    channels={"web": "hier geschrieben", "letter": "als Brief eingegangen"},
)
TEXT = "Sprache öffnet Türen. Kurse gibt es in jedem Ort."


def place(start=0, end=7, key="p2", position=2):
    return Place(
        key=key,
        position=position,
        text=TEXT,
        end_key=key,
        end_position=position,
        start=start,
        end=end,
        before=TEXT[:start][-32:],
        after=TEXT[end:][:32],
    )


def row(number, **given):
    defaults = {
        "id": UUID(int=number),
        "reply_to": None,
        "place": place(),
        "quote": "Sprache",
        "kind": "remark",
        "text": f"Bemerkung {number}",
        "proposal": None,
        "organisation": "Verein A (Beispiel)",
        "sender": "",
        "channel": "web",
        "submitted_at": AT,
        "day": date(2026, 11, 1),
        "support": 0,
        "status": "published",
        "decline_category": None,
        "answer": None,
        "changes": (),
        "receipt_code": f"K7Q-MXR-{number:03}",
        "receipt_hash": "ab" * 32,
    }
    return Row(**defaults | given)


ANSWERED = row(
    1,
    answer=Answer("adopted", "Das nehmen wir auf.", None, AT),
    changes=(Change("Sprache öffnet Türen.", "Sprache öffnet alle Türen."),),
    support=3,
)
PROPOSED = row(
    2,
    kind="change_proposal",
    proposal="Sprachen",
    organisation="Verband B (Beispiel)",
    answer=Answer("deferred", "Später.", datetime(2027, 3, 1, 23, tzinfo=UTC), AT),
)
PRIVATE = row(3, place=None, quote="", kind="question", organisation=None, channel="letter")
GONE = row(4, text="", organisation=None, status="withdrawn")


def synopsis(*rows, **given):
    defaults = {
        "slug": "leitlinien",
        "title": "Leitlinien",
        "number": 1,
        "published_at": AT,
        "address": "https://beteiligung.example.org/entwuerfe/leitlinien/1",
        "opens_at": AT,
        "closes_at": datetime(2026, 11, 30, 23, tzinfo=UTC),
        "next_number": 2,
        "audience": Audience.PUBLIC,
        "figures": Figures(published=3, declined=2, withdrawn=1, categories=(("insult", 2),)),
        "rows": rows or (ANSWERED, PROPOSED, PRIVATE, GONE),
        "as_of": AT,
        "state": "f" * 64,
    }
    return Synopsis(**defaults | given)


def with_text(text):
    return synopsis(replace(PROPOSED, text=text, proposal=text, quote=text, organisation=text))
