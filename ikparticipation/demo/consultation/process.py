"""The way of a text: published, commented on, answered, changed, and published again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.consultation import services as consultation
from ikparticipation.consultation.anchors import locate
from ikparticipation.consultation.models import Comment, Disposition
from ikparticipation.consultation.period import day_ends, day_of
from ikparticipation.demo import read
from ikparticipation.demo.consultation.administering import answer, answer_group, assign, moderate
from ikparticipation.demo.consultation.revising import revise
from ikparticipation.demo.consultation.saying import react, say
from ikparticipation.demo.moments import moment
from ikparticipation.demo.people import Cast
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.drafts.services.translations import Typed, fingerprint

WRITTEN = timedelta(days=3)
"""How long the text lay with the administration before it was published."""


@dataclass(frozen=True)
class Said:
    """What has been said about one text, by the keys of the comments."""

    comments: dict[str, Comment] = field(default_factory=dict)
    answers: dict[str, Disposition] = field(default_factory=dict)


def discuss(session: Session, county: read.County, cast: Cast, *, at: datetime) -> None:
    """Let each text go its way, and people comment and be answered."""
    for block in county.text_blocks:
        written_at = moment(at, block.written)
        consultation.save_text_block(
            session, None, title=block.title, text=block.text, actor=cast.steering, at=written_at
        )
    for document in county.documents:
        _go_its_way(session, document, cast, at=at)


def _go_its_way(session: Session, given: read.Document, cast: Cast, *, at: datetime) -> None:
    version = _publish(session, given, cast, at=at)
    in_round = consultation.open_round(
        session,
        version,
        opens_at=moment(at, given.round.opens),
        closes_at=day_ends(day_of(at + given.round.closes)),
        moderation=given.moderation,
        actor=cast.steering,
        at=version.published_at,
    )
    passages = session.scalars(select(Passage).where(Passage.version_id == version.id)).all()
    said = Said()
    for each in given.comments:
        comment = said.comments[each.key] = say(session, in_round, passages, each, cast, at=at)
        moderate(session, comment, each, cast, at=at)
        assign(session, comment, each, cast, at=at)
        if each.answer is not None:
            said.answers[each.key] = answer(session, comment, each.answer, cast, at=at)
        react(session, comment, each, cast, at=at)
    for group in given.groups:
        said.answers.update(answer_group(session, said.comments, group, cast, at=at))
    for translation in given.translations:
        _translate(session, version, passages, translation, cast, at=at)
    for revision in given.revisions:
        revise(session, version.document, revision, said.comments, said.answers, cast, at=at)


def _publish(session: Session, given: read.Document, cast: Cast, *, at: datetime) -> Version:
    published_at = moment(at, given.published)
    written_at = moment(at, given.published - WRITTEN)
    document = drafts.create_document(
        session,
        title=given.title,
        kind=given.kind,
        slug=given.slug,
        actor=cast.steering,
        at=written_at,
    )
    drafts.save_text(session, document, text=given.text, actor=cast.steering, at=written_at)
    return drafts.publish(session, document, actor=cast.steering, at=published_at)


def _translate(
    session: Session,
    version: Version,
    passages: Sequence[Passage],
    given: read.Translation,
    cast: Cast,
    *,
    at: datetime,
) -> None:
    typed = [
        Typed(passage.key, each.text, fingerprint(""))
        for each in given.passages
        for passage in passages
        if locate(each.words, passage.text)
    ]
    then = moment(at, given.translated)
    drafts.save_translations(session, version, given.language, typed, actor=cast.steering, at=then)
