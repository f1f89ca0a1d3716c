from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.accounts.models import SignInLink, User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.catalogue.models import Unit
from ikparticipation.consultation.models import Comment, CommentStatus, Disposition, Round
from ikparticipation.demo import read
from ikparticipation.demo.fill import fill, sign_in_links
from ikparticipation.demo.moments import moment
from ikparticipation.inventory.models import Offer, TieStatement
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.surveys.models import Response, ResponseRevision, Wave, WaveInvitation
from ikparticipation.text import BERLIN
from tests import make

COUNTY = read.county()


@pytest.fixture
def filled(session):
    assert fill(session, at=clock.now())
    session.commit()
    return session


def count(session, kind, *where):
    return session.scalar(select(func.count(kind.id)).where(*where))


def test_an_empty_installation_gets_everything_the_files_tell(filled):
    members = sum(len(organisation.people) for organisation in COUNTY.organisations)

    assert count(filled, Organisation, Organisation.example) == count(filled, Organisation) == 24
    assert count(filled, Membership) == members
    assert count(filled, User) == members + len(COUNTY.staff.people)
    assert count(filled, Unit) == len(COUNTY.staff.units)
    assert count(filled, WaveInvitation) == 24
    assert count(filled, ResponseRevision) == len(COUNTY.responses)


def test_a_submitted_answer_says_what_the_file_says(filled):
    stored = filled.execute(
        select(Organisation.name, ResponseRevision.document)
        .join(Response, Response.organisation_id == Organisation.id)
        .join(ResponseRevision)
    )

    told = {COUNTY.by_key[r.organisation].name: r.document for r in COUNTY.responses}
    assert {name: document["rows"] for name, document in stored} == {
        name: document["rows"] for name, document in told.items()
    }


def test_each_comment_stands_at_its_words_and_in_its_state(filled):
    stored = filled.scalars(select(Comment)).all()
    answers = filled.scalars(select(Disposition)).all()

    told = Counter((comment.quote, comment.status) for comment in COUNTY.comments)
    assert Counter((comment.quote, comment.status) for comment in stored) == told
    assert all(c.passage.text[c.start : c.end] == c.quote for c in stored)
    given = [comment.answer for comment in COUNTY.comments if comment.answer]
    assert Counter((a.outcome, a.released_at is None) for a in answers) == Counter(
        (a.outcome, a.released is None) for a in given
    )


def test_the_worker_brings_every_answer_into_the_inventory(filled, work):
    work()

    assert count(filled, Offer) == 32
    assert filled.scalar(select(func.count(Offer.response_id.distinct()))) == 12
    assert count(filled, TieStatement, TieStatement.partner_id.is_not(None)) > 20
    assert count(filled, TieStatement, TieStatement.partner_id.is_(None)) >= 3


def test_what_people_did_is_in_the_audit_trail_under_their_names(filled):
    submitted = filled.scalars(
        select(User.email)
        .join(AuditEvent, AuditEvent.actor_id == User.id)
        .where(AuditEvent.action == Action.RESPONSE_SUBMITTED)
    )

    assert sorted(submitted) == sorted(response.submitted_by for response in COUNTY.responses)


def test_everything_happened_before_now_and_wave_and_round_are_still_open(filled):
    now = clock.now()

    times = [
        *filled.scalars(select(Organisation.registered_at)),
        *filled.scalars(select(ResponseRevision.submitted_at)),
        *filled.scalars(select(Comment.submitted_at)),
        *filled.scalars(
            select(Disposition.released_at).where(Disposition.released_at.is_not(None))
        ),
    ]
    assert now - timedelta(days=60) < min(times) < max(times) < now
    wave, opened = filled.scalars(select(Wave)).one(), filled.scalars(select(Round)).one()
    assert wave.is_open(now)
    assert wave.closes_at - now > timedelta(days=20)
    assert str(wave.opens_at.year) in wave.title("de")
    assert opened.is_open(now)


def test_nobody_acts_at_night_and_the_order_of_acts_stays():
    now = datetime(2027, 3, 12, 9, 30, tzinfo=BERLIN)
    days = [timedelta(days=-step / 6.9) for step in range(200)]

    moments = [moment(now, since) for since in days]
    assert moments == sorted(moments, reverse=True)
    assert moments[0] == now
    earlier = [each.astimezone(BERLIN) for each in moments if each.date() != now.date()]
    assert {each.hour for each in earlier} == set(range(8, 20))
    assert [each.date() for each in earlier] == [
        (now + since).astimezone(BERLIN).date() for since in days[-len(earlier) :]
    ]


def test_whoever_has_acted_has_signed_in_before(filled):
    acted = {comment.author for comment in COUNTY.comments}
    acted |= {response.submitted_by for response in COUNTY.responses}

    seen = filled.scalars(select(User.email).where(User.signed_in_at.is_not(None)))
    assert set(seen) == acted | {person.email for person in COUNTY.staff.people}


def test_no_mail_could_reach_anybody(filled, work):
    work()

    addresses = filled.scalars(select(OutgoingMail.to)).all()
    assert len(addresses) > 24
    assert all(address.endswith(".example.org") for address in addresses)


def test_filling_a_second_time_does_nothing(filled):
    before = count(filled, AuditEvent)

    assert fill(filled, at=clock.now()) is False
    assert count(filled, AuditEvent) == before
    assert count(filled, Organisation) == 24


def test_an_installation_with_somebody_in_it_is_never_filled(session):
    make.administrator(session)

    assert fill(session, at=clock.now()) is False
    assert count(session, Organisation) == 0


def test_each_role_gets_a_link_that_signs_one_person_in(filled, as_user):
    links = sign_in_links(filled, at=clock.now())
    filled.commit()

    assert [role for role, _, _ in links] == [
        *("administrator", "steering", "moderator", "representative", "contributor")
    ]
    for _, name, path in links:
        visitor = as_user()
        assert visitor.get(path).status_code == 200
        inside = visitor.post(path, follow_redirects=True)
        assert inside.status_code == 200
        assert name in inside.text


def test_a_link_works_once_and_the_next_start_brings_others(filled, as_user):
    first = sign_in_links(filled, at=clock.now())
    second = sign_in_links(filled, at=clock.now())
    filled.commit()

    assert not {path for _, _, path in first} & {path for _, _, path in second}
    assert as_user().post(first[0][2]).status_code == 303
    assert as_user().post(first[0][2]).status_code == 410
    unused = select(func.count(SignInLink.id)).where(SignInLink.used_at.is_(None))
    assert filled.scalar(unused) == 9


def test_an_installation_without_the_county_has_no_links(session):
    assert sign_in_links(session, at=clock.now()) == []


def test_comments_wait_for_the_moderator_so_that_there_is_something_to_do(filled):
    assert count(filled, Comment, Comment.status == CommentStatus.SUBMITTED) >= 2
