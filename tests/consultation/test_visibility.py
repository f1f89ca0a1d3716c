"""Who sees what: every kind of reader × every state of a comment × every state of its answer."""

from itertools import product

import pytest

from ikparticipation import clock
from ikparticipation.consultation import queries
from ikparticipation.consultation.models import Circle, CommentStatus, RoundInvitation
from tests import make, make_drafts

VISITOR, AUTHOR, COLLEAGUE, STRANGER, MODERATOR = (
    "visitor",
    "author",
    "another member of the organisation",
    "somebody else",
    "moderator",
)
STATES = (*CommentStatus, "unseen")
OURS = {AUTHOR, COLLEAGUE}
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
    if state is CommentStatus.WITHDRAWN:
        return True  # a tombstone, without the words
    if reader is MODERATOR:
        return state is not CommentStatus.DRAFT
    return state in PUBLIC or reader in OURS


@pytest.mark.parametrize(("state", "answer"), list(product(STATES, [None, False, True])), ids=str)
def test_the_matrix(session, as_user, scene, state, answer):
    comment, readers = scene(state, answer)
    version = comment.round.version
    text_page = f"/entwuerfe/{version.document.slug}/{version.number}"
    session.commit()

    for name, reader in readers.items():
        client = as_user(reader)
        sees = may_see(name, state)
        reads = sees and state is not CommentStatus.WITHDRAWN
        page = client.get(text_page)
        assert ("Mein Anliegen" in page.text) == reads, (name, "text")
        sees_answer = reads and answer is True
        assert ("Unsere Begründung" in page.text) == sees_answer, (name, "answer")

        alone = client.get(f"/kommentare/{comment.id}")
        if sees:
            assert alone.status_code == 200, name
        else:
            assert alone.status_code == (303 if reader is None else 404), name
        assert ("Unsere Begründung" in alone.text) == sees_answer, (name, "alone")
        if state not in {CommentStatus.DRAFT, CommentStatus.WITHDRAWN}:
            sees_receipt = name in {*OURS, MODERATOR}
            assert (comment.receipt_hash in alone.text) == (sees and sees_receipt), name
        named = name is AUTHOR or (name is MODERATOR and reads)
        assert (NAME in page.text) == named, (name, "name")


def test_a_tombstone_does_not_tell_who(session, as_user, scene):
    comment, readers = scene(CommentStatus.WITHDRAWN, None)
    here = f"/entwuerfe/{comment.round.version.document.slug}/1"
    session.commit()

    for page in (here, f"{here}/kommentare", f"/kommentare/{comment.id}"):
        for name in (VISITOR, STRANGER, MODERATOR):
            seen = as_user(readers[name]).get(page).text
            assert "zurückgezogen" in seen, (page, name)
            for secret in (ORGANISATION, NAME, "Privatperson"):
                assert secret not in seen, (page, name)
        assert "von Ihnen" in as_user(readers[AUTHOR]).get(page).text


def test_who_asks_for_an_organisation_is_not_shown_its_tombstones(session, as_user, scene):
    comment, _ = scene(CommentStatus.WITHDRAWN, None)
    here = f"/entwuerfe/{comment.round.version.document.slug}/1"
    asked = f"?organisation={comment.organisation.id}"
    session.commit()

    for page in (here, f"{here}/kommentare"):
        tombstone = f'id="k-{comment.id.hex}"'
        assert tombstone in as_user().get(page).text
        assert tombstone not in as_user().get(page + asked).text


@pytest.mark.parametrize("state", STATES)
def test_every_query_follows_the_same_table(session, scene, state):
    comment, readers = scene(state, None)

    for name, reader in readers.items():
        sees = may_see(name, state)
        assert bool(queries.cards_of(session, [comment.id], reader=reader)) == sees, name
        assert bool(queries.comment_for(session, comment.id, reader=reader)) == sees, name


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
    make_drafts.answer(session, comment)

    def rows(reader):
        return [
            *queries.cards_of(session, [comment.id], reader=reader),
            queries.comment_for(session, comment.id, reader=reader),
            *queries.newest_answers(session, 5),
        ]

    for reader in (None, make.user(session), comment.author):
        assert str(rows(reader)).count(comment.text) == 3
        assert NAME not in str(rows(reader))
    assert NAME in str(rows(make.moderator(session)))


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
            *queries.cards_of(session, [comment.id], reader=reader),
            queries.comment_for(session, comment.id, reader=reader),
            *queries.newest_answers(session, 5),
            *queries.my_comments(session, comment.author),
        ]
        assert len(rows) == 3
        assert "Nur ein Entwurf" not in str(rows)


class TestSealedRounds:
    @pytest.fixture
    def sealed(self, session, scene):
        comment, readers = scene(CommentStatus.PUBLISHED, None)
        comment.round.sealed = True
        session.commit()
        return comment, readers

    def test_before_the_end_only_its_own_people_and_the_staff_read_a_comment(self, as_user, sealed):
        comment, readers = sealed
        version = comment.round.version
        pages = (
            f"/entwuerfe/{version.document.slug}/1",
            f"/entwuerfe/{version.document.slug}/1/kommentare",
            f"/kommentare/{comment.id}",
        )

        for name, reader in readers.items():
            read = [page for page in pages if "Mein Anliegen" in as_user(reader).get(page).text]
            expected = {VISITOR: [], STRANGER: [], MODERATOR: [pages[2]]}
            assert read == expected.get(name, [pages[0], pages[2]]), name

    def test_after_the_end_everybody_does(self, session, as_user, sealed):
        comment, _ = sealed
        comment.round.opens_at -= 9 * make_drafts.DAY
        comment.round.closes_at -= 9 * make_drafts.DAY
        session.commit()

        assert as_user().get(f"/kommentare/{comment.id}").status_code == 200
        page = as_user().get(f"/entwuerfe/{comment.round.version.document.slug}/1")
        assert "Mein Anliegen" in page.text

    def test_what_is_sealed_stands_in_no_margin(self, as_user, sealed):
        comment, _ = sealed
        page = as_user().get(f"/entwuerfe/{comment.round.version.document.slug}/1").text

        assert "Kommentare werden erst nach dem Ende gezeigt." in page
        assert "passage__count" not in page
        assert "1 Kommentar, 0 beantwortet" in page


class TestClosedCircles:
    @pytest.fixture
    def closed(self, session, scene):
        comment, readers = scene(CommentStatus.PUBLISHED, True)
        comment.round.circle = Circle.CLOSED
        make.store(
            session,
            RoundInvitation(
                round=comment.round,
                organisation=comment.organisation,
                invited_at=clock.now(),
                invited_by_id=make.steering(session).id,
            ),
        )
        return comment, readers

    def test_for_others_neither_text_nor_comment_is_there(self, as_user, closed):
        comment, readers = closed
        version = comment.round.version
        text_page = f"/entwuerfe/{version.document.slug}/1"

        for name, reader in readers.items():
            client, inside = as_user(reader), name in {AUTHOR, COLLEAGUE, MODERATOR}
            assert client.get(text_page).status_code == (200 if inside else 404), name
            assert client.get(f"{text_page}/kommentare").status_code == (200 if inside else 404)
            alone = client.get(f"/kommentare/{comment.id}").status_code
            assert alone == (200 if inside else 303 if reader is None else 404), name
            for page in ("/", "/entwuerfe/"):
                assert (version.title in client.get(page).text) == inside, (name, page)

    @pytest.mark.usefixtures("closed")
    def test_nothing_of_it_is_among_the_newest_answers(self, session, as_user):
        assert queries.newest_answers(session, 5) == []
        assert "Unsere Begründung" not in as_user().get("/").text


def test_others_read_black_where_there_is_personal_data(session, as_user, scene):
    comment, readers = scene(CommentStatus.PUBLISHED, True)
    comment.blackened = [[0, 4]]
    session.commit()
    pages = (f"/entwuerfe/{comment.round.version.document.slug}/1", f"/kommentare/{comment.id}")

    for page in (*pages, "/"):
        assert "Mein Anliegen" not in as_user(readers[STRANGER]).get(page).text
        assert "█ Anliegen" in as_user().get(page).text
    for name in (AUTHOR, MODERATOR):
        assert "Mein Anliegen" in as_user(readers[name]).get(pages[0]).text
