"""What other packages may ask: the overview of the administration, the home page, one's tasks."""

from datetime import timedelta

from ikparticipation import clock
from ikparticipation.consultation import queries
from ikparticipation.consultation.models import CommentStatus
from tests import make, make_drafts

NOW = clock.now()
DAY = timedelta(days=1)


class TestWaiting:
    def test_nothing_waits_at_first(self, session):
        assert queries.waiting(session) == queries.Waiting(
            undecided=0,
            oldest_undecided_at=None,
            unanswered=0,
            drafted=0,
            oldest_unanswered_at=None,
        )

    def test_everything_is_counted_once(self, session):
        in_round = make_drafts.open_round(session)
        for days in (1, 5):
            make_drafts.comment(
                session,
                in_round=in_round,
                status=CommentStatus.SUBMITTED,
                submitted_at=NOW - days * DAY,
            )
        make_drafts.comment(session, in_round=in_round, status=CommentStatus.DECLINED)
        make_drafts.answer(session, make_drafts.comment(session, in_round=in_round))
        for _ in range(3):
            make_drafts.answer(
                session, make_drafts.comment(session, in_round=in_round), released=False
            )
        make_drafts.comment(session, in_round=in_round, submitted_at=NOW - 7 * DAY)
        make_drafts.unseen_comment(session)  # waits for a look and for an answer

        found = queries.waiting(session)

        assert found == queries.Waiting(
            undecided=3,
            oldest_undecided_at=NOW - 5 * DAY,
            unanswered=2,
            drafted=3,
            oldest_unanswered_at=NOW - 7 * DAY,
        )

    def test_it_takes_one_statement(self, session, statements):
        make_drafts.answer(session)

        with statements() as seen:
            queries.waiting(session)

        assert len(seen) == 1


class TestOpenRounds:
    def test_those_that_are_open_the_next_to_close_first(self, session):
        make_drafts.closed_round(session)
        make_drafts.open_round(session, opens_at=NOW + DAY, closes_at=NOW + 2 * DAY)
        late = make_drafts.open_round(session, closes_at=NOW + 9 * DAY)
        soon = make_drafts.open_round(session, closes_at=NOW + 3 * DAY)
        make_drafts.comment(session, in_round=soon)
        make_drafts.comment(session, in_round=soon, status=CommentStatus.SUBMITTED)

        found = queries.open_rounds(session, NOW)

        assert [(r.id, r.comments) for r in found] == [(soon.id, 1), (late.id, 0)]
        version = soon.version
        assert (found[0].slug, found[0].number) == (version.document.slug, version.number)


class TestNewestAnswers:
    def test_released_ones_of_published_comments_newest_first(self, session):
        old, new = (make_drafts.answer(session, released_at=NOW - days * DAY) for days in (3, 1))
        make_drafts.answer(session, released=False)
        hidden = make_drafts.comment(session, status=CommentStatus.DECLINED)
        make_drafts.answer(session, hidden)

        found = queries.newest_answers(session, 10)

        assert [a.id for a in found] == [new.comment_id, old.comment_id]
        assert [a.id for a in queries.newest_answers(session, 1)] == [new.comment_id]
        assert (found[0].outcome, found[0].reason) == (new.outcome, new.reason)


class TestMyComments:
    def test_all_of_mine_newest_first_with_their_state(self, session):
        me = make.user(session)
        for days, status in enumerate(CommentStatus, start=1):
            make_drafts.comment(session, author=me, status=status, submitted_at=NOW - days * DAY)
        make_drafts.comment(session)

        found = queries.my_comments(session, me)

        assert [c.status for c in found] == list(CommentStatus)

    def test_the_answer_is_there_once_it_is_released(self, session):
        answered, drafted = make_drafts.answer(session), make_drafts.answer(session, released=False)

        mine = queries.my_comments(session, answered.comment.author)[0]
        other = queries.my_comments(session, drafted.comment.author)[0]

        assert mine.reason == answered.reason
        assert (other.reason, other.released_at) == (None, None)


def test_cards_are_filled_column_by_column(session):
    comment = make_drafts.comment(session, organisation=make.organisation(session))
    answer = make_drafts.answer(session, comment)
    moderator = make.moderator(session)

    [card] = queries.cards_of(session, [comment.id], reader=moderator)

    assert card == queries.Card(
        id=comment.id,
        key=comment.passage.key,
        position=comment.passage.position,
        kind=comment.kind,
        text=comment.text,
        replacement=None,
        quote=comment.quote,
        status=comment.status,
        channel=comment.channel,
        language="de",
        submitted_at=comment.submitted_at,
        corrected=0,
        is_own=False,
        author=comment.author.name,
        organisation=comment.organisation.name,
        supports=0,
        replies=0,
        outcome=answer.outcome,
        reason=answer.reason,
        deferred_until=None,
        released_at=answer.released_at,
    )


def test_the_figures_of_a_round_count_what_is_published(session):
    in_round = make_drafts.open_round(session)
    make_drafts.answer(session, make_drafts.comment(session, in_round=in_round))
    for status in CommentStatus:
        make_drafts.comment(session, in_round=in_round, status=status)
    make_drafts.comment(session, in_round=in_round, passage=None)

    found = queries.margins(session, in_round.id, queries.Chosen(), sealed=False)

    assert (found.comments, found.answered) == (3, 1)
    assert found.counts == {"p2": 3, "": 1}  # with the place of the withdrawn one
    sealed = queries.margins(session, in_round.id, queries.Chosen(), sealed=True)
    assert (sealed.comments, sealed.counts) == (3, {})
