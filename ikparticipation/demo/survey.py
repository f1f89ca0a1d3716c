"""The surveys of the demo county: all organisations were asked, and its offices once more."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from ikparticipation.consultation.period import day_of
from ikparticipation.demo import read, review
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast, sign_in
from ikparticipation.surveys import services as surveys
from ikparticipation.surveys.models import Response, Wave
from ikparticipation.surveys.queries import compiled
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.answers import to_form
from ikparticipation.text import BERLIN, N_, SOURCE_LANGUAGE

PREPARED = timedelta(days=1)
_LAST_MINUTE = time(23, 59, 59)
ONE_MORE = {
    "de": "Was sollten wir beim nächsten Mal noch fragen?",
    "en": "What else should we ask next time?",
}
ADDED = N_("„%(label)s“ hinzugefügt")


def hold(session: Session, county: read.County, cast: Cast, *, at: datetime) -> None:
    """Open the waves, ask people, and let those answer who have answered."""
    wave, _ = _hold_wave(session, county.wave, cast, at=at)
    _, answered = _hold_wave(session, county.office_wave, cast, at=at)
    review.look_at(session, county, answered, cast, at=at)
    _begin_next_version(session, wave, cast, at=at)


def _hold_wave(
    session: Session, given: read.Wave, cast: Cast, *, at: datetime
) -> tuple[Wave, review.Answered]:
    wave = _open_wave(session, given, cast, at=at)
    asked = [cast.organisations[key].id for key in given.asked or cast.organisations]
    surveys.invite_all(session, wave, asked, actor=cast.steering, at=wave.opens_at)
    answered = {
        response.organisation: (
            _answer(session, wave, response, cast, at=at),
            cast.users[response.submitted_by],
        )
        for response in given.responses
    }
    return wave, answered


def _open_wave(session: Session, given: read.Wave, cast: Cast, *, at: datetime) -> Wave:
    opens_at = moment(at, given.period.opens)
    prepared_at = moment(at, given.period.opens - PREPARED)
    last_day = day_of(at + given.period.closes)
    return surveys.open_wave(
        session,
        surveys.take_standard(session, given.questionnaire, actor=cast.steering, at=prepared_at),
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


def _begin_next_version(session: Session, wave: Wave, cast: Cast, *, at: datetime) -> None:
    """Leave a draft of the questionnaire's next version, with a question more and not saved."""
    actor = cast.steering
    draft = surveys.begin_from_version(session, wave.questionnaire, actor=actor, at=at)
    form = editing.outline(editing.Sheets.from_json(draft.sheets))
    last = [line for line in form.lines if line.kind is editing.LineKind.GROUP][-1]
    edit = surveys.Edit(
        lambda sheets: editing.add_question(sheets, "text", ONE_MORE, inside=last.id),
        ADDED,
        {"label": ONE_MORE[SOURCE_LANGUAGE]},
    )
    surveys.edit_draft(session, draft, edit, seen=draft.version, posted="", actor=actor, at=at)


def _answer(
    session: Session, wave: Wave, given: read.Response, cast: Cast, *, at: datetime
) -> Response:
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
    return saved.response
