"""What a wave is called and when it is open, and who has answered what."""

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


@dataclass(frozen=True, kw_only=True)
class Wave:
    questionnaire: str
    """A key of `questionnaires.SHIPPED`."""
    asked: tuple[str, ...]
    """Keys of organisations; (): all of them."""
    titles: Words
    """With `{year}` in them."""
    intros: Words
    period: Period
    responses: tuple[Response, ...]


def wave(given: dict[str, Any], responses: list[dict[str, Any]]) -> Wave:
    known = ("questionnaire", "asked", "titles", "intros", "opens_days", "closes_days")
    refuse_others(given, *known)
    return Wave(
        questionnaire=given["questionnaire"],
        asked=tuple(given["asked"]),
        titles=given["titles"],
        intros=given["intros"],
        period=period(given),
        responses=tuple(map(_response, responses)),
    )


def _response(given: dict[str, Any]) -> Response:
    return Response(
        organisation=given["organisation"],
        submitted_by=given["submitted_by"],
        started=timedelta(days=given["started_days"]),
        submitted=timedelta(days=given["submitted_days"]),
        document=given["document"],
    )
