"""What the page of a version costs, and what is kept of it between two readers."""

import pytest

from tests import make, make_drafts


def address(version):
    return f"/entwuerfe/{version.document.slug}/{version.number}"


def fill(session, in_round, comments):
    staff, author = make.steering(session), make.user(session)
    passage = make_drafts.passages(session, in_round.version)[1]
    for _ in range(comments):
        comment = make_drafts.comment(
            session,
            in_round=in_round,
            passage=passage,
            author=author,
            organisation=make.organisation(session),
            decided_by_id=staff.id,
        )
        make_drafts.answer(session, comment, actor=staff)


@pytest.mark.parametrize("reader", [None, make.member, make.moderator])
@pytest.mark.parametrize("query", ["", "?antwort=ja"])
def test_a_hundred_comments_take_the_same_statements_as_ten(
    session, as_user, statements, reader, query
):
    in_round = make_drafts.open_round(session)
    client = as_user(reader and reader(session))

    def count():
        with statements() as seen:
            assert client.get(address(in_round.version) + query).status_code == 200
        return len(seen)

    fill(session, in_round, 10)
    count()  # the words of the text are read once and kept
    few = count()
    fill(session, in_round, 90)

    assert count() == few <= 8


def test_a_card_changes_with_its_comment_although_it_is_kept(session, as_user):
    organisation = make.organisation(session, name="Alter Name")
    comment = make_drafts.comment(session, organisation=organisation)
    here = address(comment.round.version)
    assert "Alter Name" in as_user().get(here).text

    organisation.name = "Neuer Name"
    make_drafts.answer(session, comment, reason="Jetzt beantwortet.")

    page = as_user().get(here).text
    assert "Alter Name" not in page
    assert "Neuer Name" in page
    assert "Jetzt beantwortet." in page


def test_what_is_kept_for_one_reader_is_not_shown_to_another(session, as_user):
    comment = make_drafts.comment(session, author=make.user(session, name="Nadja Klarname"))
    here, moderator = address(comment.round.version), make.moderator(session)

    assert "Nadja Klarname" in as_user(moderator).get(here).text
    assert "von Ihnen" in as_user(comment.author).get(here).text

    page = as_user().get(here).text
    assert "Nadja Klarname" not in page
    assert "von Ihnen" not in page


def test_the_page_speaks_english_too(session, as_user):
    comment = make_drafts.comment(session)
    client = as_user()
    german = client.get(address(comment.round.version))
    client.set_cookie("sprache", "en")

    english = client.get(address(comment.round.version))

    assert 'lang="de"' in german.text
    assert '<html lang="en"' in english.text
