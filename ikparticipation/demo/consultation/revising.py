"""The way to the next version: the text changes, every change has its reason, it is published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ikparticipation.consultation import services as consultation
from ikparticipation.consultation.models import Comment, Disposition
from ikparticipation.consultation.period import day_of
from ikparticipation.consultation.queries.next_version.changes import Changed, next_changes
from ikparticipation.demo import read
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.planning import planned_passages

_MARKS = "#-|* "
"""What begins or ends a line of Markdown that is a heading, a list item or a row."""


def revise(
    session: Session,
    document: Document,
    given: read.Revision,
    comments: Mapping[str, Comment],
    answers: Mapping[str, Disposition],
    cast: Cast,
    *,
    at: datetime,
) -> None:
    """Change the working text and say why; publish it, and record who has adopted it, if so."""
    saved_at = moment(at, given.saved)
    links: dict[str, set[str]] = defaultdict(set)
    for key in given.taken_over:
        place = consultation.take_over(session, comments[key], actor=cast.steering, at=saved_at)
        links[key].add(place)
    text = document.working_text
    for edit in given.edits:
        text = _edited(text, edit)
    drafts.save_text(session, document, text=text, actor=cast.steering, at=saved_at)
    for edit, keys in _touched(session, document, given.edits):
        for key in edit.answers:
            links[key] |= keys
        if edit.reason is not None:
            consultation.explain_changes(
                session, document, keys, reason=edit.reason, actor=cast.steering, at=saved_at
            )
    for key, keys in links.items():
        consultation.link_changes(session, [answers[key]], keys, actor=cast.steering, at=saved_at)
    _publish(session, document, given, cast, at=at)


def _edited(text: str, edit: read.Edit) -> str:
    if text.count(edit.old) != 1:
        raise LookupError(f"These words do not stand once in the text: {edit.old}")
    return text.replace(edit.old, edit.new)


def _touched(
    session: Session, document: Document, edits: Sequence[read.Edit]
) -> list[tuple[read.Edit, set[str]]]:
    """Return the keys of the changed passages in which the words of an edit stand."""
    texts = {planned.key: planned.block.text for planned in planned_passages(session, document)}
    changes = next_changes(session, document)
    found = []
    for edit in edits:
        lines = [line.strip(_MARKS) for line in edit.new.splitlines()]
        keys = {each.key for each in changes if _says(each, texts, lines)}
        if not keys and (edit.answers or edit.reason):
            raise LookupError(f"These words change nothing: {edit.new}")
        found.append((edit, keys))
    return found


def _says(changed: Changed, texts: Mapping[str, str], lines: Sequence[str]) -> bool:
    words = [texts[key] for key in changed.keys if key in texts]
    return any(line and line in text for line in lines for text in words)


def _publish(
    session: Session, document: Document, given: read.Revision, cast: Cast, *, at: datetime
) -> None:
    if given.published is None:
        return
    published_at = moment(at, given.published)
    version = consultation.publish_next_version(
        session, document, actor=cast.steering, at=published_at
    )
    consultation.map_places(session, version, at=published_at)
    if (decision := given.decision) is not None:
        decided_on = day_of(at + decision.decided)
        drafts.adopt(
            session,
            version,
            body=decision.body,
            decided_on=decided_on,
            reference=decision.reference.format(year=decided_on.year),
            actor=cast.steering,
            at=moment(at, decision.recorded),
        )
