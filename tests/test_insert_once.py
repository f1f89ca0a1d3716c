from uuid import uuid4

from sqlalchemy import func, select

from ikparticipation.consultation.models import Comment
from ikparticipation.db import insert_once
from tests import make, make_drafts


def unstored(session, **given):
    """A comment made like a stored one, but not stored."""
    like = make_drafts.comment(session)
    facts = {
        column.key: getattr(like, column.key)
        for column in Comment.__mapper__.column_attrs
        if column.key not in {"id", "version"} and not column.key.endswith("_id")
    }
    facts |= {"round": like.round, "passage": like.passage, "author": like.author}
    facts |= {"organisation": None, "receipt_code": str(uuid4()), "decided_by_id": None}
    facts |= {"decided_at": None, "submission_id": uuid4()}
    return Comment(**facts | given)


def test_what_was_inserted_belongs_to_the_session_like_anything_else(session):
    comment = unstored(session, organisation=make.organisation(session))

    assert insert_once(session, comment, once="submission_id")

    assert comment in session
    assert (comment.version, comment.round_id) == (1, comment.round.id)
    assert comment.organisation_id == comment.organisation.id
    comment.text = "Geändert"
    session.commit()
    session.expire_all()
    assert (session.get(Comment, comment.id).text, comment.version) == ("Geändert", 2)


def test_the_second_with_the_same_key_changes_nothing(session):
    first = unstored(session)
    second = unstored(session, submission_id=first.submission_id, text="Anders")
    before = session.scalar(select(func.count(Comment.id)))

    assert insert_once(session, first, once="submission_id")
    assert not insert_once(session, second, once="submission_id")

    assert second not in session
    assert session.scalar(select(func.count(Comment.id))) == before + 1
    assert session.get(Comment, second.id) is None
