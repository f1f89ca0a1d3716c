from datetime import timedelta

import pytest

from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.queries.reviewing import threads_of, waiting_for_review
from ikparticipation.surveys.services import reviewing
from tests import make, make_surveys

NOW = make_surveys.NOW


def said(session, case):
    return [
        (thread.question, [(entry.words, entry.by_staff) for entry in thread.entries])
        for thread in threads_of(session, case.response.id)
    ]


def test_a_question_and_what_follows_stay_together(session, case):
    inquiry = case.ask()
    contributor = make.member(session, of=case.organisation, role=MemberRole.CONTRIBUTOR)

    for n, (actor, words) in enumerate(
        [(contributor, "Ja, alle."), (case.staff, "Danke.")], start=1
    ):
        at = NOW + timedelta(minutes=n)
        reviewing.reply(session, inquiry.id, words=words, actor=actor, at=at)

    assert said(session, case) == [
        ("anzahl", [("Sind das alle?", True), ("Ja, alle.", False), ("Danke.", True)])
    ]


def test_the_answer_of_the_organisation_waits_for_the_administration(session, case):
    case.accept()
    inquiry = case.ask()
    assert waiting_for_review(session) == ([], False)

    reviewing.reply(
        session, inquiry.id, words="Ja.", actor=case.member, at=NOW + timedelta(minutes=1)
    )

    rows, _ = waiting_for_review(session)
    assert [(row.organisation_id, row.answered) for row in rows] == [(case.organisation.id, 1)]


def test_nobody_else_takes_part(session, case):
    inquiry, stranger = case.ask(), make.member(session)

    with pytest.raises(NotAllowedError):
        reviewing.reply(session, inquiry.id, words="Ich auch.", actor=stranger, at=NOW)


def test_what_is_settled_is_settled(session, case):
    inquiry = case.ask()
    case.accept()

    with pytest.raises(ConflictError, match="schon erledigt"):
        reviewing.reply(session, inquiry.id, words="Doch.", actor=case.member, at=NOW)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"words": " \n "}, "schreiben Sie"),
        ({"words": "x" * 4001}, "kürzen"),
        ({"question": "gibtesnicht"}, "gibt es im Fragebogen nicht"),
    ],
    ids=["no words", "too many words", "no such question"],
)
def test_what_cannot_be_asked(session, case, given, says):
    with pytest.raises(InvalidError, match=says):
        case.ask(**given)
    assert said(session, case) == []
