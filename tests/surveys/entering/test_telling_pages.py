"""What comes of an entry over the pages: it is submitted, told, discarded, objected to."""

import pytest
from sqlalchemy import select

from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Response,
    ResponseRevision,
)
from ikparticipation.surveys.services import reviewing
from tests import make, make_surveys
from tests.surveys.entering.conftest import NOW, TODAY
from tests.surveys.pages import soup, words

MOST = 8
FORM = {"channel": "paper", "received_on": f"{TODAY:%d.%m.%Y}", "source": "Ordner 3"}


@pytest.fixture
def staff(as_user, case):
    return as_user(case.staff)


@pytest.fixture
def member(as_user, case):
    return as_user(case.member)


def stored(session, model):
    session.expire_all()
    found = session.scalars(select(model)).one_or_none()
    session.commit()
    return found


def band(answer):
    return soup(answer).select_one('aside[aria-label="Eintragung für eine Organisation"]')


class TestSubmitting:
    def send(self, case, staff):
        response = case.complete()
        return staff.post(
            f"{case.own}/pruefen{case.query}",
            data={"version": str(response.version)},
            follow_redirects=True,
        )

    def test_it_goes_out_and_staff_read_what_was_entered(self, session, case, staff):
        case.begin()

        answer = self.send(case, staff)

        assert "Die Organisation bekommt eine Mail" in words(answer)
        assert "Von der Verwaltung eingetragen" in words(answer)
        assert stored(session, ResponseRevision).channel is Channel.PAPER

    def test_who_cannot_be_mailed_is_named(self, session, case, staff):
        case.organisation = make_surveys.invited(session, case.wave)
        case.begin()

        assert "keine E-Mail-Adresse" in words(self.send(case, staff))

    def test_the_organisation_is_told_by_mail_and_on_its_pages(self, session, case, work, member):
        case.entered(source="Brief von Frau Berg")
        work()

        (letter,) = session.scalars(select(OutgoingMail)).all()
        assert letter.to == case.member.email
        assert "Brief von Frau Berg" in letter.body
        assert f"/erhebung/{case.wave.id}/eingetragen" in letter.body
        session.commit()
        for page in ("", "/pruefen", "/quittung"):
            answer = member.get(case.own + page)
            assert "weil es auf Papier kam" in words(answer), page
            assert soup(answer).select(f'a[href="{case.own}/eingetragen"]')

    def test_the_printed_answers_name_the_way(self, case, member):
        case.entered()

        printed = words(member.get(f"{case.own}/quittung/papier"))

        assert "Sonja Steuerung, Verwaltung (Papier, eingegangen am" in printed

    def test_nothing_is_told_when_the_organisation_submits_itself(
        self, session, case, work, member
    ):
        case.submit(case.complete(actor=case.member), actor=case.member)
        work()

        (letter,) = session.scalars(select(OutgoingMail)).all()
        assert letter.subject.startswith("Quittung")
        session.commit()
        assert "für Sie eingetragen" not in words(member.get(case.own))

    def test_the_ruecklauf_says_how_it_came(self, case, staff):
        case.entered()
        wave = f"/verwaltung/erhebungen/wellen/{case.wave.id}"

        assert "Papier" in soup(staff.get(wave)).select_one("tbody").get_text()
        assert "Papier 1" in words(staff.get(f"{wave}/ruecklauf"))

    @pytest.mark.parametrize("path", ["", "/ruecklauf"])
    def test_in_few_statements(self, case, staff, statements, path):
        case.begin()
        case.submit()
        page = f"/verwaltung/erhebungen/wellen/{case.wave.id}{path}"
        staff.get(page)

        with statements() as seen:
            staff.get(page)

        assert len(seen) <= MOST

    @pytest.mark.parametrize("state", ["submitted", "returned"])
    def test_what_staff_see_of_what_was_sent_leads_nowhere_shut(self, session, case, staff, state):
        revision = case.submit(case.complete(actor=case.member), actor=case.member)
        if state == "returned":
            reviewing.return_response(
                session,
                revision.response_id,
                seen=1,
                words="Bitte ergänzen.",
                until=NOW + make.DAY,
                actor=case.staff,
                at=NOW,
            )
        case.begin()

        for page in ("", "/wir", "/pruefen"):
            for link in soup(staff.get(f"{case.own}{page}{case.query}")).select("main a[href]"):
                if link["href"].startswith("/"):
                    assert staff.get(link["href"]).status_code < 400, (page, link["href"])


class TestDiscarding:
    def test_it_is_asked_once_more(self, session, case, staff):
        entry = case.begin()
        page = f"/verwaltung/erhebungen/eintragungen/{entry.id}/verwerfen"
        assert "bleibt als Entwurf gespeichert" in words(staff.get(page))

        answer = staff.post(page, follow_redirects=True)

        assert "Abgesendet wurde nichts" in words(answer)
        assert stored(session, Entry).closed_at is not None

    def test_what_was_typed_for_the_wrong_organisation_goes_with_it(self, session, case, staff):
        entry = case.begin()
        page = f"/verwaltung/erhebungen/eintragungen/{entry.id}/verwerfen"
        staff.post(f"{case.own}/wir{case.query}", data={"answers/was": "Beraten", "version": "0"})
        box = soup(staff.get(page)).select_one('input[type="checkbox"]')

        staff.post(page, data={box["name"]: box["value"]})

        assert stored(session, Response) is None
        assert stored(session, Entry).closed_at is not None

    def test_what_the_organisation_saved_is_not_offered_to_be_deleted(self, case, staff):
        case.save(actor=case.member)
        entry = case.begin()
        page = f"/verwaltung/erhebungen/eintragungen/{entry.id}/verwerfen"

        assert not soup(staff.get(page)).select('input[type="checkbox"]')
        assert staff.post(page, data={"zuruecknehmen": "1"}).status_code == 409


class TestObjecting:
    def test_the_organisation_objects_and_staff_answer(self, session, case, staff, member, work):
        case.entered(channel=Channel.TELEPHONE, source="Herr Kühn")
        page = f"{case.own}/eingetragen"
        form = soup(member.get(page)).select_one("form.form")

        answer = member.post(
            form["action"], data={"words": "So war es nicht."}, follow_redirects=True
        )

        assert "Widerspruch bei der Verwaltung" in words(answer)
        assert not soup(answer).select("form.form")
        queue = staff.get("/verwaltung/erhebungen/pruefung")
        assert "Widerspruch gegen die Eintragung" in words(queue)
        read = f"/verwaltung/erhebungen/wellen/{case.wave.id}/antworten/{case.organisation.id}"
        link = soup(staff.get(read)).select_one('a[href$="/widerspruch"]')["href"]
        assert "So war es nicht." in words(staff.get(link))

        settled = staff.post(link, data={"words": "Wir haben es geändert."}, follow_redirects=True)

        assert "Ihre Antwort ist gespeichert" in words(settled)
        assert "Wir haben es geändert." in words(member.get(page))
        work()
        letters = session.scalars(select(OutgoingMail.body)).all()
        assert sum("Wir haben es geändert." in body for body in letters) == 1

    def test_without_words_it_is_not_taken(self, case, member):
        case.entered()
        page = f"{case.own}/eingetragen"
        form = soup(member.get(page)).select_one("form.form")

        answer = member.post(form["action"], data={"words": " "})

        assert answer.status_code == 422
        assert "Bitte schreiben Sie, was nicht stimmt." in words(answer)

    def test_an_empty_answer_of_staff_is_not_taken(self, case, staff):
        entry = case.objected()
        page = f"/verwaltung/erhebungen/eintragungen/{entry.id}/widerspruch"

        assert staff.post(page, data={"words": ""}).status_code == 422

    def test_who_only_fills_in_reads_it_and_cannot_object(self, session, case, as_user):
        entry = case.entered()
        helper = make.member(session, of=case.organisation, role=MemberRole.CONTRIBUTOR)

        page = as_user(helper).get(f"{case.own}/eingetragen")
        answer = as_user(helper).post(f"{case.own}/eingetragen/{entry.id}", data={"words": "Nein."})

        assert "Widersprechen kann, wer die Organisation vertritt." in words(page)
        assert answer.status_code == 403

    def test_nobody_reaches_the_entry_of_another_organisation(self, session, case, as_user):
        entry = case.entered()
        organisation = make_surveys.invited(session, case.wave)
        other = make.member(session, of=organisation)

        answer = as_user(other).post(f"{case.own}/eingetragen/{entry.id}", data={"words": "Nein."})

        assert answer.status_code == 404

    def test_in_few_statements(self, case, member, statements):
        case.objected()
        page = f"{case.own}/eingetragen"
        member.get(page)

        with statements() as seen:
            member.get(page)

        assert len(seen) <= 5
