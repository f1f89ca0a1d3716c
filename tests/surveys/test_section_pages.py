import re

import pytest

from ikparticipation import clock
from tests import make, make_surveys
from tests.surveys.pages import soup

ROW = "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"


class TestSection:
    def test_it_shows_what_is_saved(self, session, client, here, seat):
        make_surveys.response(session, *seat)

        page = soup(client.get(f"{here}/wir"))

        assert page.select_one('[name="answers/was"]')["value"] == "Wir beraten."
        assert page.select_one('[name="answers/anzahl"]')["value"] == "12"
        boxes = page.select('[type="checkbox"][checked]')
        assert [box["value"] for box in boxes] == ["15083270"]
        assert page.select_one('[name="version"]')["value"] == "1"

    def test_reading_does_not_write(self, client, here, stored):
        client.get(f"{here}/wir")

        assert stored() is None

    def test_every_field_has_a_label_and_no_id_comes_twice(self, session, client, here, seat):
        make_surveys.response(session, *seat, document=make_surveys.document(offers=3))

        for name in ("wir", "angebote", "partner"):
            page = soup(client.get(f"{here}/{name}"))
            ids = [tag["id"] for tag in page.select("[id]")]
            assert len(ids) == len(set(ids))
            for control in page.select("main input:not([type=hidden]), main textarea, main select"):
                assert page.select(f'label[for="{control["id"]}"]'), control

    @pytest.mark.parametrize(
        ("button", "section", "leads_to"),
        [
            ("weiter", "wir", "/angebote"),
            ("zurueck", "wir", ""),
            ("speichern", "wir", "/wir"),
            ("weiter", "angebote", "/partner"),
            ("zurueck", "angebote", "/wir"),
            ("weiter", "partner", "/pruefen"),
            ("unsinn", "wir", "/wir"),
        ],
    )
    def test_each_button_saves_and_leads_on(self, client, here, button, section, leads_to, stored):
        answer = client.post(
            f"{here}/{section}", data={"version": "0", "aktion": button, "answers/was": "Beraten"}
        )

        assert answer.status_code == 303
        assert answer.location == here + leads_to
        assert stored().section_versions == {section: 1}

    def test_enter_saves_and_does_not_remove_a_row(self, session, client, here, seat):
        """The first button of a form is the one that Enter presses."""
        make_surveys.response(session, *seat)

        page = soup(client.get(f"{here}/angebote"))

        first = page.select("main form button")[0]
        assert (first["name"], first["value"]) == ("aktion", "speichern")

    def test_the_real_form_comes_back_as_it_was_sent(self, visit, here, seat, stored):
        page = visit(seat[2]).get(f"{here}/wir")
        form = page.form("Speichern und weiter")
        form.fill("Was machen Sie?", "Beraten & <b>begleiten</b>")
        form.fill("Seit wann?", "2020-05-01").fill("Welche Farbe?", ["Blau"])
        form.fill("Wo?", ["Haldensleben", "Oschersleben"])

        following = form.press("Speichern und weiter")

        assert following.title == "Ihre Angebote"
        assert stored().document["answers"] == {
            "was": "Beraten & <b>begleiten</b>",
            "seit": "2020-05-01",
            "farbe": "blau",
            "orte": ["15083270", "15083415"],
        }

    def test_a_box_can_be_cleared_again(self, session, client, here, seat, stored):
        make_surveys.response(session, *seat)

        client.post(f"{here}/wir", data={"version": "1", "answers/orte": ""})

        assert "orte" not in stored().document["answers"]

    def test_what_is_no_answer_comes_back_with_the_reason_and_is_kept(self, client, here, stored):
        answer = client.post(
            f"{here}/wir",
            data={
                "version": "0",
                "aktion": "weiter",
                "answers/was": "Beraten",
                "answers/anzahl": "etwa 20",
            },
        )

        assert answer.status_code == 422
        page = soup(answer)
        assert page.select_one('[name="answers/anzahl"]')["value"] == "etwa 20"
        assert page.select_one('[name="answers/was"]')["value"] == "Beraten"
        assert page.select_one('.error-summary a[href="#answers-anzahl"]')
        assert page.select_one('[name="version"]')["value"] == "1"
        assert stored().document["invalid"] == {"anzahl": "etwa 20"}

    def test_it_can_be_corrected_on_the_page_that_came_back(self, visit, here, seat, stored):
        form = visit(seat[2]).get(f"{here}/wir").form("Speichern und weiter")
        wrong = form.fill("Wie viele sind Sie?", "etwa 20").press("Speichern und weiter")
        assert wrong.status == 422

        right = wrong.form("Speichern und weiter").fill("Wie viele sind Sie?", "20")

        assert right.press("Speichern und weiter").title == "Ihre Angebote"
        assert stored().document == {"answers": {"anzahl": 20}, "rows": {}}

    @pytest.mark.parametrize(
        ("button", "told"), [("zurueck", True), ("speichern", True), ("weiter", False)]
    )
    def test_who_does_not_go_on_reads_that_it_is_saved(self, client, here, button, told):
        answer = client.post(
            f"{here}/angebote", data={"version": "0", "aktion": button}, follow_redirects=True
        )

        assert ("Zwischengespeichert." in answer.text) is told

    def test_an_error_after_a_question_mark_has_no_colon(self, client, here):
        client.post(f"{here}/wir", data={"version": "0", "answers/anzahl": "viele"})

        summary = soup(client.get(f"{here}/wir?pruefen=1")).select(".error-summary li")

        assert [row.text.partition("?")[2][:2] for row in summary] == [" B", " B"]

    def test_what_is_wrong_does_not_stop_going_back(self, client, here):
        answer = client.post(
            f"{here}/angebote",
            data={"version": "0", "aktion": "zurueck", f"rows/angebot/{ROW}/plaetze": "viele"},
        )

        assert (answer.status_code, answer.location) == (303, f"{here}/wir")

    def test_from_the_review_it_marks_what_is_missing(self, client, here):
        plain, marked = client.get(f"{here}/wir"), client.get(f"{here}/wir?pruefen=1")

        assert "Bitte beantworten Sie diese Frage." not in plain.text
        assert "Bitte beantworten Sie diese Frage." in marked.text

    def test_script_in_an_answer_is_only_text(self, client, here):
        nasty = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
        client.post(f"{here}/wir", data={"version": "0", "answers/was": nasty})
        client.post(f"{here}/angebote", data={"version": "0", f"rows/angebot/{ROW}/titel": nasty})

        for page in ("/wir", "/angebote", "/pruefen", f"/angebote/entfernen/{ROW}"):
            answer = client.get(here + page)
            assert answer.status_code == 200
            assert "alert" in answer.text
            assert not soup(answer).select("main script, main img")

    def test_an_over_long_text_is_kept_and_has_to_be_shortened(self, client, here, stored):
        text = "ä" * 20_000

        answer = client.post(f"{here}/wir", data={"version": "0", "answers/was": text})

        assert answer.status_code == 422
        assert "20000 Zeichen" in answer.text
        assert stored().document["invalid"]["was"] == text

    def test_a_choice_that_is_none_is_refused(self, client, here):
        answer = client.post(f"{here}/wir", data={"version": "0", "answers/farbe": "grün"})

        assert answer.status_code == 422
        assert "Bitte wählen Sie eine der Antworten aus der Liste." in answer.text

    def test_control_characters_and_broken_field_names_do_no_harm(self, client, here, stored):
        data = {
            "version": "viele",
            "answers/was": b"A\x00B\xed\xa0\x80",
            "answers/gibtesnicht": "x",
            "rows/angebot": ["", "kein-uuid"],
            "rows/angebot//titel": "x",
            "rows/": "x",
            "entfernen": "nichts",
        }

        answer = client.post(f"{here}/wir", data=data)

        assert answer.status_code == 303
        assert stored().document["answers"]["was"].startswith("AB")

    def test_a_form_without_fields_changes_nothing(self, session, client, here, seat, stored):
        make_surveys.response(session, *seat)

        answer = client.post(f"{here}/wir")

        assert answer.status_code == 303
        assert stored().document["answers"] == make_surveys.ANSWERS


class TestClosedWave:
    @pytest.fixture(params=["early", "late"])
    def closed(self, request, session, seat):
        wave, now = seat[0], clock.now()
        shift = 2 if request.param == "early" else -40
        wave.opens_at, wave.closes_at = now + shift * make.DAY, now + (shift + 9) * make.DAY
        session.commit()
        return "noch nicht begonnen" if request.param == "early" else "beendet"

    def test_the_overview_says_so(self, client, here, closed):
        answer = client.get(here)

        assert answer.status_code == 200
        assert closed in answer.text
        assert "Fragebogen beginnen" not in answer.text

    @pytest.mark.parametrize("page", ["/wir", f"/angebote/entfernen/{ROW}"])
    def test_a_section_leads_to_the_overview(self, client, here, closed, page):
        answer = client.get(here + page)

        assert answer.status_code == 409
        assert closed in answer.text
        assert re.search(rf'href="{here}"[^>]*><span[^>]*>Zur Übersicht', answer.text)

    def test_what_was_typed_too_late_is_shown_and_not_stored(self, client, here, closed, stored):
        answer = client.post(f"{here}/wir", data={"version": "0", "answers/was": "Lange getippt"})

        assert answer.status_code == 409
        assert closed in answer.text
        assert soup(answer).select_one('[name="answers/was"]')["value"] == "Lange getippt"
        assert stored() is None

    @pytest.mark.usefixtures("closed")
    def test_nothing_can_be_submitted(self, session, client, here, seat, stored):
        make_surveys.response(session, *seat)

        answer = client.post(f"{here}/pruefen", data={"version": "1"})

        assert answer.status_code == 409
        assert stored().submitted_at is None

    @pytest.mark.usefixtures("closed")
    def test_the_answers_can_still_be_read(self, session, client, here, seat):
        make_surveys.response(session, *seat)

        answer = client.get(f"{here}/pruefen")

        assert answer.status_code == 200
        assert "Wir beraten." in answer.text
        assert "Antworten absenden" not in answer.text
        assert "Ändern" not in answer.text
