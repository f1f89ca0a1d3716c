"""Answering anonymously: the code is written down, and leads back on another device."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus, Participation
from tests import make_surveys
from tests.journeys.barriers import assert_no_barriers

pytestmark = pytest.mark.browser


@pytest.fixture
def wave(workshop):
    with workshop.database() as session:
        wave = make_surveys.open_wave(session, anonymous=True)
        _, organisation, user = make_surveys.seat(session, wave)
        return wave.id, organisation.name, user.email


def test_one_begins_writes_the_code_down_and_sends_from_a_phone_without_scripts(
    workshop, tab, wave
):
    wave_id, organisation, email = wave

    page = tab(workshop, email)
    page.goto(f"/erhebung/{wave_id}")
    assert_no_barriers(page)
    page.get_by_role("button", name="Beginnen und Code bekommen").click()
    code = page.locator(".receipt__code").inner_text()
    assert_no_barriers(page)
    page.get_by_role("button", name="Ich habe den Code notiert").press("Enter")
    page.get_by_role("link", name="Weiter zum Fragebogen").click()
    page.get_by_label("Was machen Sie?").fill("Wir beraten.")
    page.get_by_label("Wie viele sind Sie?").focus()
    expect(page.locator("#gespeichert")).to_contain_text("Gespeichert um")
    assert_no_barriers(page)
    page.goto(f"/anonym/{wave_id}/pruefen")
    assert_no_barriers(page)

    phone = tab(workshop, js=False, width=360)
    phone.goto(f"/anonym/{wave_id}")
    phone.get_by_label("Code", exact=True).fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Antworten öffnen").click()
    phone.get_by_role("link", name="Weiter zum Fragebogen").click()
    phone.goto(f"/anonym/{wave_id}/wir")
    expect(phone.get_by_label("Was machen Sie?")).to_have_value("Wir beraten.")
    for button in ("Speichern und weiter", "Speichern und weiter", "Speichern und prüfen"):
        phone.get_by_role("button", name=button).click()
    phone.get_by_role("button", name="Anonym und endgültig absenden").click()
    expect(phone.get_by_role("heading", name="Quittung")).to_be_visible()
    expect(phone.get_by_role("main")).not_to_contain_text(organisation)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    page.goto(f"/anonym/{wave_id}/quittung")
    assert_no_barriers(page)
    page.get_by_role("button", name="Wir haben teilgenommen").click()
    expect(page.get_by_role("main")).to_contain_text("Ihre Organisation hat teilgenommen")

    with workshop.database() as session:
        (answer,) = session.scalars(
            select(AnonymousAnswer).where(AnonymousAnswer.wave_id == wave_id)
        )
        (known,) = session.scalars(select(Participation).where(Participation.wave_id == wave_id))
    assert answer.status is AnswerStatus.SUBMITTED
    assert (known.starts, known.took_part_on is not None) == (1, True)
