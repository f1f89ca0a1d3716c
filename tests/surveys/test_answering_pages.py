import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole, Membership
from tests import make, make_surveys

ROW = str(uuid4())


@pytest.fixture
def seat(session):
    return make_surveys.seat(session)


@pytest.fixture
def client(as_user, seat):
    return as_user(seat[2])


@pytest.fixture
def here(seat):
    return f"/erhebung/{seat[0].id}"


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def words(answer):
    return " ".join(soup(answer).get_text(" ").split())


class TestOverview:
    def test_it_says_what_until_when_and_where_to_begin(self, session, client, here, seat):
        wave = seat[0]
        wave.intros = {"de": "Wir fragen nach Angeboten.\nUnd nach Partnern."}
        session.commit()

        answer = client.get(here)

        text = words(answer)
        assert wave.title("de") in text
        assert "Wir fragen nach Angeboten." in text
        assert "15 Minuten" in text
        assert "0 von 3 Abschnitten fertig" in text
        assert f'href="{here}/wir"' in answer.text

    def test_it_is_in_english_too(self, client, here, seat):
        client.set_cookie("sprache", "en")

        text = words(client.get(here))

        assert seat[0].title("en") in text
        assert "Your offers" in text

    def test_it_shows_how_far_each_section_is_and_who_saved_last(self, session, client, here, seat):
        document = make_surveys.document()
        document["rows"]["angebot"].append(make_surveys.row(plaetze=3))
        make_surveys.response(
            session, *seat, document=document, section_versions={"wir": 1, "angebote": 1}
        )

        text = words(client.get(here))

        assert "1 von 3 Abschnitten fertig" in text
        assert "Über uns fertig" in text
        assert "Ihre Angebote bitte prüfen" in text
        assert "Partner offen" in text
        assert f"von {seat[2].name}" in text

    def test_after_submitting_it_offers_the_receipt(self, session, client, here, seat):
        make_surveys.submitted(session, *seat)

        answer = client.get(here)

        assert "Ihre Antworten sind eingegangen" in answer.text
        assert f"{here}/quittung" in answer.text
        assert "noch nicht abgesendet sind" not in answer.text

    def test_changes_after_submitting_are_told_clearly(self, session, client, here, seat):
        make_surveys.submitted(session, *seat)
        client.post(f"{here}/wir", data={"version": "1", "answers/was": "Etwas Neues"})

        assert "Es gibt Änderungen, die noch nicht abgesendet sind" in client.get(here).text


class TestWhoMayAnswer:
    def test_a_visitor_is_asked_to_sign_in(self, as_user, here):
        answer = as_user().get(here)

        assert answer.status_code == 302
        assert "/anmelden" in answer.location

    @pytest.mark.parametrize("page", ["", "/wir", "/pruefen", "/quittung"])
    def test_nobody_sees_another_organisation(self, session, as_user, seat, here, page):
        make_surveys.response(session, *seat)
        stranger = as_user(make.member(session))

        assert stranger.get(here + page).status_code == 403
        of_the_other = stranger.get(f"{here}{page}?fuer={seat[1].id}")
        assert of_the_other.status_code == 403
        assert "Wir beraten." not in of_the_other.text

    @pytest.mark.parametrize("page", ["/wir", "/pruefen"])
    def test_nobody_writes_for_another_organisation(
        self, session, as_user, seat, here, page, stored
    ):
        make_surveys.response(session, *seat)
        stranger = as_user(make.member(session))

        answer = stranger.post(
            f"{here}{page}?fuer={seat[1].id}", data={"version": "1", "answers/was": "Falsch"}
        )

        assert answer.status_code == 403
        assert stored().document["answers"]["was"] == "Wir beraten."

    def test_steering_reads_what_was_submitted_but_not_drafts(self, session, as_user, here):
        answer = as_user(make.steering(session)).get(here)

        assert answer.status_code == 403

    def test_an_organisation_that_was_not_asked_is_told_so(self, session, as_user, here):
        other = make.organisation(session, name="Ungefragt e. V.")

        answer = as_user(make.member(session, of=other)).get(here)

        assert answer.status_code == 403
        assert "„Ungefragt e. V.“ ist zu dieser Erhebung nicht eingeladen." in answer.text

    def test_no_such_wave_and_no_such_section(self, client, here):
        assert client.get(f"/erhebung/{uuid4()}").status_code == 404
        assert client.get(f"{here}/nirgends").status_code == 404
        assert client.post(f"{here}/nirgends").status_code == 404
        assert client.get(f"{here}/nirgends/entfernen/{ROW}").status_code == 404


class TestSeveralOrganisations:
    @pytest.fixture
    def second(self, session, seat):
        wave, _, user = seat
        other = make_surveys.invited(session, wave)
        make.store(
            session,
            Membership(
                user=user, organisation=other, role=MemberRole.CONTRIBUTOR, since=clock.now()
            ),
        )
        return other

    def test_one_is_chosen_first(self, client, here, seat, second):
        answer = client.get(here)

        assert "Für welche Organisation möchten Sie antworten?" in answer.text
        for organisation in (seat[1], second):
            assert f"{here}?fuer={organisation.id}" in answer.text

    def test_the_choice_stays_in_every_link_and_form(self, client, here, second):
        page = soup(client.get(f"{here}/wir?fuer={second.id}"))

        links = [a["href"] for a in page.select("main a[href], nav.breadcrumb a[href]")]
        own = [link for link in links if link.startswith("/erhebung/")]
        assert own
        assert all(f"fuer={second.id}" in link for link in own)
        assert page.select_one("main form")["action"].endswith(f"/wir?fuer={second.id}")

    def test_answers_go_to_the_chosen_one(self, client, here, second, stored):
        answer = client.post(
            f"{here}/wir?fuer={second.id}",
            data={"version": "0", "aktion": "weiter", "answers/was": "Zweite"},
        )

        assert answer.location == f"{here}/angebote?fuer={second.id}"
        assert stored().organisation_id == second.id


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


class TestRows:
    def test_one_is_added_filled_in_and_kept_with_its_id(self, visit, here, seat, stored):
        page = visit(seat[2]).get(f"{here}/angebote")
        form = page.form("Angebot hinzufügen").press("Angebot hinzufügen").form("weiter")
        form.fill("Wie heißt es?", "Sprachcafé").fill("Wie viele Plätze?", "12")
        form.press("Zwischenspeichern").expect("Angebot 1: Sprachcafé")
        (row,) = stored().document["rows"]["angebot"]

        again = visit(seat[2]).get(f"{here}/angebote").form("weiter")
        again.fill("Wie viele Plätze?", "14").press("Speichern und weiter")

        (changed,) = stored().document["rows"]["angebot"]
        assert changed == {"id": row["id"], "answers": {"titel": "Sprachcafé", "plaetze": 14}}

    def test_what_was_typed_is_not_lost_when_one_is_added(self, visit, here, seat, stored):
        form = visit(seat[2]).get(f"{here}/angebote").form("Angebot hinzufügen")
        form = form.press("Angebot hinzufügen").form("Angebot hinzufügen")
        form.fill("Wie heißt es?", "Sprachcafé").fill("Wie viele Plätze?", "viele")

        page = form.press("Angebot hinzufügen")

        page.expect("Angebot 1: Sprachcafé", "Angebot 2")
        first, second = stored().document["rows"]["angebot"]
        assert first["answers"] == {"titel": "Sprachcafé"}
        assert first["invalid"] == {"plaetze": "viele"}
        assert second["answers"] == {}

    def test_a_double_click_adds_one(self, client, here, stored):
        data = {"version": "0", "hinzufuegen": "angebot", "neu/angebot": ROW}

        first = client.post(f"{here}/angebote", data=data)
        second = client.post(f"{here}/angebote", data=data)

        assert first.location.endswith(f"#zeile-{ROW}")
        assert second.status_code == 303
        assert [row["id"] for row in stored().document["rows"]["angebot"]] == [ROW]

    def test_a_blank_one_goes_at_once(self, client, here, stored):
        client.post(
            f"{here}/angebote", data={"hinzufuegen": "angebot", "neu/angebot": ROW, "version": "0"}
        )

        answer = client.post(
            f"{here}/angebote",
            data={
                "version": "1",
                "rows/angebot": ROW,
                f"rows/angebot/{ROW}/titel": " ",
                "entfernen": ROW,
            },
        )

        assert answer.status_code == 303
        assert stored().document["rows"]["angebot"] == []

    def test_a_filled_one_goes_only_after_asking(self, session, visit, here, seat, stored):
        make_surveys.response(session, *seat, document=make_surveys.document(offers=2))
        form = visit(seat[2]).get(f"{here}/angebote").form("Angebot 1 entfernen")

        question = form.press("Angebot 1 entfernen")

        question.expect("Angebot „Angebot 1“ entfernen?", "Wie viele Plätze? 1")
        assert len(stored().document["rows"]["angebot"]) == 2
        question.form("Endgültig entfernen").press("Endgültig entfernen").expect("entfernt")
        (left,) = stored().document["rows"]["angebot"]
        assert left["answers"]["titel"] == "Angebot 2"

    def test_what_was_typed_is_saved_before_asking(self, session, client, here, seat, stored):
        response = make_surveys.response(session, *seat)
        row = response.document["rows"]["angebot"][0]["id"]

        answer = client.post(
            f"{here}/angebote",
            data={
                "version": "1",
                "rows/angebot": row,
                f"rows/angebot/{row}/titel": "Anders",
                "entfernen": row,
            },
        )

        assert answer.location == f"{here}/angebote/entfernen/{row}"
        assert stored().document["rows"]["angebot"][0]["answers"]["titel"] == "Anders"

    def test_one_that_a_colleague_has_changed_is_asked_about_again(
        self, session, client, here, seat, stored
    ):
        response = make_surveys.response(session, *seat)
        row = response.document["rows"]["angebot"][0]["id"]
        client.post(f"{here}/angebote", data={"version": "1", f"rows/angebot/{row}/titel": "Neu"})

        answer = client.post(f"{here}/angebote/entfernen/{row}", data={"version": "1"})

        assert answer.status_code == 409
        assert "Neu" in answer.text
        again = client.post(f"{here}/angebote/entfernen/{row}", data={"version": "2"})
        assert again.status_code == 303
        assert stored().document["rows"]["angebot"] == []

    def test_one_that_is_gone_leads_back(self, client, here):
        answer = client.get(f"{here}/angebote/entfernen/{uuid4()}")

        assert (answer.status_code, answer.location) == (303, f"{here}/angebote")

    def test_500_are_too_many_and_told_so(self, client, here, stored):
        ids = [str(uuid4()) for _ in range(500)]
        data = {"version": "0", "rows/angebot": ids}
        data |= {f"rows/angebot/{row}/titel": f"Angebot {n}" for n, row in enumerate(ids)}

        answer = client.post(f"{here}/angebote", data=data)

        assert answer.status_code == 422
        assert "höchstens 200 Einträge" in answer.text
        assert len(stored().document["rows"]["angebot"]) == 200
        assert client.get(f"{here}/angebote").status_code == 200
        assert client.get(f"{here}/pruefen").status_code == 200

    def test_filled_ones_are_folded_up_and_those_with_errors_are_open(
        self, session, client, here, seat
    ):
        document = make_surveys.document(offers=3)
        broken = document["rows"]["angebot"][1]
        broken["invalid"] = {"plaetze": "viele"}
        make_surveys.response(session, *seat, document=document)

        page = soup(client.get(f"{here}/angebote"))

        unfolded = page.select("details.row[open] .row-card")
        assert [card["id"] for card in unfolded] == [f"zeile-{broken['id']}"]

    def test_names_of_the_register_are_offered_but_not_those_who_are_not_public(
        self, session, client, here, seat
    ):
        make.organisation(session, name="Stadt Haldensleben")
        make.organisation(session, name="Geheimbund", public=False)

        page = soup(client.get(f"{here}/partner"))

        names = [option["value"] for option in page.select("datalist#partnernamen option")]
        assert "Stadt Haldensleben" in names
        assert "Geheimbund" not in names
        assert seat[1].name not in names
        assert not soup(client.get(f"{here}/wir")).select("datalist")


class TestTwoAtOnce:
    def test_the_second_sees_both_and_loses_nothing(self, client, here, seat, stored):
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Von mir"})

        answer = client.post(
            f"{here}/wir",
            data={"version": "0", "answers/was": "Von dir", "answers/anzahl": "7"},
        )

        assert answer.status_code == 409
        page = soup(answer)
        rows = [[c.text for c in row.select("th, td")] for row in page.select("main tbody tr")]
        assert rows == [
            ["Was machen Sie?", "Von mir", "Von dir"],
            ["Wie viele sind Sie?", "keine Angabe", "7"],
        ]
        assert f"{seat[2].name} hat am" in words(answer)
        assert page.select_one('[name="answers/was"]')["value"] == "Von dir"
        assert stored().document["answers"] == {"was": "Von mir"}

    def test_saving_again_overwrites_knowingly(self, visit, client, here, seat, stored):
        form = visit(seat[2]).get(f"{here}/wir").form("Zwischenspeichern")
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Von mir"})
        conflict = form.fill("Was machen Sie?", "Von dir").press("Zwischenspeichern")
        assert conflict.status == 409

        saved = conflict.form("Zwischenspeichern").press("Zwischenspeichern")

        saved.expect("Zwischengespeichert.")
        assert stored().document["answers"] == {"was": "Von dir"}

    def test_a_row_that_the_other_has_added_stays(self, client, here, stored):
        other = str(uuid4())
        client.post(
            f"{here}/angebote", data={"version": "0", f"rows/angebot/{other}/titel": "Von mir"}
        )

        conflict = client.post(
            f"{here}/angebote", data={"version": "0", f"rows/angebot/{ROW}/titel": "Von dir"}
        )

        assert conflict.status_code == 409
        version = soup(conflict).select_one('[name="version"]')["value"]
        client.post(
            f"{here}/angebote", data={"version": version, f"rows/angebot/{ROW}/titel": "Von dir"}
        )
        titles = [r["answers"]["titel"] for r in stored().document["rows"]["angebot"]]
        assert sorted(titles) == ["Von dir", "Von mir"]

    def test_a_double_click_is_saved_once(self, client, here, stored):
        data = {"version": "0", "aktion": "weiter", "answers/was": "Beraten"}

        answers = [client.post(f"{here}/wir", data=data) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]
        assert stored().section_versions == {"wir": 1}


class TestClosedWave:
    @pytest.fixture(params=["early", "late"])
    def closed(self, request, session, seat):
        wave, now = seat[0], clock.now()
        shift = 2 if request.param == "early" else -20
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
