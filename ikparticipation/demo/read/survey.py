"""What the wave is called and when it is open, and who has answered what."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ikparticipation.demo.read.parts import Period, Words, period, refuse_others
from ikparticipation.surveys.xlsform.document import Document


@dataclass(frozen=True, kw_only=True)
class Response:
    organisation: str
    submitted_by: str
    """E-mail address of a representative."""
    started: timedelta
    submitted: timedelta
    document: Document
    """Of the standard questionnaire."""


@dataclass(frozen=True, kw_only=True)
class Wave:
    titles: Words
    """With `{year}` in them."""
    intros: Words
    period: Period


def wave(given: dict[str, Any]) -> Wave:
    refuse_others(given, "titles", "intros", "opens_days", "closes_days")
    return Wave(titles=given["titles"], intros=given["intros"], period=period(given))


def response(given: dict[str, Any]) -> Response:
    return Response(
        organisation=given["organisation"],
        submitted_by=given["submitted_by"],
        started=timedelta(days=given["started_days"]),
        submitted=timedelta(days=given["submitted_days"]),
        document=given["document"],
    )
