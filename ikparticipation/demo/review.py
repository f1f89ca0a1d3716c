"""The review in the demo county: one response is returned, in another an answer is corrected."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.services import reviewing

Answered = Mapping[str, tuple[Response, User]]
"""Organisation → its response, and who submitted it."""


def look_at(
    session: Session, county: read.County, answered: Answered, cast: Cast, *, at: datetime
) -> None:
    for each in county.reviews:
        response, person = answered[each.organisation]
        if isinstance(each, read.Asked):
            _ask(session, each, response, person, cast, at=at)
        else:
            _correct(session, each, response, person, cast, at=at)


def _ask(
    session: Session,
    given: read.Asked,
    response: Response,
    person: User,
    cast: Cast,
    *,
    at: datetime,
) -> None:
    asked_at = moment(at, given.at)
    inquiry = reviewing.ask(
        session,
        response.id,
        question=given.question,
        words=given.words,
        actor=cast.steering,
        at=asked_at,
    )
    reviewing.return_response(
        session,
        response.id,
        seen=1,
        words="",
        until=moment(at, given.until),
        actor=cast.steering,
        at=asked_at,
    )
    replied_at = moment(at, given.answered)
    reviewing.reply(session, inquiry.id, words=given.answer, actor=person, at=replied_at)


def _correct(
    session: Session,
    given: read.Corrected,
    response: Response,
    person: User,
    cast: Cast,
    *,
    at: datetime,
) -> None:
    correction = reviewing.correct(
        session,
        response.id,
        question=given.question,
        row_id="",
        form={f"answers/{given.question}": [given.typed]},
        reason=given.reason,
        seen=1,
        actor=cast.steering,
        at=moment(at, given.at),
    )
    objected_at = moment(at, given.objected)
    reviewing.object_to(session, correction.id, words=given.objection, actor=person, at=objected_at)
