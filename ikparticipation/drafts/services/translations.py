"""Passages in further languages: typed by staff, carried over to the next version."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.drafts.models import Passage, Translation, Version
from ikparticipation.drafts.passages import PassageKind, words_of
from ikparticipation.drafts.queries import target_language
from ikparticipation.drafts.services.rules import check_steers
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_

LONGEST_TRANSLATION = 20_000
_CELLS = " | "


class Typed(NamedTuple):
    """What was typed for one passage, and what stood there when the page was opened."""

    key: str
    source: str
    seen: str
    """`fingerprint` of the stored words at that time."""


class StaleError(ConflictError):
    """Somebody else has translated some of these passages meanwhile. Nothing was stored.

    `stored` has by key what stands there now.
    """

    def __init__(self, stored: Mapping[str, str]) -> None:
        super().__init__(
            N_("Jemand anders hat inzwischen übersetzt. Ihr Text ist noch nicht gespeichert.")
        )
        self.stored = stored


class UnfitError(InvalidError):
    """Some of the words cannot stand where they were typed. `reasons` has them by key."""

    def __init__(self, reasons: Mapping[str, InvalidError]) -> None:
        super().__init__(N_("Einige Übersetzungen passen noch nicht."))
        self.reasons = reasons


def fingerprint(source: str) -> str:
    """Return what tells two translations apart; a count would come again after a deletion."""
    return hashlib.sha256(source.encode()).hexdigest()[:16] if source else ""


def save_translations(
    session: Session,
    version: Version,
    language: str,
    typed: Sequence[Typed],
    *,
    actor: User,
    at: datetime,
) -> int:
    """Store what has changed, all or nothing, and return how many passages that were.

    An empty text means: not translated. What is stored already is no conflict, so a form that is
    sent twice changes nothing. Raises StaleError and UnfitError, which name the passages.
    """
    check_steers(actor)
    if target_language(session, language) is None:
        raise InvalidError(N_("In diese Sprache wird nicht übersetzt."))
    session.refresh(version, with_for_update=True)
    passages = _passages(session, version.id, [each.key for each in typed])
    stored = _stored(session, list(passages.values()), language)
    changed = [
        each
        for each in typed
        if each.key in passages and each.source != _source(stored.get(each.key))
    ]
    _refuse_stale(changed, stored)
    words = _words(changed, passages)
    for each in changed:
        passage, old = passages[each.key], stored.get(each.key)
        _put(session, passage, language, old, each.source, words[each.key], actor, at)
    session.flush()
    if changed:
        facts = {"language": language, "passages": len(changed)}
        record(session, Action.VERSION_TRANSLATED, version, actor_id=actor.id, **facts)
    return len(changed)


def _passages(session: Session, version_id: UUID, keys: Sequence[str]) -> Mapping[str, Passage]:
    query = select(Passage).where(Passage.version_id == version_id, Passage.key.in_(keys))
    return {passage.key: passage for passage in session.scalars(query)}


def _stored(
    session: Session, passages: Sequence[Passage], language: str
) -> Mapping[str, Translation]:
    keys = {passage.id: passage.key for passage in passages}
    query = (
        select(Translation)
        .where(Translation.passage_id.in_(keys), Translation.language == language)
        .execution_options(populate_existing=True)
    )
    return {keys[each.passage_id]: each for each in session.scalars(query)}


def _source(translation: Translation | None) -> str:
    return translation.source if translation else ""


def _refuse_stale(changed: Sequence[Typed], stored: Mapping[str, Translation]) -> None:
    stale = {
        each.key: _source(stored.get(each.key))
        for each in changed
        if each.seen != fingerprint(_source(stored.get(each.key)))
    }
    if stale:
        raise StaleError(stale)


def _words(
    changed: Sequence[Typed], passages: Mapping[str, Passage]
) -> Mapping[str, tuple[str, str]]:
    """Return plain words and HTML of each text by key; raise UnfitError for what does not fit."""
    words, reasons = {}, {}
    for each in changed:
        try:
            words[each.key] = _fitting(each.source, passages[each.key]) if each.source else ("", "")
        except InvalidError as error:
            reasons[each.key] = error
    if reasons:
        raise UnfitError(reasons)
    return words


def _fitting(source: str, passage: Passage) -> tuple[str, str]:
    if len(source) > LONGEST_TRANSLATION:
        raise InvalidError(
            N_("Bitte kürzen Sie die Übersetzung auf höchstens %(limit)s Zeichen."),
            limit=LONGEST_TRANSLATION,
        )
    if "\n\n" in source:
        raise InvalidError(N_("Bitte schreiben Sie einen einzigen Absatz, ohne leere Zeile darin."))
    text, html = words_of(source)
    if not text:
        raise InvalidError(N_("Darin stehen keine Wörter. Bitte leeren Sie das Feld ganz."))
    cells = passage.text.count(_CELLS) + 1
    if passage.kind is PassageKind.TABLE_ROW and text.count(_CELLS) + 1 != cells:
        raise InvalidError(
            N_("Diese Tabellenzeile hat %(cells)s Zellen. Bitte trennen Sie sie ebenso mit „ | “."),
            cells=cells,
        )
    return text, html


def _put(
    session: Session,
    passage: Passage,
    language: str,
    old: Translation | None,
    source: str,
    words: tuple[str, str],
    actor: User,
    at: datetime,
) -> None:
    text, html = words
    if old is None:
        new = Translation(
            passage_id=passage.id,
            language=language,
            source=source,
            text=text,
            html=html,
            saved_at=at,
            saved_by_id=actor.id,
        )
        session.add(new)
    elif not source:
        session.delete(old)
    else:
        old.source, old.text, old.html = source, text, html
        old.saved_at, old.saved_by_id = at, actor.id


def carry_over(session: Session, previous_id: UUID, version_id: UUID) -> int:
    """Give a new version the translations of passages whose words are those of the one before.

    Who translated, and when, goes along. Return how many were carried over.
    """
    old, new = aliased(Passage), aliased(Passage)
    query = (
        select(Translation, new.id)
        .join(old, old.id == Translation.passage_id)
        .join(new, (new.key == old.key) & (new.text == old.text))
        .where(old.version_id == previous_id, new.version_id == version_id)
    )
    found = session.execute(query).all()
    session.add_all(
        Translation(
            passage_id=passage_id,
            language=each.language,
            source=each.source,
            text=each.text,
            html=each.html,
            saved_at=each.saved_at,
            saved_by_id=each.saved_by_id,
        )
        for each, passage_id in found
    )
    session.flush()
    return len(found)
