"""Tokens and addresses that are expired, used, somebody else's, or guessed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.accounts.models import SignInLink, User
from ikparticipation.mail import OutgoingMail
from ikparticipation.surveys import services
from ikparticipation.surveys.models import ContactProposal, Response, SurveyOptOut, WaveInvitation
from tests import make, make_surveys
from tests.surveys.pages import words

ANSWER = {"version": "0", "answers/was": "Fremdes"}
PAGES = ("", "/wir", "/angebote", "/pruefen", "/quittung")


def links_in(text):
    return [word for word in text.split() if word.startswith("http")]


@pytest.fixture
def mailed(session, seat, work):
    """Text of the invitation that was mailed to the representative."""
    wave, organisation, user = seat
    query = select(WaveInvitation).where(WaveInvitation.organisation_id == organisation.id)
    session.delete(session.scalars(query).one())
    session.commit()
    services.invite(session, wave, organisation, actor=make.steering(session), at=clock.now())
    work()
    query = select(OutgoingMail.body).where(OutgoingMail.to == user.email)
    text = session.scalars(query).one()
    session.commit()
    return text


@pytest.fixture
def goal(here, seat):
    return f"{here}?fuer={seat[1].id}"


def way_in(text):
    return next(link for link in links_in(text) if "/anmelden/" in link)


def enter(client, link):
    return client.post(link.removeprefix("http://127.0.0.1:8080"))


def test_the_link_of_an_invitation_opens_the_questionnaire_once(as_user, goal, mailed):
    link = way_in(mailed)

    first, second = enter(as_user(), link), enter(as_user(), link)

    assert (first.status_code, first.location) == (303, goal)
    assert second.status_code in {409, 410}
    assert "schon benutzt" in words(second)
    assert "Neuen Link" in words(second)


def test_an_expired_one_leads_to_a_fresh_one_for_the_same_questionnaire(
    session, as_user, goal, mailed, work, seat
):
    link = session.scalars(select(SignInLink)).one()
    link.created_at = clock.now() - timedelta(days=90)
    link.expires_at = clock.now() - timedelta(days=60)
    session.commit()

    refused = enter(as_user(), way_in(mailed))
    as_user().post(way_in(mailed).removeprefix("http://127.0.0.1:8080") + "/neu")
    work()

    query = select(OutgoingMail.body).where(OutgoingMail.to == seat[2].email)
    fresh = [way_in(body) for body in session.scalars(query)]
    session.commit()
    assert refused.status_code in {409, 410}
    assert "abgelaufen" in words(refused)
    assert len(set(fresh)) == 2
    (new,) = set(fresh) - {way_in(mailed)}
    assert enter(as_user(), new).location == goal


@pytest.mark.parametrize("path", ["", "/abmelden"])
@pytest.mark.parametrize("token", ["geraten", "a" * 43, "%00", "../../verwaltung"])
def test_a_guessed_link_of_the_other_person_does_nothing(session, as_user, seat, token, path):
    form = {"name": "Eva", "email": "eva@example.org", "was": "person"}

    shown = as_user().get(f"/nicht-zustaendig/{token}{path}")
    posted = as_user().post(f"/nicht-zustaendig/{token}{path}", data=form)

    assert {shown.status_code, posted.status_code} <= {404, 400}
    for model in (ContactProposal, SurveyOptOut):
        assert session.scalar(select(func.count(model.id))) == 0
    assert session.scalar(select(func.count(User.id)).where(User.email == form["email"])) == 0


@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_for_an_organisation_of_others(session, as_user, seat, page):
    wave, organisation, user = seat
    make_surveys.submitted(session, wave, organisation, user)
    _, _, stranger = make_surveys.seat(session, wave)

    answer = as_user(stranger).get(f"/erhebung/{wave.id}{page}?fuer={organisation.id}")

    assert answer.status_code == 403
    assert "Sie handeln nicht für diese Organisation." in words(answer)


@pytest.mark.parametrize("page", ["/wir", "/pruefen"])
@pytest.mark.parametrize("wanted", ["others", "invented", "nonsense"])
def test_nobody_writes_for_an_organisation_of_others(session, as_user, seat, page, wanted):
    wave, organisation, user = seat
    make_surveys.response(session, wave, organisation, user)
    _, _, stranger = make_surveys.seat(session, wave)
    asked = {"others": organisation.id, "invented": uuid4(), "nonsense": "..%2f"}[wanted]

    answer = as_user(stranger).post(f"/erhebung/{wave.id}{page}?fuer={asked}", data=ANSWER)

    session.expire_all()
    response = session.scalars(select(Response)).one()
    assert answer.status_code == 403
    assert response.document["answers"]["was"] == make_surveys.ANSWERS["was"]
    assert response.submitted_at is None


@pytest.mark.parametrize("page", PAGES)
def test_a_guessed_wave_is_none(as_user, seat, page):
    answer = as_user(seat[2]).get(f"/erhebung/{uuid4()}{page}")

    assert answer.status_code == 404
