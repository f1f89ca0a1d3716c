import csv
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation.organisations.models import Decision, ListImport, ListLine, Organisation
from tests import make
from tests.make_lists import HEADINGS, PLAIN, uploaded, xlsx

LIST = "/verwaltung/akteure/liste"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def steering(as_user, actor):
    return as_user(actor)


def sent(client, data, name="liste.csv", **query):
    file = (BytesIO(data if isinstance(data, bytes) else data.encode()), name)
    return client.post(LIST, data={"file": file}, query_string=query)


def doubtful(session, actor, number=120):
    for n in range(number):
        make.organisation(session, name=f"Chor Klangfarben {n} Colbitz", ags="15083130")
    text = "Organisation;Ort\n"
    text += "".join(f"Chr Klangfarben {n} Colbitz;Colbitz\n" for n in range(number))
    return uploaded(session, text, actor=actor)


def decisions(session):
    session.expire_all()
    query = select(ListLine.row, ListLine.decision).where(ListLine.decision.is_not(None))
    return dict(tuple(row) for row in session.execute(query))


def names(session):
    session.expire_all()
    return session.scalars(select(Organisation.name)).all()


class TestUpload:
    def test_the_register_leads_to_it_and_it_says_what_a_list_may_hold(self, steering):
        assert LIST in steering.get("/verwaltung/akteure").text
        assert "Ansprechperson" in steering.get(LIST).text

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("liste.csv", PLAIN.encode("cp1252")),
            (
                "liste.xlsx",
                xlsx(HEADINGS, ("Chor Klangfarben", "a@example.org", "Ada", "", "", "")),
            ),
        ],
    )
    def test_a_list_is_read_and_shown_before_anything_is_stored(
        self, session, steering, name, data
    ):
        answer = sent(steering, data, name)

        page = steering.get(answer.location).text
        assert answer.status_code == 303
        assert "Chor Klangfarben" in page
        assert "1 Organisation kommt neu ins Verzeichnis." in page
        assert names(session) == []

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "Die Datei ist leer."),
            (b"Farbe\nrot\n", "fehlt eine Spalte"),
            (None, "wählen Sie"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_what_to_do(self, session, steering, data, words):
        answer = steering.post(LIST) if data is None else sent(steering, data)

        assert answer.status_code == 422
        assert words in answer.text
        assert session.scalar(select(func.count(ListImport.id))) == 0

    def test_what_the_list_says_is_never_markup(self, session, steering, actor):
        make.organisation(session, name="Chor Klangfarben Colbitz", ags="15083130")
        text = f"Organisation;E-Mail;{SCRIPT}\nChr Klangfarben Colbitz {SCRIPT};;\n;{SCRIPT};\n"

        listed = uploaded(session, text, actor=actor)

        for view in ("zweifel", "neu", "bekannt", "berichtigen"):
            page = steering.get(f"{LIST}/{listed.id}", query_string={"ansicht": view}).text
            assert SCRIPT not in page


class TestPreview:
    def test_empty_views_say_so(self, session, steering, actor):
        listed = uploaded(session, actor=actor)

        page = steering.get(f"{LIST}/{listed.id}", query_string={"ansicht": "zweifel"}).text

        assert "Hier ist nichts." in page

    def test_a_doubt_shows_whom_it_may_mean_and_why(self, session, steering, actor):
        listed = doubtful(session, actor, 1)

        page = steering.get(f"{LIST}/{listed.id}").text

        assert "Zeile 2: Chr Klangfarben 0 Colbitz" in page
        assert "Das ist „Chor Klangfarben 0 Colbitz“ (Verein, Colbitz)" in page
        assert "Die Wörter ähneln sich." in page
        assert "Beide nennen denselben Ort." in page

    def test_doubts_come_a_hundred_at_a_time_and_choices_stay(self, session, steering, actor):
        listed = doubtful(session, actor)
        path = f"{LIST}/{listed.id}"
        first = steering.get(path).text

        answer = steering.post(path, data={"zeile-2": "neu", "zeile-3": "weg", "seite": "2"})

        second = steering.get(answer.location).text
        assert ("Zeile 101:" in first, "Zeile 102:" in first) == (True, False)
        assert "Zeile 102:" in second
        assert decisions(session) == {2: Decision.NEW, 3: Decision.LEAVE}
        assert steering.get(path).text.count("checked") == 2

    @pytest.mark.parametrize("chosen", ["vielleicht", "00000000-0000-0000-0000-000000000001"])
    def test_a_choice_that_was_not_offered_is_refused(self, session, steering, actor, chosen):
        listed = doubtful(session, actor, 1)

        answer = steering.post(f"{LIST}/{listed.id}", data={"zeile-2": chosen})

        assert answer.status_code == 422
        assert decisions(session) == {}

    @pytest.mark.parametrize("view", ["zweifel", "neu", "bekannt", "berichtigen"])
    def test_it_takes_at_most_eight_statements(self, session, steering, actor, statements, view):
        listed = doubtful(session, actor)

        with statements() as seen:
            steering.get(f"{LIST}/{listed.id}", query_string={"ansicht": view})

        assert len(seen) <= 8

    def test_a_list_that_is_gone_is_not_there(self, steering):
        assert steering.get(f"{LIST}/{uuid4()}").status_code == 404
        assert steering.post(f"{LIST}/{uuid4()}/einlesen").status_code == 404

    def test_it_can_be_thrown_away(self, session, steering, actor):
        listed = uploaded(session, actor=actor)

        answer = steering.post(f"{LIST}/{listed.id}/verwerfen")

        assert answer.location == LIST
        assert session.scalar(select(func.count(ListLine.id))) == 0


class TestTakingIn:
    def test_it_keeps_the_choices_of_the_page_and_reports(self, session, steering, actor):
        listed = doubtful(session, actor, 2)

        answer = steering.post(f"{LIST}/{listed.id}/einlesen", data={"zeile-2": "neu"})

        report = steering.get(answer.location).text
        assert "Chr Klangfarben 0 Colbitz" in names(session)
        assert "Chr Klangfarben 1 Colbitz" not in names(session)
        assert "Noch offene Zweifel" in report

    def test_pressed_twice_nothing_is_doubled(self, session, steering, actor):
        listed = uploaded(session, actor=actor)
        path = f"{LIST}/{listed.id}/einlesen"

        answers = [steering.post(path) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 303]
        assert names(session) == ["Chor Klangfarben"]

    def test_where_it_was_asked_for_it_leads_on_with_the_list(self, steering):
        waiting = "/verwaltung/erhebungen?x=1"
        preview = sent(steering, PLAIN, weiter=waiting).location
        import_id = preview.rpartition("/")[2]

        steering.post(f"{preview}/einlesen")

        assert f"{waiting}&amp;liste={import_id}" in steering.get(preview).text

    @pytest.mark.parametrize("path", ["//elsewhere.example", "https://elsewhere.example", "/\t/x"])
    def test_it_never_leads_elsewhere(self, steering, path):
        preview = sent(steering, PLAIN, weiter=path).location

        steering.post(f"{preview}/einlesen")

        assert "Weiter zur Einladung" not in steering.get(preview).text


class TestLinesToCorrect:
    TEXT = (
        "Organisation;E-Mail;Telefon\n"
        "=1+1;falsch;+49 39201 1\n"
        "Chor;a@example.org;\n"
        ";b@example.org;\n"
    )

    def test_they_are_listed_with_their_row_and_what_to_do(self, session, steering, actor):
        listed = uploaded(session, self.TEXT, actor=actor)

        page = steering.get(f"{LIST}/{listed.id}", query_string={"ansicht": "berichtigen"}).text

        assert "„falsch“ ist keine vollständige E-Mail-Adresse." in page
        assert "Der Name fehlt." in page

    def test_as_a_file_they_can_be_corrected_and_read_in_again(self, session, steering, actor):
        listed = uploaded(session, self.TEXT, actor=actor)
        steering.post(f"{LIST}/{listed.id}/einlesen")

        data = steering.get(f"{LIST}/{listed.id}/berichtigen.csv").data

        rows = list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))
        assert [row[0] for row in rows] == ["Zeile", "2", "4"]
        assert rows[1][2] == "'=1+1"
        assert rows[1][7] == "'+49 39201 1"

        corrected = data.replace(b"falsch", b"richtig@example.org")
        preview = sent(steering, corrected).location
        steering.post(f"{preview}/einlesen")

        stored = session.scalars(select(Organisation).where(Organisation.name == "=1+1")).one()
        assert stored.phone == "+49 39201 1"
