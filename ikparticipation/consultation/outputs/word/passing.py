"""Found contributions on their way through a page: nothing is stored before somebody says yes.

The page holds each as JSON in a hidden field. That needs no seal: whoever sends it back may write
any comment anyway, and the place is checked when it is stored.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from ikparticipation.consultation.outputs.word.contributions import Found, FoundKind, FoundPlace
from ikparticipation.text import cleaned


def to_json(found: Found) -> str:
    facts = asdict(found)
    facts["at"] = found.at.isoformat() if found.at else None
    facts["reply_to"] = str(found.reply_to) if found.reply_to else None
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Found:
    """Return the contribution; raise ValueError if it is none."""
    try:
        facts: dict[str, Any] = json.loads(text)
        place = facts.pop("place")
        found = Found(
            place=_place(place) if place is not None else None,
            kind=FoundKind(facts.pop("kind")),
            at=datetime.fromisoformat(facts.pop("at")) if facts["at"] else facts.pop("at"),
            reply_to=UUID(facts.pop("reply_to")) if facts["reply_to"] else facts.pop("reply_to"),
            **{name: facts[name] for name in _KEPT},
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not _fits(found):
        raise ValueError("not a contribution")
    return found


_TEXTS = ("words", "text", "old", "new", "author")
_KEPT = (*_TEXTS, "number", "replacement", "moved", "thread", "resolved")


def _place(facts: dict[str, Any]) -> FoundPlace:
    place = FoundPlace(facts["key"], facts["start"], facts["end_key"], facts["end"])
    keys = isinstance(place.key, str | None) and isinstance(place.end_key, str | None)
    if not keys or not isinstance(place.start, int) or not isinstance(place.end, int):
        raise TypeError("not a place")
    return place


def _fits(found: Found) -> bool:
    return (
        all(isinstance(getattr(found, name), str) for name in _TEXTS)
        and all(getattr(found, name) == cleaned(getattr(found, name)) for name in _TEXTS)
        and isinstance(found.number, int)
        and isinstance(found.replacement, str | None)
        and (found.replacement is None or found.replacement == cleaned(found.replacement))
        and isinstance(found.moved, bool)
        and isinstance(found.resolved, bool)
        and isinstance(found.thread, int | None)
    )
