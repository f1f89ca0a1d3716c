"""What nobody fills in changes nothing; what is no answer is told."""

import pytest

from tests.surveys import every_type
from tests.surveys.pages import soup, words


class TestForged:
    @pytest.mark.parametrize(
        ("section", "field", "value"),
        [
            ("worte", "answers/doppelt", "999"),
            ("worte", "answers/doppelt_roh", "999"),
            ("worte", "answers/fest", "gefälscht"),
            ("worte", "answers/gruss", "x"),
            ("worte", "answers/unbekannt", "x"),
            ("zeiten", "answers/bild", "a" * 64),
            ("zeiten", "answers/datei", '{"file": "x"}'),
            ("auswahl", "answers/titel", "x"),
            ("angebote", "rows/kind", "6a1c5f8e-0000-4000-8000-000000000000"),
        ],
    )
    def test_fields_that_nobody_fills_in_change_nothing(
        self, client, here, stored, section, field, value
    ):
        answer = client.post(f"{here}/{section}", data={"version": "0", field: value})

        assert answer.status_code < 500
        assert stored().document == {"answers": {"fest": "A-17"}, "rows": {}}

    @pytest.mark.parametrize(
        ("section", "field", "value"),
        [
            ("worte", "answers/anzahl", "viele"),
            ("worte", "answers/stunden", "1e400"),
            ("worte", "answers/note_r", "7"),
            ("zeiten", "answers/tag", "31.2.2027"),
            ("zeiten", "answers/uhr", "25:00"),
            ("zeiten", "answers/moment", "irgendwann"),
            ("zeiten", "answers/ort", "52,2"),
            ("auswahl", "answers/farbe", "lila"),
            ("auswahl", "answers/rang", "1 rot"),
            ("auswahl", "answers/einig", "vielleicht"),
        ],
    )
    def test_what_is_no_answer_is_told_at_its_place(self, client, here, section, field, value):
        data = {"version": "0", "aktion": "weiter", field: value}

        answer = client.post(f"{here}/{section}", data=data)

        assert answer.status_code == 422
        target = field.replace("/", "-")
        assert soup(answer).select(f'.error-summary a[href^="#{target}"]')

    def test_scripts_in_every_field_stay_words(self, client, here):
        nasty = "<script>alert(1)</script>"
        for section in every_type.questionnaire().sections:
            data = {f"answers/{q.name}": nasty for q in section.questions} | {"version": "0"}
            answer = client.post(f"{here}/{section.name}", data=data)
            shown = client.get(f"{here}/{section.name}")

            assert answer.status_code in {303, 422}
            for each in (answer, shown):
                assert "alert(1)" not in "".join(s.text for s in soup(each).select("script"))

    def test_two_on_one_place_are_named(self, client, here):
        data = {"version": "0", "aktion": "weiter", "answers/rang": ["1 rot", "1 blau", "2 gelb"]}

        answer = client.post(f"{here}/auswahl", data=data)

        assert "„Rot“ und „Blau“ stehen beide auf Platz 1" in words(answer)
        places = [o["value"] for o in soup(answer).select('[name="answers/rang"] [selected]')]
        assert sorted(places) == ["1 blau", "1 rot", "2 gelb"]
