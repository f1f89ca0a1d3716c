"""A page that saves by itself while somebody answers."""

import re

from ikparticipation import clock
from tests import make
from tests.surveys.answering.posting import LIVE, post
from tests.surveys.pages import soup, words


class TestWhileAnswering:
    def test_a_part_of_the_page_comes_back(self, client, here, stored):
        answer = post(client, here, headers=LIVE, answers__anzahl="7", seite="seite.1")

        assert answer.status_code == 200
        assert answer.headers["Saved-Section"] == "worte"
        part = soup(answer)
        assert not part.select("html, header, h1")
        assert part.select_one("#answers-doppelt .shown__value").text == "14"
        assert re.search(r"Gespeichert um \d\d:\d\d", part.text)
        assert part.select_one('[name="seite"]')["value"] == "seite.1"
        assert stored().document["answers"]["anzahl"] == 7

    def test_what_the_page_saved_itself_is_no_conflict(self, client, here, stored):
        post(client, here, headers=LIVE, answers__anzahl="7", seite="seite.1")
        post(client, here, headers=LIVE, answers__anzahl="8", seite="seite.2")

        answer = post(client, here, aktion="weiter", answers__anzahl="9", seite="seite.3")

        assert answer.status_code == 303
        assert stored().document["answers"]["anzahl"] == 9

    def test_what_was_sent_earlier_does_not_overwrite_what_came_before_it(
        self, client, here, stored
    ):
        post(client, here, headers=LIVE, answers__anzahl="8", seite="seite.2")

        late = post(client, here, headers=LIVE, answers__anzahl="7", seite="seite.1")

        assert late.status_code == 200
        assert stored().document["answers"]["anzahl"] == 8

    def test_another_page_is_a_conflict(self, client, here, stored):
        post(client, here, headers=LIVE, answers__anzahl="7", seite="seite.1")

        live = post(client, here, headers=LIVE, answers__anzahl="8", seite="andere.1")
        plain = post(client, here, answers__anzahl="8", seite="andere.2")

        assert (live.status_code, live.headers["Not-Saved"]) == (409, "conflict")
        assert plain.status_code == 409
        assert "Was sich unterscheidet" in words(plain)
        assert stored().document["answers"]["anzahl"] == 7

    def test_a_wave_that_ended_says_so(self, session, client, here, seat):
        seat[0].opens_at, seat[0].closes_at = (clock.now() - n * make.DAY for n in (60, 30))
        session.commit()

        answer = post(client, here, headers=LIVE, answers__anzahl="7")

        assert (answer.status_code, answer.headers["Not-Saved"]) == (409, "closed")

    def test_what_is_wrong_is_told_and_what_is_missing_waits(self, client, here):
        part = soup(post(client, here, headers=LIVE, answers__anzahl="300"))

        told = part.select(".kern-error")
        assert ["Höchstens 100" in each.text for each in told] == [True]
        complete = soup(post(client, here, headers=LIVE, pruefen="1", version="1"))
        assert complete.select_one('.error-summary a[href="#answers-name"]')
