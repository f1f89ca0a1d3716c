"""What the administration asked back about answers, and what it corrected in them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ikparticipation.demo.read.parts import refuse_others


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question back: the response was returned with it, and the organisation has replied."""

    organisation: str
    question: str
    at: timedelta
    words: str
    until: timedelta
    answered: timedelta
    answer: str


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A correction the organisation does not agree with."""

    organisation: str
    question: str
    at: timedelta
    typed: str
    reason: str
    objected: timedelta
    objection: str


def review(given: dict[str, Any]) -> Asked | Corrected:
    about = {"organisation": given["organisation"], "question": given["question"]}
    at = timedelta(days=given["days"])
    if "corrected" in given:
        refuse_others(given, *about, "days", "corrected", "reason", "objected_days", "objection")
        return Corrected(
            **about,
            at=at,
            typed=given["corrected"],
            reason=given["reason"],
            objected=timedelta(days=given["objected_days"]),
            objection=given["objection"],
        )
    refuse_others(given, *about, "days", "asked", "until_days", "answered_days", "answered")
    return Asked(
        **about,
        at=at,
        words=given["asked"],
        until=timedelta(days=given["until_days"]),
        answered=timedelta(days=given["answered_days"]),
        answer=given["answered"],
    )
