from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import Kind, Organisation
from ikparticipation.surveys.mails import together as mails
from ikparticipation.surveys.models import ReopeningRequest, ReopeningStatus, Response, Wave
from tests.conftest import make_settings
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
SETTINGS = make_settings("sqlite://", Path(), base_url="https://beteiligung.example.org")
AT = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)
END = datetime(2027, 4, 30, 21, 59, 59, tzinfo=UTC)
ONE = UUID(int=1)

both = pytest.mark.parametrize("language", ["de", "en"])


def person(language):
    return User(email="anna.berg@example.org", name="Anna Berg", language=language, created_at=AT)


def place():
    titles = {"de": "Erhebung 2027", "en": "Survey 2027"}
    wave = Wave(questionnaire=None, titles=titles, opens_at=AT, closes_at=END, created_at=AT)
    organisation = Organisation(
        name="Sprachbrücke e. V.",
        sort_key="",
        normal_name="",
        kind=Kind.VEREIN,
        ags=None,
        registered_at=AT,
    )
    wave.id, organisation.id = ONE, UUID(int=2)
    return wave, organisation


def response():
    wave, organisation = place()
    return Response(
        wave=wave,
        organisation=organisation,
        document={},
        started_at=AT,
        saved_at=AT,
        saved_by_id=ONE,
    )


@both
@pytest.mark.parametrize("sections", [["Angebote"], ["Angebote", "Partner"]], ids=["one", "two"])
def test_sections_are_given(language, sections):
    message = mails.assigned(
        person(language), *place(), sections, until=END, by="Bernd Kühn", settings=SETTINGS
    )

    assert_reads_like(message, SNAPSHOTS / f"assigned-{len(sections)}.{language}.txt")


@both
def test_please_submit(language):
    message = mails.please_submit(person(language), response(), by="Bernd Kühn", settings=SETTINGS)

    assert_reads_like(message, SNAPSHOTS / f"please_submit.{language}.txt")


@both
@pytest.mark.parametrize("status", ["granted", "granted with words", "declined"])
def test_opened_again_or_not(language, status):
    is_granted, answer = status.startswith("granted"), "" if status == "granted" else "Gern.\nKurz."
    request = ReopeningRequest(
        response=response(),
        reason="Ein Angebot fehlt.",
        asked_by_id=ONE,
        asked_at=AT,
        status=ReopeningStatus.GRANTED if is_granted else ReopeningStatus.DECLINED,
        until=END if is_granted else None,
        answer=answer,
    )

    message = mails.reopening_decided(person(language), request, SETTINGS)

    name = f"reopening-{status.replace(' ', '-')}"
    assert_reads_like(message, SNAPSHOTS / f"{name}.{language}.txt")
