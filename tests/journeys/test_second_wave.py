"""The second wave: what was said last time is there, and is confirmed instead of typed again."""

import pytest

from tests import make, make_surveys
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.hands import Keyboard, Mouse
from tests.surveys.carrying.test_second_wave_pages import second_wave

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("hand", "look"),
    [(Mouse, {"width": 1280}), (Keyboard, {"js": False, "width": 360})],
    ids=["mouse-with-scripts", "keyboard-without-scripts"],
)
def test_rows_are_confirmed_changed_ended_and_added(tab, workshop, hand, look):
    with workshop.database() as session:
        (wave, _, person), _ = second_wave(session, make_surveys.document(offers=4))
        here, email, wave_id = f"/erhebung/{wave.id}", person.email, wave.id
        staff = make.steering(session).email
    page = tab(workshop, email, **look)
    me = hand(page, f"zweite-welle-{look['width']}")

    me.open(here)
    me.reads("stehen schon da")
    me.looks("beginn")
    me.open(f"{here}/wir")
    me.reads("Aus Ihrer Antwort vom")
    me.press("Speichern und weiter")
    me.sees("Ihre Angebote")
    me.looks("offen")
    me.press("Gilt weiterhin Angebot 1")
    me.press("Beendet Angebot 4")
    me.press("Ändern Angebot 2")
    me.write("Wie viele Plätze?", "99", within=("Angebot 2",))
    me.press("Angebot hinzufügen")
    me.write("Wie heißt es?", "Chor", within=("Angebot 4",))
    me.press("Alle unveränderten bestätigen (1)")
    me.reads("gilt weiterhin", "geändert", "neu", "Doch nicht beendet")
    me.looks("gesagt")
    if hand is Mouse:
        assert_no_barriers(page)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
    me.press("Speichern und weiter")
    me.press("Gilt weiterhin Partner 1")
    me.press("Speichern und prüfen")
    me.reads("beendet")
    me.looks("pruefen")
    me.press("Antworten absenden")
    me.sees("Vielen Dank! Ihre Antworten sind eingegangen")

    office = workshop.visitor(staff).get(f"/verwaltung/erhebungen/wellen/{wave_id}/ruecklauf")
    office.expect("60 Prozent (3 von 5 Einträgen) gelten weiterhin, aus einer Antwort.")
