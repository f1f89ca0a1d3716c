"""Assignments, text blocks, places and next versions for tests. Each call commits."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    Assignment,
    Comment,
    CommentPlace,
    LinkedChange,
    PlaceStatus,
    TextBlock,
)
from ikparticipation.consultation.period import day_of
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Document, Version
from ikparticipation.organisations.models import Kind, Organisation
from tests import make, make_drafts

_number = count(1)


def office(session: Session, **given: Any) -> Organisation:
    """A part of the administration that can be asked to draft answers."""
    name = given.pop("name", None) or f"Fachdienst {next(_number)}"
    return make.organisation(session, name=name, kind=Kind.FACHDIENST, **given)


def assignment(
    session: Session, to_comment: Comment, *, to: Organisation | None = None, **given: Any
) -> Assignment:
    now = clock.now()
    defaults = {
        "comment": to_comment,
        "organisation": to or office(session),
        "due_on": day_of(now + timedelta(days=7)),
        "assigned_at": now,
        "assigned_by_id": make.steering(session).id,
    }
    return make.store(session, Assignment(**defaults | given))


def text_block(session: Session, **given: Any) -> TextBlock:
    defaults = {
        "title": f"Baustein {next(_number)}",
        "text": "Wir danken für den Hinweis.",
        "written_at": clock.now(),
        "written_by_id": make.steering(session).id,
    }
    return make.store(session, TextBlock(**defaults | given))


def rewrite(session: Session, document: Document, old: str, new: str) -> None:
    """Change the working text."""
    drafts.save_text(
        session,
        document,
        text=document.working_text.replace(old, new),
        actor=make.steering(session),
        at=clock.now(),
    )
    session.commit()


def next_version(session: Session, document: Document) -> Version:
    """Publish the working text past the gate."""
    made = drafts.publish(session, document, actor=make.steering(session), at=clock.now())
    session.commit()
    return made


def place(session: Session, **given: Any) -> CommentPlace:
    """A comment for whose words a person is to find the place in version 2."""
    comment = given.pop("comment", None) or make_drafts.comment(session)
    document = comment.round.version.document
    rewrite(session, document, "Kurse gibt es in jedem Ort.", "Kurse gibt es überall.")
    version = next_version(session, document)
    services.map_places(session, version, at=clock.now())
    stored = session.query(CommentPlace).filter_by(comment_id=comment.id).one()
    passage = make_drafts.passages(session, version)[1]
    stored.status, stored.passage, stored.end_passage = PlaceStatus.SUGGESTED, None, None
    stored.start = stored.end = None
    stored.suggestions = [{"key": passage.key, "start": 0, "end": 21, "score": 0.8}]
    for name, value in given.items():
        setattr(stored, name, value)
    session.commit()
    return stored


def link(session: Session, answer: Any, key: str) -> LinkedChange:
    return make.store(session, LinkedChange(disposition_id=answer.id, key=key))
