"""What the members of an organisation see and do together."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ikparticipation import clock
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.contributors import noted
from ikparticipation.surveys.queries.together import holders
from ikparticipation.surveys.services import together
from tests import make, make_surveys
from tests.surveys.pages import soup, words
from tests.surveys.xlsform import workbooks

NOW = make_surveys.NOW


class TestSharingOut:
    def test_somebody_takes_two_sections_without_scripts(self, office, visit, session):
        henk = visit(office.people.henk)
        form = henk.get(office.here).form("Das übernehme ich")

        page = form.put("abschnitt", "wir", "partner").press("Das übernehme ich")

        page.expect("Sie haben 2 Abschnitte übernommen.", "Sie haben das übernommen")
        held = holders(session, office.wave.id, office.organisation.id)
        assert {name: holder.name for name, holder in held.items()} == {
            "wir": "Henk Hilfe",
            "partner": "Henk Hilfe",
        }

    def test_who_represents_them_gives_one_and_all_see_it(self, office, visit):
        form = visit(office.people.vera).get(office.here).form("Zuteilen")

        form.put("abschnitt", "partner").fill("Oder jemand anders", "Hanna Hilfe")
        form.press("Zuteilen").expect("1 Abschnitt ist zugeteilt.")

        henk = visit(office.people.henk)
        henk.get(office.here).expect("Hanna Hilfe hat das übernommen")
        henk.get(f"{office.here}/partner").expect(
            "Hanna Hilfe hat diesen Abschnitt übernommen. Ausfüllen können Sie ihn trotzdem."
        )
        visit(office.people.hanna).get(f"{office.here}/partner").expect(
            "Sie haben diesen Abschnitt übernommen."
        )

    def test_it_is_released_again(self, office, visit, session):
        office.assign("henk", "henk", "wir")
        form = visit(office.people.henk).get(office.here).form("Freigeben")

        form.put("abschnitt", "wir").press("Freigeben").expect("1 Abschnitt ist frei.")

        assert holders(session, office.wave.id, office.organisation.id) == {}

    def test_who_comes_second_is_told_who_has_it(self, office, visit):
        form = visit(office.people.hanna).get(office.here).form("Das übernehme ich")
        office.assign("henk", "henk", "wir")

        told = form.put("abschnitt", "wir").press("Das übernehme ich")

        assert told.status == 409
        told.expect("Henk Hilfe hat diesen Abschnitt übernommen.", "Abschnitte aufteilen")

    def test_without_a_section_it_is_said_what_to_do(self, office, visit):
        page = visit(office.people.henk).get(office.here).form("Das übernehme ich")

        told = page.press("Das übernehme ich")

        assert told.status == 422
        told.expect("Bitte wählen Sie mindestens einen Abschnitt.")

    @pytest.mark.parametrize("data", [{"tun": "zuteilen", "wer": "unsinn"}, {"tun": "zuteilen"}])
    def test_a_forged_form_gives_nothing(self, office, as_user, session, data):
        answer = as_user(office.people.vera).post(
            f"{office.here}/aufteilen", data={"abschnitt": "wir"} | data
        )

        assert answer.status_code == 422
        assert holders(session, office.wave.id, office.organisation.id) == {}

    def test_contributors_are_not_offered_to_give(self, office, as_user):
        page = soup(as_user(office.people.henk).get(office.here))

        assert page.select_one('button[value="selbst"]')
        assert not page.select('[name="wer"], button[value="zuteilen"]')

    def test_who_is_alone_is_not_bothered(self, client, here):
        assert "aufteilen" not in client.get(here).text

    def test_it_is_folded_away_at_first(self, office, as_user):
        page = soup(as_user(office.people.henk).get(office.here))

        assert "open" not in page.select_one("details#aufteilen").attrs


class TestWhoWrote:
    def test_overview_and_review_name_them(self, office, as_user):
        yesterday = NOW - timedelta(days=1)
        people = noted({}, "wir", office.people.henk.id, NOW - timedelta(days=5))
        office.answer(section_people=noted(people, "wir", office.people.hanna.id, yesterday))
        client = as_user(office.people.vera)

        overview = words(client.get(office.here))
        review = words(client.get(f"{office.here}/pruefen"))

        assert "zuletzt Hanna Hilfe, gestern," in overview
        assert "zuletzt Hanna Hilfe, gestern," in review
        assert "davor Henk Hilfe" in review

    def test_who_is_not_known_is_somebody(self, office, as_user):
        office.answer(section_people=noted({}, "wir", uuid4(), NOW))

        assert "zuletzt jemand, heute," in words(as_user(office.people.vera).get(office.here))

    def test_who_has_left_keeps_the_name(self, office, as_user, session):
        stranger = make.user(session, name="Gerda Gegangen")
        office.answer(section_people=noted({}, "wir", stranger.id, NOW))

        assert "zuletzt Gerda Gegangen" in words(as_user(office.people.vera).get(office.here))

    def test_staff_see_it_in_the_review(self, office, as_user, session):
        people = noted({}, "wir", office.people.hanna.id, NOW)
        make_surveys.submitted(
            session, office.wave, office.organisation, office.people.vera, section_people=people
        )
        at = f"/verwaltung/erhebungen/wellen/{office.wave.id}/antworten/{office.organisation.id}"

        assert "zuletzt Hanna Hilfe" in words(as_user(make.steering(session)).get(at))


class TestAskingToSubmit:
    def test_contributors_see_who_may_and_ask_them(self, office, visit):
        office.answer()
        page = visit(office.people.henk).get(f"{office.here}/pruefen")
        page.expect("Absenden kann Vera Vertretung.")

        asked = page.form("Ums Absenden bitten").press("Ums Absenden bitten")
        asked.expect("Die Vertretung bekommt eine Mail", "Henk Hilfe hat am")
        again = asked.form("Ums Absenden bitten").press("Ums Absenden bitten")

        again.expect("Heute wurde schon darum gebeten.")
        visit(office.people.vera).get(office.here).expect("Henk Hilfe bittet Sie")

    def test_after_it_was_submitted_nobody_is_asked_any_more(self, office, as_user, session):
        response = office.answer()
        office.ask_to_submit("henk")
        services.submit_response(
            session, response, actor=office.people.vera, at=NOW + timedelta(minutes=1)
        )
        session.commit()
        client = as_user(office.people.vera)
        client.post(f"{office.here}/wir", data={"version": "1", "answers/anzahl": "13"})

        assert "bittet Sie" not in client.get(office.here).text

    def test_what_is_not_complete_is_not_to_be_submitted(self, office, as_user):
        office.answer(document={"answers": {}, "rows": {}})

        page = as_user(office.people.henk).get(f"{office.here}/pruefen")

        assert "Absenden kann Vera Vertretung." in words(page)
        assert "Ums Absenden bitten" not in page.text

    def test_where_nobody_may_submit_it_is_said_whom_to_ask(self, session, as_user):
        wave, organisation, person = make_surveys.seat(session, role=MemberRole.CONTRIBUTOR)
        make_surveys.response(session, wave, organisation, person)

        page = words(as_user(person).get(f"/erhebung/{wave.id}/pruefen"))

        assert "Wenden Sie sich bitte an die Verwaltung" in page


class TestWhatChanged:
    def submit(self, office, **answers):
        """Save these answers and submit them."""
        seat = office.wave, office.organisation, office.people.vera
        form = {f"answers/{name}": [str(value)] for name, value in answers.items()}
        saved = make_surveys.save(office.session, seat, form)
        services.submit_response(office.session, saved.response, actor=seat[2], at=NOW)
        office.session.commit()

    @pytest.fixture
    def client(self, office, as_user, session):
        make_surveys.submitted(session, office.wave, office.organisation, office.people.vera)
        return as_user(office.people.vera)

    def test_under_a_first_receipt_there_is_nothing(self, office, client):
        assert "geändert hat" not in client.get(f"{office.here}/quittung").text

    def test_each_later_receipt_tells_what_it_says_differently(self, office, client):
        self.submit(office, anzahl=13)
        self.submit(office, anzahl=14, was="Wir nähen.")

        page = soup(client.get(f"{office.here}/quittung"))

        newest = page.select_one('section[aria-labelledby="geaendert"]').get_text(" ", strip=True)
        assert "Gegenüber der 2. Einsendung" in newest
        assert "Wie viele sind Sie? vorher 13, jetzt 14" in newest
        assert "Was machen Sie? vorher Wir beraten., jetzt Wir nähen." in newest
        earlier = [fold.get_text(" ", strip=True) for fold in page.select("details.fold")]
        assert len(earlier) == 1
        assert "vorher 12, jetzt 13" in earlier[0]

    @pytest.mark.usefixtures("client")
    def test_staff_see_it_too(self, office, as_user, session):
        self.submit(office, anzahl=13)
        at = f"/verwaltung/erhebungen/wellen/{office.wave.id}/antworten/{office.organisation.id}"

        page = words(as_user(make.steering(session)).get(at))

        assert "gegenüber der 1. Einsendung" in page
        assert "vorher 12, jetzt 13" in page

    @pytest.mark.parametrize("number", [2, 8])
    def test_it_costs_the_same_however_often_they_submit(self, office, client, statements, number):
        for n in range(number):
            self.submit(office, anzahl=20 + n)
        client.get(f"{office.here}/quittung")

        with statements() as seen:
            client.get(f"{office.here}/quittung")

        assert len(seen) <= 5


@pytest.mark.parametrize("page", ["", "/wir", "/pruefen"])
def test_pages_cost_the_same_with_many_members(office, as_user, statements, session, page):
    office.answer()
    client = as_user(office.people.henk)
    client.get(office.here + page)

    def counted():
        with statements() as seen:
            answer = client.get(office.here + page)
        assert answer.status_code == 200
        return len(seen)

    few = counted()
    people = {}
    for _ in range(40):
        member = make.member(session, of=office.organisation, role=MemberRole.CONTRIBUTOR)
        people = noted(people, "wir", member.id, NOW)
    office.assign("henk", "henk", "wir", "angebote", "partner")

    assert few == counted() <= 5


def test_tasks_cost_the_same_with_many_sections(office, as_user, statements, session):
    office.assign("vera", "henk", "wir")
    client = as_user(office.people.henk)

    def counted():
        client.get("/mein/aufgaben")
        with statements() as seen:
            client.get("/mein/aufgaben")
        return len(seen)

    few = counted()
    office.assign("vera", "henk", "angebote", "partner")

    assert few == counted() <= 8


def _sections(number):
    """A questionnaire of so many sections, each with one question."""
    lines = [(*workbooks.SURVEY_HEADINGS,)]
    for n in range(number):
        lines += [
            ("begin_group", f"teil{n}", f"Teil {n}", f"Part {n}"),
            ("text", f"frage{n}", f"Frage {n}", f"Question {n}"),
            ("end_group",),
        ]
    settings = (("form_title", "default_language"), ("Viele", "Deutsch (de)"))
    return workbooks.xlsx({"survey": tuple(lines), "settings": settings})


def test_pages_cost_the_same_with_many_sections(as_user, statements, session):
    def counted(number):
        stored = make_surveys.questionnaire(session, data=_sections(number))
        wave = make_surveys.open_wave(session, questionnaire=stored)
        _, organisation, user = make_surveys.seat(session, wave)
        make.member(session, of=organisation)
        names = [f"teil{n}" for n in range(number)]
        together.assign_sections(
            session, wave, organisation.id, names, to=user.id, actor=user, at=clock.now()
        )
        session.commit()
        client, seen_of = as_user(user), []
        for path in (f"/erhebung/{wave.id}", "/mein/aufgaben"):
            client.get(path)
            with statements() as seen:
                answer = client.get(path)
            assert answer.text.count(f"Teil {number - 1}")
            seen_of.append(len(seen))
        return seen_of

    few = counted(10)

    assert few == counted(100)
    assert max(few) <= 8
