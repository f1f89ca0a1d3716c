"""A document, its working text, and the versions it is published as."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.drafts.models import SLUG, Document, DocumentKind, Passage, Version
from ikparticipation.drafts.passages import Block, TextLimitError, assign_keys, parse
from ikparticipation.drafts.queries import latest_version, passages_of, used_keys
from ikparticipation.drafts.services.rules import check_steers
from ikparticipation.drafts.services.translations import carry_over
from ikparticipation.drafts.short_names import free_name, short_name
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_

LONGEST_SLUG = 60
LONGEST_TITLE = 200

LIMITS = {
    "characters": N_("Der Text hat mehr als %(limit)s Zeichen. Bitte teilen Sie ihn auf."),
    "blocks": N_("Der Text hat mehr als %(limit)s Abschnitte. Bitte teilen Sie ihn auf."),
    "levels": N_("Listen oder Zitate sind mehr als %(limit)s-fach verschachtelt."),
}


def create_document(
    session: Session, *, title: str, kind: DocumentKind, slug: str, actor: User, at: datetime
) -> Document:
    """Start a document with an empty text. Its short name stands in the address for ever.

    Without one (`slug` is empty) it is made of the title.
    """
    check_steers(actor)
    slug = slug or _name_after(session, title)
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise InvalidError(
            N_("Der Kurzname darf nur kleine Buchstaben, Ziffern und Bindestriche haben.")
        )
    if session.scalar(select(Document.id).where(Document.slug == slug)) is not None:
        raise InvalidError(
            N_("Den Kurznamen „%(slug)s“ gibt es schon. Bitte wählen Sie einen anderen."),
            slug=slug,
        )
    document = Document(
        slug=slug, kind=kind, title=title, created_at=at, saved_at=at, saved_by_id=actor.id
    )
    session.add(document)
    session.flush()
    record(session, Action.DOCUMENT_CREATED, document, actor_id=actor.id)
    return document


def _name_after(session: Session, title: str) -> str:
    name = short_name(title, longest=LONGEST_SLUG)
    if not name:
        raise InvalidError(N_("Bitte geben Sie einen Kurznamen ein."))
    return free_name(name, set(session.scalars(select(Document.slug))), longest=LONGEST_SLUG)


def save_text(
    session: Session,
    document: Document,
    *,
    text: str,
    actor: User,
    at: datetime,
    title: str | None = None,
    seen: int | None = None,
    from_file: str = "",
) -> None:
    """Store the working text. `seen`: the count of saves that the writer started from.

    Raises ConflictError if somebody else has saved since; nothing is overwritten then. Saving
    what is stored already changes nothing, so a form that is sent twice is no conflict.
    `from_file`: the name of the file that the text was read from.
    """
    check_steers(actor)
    session.refresh(document, with_for_update=True)
    wanted = (title or document.title, text)
    if wanted == (document.title, document.working_text):
        return
    if seen is not None and seen != document.version:
        raise ConflictError(
            N_("Der Text wurde inzwischen von jemand anderem gespeichert. Ihrer ist noch hier.")
        )
    blocks_of(text)
    document.title, document.working_text = wanted
    document.saved_at, document.saved_by_id = at, actor.id
    session.flush()
    if from_file:
        record(session, Action.DOCUMENT_IMPORTED, document, actor_id=actor.id, file=from_file)


def blocks_of(text: str) -> Sequence[Block]:
    """Return the passages of a Markdown text; raise InvalidError if it is too much of one."""
    try:
        return parse(text)
    except TextLimitError as error:
        raise InvalidError(LIMITS[error.of], limit=error.limit) from error


def publish(
    session: Session, document: Document, *, actor: User, at: datetime, seen: int | None = None
) -> Version:
    """Make the working text the next version, for ever, with the keys of its passages.

    `seen`: the count of saves that the publisher has read. Raises ConflictError if the text was
    saved since, is empty, or says nothing that the last version did not say.
    """
    check_steers(actor)
    session.refresh(document, with_for_update=True)
    if seen is not None and seen != document.version:
        raise ConflictError(
            N_("Der Text wurde inzwischen geändert. Bitte lesen Sie ihn noch einmal.")
        )
    blocks = blocks_of(document.working_text)
    previous = latest_version(session, document)
    before = passages_of(session, previous.id) if previous else ()
    check_publishable(document, blocks, previous, before)

    version = Version(
        document=document,
        number=previous.number + 1 if previous else 1,
        title=document.title,
        source=document.working_text,
        published_at=at,
        published_by_id=actor.id,
    )
    session.add(version)
    keys = assign_keys(
        blocks, [(p.key, p.text, p.kind) for p in before], used_keys(session, document)
    )
    session.add_all(_passages(version, blocks, keys))
    session.flush()
    if previous:
        carry_over(session, previous.id, version.id)
    record(session, Action.VERSION_PUBLISHED, version, actor_id=actor.id, number=version.number)
    return version


def _passages(version: Version, blocks: Sequence[Block], keys: Sequence[str]) -> Sequence[Passage]:
    return [
        Passage(
            version=version,
            position=position,
            key=key,
            kind=block.kind,
            level=block.level,
            marker=block.marker,
            text=block.text,
            html=block.html,
        )
        for position, (block, key) in enumerate(zip(blocks, keys, strict=True), start=1)
    ]


def check_publishable(
    document: Document, blocks: Sequence[Block], previous: Version | None, before: Sequence[Any]
) -> None:
    """Raise ConflictError if there is nothing to publish. `before`: the last version's passages."""
    if not blocks:
        raise ConflictError(
            N_("Der Text ist noch leer. Bitte schreiben Sie ihn, bevor Sie ihn veröffentlichen.")
        )
    shape = [(b.kind, b.level, b.marker, b.html) for b in blocks]
    old_shape = [(p.kind, p.level, p.marker, p.html) for p in before]
    if previous and (document.title, shape) == (previous.title, old_shape):
        raise ConflictError(
            N_("Der Text ist derselbe wie in Fassung %(number)s. Es gibt nichts Neues."),
            number=previous.number,
        )
