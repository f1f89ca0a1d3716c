"""The survey of the demo county: one wave, all organisations asked, half of them have answered."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from ikparticipation.consultation.period import day_of
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast, sign_in
from ikparticipation.surveys import services as surveys
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.queries import compiled
from ikparticipation.surveys.xlsform.answers import to_form
from ikparticipation.text import BERLIN

PREPARED = timedelta(days=1)
_LAST_MINUTE = time(23, 59, 59)


def hold(session: Session, county: read.County, cast: Cast, *, at: datetime) -> None:
    """Open the wave, ask everybody, and let those answer who have answered."""
    wave = _open_wave(session, county.wave, cast, at=at)
    everybody = [organisation.id for organisation in cast.organisations.values()]
    surveys.invite_all(session, wave, everybody, actor=cast.steering, at=wave.opens_at)
    for response in county.responses:
        _answer(session, wave, response, cast, at=at)


def _open_wave(session: Session, given: read.Wave, cast: Cast, *, at: datetime) -> Wave:
    opens_at = moment(at, given.period.opens)
    prepared_at = moment(at, given.period.opens - PREPARED)
    last_day = day_of(at + given.period.closes)
    return surveys.open_wave(
        session,
        surveys.take_standard(session, actor=cast.steering, at=prepared_at),
        titles={
            language: title.format(year=day_of(opens_at).year)
            for language, title in given.titles.items()
        },
        intros=given.intros,
        opens_at=opens_at,
        closes_at=datetime.combine(last_day, _LAST_MINUTE, BERLIN),
        actor=cast.steering,
        at=prepared_at,
    )


def _answer(
    session: Session, wave: Wave, given: read.Response, cast: Cast, *, at: datetime
) -> None:
    """Fill in section by section, as the pages do, and submit."""
    organisation, person = cast.organisations[given.organisation], cast.users[given.submitted_by]
    started_at = moment(at, given.started)
    sign_in(session, person, at=started_at)
    for section in compiled(wave.questionnaire).sections:
        saved = surveys.save_section(
            session,
            wave,
            organisation.id,
            section.name,
            to_form(section, given.document),
            actor=person,
            at=started_at,
        )
    submitted_at = moment(at, given.submitted)
    surveys.submit_response(session, saved.response, actor=person, at=submitted_at)
