"""Pages of results: what they show, of whom, and what they say where there is nothing."""

from uuid import UUID

import pytest
from sqlalchemy import select

from ikparticipation.organisations.models import Kind
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.queries import results as stored
from tests import make_surveys
from tests.markup import complaints
from tests.surveys.pages import soup, words

WAVES = "/verwaltung/erhebungen/wellen"
MOST_STATEMENTS = 8

NOBODY = UUID(int=0)


def result(answer, label):
    """The part of the page about one question."""
    heading = next(each for each in soup(answer).select("h3") if label in each.get_text())
    return heading.find_parent("article")


def facts(part):
    pairs = zip(part.select("dl dt"), part.select("dl dd"), strict=True)
    return {word.get_text(strip=True): value.get_text(strip=True) for word, value in pairs}


class TestWave:
    def test_every_question_stands_in_the_order_of_the_questionnaire(self, client, here, answer):
        answer()

        page = client.get(here)

        labels = [each.get_text(strip=True) for each in soup(page).select("h3")]
        assert labels[:4] == [
            "Was machen Sie?", "Wie viele sind Sie?", "Seit wann?", "Welche Farbe?"
        ]  # fmt: skip
        sections = [each.get_text(strip=True) for each in soup(page).select("h2[id^=abschnitt]")]
        assert sections == ["Über uns", "Ihre Angebote", "Partner"]
        assert [each["href"] for each in soup(page).select("nav a[href^='#abschnitt-']")] == [
            "#abschnitt-wir", "#abschnitt-angebote", "#abschnitt-partner"
        ]  # fmt: skip

    def test_a_choice_has_a_plot_and_the_same_figures_beside_it(self, client, here, answer):
        for colour in ("rot", "rot", "blau"):
            answer(farbe=colour)
        answer()

        part = result(client.get(here), "Welche Farbe?")

        assert facts(part)["gefragt"] == "4"
        assert facts(part)["beantwortet"] == "3"
        assert facts(part)["keine Angabe"] == "1"
        rows = [[c.get_text(strip=True) for c in r.select("th, td")] for r in part.select("tr")]
        assert ["Rot", "2", "66,7\xa0%"] in rows
        assert part.select_one("svg desc").get_text().startswith("Rot: 2 (66,7\xa0%)")

    def test_numbers_have_median_and_quartiles(self, client, here, answer):
        for number in (1, 2, 3, 4, 100):
            answer(anzahl=number)

        told = facts(result(client.get(here), "Wie viele sind Sie?"))

        assert (told["Median"], told["Mittlere Hälfte"]) == ("3", "2 bis 4")
        assert (told["Mittelwert"], told["Summe"]) == ("22", "110")

    def test_entries_of_a_list_are_counted_as_such(self, client, here, answer):
        answer(offers=3)

        part = result(client.get(here), "Wie viele Plätze?")

        assert "Gefragt in jedem Eintrag der Liste „Angebot“." in part.get_text()
        assert facts(part)["beantwortet"] == "3"

    def test_the_response_rate_stands_on_top(self, session, client, here, wave, answer):
        answer()
        make_surveys.invited(session, wave)

        assert "1 von 2 haben geantwortet (50 %)" in words(client.get(here))

    def test_what_is_not_accepted_is_marked_as_preliminary(self, client, here, answer):
        answer()
        answer(accepted=False)

        everything, accepted = client.get(here), client.get(f"{here}?stand=angenommen")

        assert "2 Antworten sind gezählt. vorläufig 1 davon ist noch" in words(everything)
        assert "1 Antwort ist gezählt." in words(accepted)
        assert "vorläufig 1" not in words(accepted)

    @pytest.mark.parametrize(
        ("query", "number"),
        [
            pytest.param("?art=verein", 2, id="a kind has counters"),
            pytest.param("?ort=15083415", 2, id="a place has counters"),
            pytest.param("?art=verein&ort=15083415", 1, id="both are counted from documents"),
            pytest.param("?art=nichts&ort=1", 3, id="what is not offered was not chosen"),
        ],
    )
    def test_filters(self, client, here, answer, query, number):
        answer(anzahl=1)
        answer(ags="15083415", anzahl=1, accepted=False)
        answer(kind=Kind.VERBAND, ags="15083415", anzahl=1)

        part = result(client.get(here + query), "Wie viele sind Sie?")

        assert facts(part)["beantwortet"] == str(number)

    def test_counters_and_documents_say_the_same(self, client, here, answer):
        for number in range(3):
            answer(anzahl=number, offers=number, accepted=number != 1)

        one, both = (client.get(here + q) for q in ("?art=verein", "?art=verein&ort=15083270"))

        assert [str(x) for x in soup(one).select("article svg, article table")] == [
            str(x) for x in soup(both).select("article svg, article table")
        ]
        assert "vorläufig" in words(both)

    def test_too_many_documents_are_not_read(self, monkeypatch, client, here, answer):
        monkeypatch.setattr(stored, "MOST_DOCUMENTS", 1)
        answer()
        answer()

        page = words(client.get(f"{here}?art=verein&ort=15083270"))

        assert "Für diese Auswahl sind es zu viele Antworten" in page

    @pytest.mark.parametrize(
        ("query", "says"),
        [
            pytest.param("", "Noch niemand hat geantwortet", id="nobody yet"),
            pytest.param("?art=verein", "Für diese Auswahl gibt es keine", id="none of these"),
            pytest.param("?art=verein&ort=15083270", "Für diese Auswahl", id="none of both"),
        ],
    )
    def test_nothing_to_show(self, client, here, query, says):
        assert says in words(client.get(here + query))

    def test_it_is_well_formed_in_english(self, client, here, answer):
        answer(farbe="rot")
        client.set_cookie("sprache", "en")

        page = client.get(here)

        assert "How many are you?" in words(page)
        assert complaints(page.text, "en") == []


class TestQuestion:
    def test_texts_are_listed_with_who_wrote_them(self, client, here, wave, answer):
        organisation = answer(was="Wir <b>kochen</b>.")

        page = client.get(f"{here}/was")

        row = soup(page).select_one("#antworten").find_next("tbody").select_one("tr")
        assert row.get_text(" ", strip=True) == f"{organisation.name} Wir <b>kochen</b>."
        assert row.a["href"] == f"{WAVES}/{wave.id}/antworten/{organisation.id}"

    def test_each_figure_leads_to_who_answered_what(self, client, here, answer):
        red, blue = answer(farbe="rot"), answer(farbe="blau")
        way = result(client.get(here), "Welche Farbe?").select_one("a.where")["href"]

        page = client.get(way.partition("#")[0])

        rows = soup(page).select_one("#antworten").find_next("tbody").select("tr")
        told = {row.a["href"].rpartition("/")[2]: row.td.get_text(strip=True) for row in rows}
        assert told == {str(red.id): "Rot", str(blue.id): "Blau"}

    def test_who_answered_what_keeps_the_filter_and_is_listed_only_when_asked(
        self, client, here, answer
    ):
        for colour in ("rot", "blau"):
            answer(farbe=colour)

        plain = client.get(f"{here}/farbe?art=verein&mit=anzahl")
        way = soup(plain).select_one("a.where")["href"]

        assert not soup(plain).select("#antworten")
        assert way == f"{here}/farbe?art=verein&mit=anzahl&wer=1#antworten"

    def test_texts_come_fifty_on_a_page(self, client, here, answer):
        answer(offers=51)

        first, second = (client.get(f"{here}/titel?seite={n}") for n in (1, 2))

        assert len(soup(first).select("td.words")) == 50
        assert len(soup(second).select("td.words")) == 1
        assert "Seite 2 von 2" in words(second)

    def test_two_questions_are_crossed(self, client, here, answer):
        answer(farbe="rot", orte=["15083270"])
        answer(farbe="rot", orte=["15083270", "15083415"])

        table = soup(client.get(f"{here}/farbe?mit=orte")).select("table")[-1]

        rows = [[c.get_text(strip=True) for c in r.select("th, td")] for r in table.select("tr")]
        assert rows[0] == [
            "Antwort", "Haldensleben", "Oschersleben", "im ganzen Landkreis", "Summe"
        ]  # fmt: skip
        assert rows[1] == ["Rot", "2", "1", "0", "2"]
        assert rows[-1] == ["Summe", "2", "1", "0", "2"]

    def test_the_other_question_is_chosen_from_a_list(self, client, here, answer):
        answer()

        chosen = soup(client.get(f"{here}/farbe?mit=orte")).select("select[name=mit] option")

        assert [each.get_text() for each in chosen[:3]] == [
            "mit keiner Frage", "Über uns: Was machen Sie?", "Über uns: Wie viele sind Sie?"
        ]  # fmt: skip
        assert [each["value"] for each in chosen if each.has_attr("selected")] == ["orte"]
        assert "farbe" not in [each["value"] for each in chosen]

    @pytest.mark.parametrize(
        ("path", "says"),
        [
            pytest.param("titel?mit=name", "stehen in verschiedenen Listen", id="two lists"),
            pytest.param("farbe?mit=nichts", "gibt es im Fragebogen nicht", id="no such question"),
        ],
    )
    def test_what_cannot_be_crossed_is_told(self, client, here, answer, path, says):
        answer(farbe="rot")

        page = client.get(f"{here}/{path}")

        assert page.status_code == 422
        assert says in words(page)

    @pytest.mark.parametrize("name", ["nichts", "gruss", "angebot"])
    def test_what_nobody_was_asked_is_not_there(self, client, here, answer, name):
        answer()

        assert client.get(f"{here}/{name}").status_code == 404

    def test_before_anybody_has_answered(self, client, here):
        assert "Noch niemand hat geantwortet" in words(client.get(f"{here}/farbe"))

    @pytest.mark.parametrize("path", ["farbe?mit=anzahl", "was", "anzahl", "titel?mit=name"])
    def test_it_is_well_formed(self, client, here, answer, path):
        answer(farbe="rot")

        assert complaints(client.get(f"{here}/{path}").text) == []


@pytest.mark.parametrize(
    "path",
    [
        "wellen/{wave}/ergebnisse",
        "wellen/{wave}/ergebnisse?art=verein&ort=15083270",
        "wellen/{wave}/ergebnisse/was",
        "wellen/{wave}/ergebnisse/farbe?mit=orte&art=verein&ort=15083270",
        "wellen/{wave}/ergebnisse/farbe?wer=1",
        "{survey}/ergebnisse",
    ],
)
def test_pages_send_few_statements_whatever_the_size(
    session, client, wave, answer, statements, path
):
    answer(farbe="rot")
    address = path.format(wave=wave.id, survey=wave.questionnaire.survey_id)
    address = f"/verwaltung/erhebungen/{address}"
    client.get(address)
    with statements() as few:
        client.get(address)
    for number in range(5):
        answer(farbe="blau", anzahl=number, offers=3)
    later = make_surveys.open_wave(session, questionnaire=wave.questionnaire)
    answer(in_wave=later)

    with statements() as many:
        page = client.get(address)

    assert page.status_code == 200
    assert len(few) == len(many) <= MOST_STATEMENTS


@pytest.mark.parametrize("page", [f"wellen/{NOBODY}/ergebnisse", f"{NOBODY}/ergebnisse"])
def test_what_does_not_exist_has_no_results(client, page):
    assert client.get(f"/verwaltung/erhebungen/{page}").status_code == 404


def test_the_pages_of_waves_lead_to_the_results(session, client, wave, here, answer):
    answer()

    survey = f"/verwaltung/erhebungen/{wave.questionnaire.survey_id}"
    assert f'href="{here}"' in client.get(f"{WAVES}/{wave.id}").text
    assert f'href="{survey}/ergebnisse"' in client.get(survey).text
    assert session.scalars(select(Response)).all()
