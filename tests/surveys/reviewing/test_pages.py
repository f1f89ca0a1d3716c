"""The review over its pages: of the administration and of the organisation."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys.models import Correction, Inquiry, Response, ReviewStatus
from ikparticipation.surveys.services import reviewing, submit_response
from tests import make, make_surveys
from tests.surveys.pages import soup, words

NOW = make_surveys.NOW
QUEUE = "/verwaltung/erhebungen/pruefung"


@pytest.fixture
def staff(as_user, case):
    return as_user(case.staff)


@pytest.fixture
def member(as_user, case):
    return as_user(case.member)


@pytest.fixture
def page(case):
    return f"/verwaltung/erhebungen/wellen/{case.wave.id}/antworten/{case.organisation.id}"


@pytest.fixture
def own(case):
    return f"/erhebung/{case.wave.id}/rueckfragen"


def stored(session, model=Response):
    session.expire_all()
    found = session.scalars(select(model)).one()
    session.commit()
    return found


def test_it_is_accepted_with_one_button(session, staff, page):
    button = soup(staff.get(page)).select_one('form[action$="annehmen"]')
    number = button.select_one('[name="nummer"]')["value"]

    answer = staff.post(button["action"], data={"nummer": number}, follow_redirects=True)

    assert "zählen jetzt" in words(answer)
    assert stored(session).review is ReviewStatus.ACCEPTED
    assert not soup(answer).select('form[action$="annehmen"]')


def test_what_was_submitted_meanwhile_is_not_accepted_unseen(session, case, staff, page):
    case.submit_again(was="Neu")

    answer = staff.post(f"{page}/annehmen", data={"nummer": "1"})

    assert answer.status_code == 409
    assert "inzwischen neu abgesendet" in words(answer)
    assert stored(session).review is ReviewStatus.PENDING


def test_a_question_at_an_answer_goes_out_with_the_return(session, case, staff, member, page, own):
    link = soup(staff.get(page)).select_one('a[href*="nachfragen?frage=anzahl"]')
    assert "Wie viele sind Sie?" in words(staff.get(link["href"]))
    staff.post(link["href"], data={"words": "Sind das alle?"})
    assert "Sind das alle?" not in words(member.get(own))

    form = soup(staff.get(f"{page}/zurueckgeben"))
    assert "Sind das alle?" in form.text
    data = {n["name"]: n.get("value", "") for n in form.select("main input[name]")}
    answer = staff.post(f"{page}/zurueckgeben", data=data, follow_redirects=True)

    assert "zurückgegeben" in words(answer)
    told = member.get(own)
    assert "Sind das alle?" in words(told)
    reply = soup(told).select_one("form:has(textarea)")
    sent = member.post(reply["action"], data={"antwort": "Ja."}, follow_redirects=True)
    assert "Ihre Antwort ist bei der Verwaltung" in words(sent)
    assert "1 Rückfrage beantwortet" in words(staff.get(QUEUE))


def test_a_blank_reply_is_told_beside_the_field(session, case, member, own):
    inquiry = case.ask()
    case.send_back(words="")
    session.commit()

    answer = member.post(f"{own}/{inquiry.id}", data={"antwort": "  "})

    assert answer.status_code == 422
    area = soup(answer).select_one("textarea")
    told = soup(answer).select_one(f"#{area['aria-describedby'].split()[-1]}")
    assert "schreiben Sie etwas" in told.text


def test_a_correction_shows_both_values_and_can_be_objected_to(
    session, staff, member, page, own, case
):
    link = soup(staff.get(page)).select_one('a[href*="berichtigen?frage=anzahl"]')["href"]
    form = soup(staff.get(link))
    assert form.select_one('[name="answers/anzahl"]')["value"] == "12"
    data = {"nummer": "1", "answers/anzahl": "13", "reason": "Tippfehler."}
    answer = staff.post(link, data=data, follow_redirects=True)
    assert "Es zählt: 13" in words(answer)

    told = words(member.get(own))
    for said in ("Wie viele sind Sie?", "12", "13", "Tippfehler."):
        assert said in told
    objection = soup(member.get(own)).select_one('form[action*="berichtigungen"]')["action"]
    assert member.post(objection, data={"widerspruch": ""}).status_code == 422
    member.post(objection, data={"widerspruch": "Es sind 12."})

    assert "1 Widerspruch" in words(staff.get(QUEUE))
    refused = staff.post(f"{page}/annehmen", data={"nummer": "1"})
    assert (refused.status_code, stored(session).review) == (409, ReviewStatus.PENDING)
    uphold = soup(staff.get(page)).select_one('a[href$="dabei-bleiben"]')["href"]
    assert "Es sind 12." in words(staff.get(uphold))
    staff.post(uphold, data={"reason": "Laut Liste 13."})
    assert "Laut Liste 13." in words(member.get(own))


def test_a_correction_in_a_row(session, case, staff, page):
    at = f"{page}/berichtigen?frage=plaetze&zeile={case.row}"
    field = f"rows/angebot/{case.row}/plaetze"
    assert soup(staff.get(at)).select_one(f'[name="{field}"]')["value"] == "1"

    answer = staff.post(at, data={"nummer": "1", field: "x", "reason": "Gezählt."})
    assert answer.status_code == 422
    assert soup(answer).select_one(f'[name="{field}"]')["value"] == "x"
    staff.post(at, data={"nummer": "1", field: "4", "reason": "Gezählt."})

    assert stored(session, Correction).value == 4


@pytest.mark.parametrize(
    "query",
    ["", "frage=gibtesnicht", "frage=plaetze", "frage=anzahl&zeile=unbekannt", "frage=gruss"],
)
def test_what_is_not_there_cannot_be_corrected(staff, page, query):
    assert staff.get(f"{page}/berichtigen?{query}").status_code == 404


def test_a_withdrawn_correction_stays_visible(session, case, staff, page):
    correction = case.correct()
    session.commit()

    back = f"/verwaltung/erhebungen/berichtigungen/{correction.id}/zuruecknehmen"
    answer = staff.post(back, follow_redirects=True)

    assert "Zurückgenommen" in words(answer)
    assert "Es zählt:" not in words(answer)


def test_late_answers_are_left_out_with_the_reason(session, as_user):
    seat = wave, organisation, user = make_surveys.seat(session)
    saved = make_surveys.response(session, *seat)
    wave.opens_at, wave.closes_at = (clock.now() - timedelta(days=n) for n in (9, 1))
    submit_response(session, saved, actor=user, at=clock.now())
    session.commit()
    staff = as_user(make.steering(session))
    page = f"/verwaltung/erhebungen/wellen/{wave.id}/antworten/{organisation.id}"
    assert "Verspätet" in words(staff.get(QUEUE))

    assert staff.post(f"{page}/nicht-zaehlen", data={"nummer": "1"}).status_code == 422
    staff.post(f"{page}/nicht-zaehlen", data={"nummer": "1", "reason": "Der Bericht ist fertig."})

    assert "Der Bericht ist fertig." in words(as_user(user).get(f"/erhebung/{wave.id}"))
    assert stored(session).review is ReviewStatus.REFUSED


def test_who_comes_after_the_end_reads_that_it_may_not_count(session, as_user):
    seat = wave, _, user = make_surveys.seat(session)
    make_surveys.response(session, *seat)
    wave.opens_at, wave.closes_at = (clock.now() - timedelta(days=n) for n in (9, 1))
    session.commit()
    member = as_user(user)

    for path in ("", "/pruefen"):
        assert "entscheidet die Verwaltung" in words(member.get(f"/erhebung/{wave.id}{path}"))
    sent = member.post(f"/erhebung/{wave.id}/pruefen", data={"version": "1"})

    assert sent.location.endswith("/quittung")


def test_the_queue_leads_to_the_oldest_first_and_says_why(session, case, staff):
    case.response.remarks = [
        {"kind": "jump", "question": "anzahl", "row_id": "", "facts": {"value": 1, "before": 90}}
    ]
    session.commit()

    row = soup(staff.get(QUEUE)).select_one(".queue__row")

    assert case.organisation.name in row.text
    assert "1 Stelle auffällig" in row.text
    read = staff.get(row.select_one("a")["href"])
    assert "1, beim letzten Mal 90." in words(read)


@pytest.mark.usefixtures("case")
def test_an_empty_queue_says_so(session, staff):
    for response in session.scalars(select(Response)):
        response.review, response.accepted_number = ReviewStatus.ACCEPTED, 1
        response.reviewed_at = NOW
    session.commit()

    assert "Nichts wartet auf Prüfung" in words(staff.get(QUEUE))


@pytest.mark.parametrize("welle", ["keine", "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"])
def test_a_queue_of_a_wave_that_is_not_there(staff, welle):
    assert staff.get(f"{QUEUE}?welle={welle}").status_code == 404


def test_others_neither_reply_nor_object(session, case, as_user):
    inquiry, correction = case.ask(), case.correct()
    session.commit()
    elsewhere = make_surveys.seat(session)
    make_surveys.submitted(session, *elsewhere)
    stranger = as_user(elsewhere[2])
    base = f"/erhebung/{elsewhere[0].id}"

    for path in (f"rueckfragen/{inquiry.id}", f"berichtigungen/{correction.id}"):
        assert stranger.post(f"{base}/{path}", data={"antwort": "x"}).status_code == 404
    assert stored(session, Inquiry).settled_at is None


def test_without_anything_asked_the_page_says_so(member, own):
    assert "keine Rückfragen" in words(member.get(own))


def test_a_decided_response_says_by_whom(session, case, staff, page):
    case.accept()
    session.commit()
    assert case.staff.name in words(staff.get(page))

    case.submit_again(was="Neu")
    assert "zählt weiter die 1. Einsendung" in words(staff.get(page))
    reviewing.look_through(session, case.revision.id, at=NOW)
    session.commit()
    assert "von selbst angenommen" in words(staff.get(page))
