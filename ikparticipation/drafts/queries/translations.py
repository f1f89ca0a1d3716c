"""The words of a version in further languages, and what is still to be translated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from ikparticipation.catalogue.models import Language
from ikparticipation.db import AnyRow, rows
from ikparticipation.drafts.models import LEICHTE_SPRACHE, Document, Passage, Translation, Version
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.drafts.states import Progress
from ikparticipation.text import SOURCE_LANGUAGE, pick


@dataclass(frozen=True)
class TargetLanguage:
    """A language that passages can be translated into."""

    code: str
    """Of the catalogue, or `LEICHTE_SPRACHE`."""
    names: Mapping[str, str]
    own_name: str
    direction: str = "ltr"

    @property
    def tag(self) -> str:
        """What a page says of the language of these words: Leichte Sprache is German."""
        return SOURCE_LANGUAGE if self.code == LEICHTE_SPRACHE else self.code

    def name(self, language: str) -> str:
        return pick(self.names, language)


_SIMPLE = TargetLanguage(
    LEICHTE_SPRACHE, {"de": "Leichte Sprache", "en": "Easy German"}, "Leichte Sprache"
)


@dataclass(frozen=True)
class Earlier:
    """The translation of the same passage in an earlier version."""

    number: int
    german: str
    """What it is the translation of."""
    source: str
    html: str


@dataclass(frozen=True)
class Aligned:
    """A passage with its words in another language."""

    key: str
    position: int
    kind: PassageKind
    level: int
    marker: str
    text: str
    html: str
    source: str
    """What was typed for it; empty if it is not translated."""
    earlier: Earlier | None

    @property
    def progress(self) -> Progress:
        if self.source:
            return Progress.DONE
        return Progress.TO_RENEW if self.earlier else Progress.MISSING


def target_languages(session: Session) -> list[TargetLanguage]:
    """Return what can be translated into: Leichte Sprache, then the catalogue without German."""
    query = (
        select(Language.key, Language.names, Language.own_name, Language.direction)
        .where(Language.retired_at.is_(None), Language.key != SOURCE_LANGUAGE)
        .order_by(Language.position, Language.key)
    )
    return [_SIMPLE, *(TargetLanguage(*row) for row in session.execute(query))]


def target_language(session: Session, code: str) -> TargetLanguage | None:
    """Return a language by its code, also one that is retired: old translations keep it."""
    if code == LEICHTE_SPRACHE:
        return _SIMPLE
    query = select(Language.key, Language.names, Language.own_name, Language.direction).where(
        Language.key == code, Language.key != SOURCE_LANGUAGE
    )
    found = session.execute(query).one_or_none()
    return TargetLanguage(*found) if found else None


@cache
def _languages_of() -> Select[*tuple[Any, ...]]:
    counts = (
        select(Translation.language, func.count(Translation.id).label("passages"))
        .join(Passage, Passage.id == Translation.passage_id)
        .where(Passage.version_id == bindparam("version_id"))
        .group_by(Translation.language)
        .subquery()
    )
    return (
        select(
            counts.c.passages,
            counts.c.language,
            Language.names,
            Language.own_name,
            Language.direction,
        )
        .outerjoin(Language, Language.key == counts.c.language)
        .order_by(Language.position, Language.key)
    )


def languages_of(session: Session, version_id: UUID) -> Sequence[tuple[TargetLanguage, int]]:
    """Return the languages a version can be read in, each with how many passages it has.

    Leichte Sprache, which is no language of the catalogue, comes first, then its order.
    """
    simple, others = [], []
    for passages, *language in rows(session, _languages_of(), {"version_id": version_id}):
        if language[0] == LEICHTE_SPRACHE:
            simple.append((_SIMPLE, passages))
        else:
            others.append((TargetLanguage(*language), passages))
    return simple + others


def translations_of(session: Session, version_id: UUID, language: str) -> Mapping[str, AnyRow]:
    """Return the translated words (`text`, `html`) by the key of their passage."""
    query = (
        select(Passage.key, Translation.text, Translation.html)
        .join(Translation, Translation.passage_id == Passage.id)
        .where(Passage.version_id == version_id, Translation.language == language)
    )
    return {row.key: row for row in session.execute(query)}


def aligned(session: Session, version: Version, language: str) -> list[Aligned]:
    """Return all passages of a version with what there is of them in this language."""
    query = (
        select(
            Passage.key,
            Passage.position,
            Passage.kind,
            Passage.level,
            Passage.marker,
            Passage.text,
            Passage.html,
            func.coalesce(Translation.source, "").label("source"),
        )
        .outerjoin(
            Translation,
            (Translation.passage_id == Passage.id) & (Translation.language == language),
        )
        .where(Passage.version_id == version.id)
        .order_by(Passage.position)
    )
    before = _earlier(session, version, language)
    return [Aligned(*row, earlier=before.get(row.key)) for row in session.execute(query)]


def _earlier(session: Session, version: Version, language: str) -> Mapping[str, Earlier]:
    """Return by key the translation in the newest of the versions before that has one."""
    query = (
        select(Passage.key, Version.number, Passage.text, Translation.source, Translation.html)
        .join(Translation, Translation.passage_id == Passage.id)
        .join(Version, Version.id == Passage.version_id)
        .join(Document, Document.id == Version.document_id)
        .where(
            Document.id == version.document_id,
            Version.number < version.number,
            Translation.language == language,
        )
        .order_by(Version.number)
    )
    return {row.key: Earlier(*row[1:]) for row in session.execute(query)}
