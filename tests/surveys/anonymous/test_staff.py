"""What staff see of an anonymous wave, and what they cannot."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.errors import ConflictError
from ikparticipation.jobs import Job
from ikparticipation.mail import OutgoingMail
from ikparticipation.surveys import services
from ikparticipation.surveys.export_job import _anonymous
from ikparticipation.surveys.models import Participation, Wave, WaveInvitation, result_counter
from ikparticipation.surveys.queries import open_tasks, response_rate, waves
from ikparticipation.surveys.services import anonymous
from tests import make, make_jobs, make_surveys
from tests.markup import complaints
from tests.surveys import every_type
from tests.surveys.pages import soup, words
from worker.running import run_job

COLOURS = ("blau", "rot", "blau", "rot", "blau")


@pytest.fixture
def client(as_user, staff):
    return as_user(staff)


@pytest.fixture
def at(anonymously):
    return f"/verwaltung/erhebungen/wellen/{anonymously.wave.id}"


def took_part(anonymously):
    organisation, user = anonymously.asked()
    anonymously.begin(organisation, user)
    anonymous.confirm_took_part(
        anonymously.session, anonymously.wave, organisation.id, actor=user, at=clock.now()
    )
    anonymously.session.commit()
    return organisation, user


class TestWave:
    def test_it_says_who_took_part_and_leads_to_no_answer(self, anonymously, client, at):
        organisation, _ = took_part(anonymously)
        anonymously.asked()
        anonymously.sent()

        page = client.get(at)

        text = words(page)
        assert complaints(page.text) == []
        assert "Anonyme Erhebung" in text
        assert "Abgesendete Antworten 1" in text
        assert "Teilnahme bestätigt" in text
        assert not soup(page).select(f'a[href*="antworten/{organisation.id}"]')
        assert client.get(f"{at}/antworten/{organisation.id}").status_code == 404

    def test_it_warns_of_questions_that_tell_who_answers(self, client, at):
        text = words(client.get(at))

        assert "3 Fragen lassen freien Text zu" in text
        assert "wird nichts in den Bestand übernommen" in text

    def test_another_wave_has_nothing_of_it(self, session, client):
        wave = make_surveys.open_wave(session)

        assert "nonym" not in words(client.get(f"/verwaltung/erhebungen/wellen/{wave.id}"))

    def test_it_is_chosen_when_the_wave_is_opened(self, session, client):
        questionnaire = make_surveys.questionnaire(session)
        page = f"/verwaltung/erhebungen/{questionnaire.survey_id}/welle"
        form = {
            each["name"]: each.get("value", "")
            for each in soup(client.get(page)).select(
                "main input[name]:not([type=checkbox]):not([type=radio])"
            )
        }
        today = clock.now().date()
        form |= {
            "title_de": "Ganz anonym",
            "opens_on": str(today),
            "closes_on": str(today.replace(year=today.year + 1)),
            "questionnaire": str(questionnaire.id),
            "anonymous": "y",
            "acceptance": "automatic",
            "continues": "",
        }

        answer = client.post(page, data=form)

        assert answer.status_code == 303, answer.text
        assert session.scalars(select(Wave)).one().anonymous
        assert "die verraten können, wer antwortet" in words(client.get(answer.location))

    def test_a_questionnaire_with_files_is_refused_with_the_reason(self, session, client):
        questionnaire = make_surveys.questionnaire(session, data=every_type.workbook())
        page = f"/verwaltung/erhebungen/{questionnaire.survey_id}/welle"
        today = clock.now().date()
        form = {
            "title_de": "Ganz anonym",
            "opens_on": str(today),
            "closes_on": str(today.replace(year=today.year + 1)),
            "questionnaire": str(questionnaire.id),
            "anonymous": "y",
            "acceptance": "automatic",
            "continues": "",
        }

        answer = client.post(page, data=form)

        assert answer.status_code == 422
        assert "fragt nach Dateien" in words(answer)
        assert session.scalars(select(Wave)).all() == []


class TestReturns:
    def test_who_says_so_counts_as_having_answered(self, session, anonymously):
        took_part(anonymously)
        anonymously.begin(*anonymously.asked())
        anonymously.asked()
        anonymously.sent()

        (row,) = waves(session)

        assert (row.invited, row.started, row.answered, row.anonymous) == (3, 2, 1, True)
        assert response_rate(session, anonymously.wave.id) == (1, 3)

    def test_who_has_taken_part_is_not_reminded(self, session, anonymously, staff):
        took_part(anonymously)
        anonymously.begin(*anonymously.asked())
        organisations = session.scalars(select(WaveInvitation)).all()
        for each in organisations:
            each.invited_at -= 2 * make.DAY
        session.commit()

        reminded = services.remind_many(
            session,
            anonymously.wave,
            [each.organisation_id for each in organisations],
            actor=staff,
            at=clock.now(),
        )

        began = select(Participation.organisation_id).where(Participation.took_part_on.is_(None))
        assert [each.organisation_id for each in reminded] == session.scalars(began).all()

    def test_it_is_a_task_until_they_say_that_they_took_part(self, session, anonymously):
        _, waits = anonymously.asked()
        _, done = took_part(anonymously)

        assert len(open_tasks(session, waits, clock.now())) == 1
        assert open_tasks(session, done, clock.now()) == []

    @pytest.mark.parametrize("page", ["", "/ruecklauf", "/anrufen", "?stand=abgesendet"])
    def test_its_pages_show_it(self, anonymously, client, at, page):
        took_part(anonymously)

        assert client.get(at + page).status_code == 200

    def test_the_invitation_says_that_it_is_anonymous(self, session, anonymously, staff, work):
        organisation = make.organisation(session)
        make.member(session, of=organisation)

        services.invite(session, anonymously.wave, organisation, actor=staff, at=clock.now())
        work()

        assert "Diese Erhebung ist anonym" in session.scalars(select(OutgoingMail.body)).one()


class TestNewStart:
    def test_staff_allow_it_after_reading_what_it_means(self, session, anonymously, client, at):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user)
        invitation = client.get(f"{at}/eingeladen/{organisation.id}")
        page = f"{at}/eingeladen/{organisation.id}/neu-beginnen"

        shown, allowed = client.get(page), client.post(page)
        asked = words(shown)

        assert complaints(shown.text) == []
        assert page in invitation.text
        assert "Es könnte dann doppelt zählen" in asked
        assert allowed.status_code == 303
        assert session.scalars(select(Participation.start_hash)).all() == [None]
        assert "schon erlaubt" in words(client.get(page))

    def test_it_is_shown_as_a_number(self, session, anonymously, client, at):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user, browser="a")
        client.post(f"{at}/eingeladen/{organisation.id}/neu-beginnen")
        session.expire_all()
        anonymously.begin(organisation, user, browser="b")

        assert "Neu begonnen 1" in words(client.get(at))

    def test_there_is_none_for_who_was_not_asked(self, session, client, at):
        stranger = make.organisation(session)

        assert client.get(f"{at}/eingeladen/{stranger.id}/neu-beginnen").status_code == 404


PAGES = ("/ergebnisse", "/ergebnisse/farbe", "/ergebnisse/was", "/export")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_shown_of_too_few(anonymously, client, at, page):
    for _ in range(4):
        anonymously.sent()
    anonymously.end()

    text = words(client.get(at + page))

    assert "Zu wenige Antworten, um anonym zu bleiben" in text
    assert "Wir beraten" not in text


class TestResults:
    @pytest.fixture(autouse=True)
    def _five(self, anonymously):
        for number, colour in enumerate(COLOURS):
            anonymously.sent(was=f"Antwort {9 - number}", farbe=colour)

    @pytest.mark.parametrize("page", PAGES)
    def test_nothing_is_shown_while_it_runs(self, client, at, page):
        text = words(client.get(at + page))

        assert "ist anonym und läuft noch" in text
        assert "Antwort 9" not in text

    def test_five_are_counted_after_the_end(self, anonymously, client, at):
        anonymously.end()

        text = words(client.get(f"{at}/ergebnisse"))

        assert "5 Antworten sind gezählt" in text
        assert "Nach Art, Ort und Handlungsfeld lassen sie sich deshalb nicht auswählen" in text

    def test_a_filter_in_the_address_is_not_obeyed(self, anonymously, client, at):
        anonymously.end()

        text = words(client.get(f"{at}/ergebnisse?art=association&feld=sprache"))

        assert "5 Antworten sind gezählt" in text

    def test_words_are_sorted_and_name_nobody(self, anonymously, client, at):
        anonymously.end()

        answer = client.get(f"{at}/ergebnisse/was")

        page = soup(answer)
        assert complaints(answer.text) == []
        said = [each.text for each in page.select("li.words")]
        assert said == [f"Antwort {n}" for n in (5, 6, 7, 8, 9)]
        assert not page.select('main a[href*="/antworten/"]')

    def test_who_answered_what_is_not_to_be_had(self, anonymously, client, at):
        anonymously.end()

        answer = client.get(f"{at}/ergebnisse/farbe?wer=1")

        assert not soup(answer).select("#antworten, a.where")
        assert not soup(client.get(f"{at}/ergebnisse")).select("a.where")

    def test_two_questions_are_not_crossed_where_a_few_would_stand_alone(
        self, anonymously, client, at
    ):
        anonymously.end()

        answer = client.get(f"{at}/ergebnisse/farbe?mit=anzahl")

        assert answer.status_code == 422
        assert "In einer Zelle stünden weniger als 5 Antworten" in words(answer)
        assert "Zwei Fragen gekreuzt" not in words(answer)

    def test_two_questions_are_crossed_where_nobody_stands_alone(self, anonymously, client, at):
        anonymously.end()

        answer = client.get(f"{at}/ergebnisse/anzahl?mit=seit")

        assert answer.status_code == 200
        assert "Zwei Fragen gekreuzt" in words(answer)

    def test_a_comparison_of_waves_leaves_out_what_is_hidden(self, anonymously, client):
        survey = anonymously.wave.questionnaire.survey_id
        page = f"/verwaltung/erhebungen/{survey}/ergebnisse"

        while_it_runs = words(client.get(page))
        anonymously.end()
        afterwards = words(client.get(page))

        title = anonymously.wave.titles["de"]
        assert title not in while_it_runs
        assert title in afterwards

    def test_counted_as_sent_is_counted_anew(self, session, anonymously):
        def lines():
            found = session.execute(select(result_counter)).all()
            return sorted(tuple(map(str, row)) for row in found if row.n)

        before = lines()
        number = anonymous.recount(session, anonymously.wave)

        assert number == 5
        assert lines() == before

    def test_pages_cost_few_statements(self, anonymously, client, at, statements):
        anonymously.end()
        for page in ("/ergebnisse", "/ergebnisse/was", ""):
            client.get(at + page)
            with statements() as seen:
                client.get(at + page)
            assert len(seen) <= 8, page


class TestExport:
    def test_it_has_every_answer_and_no_organisation(self, app, session, anonymously, client, at):
        names = [anonymously.asked()[0].name for _ in range(5)]
        for number in range(5):
            anonymously.sent(was=f"Antwort {number}")
        anonymously.end()

        client.post(f"{at}/export", data={"scope": "submitted", "format": "csv", "language": "de"})

        rows = exported(app, session)
        assert not any(name in str(rows) for name in names)
        assert sorted(row["was"] for row in rows) == [f"Antwort {n}" for n in range(5)]
        assert {row["_response"] for row in rows} == {"1", "2", "3", "4", "5"}
        assert {row["_organisation"] for row in rows} == {""}
        assert len({row["_submitted_at"] for row in rows}) == 1

    def test_a_job_of_too_few_writes_nothing(self, session, anonymously):
        anonymously.sent()

        with pytest.raises(ConflictError):
            _anonymous(session, anonymously.wave)


def exported(app, session):
    """Return the rows of the CSV file of the only job, once the worker has written it."""
    job = session.scalars(select(Job)).one()
    session.commit()
    assert run_job(app, job.id, lease=timedelta(minutes=1))
    session.expire_all()
    packed = zipfile.ZipFile(io.BytesIO(make_jobs.content(session, job)))
    words_of = packed.read("responses.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(words_of), delimiter=";"))


@pytest.mark.parametrize(
    ("begins", "says"),
    [(True, "Ob etwas abgesendet ist, können wir nicht sehen"), (False, "noch nicht begonnen")],
    ids=["who has begun", "who has not"],
)
def test_a_reminder_says_only_what_is_known(session, anonymously, staff, work, begins, says):
    organisation, user = anonymously.asked()
    if begins:
        anonymously.begin(organisation, user)

    services.repeat_invitation(
        session, anonymously.wave, organisation.id, actor=staff, at=clock.now()
    )
    work()

    assert says in session.scalars(select(OutgoingMail.body)).one()
