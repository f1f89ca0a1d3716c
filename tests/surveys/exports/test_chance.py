"""Questions that are asked by chance: an export tells whom, as it was when they answered."""

import pytest

from ikparticipation import clock
from ikparticipation.surveys.exports import tables
from ikparticipation.surveys.exports.rows import Rows
from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus
from ikparticipation.surveys.queries import compiled
from ikparticipation.surveys.queries.anonymous import exported_in
from ikparticipation.surveys.queries.exporting import answered_in
from ikparticipation.surveys.queries.responses import seed_of
from ikparticipation.surveys.xlsform.engine import State
from tests import make, make_surveys
from tests.surveys.xlsform.workbooks import xlsx

FORM = (
    ("type", "name", "label", "relevant"),
    ("begin_group", "wir", "Wir", ""),
    ("text", "was", "Was?", ""),
    ("text", "zufall", "Und zufällig gefragt?", "random() < 0.5"),
    ("end_group", "", "", ""),
)
DOCUMENT = {"answers": {"was": "x"}, "rows": {}}


@pytest.fixture
def questionnaire(session):
    return make_surveys.questionnaire(session, data=xlsx({"survey": FORM}))


def answered(session, wave):
    """Return what chance hung on in a response."""
    _, organisation, person = make_surveys.seat(session, wave)
    make_surveys.submitted(session, wave, organisation, person, document=DOCUMENT)
    return seed_of(wave.id, organisation.id)


def sent(session, wave, number):
    """Return the same of an anonymous answer."""
    answer = AnonymousAnswer(
        wave=wave,
        code_hash=str(number),
        document=DOCUMENT,
        status=AnswerStatus.SUBMITTED,
        receipt_code=f"CODE-{number}",
    )
    return make.store(session, answer).seed


def asked(questionnaire, seed):
    state = State.of(compiled(questionnaire), DOCUMENT, now=clock.now(), seed=seed)
    return state.is_relevant("zufall")


def told(questionnaire, exported):
    """Return of each response whether the export says that it was asked."""
    form = compiled(questionnaire)
    every = tables(form)
    rows = Rows(form, every)
    lines = [rows.of(each)[0] for each in exported]
    return [line[every[0].not_asked_at] is None for line in lines]


def test_of_responses(session, questionnaire):
    wave = make_surveys.open_wave(session, questionnaire=questionnaire)
    truth = [asked(questionnaire, answered(session, wave)) for _ in range(24)]
    session.commit()

    exported = answered_in(session, wave.id, questionnaire.id, accepted_only=True)

    assert set(truth) == {True, False}
    assert sorted(told(questionnaire, exported)) == sorted(truth)


def test_of_anonymous_answers(session, questionnaire):
    wave = make_surveys.open_wave(session, questionnaire=questionnaire, anonymous=True)
    truth = [asked(questionnaire, sent(session, wave, number)) for number in range(24)]
    session.commit()

    exported = exported_in(session, wave)

    assert set(truth) == {True, False}
    assert sorted(told(questionnaire, exported)) == sorted(truth)
