"""The same sent twice at the same moment: one revision, one receipt, one mail."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation.inventory.models import Offer
from ikparticipation.mail import OutgoingMail
from ikparticipation.surveys.models import Response, ResponseRevision
from tests import make_surveys
from tests.surveys.pages import words

AT_ONCE = 4


@pytest.fixture
def together(as_user, seat):
    """`together(path, form)`: the answers to the same form, sent by threads at once."""

    def send(path, form):
        barrier = Barrier(AT_ONCE)

        def post(_):
            client = as_user(seat[2])
            barrier.wait(10)
            return client.post(path, data=form)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(post, range(AT_ONCE)))

    return send


def count(session, column, *conditions):
    return session.scalar(select(func.count(column)).where(*conditions))


def test_a_submission_sent_four_times_is_one(session, here, seat, together, client, work):
    response = make_surveys.response(session, *seat)

    answers = together(f"{here}/pruefen", {"version": str(response.version)})
    work()

    revision = session.scalars(select(ResponseRevision)).one()
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.location for answer in answers} == {f"{here}/quittung"}
    assert revision.receipt_code in words(client.get(f"{here}/quittung"))
    assert count(session, OutgoingMail.id, OutgoingMail.key.contains("receipt")) == 1
    assert count(session, Offer.id) == 1


def test_a_first_save_sent_four_times_starts_one_response(session, here, together):
    row = str(uuid4())
    form = {
        "version": "0",
        "seite": "seite.1",
        "add/angebot": row,
        f"rows/angebot/{row}/titel": "Sprachtreff",
    }

    answers = together(f"{here}/angebote", form)

    response = session.scalars(select(Response)).one()
    assert {answer.status_code for answer in answers} == {303}
    assert [each["id"] for each in response.document["rows"]["angebot"]] == [row]
    assert response.section_versions == {"angebote": 1}
