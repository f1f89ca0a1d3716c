"""What the page of a version costs, and what is kept of it between two readers."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Round,
)
from ikparticipation.consultation.services import decline_comment
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

    assert count() <= 8  # what stands where is counted anew, and kept
    assert count() == few


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


class TestManyComments:
    """Twenty are shown, of every passage some before more of one; the others are counted."""

    @pytest.fixture
    def version(self, session):
        in_round = make_drafts.open_round(session)
        author, staff = make.user(session), make.moderator(session)
        for passage in make_drafts.passages(session, in_round.version)[1:3]:
            for n in range(15):
                make_drafts.comment(
                    session,
                    in_round=in_round,
                    passage=passage,
                    author=author,
                    decided_by_id=staff.id,
                    text=f"{passage.key}, Nummer {n}",
                    submitted_at=clock.now() - timedelta(hours=30 - n),
                )
        return in_round.version

    def test_the_oldest_of_each_passage_stand_beside_the_text(self, as_user, version):
        page = BeautifulSoup(as_user().get(address(version)).text, "html.parser")

        for key in ("p2", "p3"):
            shown = [c.text for c in page.select(f"#{key} .comment__text")]
            assert shown == [f"{key}, Nummer {n}" for n in range(10)]
            assert "15 Kommentare" in page.select_one(f"#{key} .passage__count").text
            rest = page.select_one(f"#{key} a[data-more]")
            assert "Alle 15 Kommentare lesen" in rest.text

    def test_all_of_a_passage_stand_on_a_page_of_their_own(self, as_user, version):
        page = as_user().get(f"{address(version)}/kommentare?abschnitt=p3")

        assert "15 Kommentare" in page.text
        assert "p3, Nummer 14" in page.text
        assert "p2, Nummer" not in page.text

    def test_the_list_of_all_has_pages(self, as_user, version):
        first = as_user().get(f"{address(version)}/kommentare").text
        last = as_user().get(f"{address(version)}/kommentare?seite=2").text

        assert "Seite 1 von 2" in first
        assert "p3, Nummer 4" in first
        assert "p3, Nummer 5" not in first
        assert "p3, Nummer 14" in last
        assert "p3, Nummer 14" in as_user().get(f"{address(version)}/kommentare?seite=99").text

    def test_a_choice_narrows_text_and_list(self, session, as_user, version):
        passage = make_drafts.passages(session, version)[1]
        organisation = make.organisation(session, name="Sprachtreff Oschersleben")
        in_round = session.scalars(select(Round).where(Round.version_id == version.id)).one()
        make_drafts.comment(
            session,
            in_round=in_round,
            passage=passage,
            organisation=organisation,
            kind=CommentKind.QUESTION,
            text="Nur diese",
        )
        for choice in (f"organisation={organisation.id}", f"art={CommentKind.QUESTION}"):
            for page in (address(version), f"{address(version)}/kommentare"):
                found = as_user().get(f"{page}?{choice}").text
                assert "Nur diese" in found
                assert "Nummer 3" not in found

    @pytest.mark.parametrize("asked", ["abschnitt=p99", "abschnitt=%00", "abschnitt=p1'--"])
    def test_a_passage_that_is_not_there(self, as_user, version, asked):
        assert as_user().get(f"{address(version)}/kommentare?{asked}").status_code == 404

    def test_a_passage_without_comments_says_so(self, as_user, version):
        page = as_user().get(f"{address(version)}/kommentare?abschnitt=p1").text

        assert "Hier hat noch niemand kommentiert." in page


@pytest.mark.parametrize(
    "change",
    [
        lambda comment: setattr(comment, "text", "Anders"),
        lambda comment: setattr(comment, "status", CommentStatus.WITHDRAWN),
        lambda comment: setattr(comment, "blackened", [[0, 3]]),
    ],
    ids=["corrected", "withdrawn", "blackened"],
)
def test_what_is_kept_is_never_out_of_date(session, as_user, change):
    comment = make_drafts.comment(session, text="Wie zuerst")
    here = address(comment.round.version)
    assert "Wie zuerst" in as_user().get(here).text

    change(comment)
    comment.withdrawn_at = clock.now() if comment.status is CommentStatus.WITHDRAWN else None
    session.commit()

    assert "Wie zuerst" not in as_user().get(here).text


def test_a_comment_that_is_declined_is_gone_from_the_margin(session, as_user):
    comment = make_drafts.comment(session)
    here, moderator = address(comment.round.version), make.moderator(session)
    assert "1 Kommentar" in as_user().get(here).text

    decline_comment(
        session,
        comment,
        moderator=moderator,
        category=DeclineCategory.INSULT,
        reason="So nicht.",
        at=clock.now(),
    )
    session.commit()

    assert "passage__count" not in as_user().get(here).text
