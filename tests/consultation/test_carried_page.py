"""The page of a later version tells where the comments on the earlier ones are."""

import pytest

from ikparticipation import clock
from ikparticipation.consultation.models import Circle, CommentStatus, RoundInvitation
from tests import make, make_drafts
from tests.consultation.carried import (
    GONE,
    LIST,
    TEXT,
    TOGETHER,
    beside,
    first_round,
    go_on,
    leave_open,
    page_of,
    say,
    sentences,
    shown,
    words_of,
)

NOT_PUBLISHED = [each for each in CommentStatus if each is not CommentStatus.PUBLISHED]


@pytest.fixture
def first(session):
    return first_round(session)


class TestTheText:
    def test_counts_stand_beside_the_words_and_a_sentence_on_top(self, session, as_user, first):
        for _ in range(2):
            kept = say(session, first)
        say(session, first, GONE)
        say(session, first, None)
        leave = say(session, first, TOGETHER)
        go_on(session, first, ("Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.", ""))
        leave_open(session, leave)

        page = page_of(as_user())

        assert beside(page) == {kept.passage.key: ["2 Kommentare zu Fassung 1"]}
        link = page.select_one(".passage__came a")
        assert link["href"] == f"{LIST}?abschnitt={kept.passage.key}"
        assert sentences(page) == [
            (
                "Aus Fassung 1: 5 Kommentare, 2 stehen hier wieder, 1 an einer gestrichenen "
                "Stelle, 1 wird noch zugeordnet, 1 zum ganzen Text."
            )
        ]
        assert page.select_one(".page-head p a")["href"] == LIST

    def test_a_place_that_is_only_suggested_is_none(self, session, as_user, first):
        comment = say(session, first)
        go_on(session, first)
        leave_open(session, comment)

        page = page_of(as_user())

        assert beside(page) == {}
        assert "1 wird noch zugeordnet" in sentences(page)[0]

    def test_what_is_not_worked_out_yet_is_not_lost(self, session, as_user, first):
        say(session, first)
        go_on(session, first, mapped=False)

        assert sentences(page_of(as_user())) == [
            "Aus Fassung 1: 1 Kommentar, 1 wird noch zugeordnet."
        ]
        assert "Die Stelle wird noch zugeordnet." in words_of(page_of(as_user(), LIST).main)

    @pytest.mark.parametrize(
        "status", [s for s in CommentStatus if s is not CommentStatus.PUBLISHED]
    )
    @pytest.mark.parametrize("reader", [None, make.moderator])
    def test_only_what_is_published_counts(self, session, as_user, first, status, reader):
        say(session, first, status=status, text="Nicht für alle")
        go_on(session, first)

        client = as_user(reader and reader(session))
        page = page_of(client)

        assert (beside(page), sentences(page)) == ({}, [])
        assert "Nicht für alle" not in words_of(page_of(client, LIST).main)

    def test_replies_are_not_counted(self, session, as_user, first):
        comment = say(session, first)
        say(session, first, parent_id=comment.id)
        go_on(session, first)

        assert sentences(page_of(as_user())) == ["Aus Fassung 1: 1 Kommentar, 1 steht hier wieder."]

    def test_a_version_without_comments_before_it_says_nothing(self, session, as_user, first):
        go_on(session, first)

        page = page_of(as_user())

        assert (beside(page), sentences(page)) == ({}, [])
        assert sentences(page_of(as_user(), "/entwuerfe/leitlinien/1")) == []
        assert "Hier steht kein Kommentar zu Fassung 1." in words_of(page_of(as_user(), LIST).main)

    def test_a_heading_that_repeats_the_title_stays_for_its_comments(self, session, as_user):
        version = make_drafts.version(session, text=TEXT, slug="leitlinien", title="Leitlinien")
        in_round = make_drafts.closed_round(session, of=version)
        say(session, in_round, "Leitlinien")
        go_on(session, in_round)

        assert list(beside(page_of(as_user()))) == ["p1"]

    def test_each_earlier_version_has_its_own(self, session, as_user, first):
        kept, gone = say(session, first), say(session, first, GONE)
        second = go_on(session, first, ("bleibt das Rathaus bis zum späten Abend geöffnet", "x"))
        again = say(session, make_drafts.closed_round(session, of=second))
        go_on(session, first, ("seit vielen Jahren", "seit zwanzig Jahren"))

        page = page_of(as_user(), "/entwuerfe/leitlinien/3")

        assert kept.passage.key == again.passage.key
        assert beside(page) == {
            kept.passage.key: ["1 Kommentar zu Fassung 1", "1 Kommentar zu Fassung 2"]
        }
        assert sentences(page) == [
            "Aus Fassung 1: 2 Kommentare, 1 steht hier wieder, 1 an einer gestrichenen Stelle.",
            "Aus Fassung 2: 1 Kommentar, 1 steht hier wieder.",
        ]
        listed = page_of(as_user(), "/entwuerfe/leitlinien/3/aus-fassung/1?wo=gestrichen")
        assert shown(listed) == [gone.text]
        assert "Die Worte stehen nicht mehr im Text." in words_of(listed.main)


class TestWhoMaySee:
    def test_a_closed_circle_stays_closed_in_the_next_version(self, session, as_user, first):
        organisation = make.organisation(session)
        first.circle = Circle.CLOSED
        invitation = RoundInvitation(
            round=first,
            organisation=organisation,
            invited_at=clock.now(),
            invited_by_id=make.steering(session).id,
        )
        make.store(session, invitation)
        say(session, first, text="Nur unter uns")
        go_on(session, first)

        for outside in (None, make.user(session), make.member(session)):
            client = as_user(outside)
            page = page_of(client)
            assert (beside(page), sentences(page)) == ({}, [])
            assert client.get(LIST).status_code == 404
        for inside in (make.member(session, of=organisation), make.moderator(session)):
            client = as_user(inside)
            assert "1 steht hier wieder" in sentences(page_of(client))[0]
            assert shown(page_of(client, LIST)) == ["Nur unter uns"]

    def test_a_sealed_comment_is_its_authors_and_the_staffs(self, session, as_user):
        version = make_drafts.version(session, text=TEXT, slug="leitlinien")
        in_round = make_drafts.open_round(session, of=version, sealed=True)
        comment = say(session, in_round, text="Noch geheim")
        go_on(session, in_round)

        for outside in (None, make.member(session)):
            page = page_of(as_user(outside))
            assert (beside(page), sentences(page)) == ({}, [])
            assert shown(page_of(as_user(outside), LIST)) == []
        for inside in (comment.author, make.moderator(session)):
            assert len(beside(page_of(as_user(inside)))) == 1
            assert shown(page_of(as_user(inside), LIST)) == ["Noch geheim"]

    def test_names_and_blackened_words_stay_inside(self, session, as_user, first):
        author = make.user(session, name="Nadja Klarname")
        say(session, first, text="Frau Meier sagt das", author=author, blackened=[[0, 10]])
        go_on(session, first)

        page = as_user().get(LIST).text

        assert "Nadja Klarname" not in page
        assert "Meier" not in page
        assert "Nadja Klarname" in as_user(make.moderator(session)).get(LIST).text
