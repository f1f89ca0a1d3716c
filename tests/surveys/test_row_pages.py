from uuid import uuid4

import pytest

from tests import make, make_surveys
from tests.surveys.pages import soup, words

ROW = str(uuid4())


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
        data = {"version": "0", "add/angebot": ROW}

        first = client.post(f"{here}/angebote", data=data)
        second = client.post(f"{here}/angebote", data=data)

        assert first.location.endswith(f"#zeile-{ROW}")
        assert second.status_code == 303
        assert [row["id"] for row in stored().document["rows"]["angebot"]] == [ROW]

    def test_a_blank_one_goes_at_once(self, client, here, stored):
        client.post(f"{here}/angebote", data={"add/angebot": ROW, "version": "0"})

        answer = client.post(
            f"{here}/angebote",
            data={
                "version": "1",
                "rows/angebot": ROW,
                f"rows/angebot/{ROW}/titel": " ",
                "remove/angebot": ROW,
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
                "remove/angebot": row,
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

        unfolded = page.select("details.row[open] > summary")
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
        both = page.select('section[aria-labelledby="unterschiede"] fieldset')
        assert [" ".join(each.get_text(" ").split()) for each in both] == [
            "Was machen Sie? Gespeichert: Von mir Ihre Eingabe: Von dir",
            "Wie viele sind Sie? Gespeichert: keine Angabe Ihre Eingabe: 7",
        ]
        assert f"{seat[2].name} hat am" in words(answer)
        assert page.select_one('[name="answers/was"]')["value"] == "Von dir"
        assert stored().document["answers"] == {"was": "Von mir"}

    @pytest.mark.parametrize("choice", ["Von dir", "Von mir"])
    def test_one_of_both_values_is_chosen(self, visit, client, here, seat, stored, choice):
        form = visit(seat[2]).get(f"{here}/wir").form("Zwischenspeichern")
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Von mir"})
        conflict = form.fill("Was machen Sie?", "Von dir").press("Zwischenspeichern")
        assert conflict.status == 409

        words = f"Gespeichert: {choice}" if choice == "Von mir" else f"Ihre Eingabe: {choice}"
        chosen = conflict.form("Auswahl speichern").choose("wahl/answers/was", [words])
        saved = chosen.press("Auswahl speichern")

        saved.expect("Zwischengespeichert.")
        assert stored().document["answers"] == {"was": choice}

    def test_who_saves_without_choosing_is_asked_again_and_loses_nothing(
        self, visit, client, here, seat, stored
    ):
        form = visit(seat[2]).get(f"{here}/wir").form("Zwischenspeichern")
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Von mir"})
        conflict = form.fill("Was machen Sie?", "Von dir").press("Zwischenspeichern")

        asked = conflict.form("Zwischenspeichern").press("Zwischenspeichern")

        assert asked.status == 422
        asked.expect("Bitte wählen Sie, was gelten soll", "Von mir", "Von dir")
        assert stored().document["answers"] == {"was": "Von mir"}

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
