"""How the files in `content/` are opened, and what they say in the same way everywhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[1] / "content"

Words = Mapping[str, str]
"""Language → text."""


@dataclass(frozen=True)
class Period:
    opens: timedelta
    closes: timedelta


def json_of(name: str) -> Any:
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    return (CONTENT / f"{name}.md").read_text(encoding="utf-8")


def days(given: float | None) -> timedelta | None:
    return None if given is None else timedelta(days=given)


def period(given: dict[str, Any]) -> Period:
    return Period(timedelta(days=given["opens_days"]), timedelta(days=given["closes_days"]))


def refuse_others(given: dict[str, Any], *known: str) -> None:
    """Stop at a key that nothing reads: it was meant for something."""
    if others := sorted(given.keys() - set(known)):
        raise ValueError(f"Nothing reads {others} in {given}")
