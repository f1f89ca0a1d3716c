"""Whatever state comments are in: no version appears while somebody is owed an answer."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from ikparticipation.consultation.models import (
    Comment,
    CommentStatus,
    Disposition,
    ExplainedChange,
    Outcome,
)
from ikparticipation.errors import ConflictError
from tests import make_answers, make_drafts
from tests.consultation.test_next_version import NEW, NOW, OLD, comment_on, publish, settle

STATES = ["submitted", "declined", "open", "drafted", "answered", "deferred", "reopened"]


def comment_in(session, document, state):
    status = {"submitted": CommentStatus.SUBMITTED, "declined": CommentStatus.DECLINED}
    comment = comment_on(session, document, status=status.get(state, CommentStatus.PUBLISHED))
    if state in {"drafted", "answered"}:
        answered = state == "answered"
        make_drafts.answer(session, comment, outcome=Outcome.NOTED, released=answered)
    if state in {"deferred", "reopened"}:
        make_drafts.answer(
            session,
            comment,
            outcome=Outcome.DEFERRED,
            deferred_until=NOW + timedelta(days=9),
            reopened_at=NOW if state == "reopened" else None,
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(states=st.lists(st.sampled_from(STATES), max_size=4), explained=st.booleans())
def test_no_version_appears_while_an_answer_is_owed(session, states, explained):
    document = make_drafts.closed_round(session).version.document
    make_answers.rewrite(session, document, OLD, NEW)
    for state in states:
        comment_in(session, document, state)
    if explained:
        settle(session, document)

    try:
        publish(session, document)
        published = True
    except ConflictError:
        published = False
    session.rollback()

    fair = explained and set(states) <= {"declined", "answered", "deferred"}
    assert published is fair
    for model in (ExplainedChange, Disposition, Comment):
        session.execute(delete(model))
    session.commit()
