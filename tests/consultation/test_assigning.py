"""Asking an office to draft answers, and the office drafting them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.blackening import BLACKENED
from ikparticipation.consultation.models import Assignment, CommentKind, CommentStatus, Disposition
from ikparticipation.consultation.period import day_of
from ikparticipation.errors import InvalidError, NotAllowedError
from ikparticipation.mail import OutgoingMail
from tests import make, make_answers, make_drafts

NOW = clock.now()
NEXT_WEEK = day_of(NOW + timedelta(days=7))
YESTERDAY = day_of(NOW - timedelta(days=1))


def assign(session, comments, office, **given):
    said = {"due_on": NEXT_WEEK, "at": NOW} | given
    actor = said.pop("actor", None) or make.moderator(session)
    return services.assign_comments(session, comments, office=office, actor=actor, **said)


def mails(session):
    return session.scalars(select(OutgoingMail).order_by(OutgoingMail.to)).all()


def test_its_members_are_told_once_for_all_comments(session, work):
    in_round = make_drafts.open_round(session)
    comments = [make_drafts.comment(session, in_round=in_round) for _ in range(3)]
    office = make_answers.office(session, name="Fachdienst Bildung")
    people = [make.member(session, of=office, email=f"{name}@example.org") for name in "ab"]

    assign(session, comments, office, note="Bitte mit Zahlen.")
    work()

    told = mails(session)
    assert [mail.to for mail in told] == [person.email for person in people]
    assert "auf 3 Kommentare" in told[0].body
    assert "Bitte mit Zahlen." in told[0].body


def test_saying_the_same_twice_is_said_once(session, work):
    comment, office = make_drafts.comment(session), make_answers.office(session)
    make.member(session, of=office)

    first = assign(session, [comment], office)
    again = assign(session, [comment], office)
    work()

    assert (len(first), again) == (1, [])
    assert len(mails(session)) == 1


def test_another_office_takes_it_over_and_the_first_is_not_bothered(session, work):
    comment = make_drafts.comment(session)
    offices = [make_answers.office(session) for _ in range(2)]
    people = [make.member(session, of=office) for office in offices]

    for office in offices:
        assign(session, [comment], office)
    work()

    assert [mail.to for mail in mails(session)] == [people[1].email]
    assert session.scalars(select(Assignment)).one().organisation_id == offices[1].id
    assert not queries.is_assigned(session, people[0], comment.id)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"due_on": YESTERDAY}, InvalidError),
        ({"actor": make.member}, NotAllowedError),
        ({"office": make.organisation}, InvalidError),  # a Verein does not answer for the county
    ],
)
def test_what_is_refused(session, given, error):
    given = dict(given)  # the next database gets the same
    office = given.pop("office", make_answers.office)(session)
    actor = given.pop("actor", make.moderator)(session)

    with pytest.raises(error):
        assign(session, [make_drafts.comment(session)], office, actor=actor, **given)


def test_the_mail_tells_only_of_what_still_stands_there(session, work):
    in_round = make_drafts.open_round(session)
    comments = [
        make_drafts.comment(session, in_round=in_round, text=f"Worte {n}") for n in range(3)
    ]
    gone, *left = sorted(comments, key=lambda each: each.id)
    office = make_answers.office(session)
    person = make.member(session, of=office)

    assign(session, comments, office)
    services.withdraw_comment(session, gone, actor=gone.author, at=NOW)
    work()

    [told] = [mail for mail in mails(session) if mail.to == person.email]
    assert gone.text not in told.body
    assert left[0].text in told.body
    assert "auf 2 Kommentare" in told.body


def test_what_another_office_got_meanwhile_does_not_keep_the_rest_from_being_told(session, work):
    in_round = make_drafts.open_round(session)
    comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
    moved, left = sorted(comments, key=lambda each: each.id)
    offices = [make_answers.office(session) for _ in range(2)]
    people = [make.member(session, of=office) for office in offices]

    assign(session, comments, offices[0])
    assign(session, [moved], offices[1])
    work()

    told = {mail.to: mail.body for mail in mails(session)}
    assert left.text in told[people[0].email]
    assert moved.text not in told[people[0].email]
    assert moved.text in told[people[1].email]


def test_nothing_that_still_stands_there_is_no_mail(session, work):
    comment, office = make_drafts.comment(session), make_answers.office(session)
    person = make.member(session, of=office)

    assign(session, [comment], office)
    services.withdraw_comment(session, comment, actor=comment.author, at=NOW)
    work()

    assert person.email not in {mail.to for mail in mails(session)}


def test_its_list_shows_what_is_due_and_what_is_late(session, as_user):
    office = make_answers.office(session)
    person = make.member(session, of=office)
    in_round = make_drafts.open_round(session)
    for text, day in (("Später", NEXT_WEEK), ("Längst", YESTERDAY)):
        comment = make_drafts.comment(session, in_round=in_round, text=text)
        make_answers.assignment(session, comment, to=office, due_on=day)
    done = make_drafts.comment(session, in_round=in_round, text="Erledigt")
    make_answers.assignment(session, done, to=office)
    make_drafts.answer(session, done)

    page = as_user(person).get("/mein/abwaegung").text

    assert page.index("Längst") < page.index("Später")
    assert "überfällig seit" in page
    assert "Erledigt" not in page
    assert "überfällig seit" in as_user(make.moderator(session)).get("/verwaltung/abwaegung").text


def test_an_office_drafts_and_only_the_administration_and_it_see_the_draft(session, as_user):
    office = make_answers.office(session)
    comment = make_drafts.comment(session, text="Frau Muster sagt ja", blackened=[[5, 11]])
    make_answers.assignment(session, comment, to=office)
    member, address = make.member(session, of=office), f"/mein/abwaegung/{comment.id}"
    seen = as_user(member).get(address).text
    assert "Muster" not in seen
    assert comment.author.name not in seen

    data = {"outcome": "noted", "reason": "Geheimer Entwurf", "seen": 0, "comment_seen": 1}
    answer = as_user(member).post(address, data=data | {"freigeben": "ja"})

    assert (answer.status_code, answer.location) == (303, "/mein/abwaegung")
    assert session.scalars(select(Disposition)).one().released_at is None
    session.commit()
    assert "Geheimer Entwurf" in as_user(member).get(address).text
    for reader in (None, comment.author, make.member(session)):
        assert "Geheimer Entwurf" not in as_user(reader).get(f"/kommentare/{comment.id}").text
    assert as_user(make.member(session)).get(address).status_code == 404


def test_an_office_reads_the_others_of_a_group_with_black_in_them(session, as_user):
    in_round = make_drafts.open_round(session)
    plain = make_drafts.comment(session, in_round=in_round, text="Ja, bitte.")
    words = f"{'Guten Tag! ' * 10}Frau Erika Beispiel sagt ja."
    name = [words.index("Erika"), words.index(" sagt")]
    black = make_drafts.comment(session, in_round=in_round, text=words, blackened=[name])
    make_drafts.group(session, plain, black)
    office = make_answers.office(session)
    for comment in (plain, black):
        make_answers.assignment(session, comment, to=office)
    client = as_user(make.member(session, of=office))

    page = client.get(f"/mein/abwaegung/{plain.id}")

    assert page.status_code == 200
    assert f"Frau {BLACKENED} sagt" in page.text
    assert "Erika" not in page.text


@pytest.mark.parametrize(
    "status", [CommentStatus.SUBMITTED, CommentStatus.DECLINED, CommentStatus.WITHDRAWN]
)
def test_an_office_reads_nothing_that_is_not_published_any_more(session, as_user, status):
    comment = make_drafts.comment(
        session,
        status=status,
        kind=CommentKind.CHANGE_PROPOSAL,
        text="Fort damit",
        replacement="Neue Worte",
    )
    office = make_answers.office(session)
    make_answers.assignment(session, comment, to=office)
    client, address = as_user(make.member(session, of=office)), f"/mein/abwaegung/{comment.id}"
    data = {"outcome": "noted", "reason": "Getippt", "seen": 0, "comment_seen": comment.version}
    session.commit()

    refused = client.post(address, data=data)

    assert client.get(address).status_code == 404
    assert refused.status_code == 409
    assert "Beantwortet werden nur veröffentlichte Kommentare." in refused.text
    assert "Getippt" in refused.text
    assert "Fort damit" not in refused.text
    assert "Neue Worte" not in refused.text
    assert session.scalars(select(Disposition)).all() == []


def test_assigning_a_group_takes_the_same_statements_for_many(session, as_user, statements):
    client, office = as_user(make.moderator(session)), make_answers.office(session)
    data = {"office": str(office.id), "due_on": str(NEXT_WEEK), "whole_group": "y"}

    def count(members):
        in_round = make_drafts.open_round(session)
        comments = [make_drafts.comment(session, in_round=in_round) for _ in range(members)]
        make_drafts.group(session, *comments)
        with statements() as seen:
            answer = client.post(f"/verwaltung/abwaegung/{comments[0].id}/zuweisen", data=data)
        assert answer.status_code == 303
        return len(seen)

    assert count(2) == count(9)
    assert len(session.scalars(select(Assignment)).all()) == 11


def test_the_page_assigns_a_whole_group(session, as_user):
    in_round = make_drafts.open_round(session)
    comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
    make_drafts.group(session, *comments)
    office, client = make_answers.office(session), as_user(make.moderator(session))
    address = f"/verwaltung/abwaegung/{comments[0].id}/zuweisen"
    assert office.name in client.get(address).text

    data = {"office": str(office.id), "due_on": str(NEXT_WEEK), "whole_group": "y"}
    answer = client.post(address, data=data, follow_redirects=True)

    assert "2 Kommentare sind zugewiesen." in answer.text
    assert f"Zugewiesen an {office.name}" in answer.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"office": ""}, "Bitte wählen Sie, wer antworten soll."),
        ({"office": str(uuid4())}, "Not a valid choice."),
        ({"due_on": ""}, "Bitte geben Sie einen Termin an."),
        ({"due_on": str(YESTERDAY)}, "Der Termin muss in der Zukunft liegen."),
    ],
)
def test_an_assignment_that_does_not_fit_comes_back(session, as_user, given, said):
    comment, office = make_drafts.comment(session), make_answers.office(session)
    data = {"office": str(office.id), "due_on": str(NEXT_WEEK), "note": "Mein Hinweis"} | given
    client = as_user(make.moderator(session))
    session.commit()

    answer = client.post(f"/verwaltung/abwaegung/{comment.id}/zuweisen", data=data)

    assert answer.status_code == 422
    assert said in answer.text or "keine gültige" in answer.text.lower()
    assert "Mein Hinweis" in answer.text
    assert session.scalars(select(Assignment)).all() == []
