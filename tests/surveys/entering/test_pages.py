"""Entering over the pages: of the administration and of the organisation."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import StaffRole
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import (
    Channel,
    Entry,
    Response,
    WaveInvitation,
)
from tests import make, make_surveys
from tests.surveys.entering.conftest import TODAY
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


class TestBeginning:
    def test_the_form_leads_to_the_questionnaire_of_the_organisation(self, session, case, staff):
        page = staff.get(case.begin_page)
        assert "Niemand bekommt eine Mail" not in words(page)
        assert case.member.name in words(page)

        answer = staff.post(case.begin_page, data=FORM)

        assert answer.headers["Location"] == case.own + case.query
        entry = stored(session, Entry)
        assert (entry.channel, entry.received_on, entry.source) == (
            Channel.PAPER,
            TODAY,
            "Ordner 3",
        )

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"channel": ""}, "Bitte wählen Sie, wie die Antwort kam."),
            ({"received_on": ""}, "Bitte geben Sie einen Tag an"),
            ({"received_on": "2031-01-01"}, "heute oder früher"),
            ({"source": " "}, "von wem das kommt"),
        ],
        ids=["no way", "no day", "a day to come", "no source"],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, session, case, staff, changed, said
    ):
        answer = staff.post(case.begin_page, data=FORM | changed)

        assert answer.status_code == 422
        assert said in words(answer)
        assert stored(session, Entry) is None
        if "source" not in changed:
            assert soup(answer).select_one('[name="source"]')["value"] == "Ordner 3"

    def test_while_a_colleague_enters_the_page_says_who_and_offers_to_go_on(
        self, session, as_user, case
    ):
        case.begin(source="Brief von Frau Berg")
        other = as_user(make.steering(session))

        page = other.get(case.begin_page)
        answer = other.post(case.begin_page, data=FORM)

        assert "Sonja Steuerung trägt gerade ein" in words(page)
        assert not soup(page).select("form.form")
        assert answer.status_code == 409
        assert "Brief von Frau Berg" in words(answer)

    def test_an_organisation_nobody_can_mail(self, session, case, staff):
        case.organisation = make_surveys.invited(session, case.wave)

        assert "Niemand bekommt eine Mail" in words(staff.get(case.begin_page))

    def test_one_that_was_not_asked_has_no_such_page(self, session, case, staff):
        case.organisation = make.organisation(session)

        assert staff.get(case.begin_page).status_code == 404

    def test_the_pages_of_staff_lead_there(self, session, case, staff):
        case.organisation = make_surveys.invited(session, case.wave)
        wave = f"/verwaltung/erhebungen/wellen/{case.wave.id}"

        for path in (wave, f"{wave}/eingeladen/{case.organisation.id}"):
            assert soup(staff.get(path)).select(f'a[href="{case.begin_page}"]'), path

    def test_from_the_phone_list_it_is_a_call_of_today(self, session, case, staff):
        invitation = session.scalars(select(WaveInvitation)).one()
        invitation.bounced_at = clock.now()
        session.commit()
        wave = f"/verwaltung/erhebungen/wellen/{case.wave.id}"
        (link,) = soup(staff.get(f"{wave}/anrufen")).select(f'a[href^="{case.begin_page}"]')

        form = soup(staff.get(link["href"])).select_one("form.form")

        assert form.select_one("input[checked]")["value"] == "telephone"
        assert form.select_one('[name="received_on"]')["value"] == f"{TODAY:%Y-%m-%d}"

    def test_open_entries_stand_on_the_page_of_the_wave(self, case, staff):
        case.begin()
        wave = f"/verwaltung/erhebungen/wellen/{case.wave.id}"

        assert soup(staff.get(wave)).select(f'a[href="{case.own}{case.query}"]')


class TestFillingIn:
    PAGES = ("", "/wir", "/angebote", "/pruefen", "/papier")

    @pytest.mark.parametrize("page", PAGES)
    def test_staff_see_the_pages_of_the_organisation_only_with_an_entry(self, case, staff, page):
        path = f"{case.own}{page}{case.query}"
        refused = staff.get(path)
        case.begin(source="Brief von Frau Berg")

        answer = staff.get(path)

        assert refused.status_code == 403
        assert "keine Eintragung offen" in words(refused)
        assert answer.status_code == 200

    @pytest.mark.parametrize("page", PAGES[:-1])
    def test_a_band_says_for_whom_and_from_where(self, case, staff, member, page):
        case.begin(source="Brief von Frau Berg")

        shown = band(staff.get(f"{case.own}{page}{case.query}"))

        said = " ".join(shown.get_text(" ").split())
        assert case.organisation.name in said
        assert "auf Papier, eingegangen am" in said
        assert "Brief von Frau Berg" in said
        assert band(member.get(case.own + page)) is None

    @pytest.mark.parametrize(
        "page", ["quittung", "rueckfragen", "eingetragen", "nicht-zustaendig", "quittung/papier"]
    )
    def test_what_only_the_organisation_may_see_or_say_stays_shut(self, case, staff, page):
        case.begin()

        assert staff.get(f"{case.own}/{page}{case.query}").status_code == 403

    @pytest.mark.parametrize("who", ["moderator", "contributor of another", "office"])
    def test_an_open_entry_opens_nothing_to_others(self, session, as_user, case, who):
        case.begin()
        person = {
            "moderator": make.moderator,
            "contributor of another": make.member,
            "office": lambda session: make.member(session, role=MemberRole.CONTRIBUTOR),
        }[who](session)

        for path in ("", "/wir", "/pruefen"):
            assert as_user(person).get(f"{case.own}{path}{case.query}").status_code == 403
        assert as_user(person).get(case.begin_page).status_code == 403

    def test_staff_who_belong_to_the_organisation_answer_as_its_members(
        self, session, as_user, case
    ):
        both = make.member(session, of=case.organisation, staff_role=StaffRole.STEERING)
        path = f"{case.own}/wir{case.query}"
        assert as_user(both).get(path).status_code == 200
        case.begin()

        assert band(as_user(both).get(path)) is None

    def test_what_the_organisation_has_saved_is_there_and_not_overwritten(self, case, staff):
        case.save(actor=case.member, was="Nähen")
        case.begin()
        path = f"{case.own}/wir{case.query}"
        assert "Nähen" in staff.get(path).text

        answer = staff.post(path, data={"answers/was": "Beraten", "version": "0"})

        assert answer.status_code == 409
        assert "Nähen" in words(answer)

    def test_every_address_keeps_the_organisation(self, case, staff):
        case.begin()

        answer = staff.post(
            f"{case.own}/wir{case.query}",
            data={"answers/was": "Beraten", "version": "0", "aktion": "weiter"},
        )

        assert answer.headers["Location"] == f"{case.own}/angebote{case.query}"

    def test_pages_send_few_statements(self, case, staff, statements):
        case.begin()
        path = f"{case.own}/wir{case.query}"
        staff.get(path)

        with statements() as seen:
            staff.get(path)

        assert len(seen) <= 5


class TestOnPaper:
    def test_who_has_no_representative_is_asked_on_paper(self, session, case, staff):
        lonely = make.organisation(session)
        page = f"/verwaltung/erhebungen/wellen/{case.wave.id}/einladen"
        button = soup(staff.get(page)).select_one('button[name="papier"]')

        answer = staff.post(page, data={"papier": button["value"]}, follow_redirects=True)

        assert button["value"] == str(lonely.id)
        assert "Ohne E-Mail eingeladen" in words(answer)
        assert "Niemand bekommt eine Mail" in words(answer)
        assert stored(session, Response) is None
