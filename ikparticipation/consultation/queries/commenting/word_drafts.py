"""A version as it goes out to be commented on in Word, and as it is known when it comes back."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.consultation.outputs.synopsis import Row, Synopsis, Words
from ikparticipation.consultation.outputs.word.draft import DraftComment, DraftPassage, WordDraft
from ikparticipation.drafts.queries import passages_of
from ikparticipation.text import N_


def word_draft(
    session: Session, version_id: UUID, synopsis: Synopsis, words: Words, *, site: str
) -> WordDraft:
    """Return the version with the published comments of the synopsis."""
    said = [row for row in synopsis.rows if row.status == "published"]
    return WordDraft(
        version_id=version_id,
        slug=synopsis.slug,
        number=synopsis.number,
        title=synopsis.title,
        site=site,
        as_of=synopsis.as_of,
        passages=_passages(session, version_id),
        comments=tuple(_comment(row, words) for row in said),
    )


def bare_draft(session: Session, version: Any, *, site: str) -> WordDraft:
    """Return a version to compare a file with; its comments tell who they are by themselves."""
    return WordDraft(
        version_id=version.id,
        slug=version.document.slug,
        number=version.number,
        title=version.title,
        site=site,
        as_of=version.published_at,
        passages=_passages(session, version.id),
    )


def _passages(session: Session, version_id: UUID) -> tuple[DraftPassage, ...]:
    return tuple(
        DraftPassage(p.key, p.kind, p.level, p.marker, p.text, p.html)
        for p in passages_of(session, version_id)
    )


def _comment(row: Row, words: Words) -> DraftComment:
    place = row.place
    lines = [words.kinds[row.kind], row.text]
    if row.reply_to:
        lines[0] = words.say(N_("Antwort auf einen Kommentar"))
    if row.proposal:
        lines += [words.say(N_("Vorschlag für den Wortlaut")), row.proposal]
    return DraftComment(
        id=row.id,
        key=place.key if place else None,
        start=place.start if place else 0,
        end_key=place.end_key if place else None,
        end=place.end if place else 0,
        author=row.organisation or words.say(N_("Privatperson")),
        at=row.submitted_at,
        words="\n".join(lines),
    )
