"""Who sees what: every kind of reader × every state of a comment × every state of its answer."""

from itertools import product

import pytest

from ikparticipation.consultation import policies, queries
from ikparticipation.consultation.models import CommentStatus
from tests import make, make_drafts

VISITOR, AUTHOR, COLLEAGUE, STRANGER, MODERATOR = (
    "visitor",
    "author",
    "another member of the organisation",
    "somebody else",
    "moderator",
)
READERS = (VISITOR, AUTHOR, COLLEAGUE, STRANGER, MODERATOR)
STATES = (*CommentStatus, "unseen")
SEES_ALWAYS = {AUTHOR, MODERATOR}
PUBLIC = {CommentStatus.PUBLISHED, "unseen"}
NAME = "Nadja Unverwechselbar"
ORGANISATION = "Sprachtreff Oschersleben"


@pytest.fixture
def scene(session):
    """A comment for an organisation, and everybody who might want to read it."""

    def make_scene(state, answer):
        organisation = make.organisation(session, name=ORGANISATION)
        author = make.member(session, of=organisation, name=NAME)
        given = {"author": author, "organisation": organisation, "text": "Mein Anliegen"}
        if state == "unseen":
            comment = make_drafts.unseen_comment(session, **given)
        else:
            comment = make_drafts.comment(session, status=state, **given)
        if answer is not None:
            make_drafts.answer(session, comment, released=answer, reason="Unsere Begründung")
        readers = {
            VISITOR: None,
            AUTHOR: author,
            COLLEAGUE: make.member(session, of=organisation),
            STRANGER: make.user(session),
            MODERATOR: make.moderator(session),
        }
        return comment, readers

    return make_scene


def may_see(reader, state):
    return state in PUBLIC or reader in SEES_ALWAYS


@pytest.mark.parametrize(("state", "answer"), list(product(STATES, [None, False, True])), ids=str)
def test_the_matrix(session, as_user, scene, state, answer):
    comment, readers = scene(state, answer)
    version = comment.round.version
    text_page = f"/entwuerfe/{version.document.slug}/{version.number}"
    session.commit()

    for name, reader in readers.items():
        client = as_user(reader)
        sees = may_see(name, state)
        page = client.get(text_page)
        assert ("Mein Anliegen" in page.text) == sees, (name, "text")
        sees_answer = sees and answer is True
        assert ("Unsere Begründung" in page.text) == sees_answer, (name, "answer")

        alone = client.get(f"/kommentare/{comment.id}")
        if sees:
            assert alone.status_code == 200, name
        else:
            assert alone.status_code == (303 if reader is None else 404), name
        assert ("Unsere Begründung" in alone.text) == sees_answer, (name, "alone")
        sees_receipt = name in SEES_ALWAYS
        assert (comment.receipt_hash in alone.text) == (sees and sees_receipt), (name, "receipt")
        assert (NAME in page.text) == (name in {AUTHOR, MODERATOR}), (name, "name")


@pytest.mark.parametrize("state", STATES)
def test_the_rule_reads_the_same_in_python_and_in_sql(session, scene, state):
    comment, readers = scene(state, None)

    for reader in readers.values():
        found = queries.comments_on(session, comment.round_id, reader=reader)
        assert bool(found) == policies.may_read(reader, comment)
        alone = queries.comment_for(session, comment.id, reader=reader)
        assert bool(alone) == policies.may_read(reader, comment)


def test_whoever_speaks_for_themselves_is_not_named(session, as_user):
    author = make.user(session, name=NAME)
    comment = make_drafts.comment(session, author=author)
    version = comment.round.version
    pages = (f"/entwuerfe/{version.document.slug}/1", f"/kommentare/{comment.id}")
    stranger, moderator = make.user(session), make.moderator(session)
    session.commit()

    for page in pages:
        for reader in (None, stranger):
            seen = as_user(reader).get(page).text
            assert "Privatperson" in seen
            assert NAME not in seen
            assert author.email not in seen
        assert NAME in as_user(moderator).get(page).text


def test_nobody_is_told_the_name_of_a_person_by_a_query(session):
    comment = make_drafts.comment(session, author=make.user(session, name=NAME))

    for reader in (None, make.user(session), comment.author):
        rows = [
            *queries.comments_on(session, comment.round_id, reader=reader),
            queries.comment_for(session, comment.id, reader=reader),
            *queries.newest_answers(session, 5),
        ]
        assert NAME not in str([tuple(row) for row in rows])


@pytest.mark.parametrize("state", [CommentStatus.SUBMITTED, CommentStatus.DECLINED])
def test_the_author_is_told_the_state_and_staff_too(session, as_user, scene, state):
    comment, readers = scene(state, None)
    said = {
        CommentStatus.SUBMITTED: "Wird geprüft",
        CommentStatus.DECLINED: "Nicht veröffentlicht",
    }[state]
    session.commit()

    for name in (AUTHOR, MODERATOR):
        assert said in as_user(readers[name]).get(f"/kommentare/{comment.id}").text


def test_a_declined_comment_tells_its_author_why(session, as_user):
    comment = make_drafts.comment(session, status=CommentStatus.DECLINED)

    page = as_user(comment.author).get(f"/kommentare/{comment.id}").text

    assert "Gehört nicht zu diesem Entwurf" in page
    assert "Das gehört nicht hierher." in page


def test_a_drafted_answer_is_handed_out_by_no_query_for_readers(session):
    answer = make_drafts.answer(session, released=False, reason="Nur ein Entwurf")
    comment = answer.comment

    for reader in (None, comment.author, make.moderator(session)):
        rows = [
            *queries.comments_on(session, comment.round_id, reader=reader),
            queries.comment_for(session, comment.id, reader=reader),
            *queries.newest_answers(session, 5),
            *queries.my_comments(session, comment.author),
        ]
        assert len(rows) == 3
        assert "Nur ein Entwurf" not in str([tuple(row) for row in rows])
