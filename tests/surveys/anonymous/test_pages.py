"""The way of an organisation through an anonymous wave, page by page."""

import pytest
from sqlalchemy import func, select

from ikparticipation import clock, db, web
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus, Participation
from ikparticipation.surveys.services import anonymous
from tests import make, make_surveys
from tests.markup import complaints
from tests.surveys.pages import soup, words

LIVE = {"HX-Request": "true"}


@pytest.fixture
def seat(anonymously):
    return anonymously.wave, *anonymously.asked()


@pytest.fixture
def begin_at(seat):
    return f"/teilnahme/{seat[0].id}"


@pytest.fixture
def here(seat):
    return f"/anonym/{seat[0].id}"


@pytest.fixture
def stored(app):
    """`stored(model)`: all rows of it, as the database has them now."""

    def read(model):
        with db.sessions_of(app)() as own:
            return own.scalars(select(model)).all()

    return read


def begun(client, begin_at, here):
    """Begin as a person does, and return the code the page showed."""
    client.get(begin_at)
    client.post(begin_at)
    code = soup(client.get(here)).select_one(".receipt__code").text
    client.post(f"{here}/code/notiert")
    return code


def fill(client, here):
    for section in ("wir", "angebote", "partner"):
        form = make_surveys.fields(make_surveys.document(), section)
        answer = client.post(f"{here}/{section}", data=form | {"version": "0", "aktion": "weiter"})
        assert answer.status_code == 303, answer.text


def send(client, here):
    version = soup(client.get(f"{here}/pruefen")).select_one('input[name="version"]')["value"]
    return client.post(f"{here}/pruefen", data={"version": version})


class TestBeginning:
    def test_the_address_of_the_invitation_leads_there(self, client, seat, begin_at):
        answer = client.get(f"/erhebung/{seat[0].id}?fuer={seat[1].id}")

        assert answer.status_code == 303
        assert answer.location == f"{begin_at}?fuer={seat[1].id}"

    @pytest.mark.parametrize("page", ["wir", "pruefen", "quittung", "papier", "rueckfragen"])
    def test_no_page_by_name_is_open(self, client, seat, begin_at, page):
        answer = client.get(f"/erhebung/{seat[0].id}/{page}")

        assert (answer.status_code, answer.location) == (303, begin_at)

    def test_it_says_what_anonymous_means_and_what_is_noted(self, client, begin_at, stored):
        text = words(client.get(begin_at))

        assert "Zwischen beiden gibt es keine Verbindung" in text
        assert "Nennen Sie in freien Texten keine Namen" in text
        assert "Beginnen und Code bekommen" in text
        assert stored(Participation) == []

    def test_the_code_is_shown_and_stands_nowhere_in_the_database(
        self, client, begin_at, here, stored
    ):
        client.get(begin_at)

        answer = client.post(begin_at)

        code = soup(client.get(here)).select_one(".receipt__code").text
        assert (answer.status_code, answer.location) == (303, here)
        assert anonymous.tidy(code) == code
        assert len(stored(Participation)) == 1
        assert stored(AnonymousAnswer) == []

    def test_two_clicks_begin_once_with_one_code(self, app, seat, begin_at, here, stored):
        first, second = (app.test_client(user=seat[2]) for _ in range(2))
        first.get(begin_at)
        cookie = first.get_cookie("session").value
        second.set_cookie("session", cookie)

        answers = [each.post(begin_at) for each in (first, second)]

        codes = {soup(each.get(here)).select_one(".receipt__code").text for each in (first, second)}
        assert [answer.location for answer in answers] == [here, here]
        assert len(codes) == 1
        assert [each.starts for each in stored(Participation)] == [1]

    def test_a_colleague_is_told_that_the_code_is_given_out(
        self, session, as_user, client, seat, begin_at, here
    ):
        begun(client, begin_at, here)
        colleague = as_user(make.member(session, of=seat[1]))

        page = words(colleague.get(begin_at))
        answer = colleague.post(begin_at)

        assert "Ihre Organisation hat schon begonnen" in page
        assert "Beginnen und Code bekommen" not in page
        assert answer.location == begin_at
        assert "Code eingeben" in words(colleague.get(here))

    def test_contributors_are_told_who_begins(self, session, as_user, seat, begin_at, stored):
        member = make.member(session, of=seat[1], role=MemberRole.CONTRIBUTOR)
        client = as_user(member)

        page = words(client.get(begin_at))
        answer = client.post(begin_at)

        assert "Beginnen kann nur eine vertretungsberechtigte Person" in page
        assert answer.status_code == 403
        assert stored(Participation) == []

    def test_others_and_visitors_do_not_get_in(self, session, as_user, begin_at):
        assert as_user(make.member(session)).get(begin_at).status_code == 403
        assert as_user().get(begin_at).location.startswith("/anmelden")

    def test_a_wave_that_is_not_anonymous_has_no_such_page(self, session, as_user):
        wave, _, user = make_surveys.seat(session)
        client = as_user(user)

        assert client.get(f"/teilnahme/{wave.id}").location == f"/erhebung/{wave.id}"
        assert client.post(f"/teilnahme/{wave.id}").status_code == 409
        assert client.get(f"/anonym/{wave.id}").status_code == 404

    def test_who_acts_for_two_organisations_begins_for_each(
        self, session, as_user, anonymously, stored
    ):
        (one, user), (two, _) = anonymously.asked(), anonymously.asked()
        role, since = MemberRole.REPRESENTATIVE, clock.now()
        make.store(session, Membership(user=user, organisation=two, role=role, since=since))
        client, at, here = as_user(user), f"/teilnahme/{anonymously.wave.id}", "/anonym/"
        here += str(anonymously.wave.id)

        codes = []
        for organisation in (one, two):
            client.get(f"{at}?fuer={organisation.id}")
            client.post(f"{at}?fuer={organisation.id}")
            codes.append(soup(client.get(here)).select_one(".receipt__code").text)
            client.post(f"{here}/code/notiert")

        assert codes[0] != codes[1]
        assert len(stored(Participation)) == len(stored(AnonymousAnswer)) == 2


class TestCode:
    def test_on_another_device_it_leads_back(self, client, as_user, begin_at, here):
        code = begun(client, begin_at, here)
        elsewhere = as_user()

        answer = elsewhere.post(f"{here}/code/eingeben", data={"code": code.lower()})

        assert (answer.status_code, answer.location) == (303, here)
        assert "Weiter zum Fragebogen" in words(elsewhere.get(here))

    @pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA-AAAA", "x", "\x00", "K" * 10_000])
    def test_a_wrong_one_is_told_and_stays_in_the_field(self, as_user, here, typed):
        answer = as_user().post(f"{here}/code/eingeben", data={"code": typed})

        page = soup(answer)
        assert answer.status_code == 422
        assert "Diesen Code gibt es nicht" in page.select_one("#code-fehler").text
        assert page.select_one("#code")["aria-describedby"].split() == [
            "code-hinweis",
            "code-fehler",
        ]

    def test_guessing_is_slowed_down(self, as_user, here):
        client = as_user()
        web.limiter.enabled = True
        try:
            wrong = {"code": "AAAA-AAAA-AAAA-AAAA"}
            statuses = [
                client.post(f"{here}/code/eingeben", data=wrong).status_code for _ in range(11)
            ]
        finally:
            web.limiter.enabled = False
            web.limiter.reset()

        assert statuses == [422] * 10 + [429]

    @pytest.mark.parametrize("page", ["/wir", "/pruefen", "/quittung", "/wir/verzeichnis"])
    def test_without_one_every_page_asks_for_it(self, as_user, here, page):
        assert as_user().get(here + page).location == here

    def test_it_is_forgotten_on_this_device(self, client, begin_at, here):
        begun(client, begin_at, here)

        client.post(f"{here}/code/weglegen")

        assert client.get(f"{here}/wir").location == here
        assert "Code eingeben" in words(client.get(here))

    def test_nobody_makes_an_answer_without_having_begun(self, as_user, here, stored):
        as_user().post(f"{here}/code/notiert")

        assert stored(AnonymousAnswer) == []

    def test_signing_out_forgets_it(self, client, begin_at, here):
        begun(client, begin_at, here)

        client.post("/abmelden")

        assert client.get(f"{here}/wir").location == here


class TestAnswering:
    def test_a_section_is_the_page_of_every_questionnaire(self, client, begin_at, here):
        begun(client, begin_at, here)

        answer = client.get(f"{here}/wir")

        assert "Was machen Sie?" in words(answer)
        assert "anonyme Antwort" in words(answer)
        assert "Schreiben Sie in freie Texte keinen Namen" in words(answer)
        assert soup(answer).select_one("#antworten")["action"] == f"{here}/wir"

    def test_what_is_saved_names_nobody(self, client, seat, begin_at, here):
        begun(client, begin_at, here)
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Beraten"})

        text = words(client.get(f"{here}/wir"))

        assert "Zuletzt gespeichert" not in text
        assert seat[1].name not in text

    def test_it_saves_while_one_answers(self, client, begin_at, here, stored):
        begun(client, begin_at, here)
        data = {"version": "0", "answers/was": "Beraten", "seite": "s.1"}

        answer = client.post(f"{here}/wir", data=data, headers=LIVE)

        assert answer.headers["Saved-Section"] == "wir"
        assert stored(AnonymousAnswer)[0].document["answers"]["was"] == "Beraten"

    def test_two_tabs_show_both_values(self, client, begin_at, here):
        begun(client, begin_at, here)
        client.post(f"{here}/wir", data={"version": "0", "answers/was": "Beraten"})

        answer = client.post(f"{here}/wir", data={"version": "0", "answers/was": "Lehren"})

        assert answer.status_code == 409
        assert "Beraten" in words(answer)
        assert "Lehren" in answer.text

    def test_rows_are_removed_and_names_looked_up(self, session, client, begin_at, here, stored):
        make.organisation(session, name="Caritas Börde")
        begun(client, begin_at, here)
        document = make_surveys.document()
        form = make_surveys.fields(document, "partner")
        client.post(f"{here}/partner", data=form | {"version": "0"})
        row = document["rows"]["partner"][0]["id"]
        field = f"rows/partner/{row}/name"

        found = client.get(f"{here}/partner/verzeichnis", query_string={"feld": field, "q": "car"})
        taken = client.post(
            f"{here}/partner/verzeichnis?feld={field}", data={"name": "Caritas Börde"}
        )
        named = stored(AnonymousAnswer)[0].document["rows"]["partner"][0]["answers"]
        asked = client.get(f"{here}/partner/entfernen/{row}")
        client.post(f"{here}/partner/entfernen/{row}", data={"version": "2"})

        assert "Caritas Börde" in words(found)
        assert taken.status_code == 303
        assert named == {"name": "Caritas Börde"}
        assert "Caritas Börde" in words(asked)
        assert stored(AnonymousAnswer)[0].document["rows"]["partner"] == []

    def test_after_the_end_what_was_typed_stands_in_the_form(
        self, client, anonymously, begin_at, here
    ):
        begun(client, begin_at, here)
        anonymously.end()

        answer = client.post(f"{here}/wir", data={"version": "0", "answers/was": "zu spät"})

        assert answer.status_code == 409
        assert "zu spät" in answer.text
        assert client.get(f"{here}/wir").status_code == 409
        assert client.post(f"{here}/pruefen").status_code == 409


class TestSending:
    def test_the_whole_way(self, client, seat, begin_at, here, stored):
        begun(client, begin_at, here)
        fill(client, here)

        answer = send(client, here)

        receipt = client.get(f"{here}/quittung")
        (sent,) = stored(AnonymousAnswer)
        assert answer.location == f"{here}/quittung"
        assert sent.status is AnswerStatus.SUBMITTED
        assert sent.receipt_code in words(receipt)
        assert seat[1].name not in words(receipt)
        assert stored(Participation)[0].took_part_on is None

    def test_who_took_part_says_so_and_the_code_is_forgotten(self, client, begin_at, here, stored):
        begun(client, begin_at, here)
        fill(client, here)
        send(client, here)
        button = soup(client.get(f"{here}/quittung")).select_one('form[action*="bestaetigen"]')

        answer = client.post(button["action"])

        assert answer.location == begin_at
        assert "Ihre Organisation hat teilgenommen" in words(client.get(begin_at))
        assert stored(Participation)[0].took_part_on is not None
        assert client.get(f"{here}/quittung").location == here

    def test_a_second_sending_shows_the_same_receipt(self, client, begin_at, here, stored):
        begun(client, begin_at, here)
        fill(client, here)
        send(client, here)
        first = stored(AnonymousAnswer)[0].receipt_code

        again = client.post(f"{here}/pruefen", data={"version": "9"})

        assert again.location == f"{here}/quittung"
        assert stored(AnonymousAnswer)[0].receipt_code == first

    def test_what_was_sent_is_read_and_not_changed(self, client, begin_at, here):
        begun(client, begin_at, here)
        fill(client, here)
        send(client, here)

        late = client.post(f"{here}/wir", data={"version": "1", "answers/was": "anders"})

        assert client.get(f"{here}/wir").location == f"{here}/pruefen"
        assert late.status_code == 409
        assert "Sie lassen sich nicht ändern" in words(late)
        assert "anders" in late.text
        assert "Anonym und endgültig absenden" not in client.get(f"{here}/pruefen").text

    def test_what_is_missing_is_listed(self, client, begin_at, here):
        begun(client, begin_at, here)

        answer = client.post(f"{here}/pruefen", data={"version": "1"})

        assert answer.status_code == 422
        assert "fehlt noch" in words(answer)

    def test_no_mail_tells_of_it(self, session, client, begin_at, here, work):
        begun(client, begin_at, here)
        fill(client, here)
        send(client, here)
        work()

        assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 0


PAGES = ["", "/wir", "/angebote", "/partner", "/pruefen"]


class TestStatements:
    @pytest.mark.parametrize("page", PAGES)
    def test_pages(self, client, begin_at, here, statements, page):
        begun(client, begin_at, here)
        fill(client, here)
        client.get(here + page)

        with statements() as seen:
            assert client.get(here + page).status_code == 200

        assert len(seen) <= 4

    def test_saving_and_sending(self, client, begin_at, here, statements):
        begun(client, begin_at, here)
        fill(client, here)

        with statements() as saved:
            client.post(f"{here}/wir", data={"version": "1", "answers/was": "anders"})
        with statements() as sent:
            send(client, here)

        assert len(saved) <= 8
        assert len(sent) <= 8 + 4

    def test_beginning(self, client, begin_at, here, statements):
        with statements() as shown:
            client.get(begin_at)
        with statements() as begins:
            client.post(begin_at)
        with statements() as opens:
            client.post(f"{here}/code/notiert")

        assert max(len(shown), len(begins), len(opens)) <= 8


def test_every_page_is_sound(client, begin_at, here):
    pages = [client.get(begin_at)]
    client.post(begin_at)
    pages += [client.get(here), client.get(begin_at)]
    client.post(f"{here}/code/notiert")
    pages += [client.get(here + page) for page in ("", "/wir", "/angebote", "/pruefen")]
    fill(client, here)
    send(client, here)
    pages += [client.get(here + page) for page in ("", "/pruefen", "/quittung")]
    client.post(f"{here}/code/weglegen")
    pages += [client.get(begin_at), client.get(here)]
    pages.append(client.post(f"{here}/code/eingeben", data={"code": "falsch"}))

    assert [complaints(page.text) for page in pages] == [[] for _ in pages]
