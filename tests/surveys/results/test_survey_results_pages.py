"""Waves of a survey side by side: what can be compared, and what is said about the rest."""

import pytest

from tests import make, make_surveys
from tests.markup import complaints
from tests.surveys.pages import soup, words
from tests.surveys.xlsform import workbooks


class TestSurvey:
    @pytest.fixture
    def page(self, client, wave):
        return lambda query="": client.get(
            f"/verwaltung/erhebungen/{wave.questionnaire.survey_id}/ergebnisse{query}"
        )

    def later(self, session, wave, **given):
        opens = wave.opens_at + make.DAY
        return make_surveys.open_wave(session, opens_at=opens, **given)

    def test_waves_stand_side_by_side(self, session, page, wave, answer):
        second = self.later(session, wave, questionnaire=wave.questionnaire)
        answer(anzahl=2)
        answer(anzahl=4, in_wave=second)

        table = next(
            each for each in soup(page()).select("table")
            if "Wie viele sind Sie?" in each.caption.get_text()
        )  # fmt: skip

        rows = [[c.get_text(strip=True) for c in r.select("th, td")] for r in table.select("tr")]
        assert rows == [
            ["Antwort", wave.title("de"), second.title("de")],
            ["beantwortet", "1", "1"],
            ["Mittelwert", "2", "4"],
        ]
        assert soup(page()).select("details svg path")

    def test_a_break_is_shown_and_explained(self, session, page, wave, answer):
        data = workbooks.xlsx(
            {
                "survey": tuple(
                    ("select_one farben", *row[1:]) if row[1:2] == ("anzahl",) else row
                    for row in make_surveys.SURVEY
                ),
                "choices": make_surveys.CHOICES,
                "settings": (("form_title", "default_language"), ("Probe", "Deutsch (de)")),
            }
        )
        survey = wave.questionnaire.survey
        version = make_surveys.questionnaire(session, survey=survey, number=2, data=data)
        second = self.later(session, wave, questionnaire=version)
        answer(anzahl=2)
        answer(anzahl="rot", in_wave=second)

        told = words(page())

        assert "nicht mit der vorigen Erhebung vergleichbar" in told
        assert "Wie viele sind Sie?" in told

    def test_only_what_was_accepted(self, page, answer):
        answer(accepted=False)

        assert "Noch niemand hat geantwortet" in words(page("?stand=angenommen"))
        assert "Noch niemand hat geantwortet" not in words(page())

    def test_it_is_well_formed(self, session, page, wave, answer):
        answer(farbe="rot")
        answer(in_wave=self.later(session, wave, questionnaire=wave.questionnaire))

        assert complaints(page().text) == []
