"""`./ik manage recount`: counters that went wrong are put right, and it is said how many were."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from ikparticipation import cli, clock
from ikparticipation.surveys.models import result_counter
from ikparticipation.surveys.services import anonymous, results
from ikparticipation.surveys.services.recounting import recount_and_compare
from tests import make_surveys


@pytest.fixture
def wave(session):
    """A wave with two counted responses."""
    wave = make_surveys.open_wave(session, titles={"de": "Erhebung 2031", "en": "Survey 2031"})
    for _ in range(2):
        _, organisation, person = make_surveys.seat(session, wave)
        revision = make_surveys.submitted(session, wave, organisation, person)
        results.count_response(session, revision.response_id)
    session.commit()
    return wave


def counters(session):
    return sorted(tuple(row) for row in session.execute(select(result_counter)))


def test_counters_that_are_right_stay_and_none_was_wrong(session, wave):
    before = counters(session)

    assert recount_and_compare(session, wave) == (2, 0)
    assert counters(session) == before


def test_counters_that_are_wrong_are_counted_and_put_right(session, wave):
    before = counters(session)
    spoilt = session.execute(
        update(result_counter)
        .where(result_counter.c.question == "anzahl")
        .values(n=result_counter.c.n + 7)
    )

    assert recount_and_compare(session, wave) == (2, spoilt.rowcount)
    assert spoilt.rowcount > 0
    assert counters(session) == before


def test_an_anonymous_wave_is_counted_anew_too(session):
    wave = make_surveys.open_wave(session, anonymous=True)
    code = anonymous.new_code()
    anonymous.open_answer(session, wave, code, at=clock.now())
    for section in ("wir", "angebote", "partner"):
        form = make_surveys.fields(make_surveys.document(), section)
        anonymous.save_section(session, wave, code, section, form, at=clock.now())
    anonymous.submit(session, wave, code, at=clock.now())
    before = counters(session)
    session.execute(update(result_counter).values(n=result_counter.c.n + 1))

    assert recount_and_compare(session, wave) == (1, len(before))
    assert counters(session) == before


def test_the_command_tells_it_of_each_wave(app, session, wave, monkeypatch):
    monkeypatch.setattr(cli, "_application", lambda: app)
    session.execute(update(result_counter).values(n=result_counter.c.n + 1))
    session.commit()
    wrong = len(counters(session))
    session.commit()

    told = [CliRunner().invoke(cli.main, ["recount"]).output for _ in range(2)]

    assert told == [
        f"Erhebung 2031: 2 responses, {wrong} counters wrong\n",
        "Erhebung 2031: 2 responses, 0 counters wrong\n",
    ]
