"""What an answer can be, and why something is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, final

from ikparticipation.text import cleaned


@final
class Geopoint(TypedDict):
    lat: float
    lon: float


@final
class StoredFile(TypedDict):
    """What the document knows of a file; its bytes lie elsewhere, under their SHA-256."""

    file: str
    name: str
    type: str
    size: int


Value = str | int | float | list[str] | Geopoint | StoredFile


@dataclass(frozen=True)
class Refused:
    """Why something cannot be an answer: a German msgid and what fills its placeholders."""

    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    """A number is shown as the reader writes it; labels (`Words`) in the reader's language."""


def not_blank(typed: Sequence[str]) -> list[str]:
    """Return the values of a field without the blank ones (hidden ones, empty inputs), cleaned."""
    return [text for text in map(cleaned, typed) if text.strip()]
