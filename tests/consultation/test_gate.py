"""What opens the gate before the next version, as a table and as it is read from the database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation import clock
from ikparticipation.consultation import queries
from ikparticipation.consultation.gate import Claim, Owed, gate, owed
from ikparticipation.consultation.models import CommentStatus, Outcome
from tests import make, make_answers, make_drafts

NOW = clock.now()
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)
ID = uuid4()


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        # nobody has decided whether it is published
        ({"is_published": False}, Owed.DECISION),
        # published, and nothing was written yet
        ({}, Owed.ANSWER),
        # an answer that nobody has released is none
        ({"is_drafted": True}, Owed.RELEASE),
        ({"is_answered": True}, None),
        # deferred until a day that is still to come
        ({"is_answered": True, "deferred_until": FUTURE}, None),
        # a new draft takes nothing from a deferral that still holds
        ({"is_answered": True, "deferred_until": FUTURE, "is_drafted": True}, None),
        # the day has come, whether or not the clock has noticed
        ({"is_answered": True, "deferred_until": NOW}, Owed.FINAL_ANSWER),
        ({"is_answered": True, "deferred_until": PAST}, Owed.FINAL_ANSWER),
        ({"is_answered": True, "deferred_until": PAST, "is_reopened": True}, Owed.FINAL_ANSWER),
        (
            {
                "is_answered": True,
                "deferred_until": PAST,
                "is_reopened": True,
                "is_drafted": True,
            },
            Owed.RELEASE,
        ),
    ],
)
def test_what_a_comment_waits_for(facts, missing):
    claim = Claim(ID, **{"is_published": True} | facts)

    assert owed(claim, NOW) is missing
    assert gate([claim], [], (), at=NOW).is_open is (missing is None)


@pytest.mark.parametrize(
    ("changes", "reasoned", "unexplained"),
    [
        ([], [], ()),
        ([("p1",)], [], ("p1",)),
        ([("p1",)], ["p1"], ()),
        # a split passage goes by all its keys
        ([("p7", "p8", "p2")], ["p8"], ()),
        ([("p7", "p8", "p2")], ["p2"], ()),
        ([("p1",), ("p2",)], ["p1"], ("p2",)),
        # a reason for what does not change (any more) opens nothing
        ([("p1",)], ["p9"], ("p1",)),
    ],
)
def test_every_changed_passage_has_a_reason(changes, reasoned, unexplained):
    found = gate([], changes, reasoned, at=NOW)

    assert found.unexplained == unexplained
    assert found.is_open is not bool(unexplained)


claims = st.builds(
    Claim,
    id=st.uuids(),
    is_published=st.booleans(),
    is_drafted=st.booleans(),
    is_answered=st.booleans(),
    deferred_until=st.sampled_from([None, PAST, NOW, FUTURE]),
    is_reopened=st.booleans(),
)


@given(st.lists(claims, max_size=8))
def test_an_open_gate_owes_nobody_an_answer(said):
    found = gate(said, [], (), at=NOW)

    fair = all(
        c.is_published
        and c.is_answered
        and not c.is_reopened
        and (c.deferred_until is None or c.deferred_until > NOW)
        for c in said
    )
    assert found.is_open is fair
    assert sum(found.count(kind) for kind in Owed) == sum(owed(c, NOW) is not None for c in said)


class TestReport:
    def report(self, session, document):
        return queries.gate_of(session, document, at=clock.now())

    def test_without_a_round_there_is_no_gate(self, session):
        assert self.report(session, make_drafts.document(session)) is None
        assert self.report(session, make_drafts.version(session).document) is None

    def test_it_names_what_is_missing(self, session):
        in_round = make_drafts.closed_round(session)
        pending = make_drafts.comment(session, in_round=in_round, status=CommentStatus.SUBMITTED)
        bare = make_drafts.comment(session, in_round=in_round)
        drafted = make_drafts.comment(session, in_round=in_round)
        make_drafts.answer(session, drafted, released=False)
        make_drafts.answer(session, make_drafts.comment(session, in_round=in_round))
        make_drafts.comment(session, in_round=in_round, status=CommentStatus.DECLINED)
        make_drafts.comment(session, in_round=in_round, parent_id=bare.id)
        make_answers.rewrite(session, in_round.version.document, "am Abend", "am Morgen")

        report = self.report(session, in_round.version.document)

        assert report.gate.comments == {
            Owed.DECISION: (pending.id,),
            Owed.ANSWER: (bare.id,),
            Owed.RELEASE: (drafted.id,),
        }
        assert [c.words for c in report.unexplained] == ["Kurse am Morgen"]
        assert [c.id for c in report.comments[Owed.ANSWER]] == [bare.id]

    def test_a_link_of_a_released_answer_is_a_reason_and_that_of_a_draft_is_none(self, session):
        in_round = make_drafts.closed_round(session)
        document = in_round.version.document
        make_answers.rewrite(session, document, "am Abend", "am Morgen")
        key = self.report(session, document).gate.unexplained[0]
        answer = make_drafts.answer(
            session, make_drafts.comment(session, in_round=in_round), released=False
        )
        make_answers.link(session, answer, key)
        assert self.report(session, document).gate.unexplained == (key,)

        answer.released_at, answer.released_by_id = clock.now(), make.steering(session).id
        session.commit()

        assert self.report(session, document).gate.is_open

    def test_an_adopted_comment_without_a_changed_passage_is_pointed_out(self, session):
        in_round = make_drafts.closed_round(session)
        promised = make_drafts.comment(session, in_round=in_round)
        make_drafts.answer(session, promised, outcome=Outcome.ADOPTED)
        noted = make_drafts.comment(session, in_round=in_round)
        make_drafts.answer(session, noted, outcome=Outcome.NOTED)

        report = self.report(session, in_round.version.document)

        assert report.gate.is_open
        assert [c.id for c in report.unkept] == [promised.id]

    def test_comments_of_older_versions_still_count(self, session):
        in_round = make_drafts.closed_round(session)
        document = in_round.version.document
        comment = make_drafts.comment(session, in_round=in_round)
        make_drafts.answer(
            session, comment, outcome=Outcome.DEFERRED, deferred_until=clock.now() - timedelta(1)
        )
        make_answers.rewrite(session, document, "am Abend", "am Morgen")
        make_answers.next_version(session, document)

        report = self.report(session, document)

        assert report.gate.comments == {Owed.FINAL_ANSWER: (comment.id,)}
        assert report.changes == 0
