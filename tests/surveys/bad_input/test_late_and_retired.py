"""Answers that come after the end, or to a questionnaire of which there is a newer version."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.inventory.models import Offer
from ikparticipation.surveys.models import Response, ResponseRevision, ReviewStatus
from tests import make_surveys
from tests.surveys.pages import words
from tests.surveys.xlsform import workbooks

NEWER = workbooks.form(
    ("begin_group", "wir", "Über uns", "About us"),
    ("text", "was_genau", "Was genau?", "What exactly?", "", "", "yes"),
    ("end_group",),
    ("begin_group", "neues", "Neues", "News"),
    ("text", "idee", "Welche Idee?", "Which idea?"),
    ("end_group",),
)


@pytest.fixture
def over(session, seat):
    """The wave ended yesterday."""
    wave = seat[0]
    wave.opens_at, wave.closes_at = clock.now() - timedelta(days=9), clock.now() - timedelta(days=1)
    session.commit()


@pytest.mark.usefixtures("over")
def test_what_comes_after_the_end_is_kept_and_waits_for_a_decision(
    session, visit, here, seat, work
):
    make_surveys.response(session, *seat)
    page = visit(seat[2]).get(f"{here}/pruefen")
    page.expect("entscheidet die Verwaltung")

    receipt = page.form("Antworten absenden").press("Antworten absenden")
    work()

    revision = session.scalars(select(ResponseRevision)).one()
    response = session.scalars(select(Response)).one()
    receipt.expect(revision.receipt_code)
    assert revision.is_late
    assert response.review is ReviewStatus.PENDING
    assert response.accepted_number is None
    assert session.scalars(select(Offer)).all() == []


@pytest.fixture
def retired(session, seat):
    """There is a newer version of the questionnaire; the wave goes on with its own."""
    wave = seat[0]
    make_surveys.questionnaire(session, data=NEWER, number=2, survey=wave.questionnaire.survey)
    return wave


def test_a_wave_goes_on_with_its_own_version(session, visit, here, seat, retired, work):
    make_surveys.response(session, *seat)
    section = visit(seat[2]).get(f"{here}/wir")

    section.form("Zwischenspeichern").put("answers/was", "Im alten Bogen").press("Zwischensp")
    page = visit(seat[2]).get(f"{here}/pruefen").form("Antworten absenden").press()
    work()

    revision = session.scalars(select(ResponseRevision)).one()
    page.expect(revision.receipt_code)
    assert revision.document["answers"] == make_surveys.ANSWERS | {"was": "Im alten Bogen"}
    assert session.scalars(select(Response)).one().review is ReviewStatus.ACCEPTED


def test_names_of_another_version_change_nothing_and_the_rest_is_kept(
    client, here, retired, stored
):
    form = {
        "version": "0",
        "answers/was": "Beraten",
        "answers/was_genau": "Fremd",
        "answers/idee": "Fremd",
        "rows/gibtsnicht/1/titel": "Fremd",
        "add/gibtsnicht": "1",
    }

    answer = client.post(f"{here}/wir", data=form)

    assert answer.status_code == 303
    assert stored().document["answers"] == {"was": "Beraten"}
    assert "Fremd" not in str(stored().document)


def test_a_section_of_another_version_is_not_there(client, here, retired, stored):
    answer = client.post(f"{here}/neues", data={"version": "0", "answers/idee": "Fremd"})

    assert answer.status_code == 404
    assert "gibt es nicht" in words(answer)
    assert stored() is None
