"""A wave of a form with every type, and the files that are kept of it."""

import pytest
from sqlalchemy import select

from ikparticipation import db
from ikparticipation.surveys.models import AnswerFile
from tests import make_surveys
from tests.surveys import every_type


@pytest.fixture
def seat(session):
    stored = make_surveys.questionnaire(session, data=every_type.workbook())
    return make_surveys.seat(session, make_surveys.open_wave(session, questionnaire=stored))


@pytest.fixture
def held(app):
    """`held()`: SHA-256 of every file that is kept."""

    def read():
        with db.sessions_of(app)() as own:
            return own.scalars(select(AnswerFile.sha256)).all()

    return read
