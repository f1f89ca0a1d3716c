"""What was done to a draft of a questionnaire, step by step, as it is stored with the draft."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ikparticipation.text import translate

MOST_STEPS = 200
"""Older ones are forgotten: they stay done and cannot be undone."""


@dataclass(frozen=True, kw_only=True)
class Step:
    number: int
    """The draft's count of changes before it: a page opened at this count does not know it."""
    message: str
    """A German msgid: „Frage „%(name)s“ gelöscht“."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What fills it; one may be a message with facts of its own, or a list of messages."""
    actor_id: str
    at: str
    """ISO 8601 with offset."""
    patch: Mapping[str, Any] | None = None
    """`xlsform.editing.Patch` as JSON; None: it is saved, or was undone."""
    posted: str = ""
    """What was sent, as a hash: the same from the same page is a double click."""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def words(self, language: str) -> str:
        return _words(language, self.message, self.facts)


def _words(language: str, message: str, facts: Mapping[str, Any]) -> str:
    return translate(language, message, **{name: _fact(language, f) for name, f in facts.items()})


def _fact(language: str, fact: Any) -> Any:
    if isinstance(fact, dict):
        return _words(language, fact["message"], fact["facts"])
    if isinstance(fact, list):
        return ", ".join(translate(language, word) for word in fact)
    return fact


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[Step]:
    return [Step(**each) for each in stored]


def to_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return the newest of the steps for storing."""
    return [asdict(step) for step in steps][-MOST_STEPS:]


def last_open(steps: Iterable[Step]) -> Step | None:
    """Return the step that would be undone next."""
    return next((step for step in reversed(list(steps)) if step.patch is not None), None)


def since(steps: Iterable[Step], count: int) -> list[Step]:
    """Return what was done after a page was opened at this count."""
    return [step for step in steps if step.number >= count]


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A questionnaire as it came, with the files its choices stand in."""

    name: str
    data: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)


def packed(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return further files for storing: Base64 keeps every byte, whatever its encoding."""
    return {name: b64encode(data).decode() for name, data in files.items()}


def unpacked(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: b64decode(data) for name, data in files.items()}
