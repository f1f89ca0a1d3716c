"""The table of abbreviations by which names are compared, as the county keeps it.

It decides nothing: it makes likely names found, and a person says who is meant.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Abbreviation
from ikparticipation.organisations.names import SHIPPED, normalise
from ikparticipation.organisations.services.register import check_keeps_register
from ikparticipation.text import N_


def keep_abbreviation(
    session: Session, *, short: str, meaning: str, actor: User, at: datetime
) -> str:
    """Say what an abbreviation means here; return it as it is compared.

    The shipped meaning again: then the county needs no entry of its own.
    """
    check_keeps_register(actor)
    short, meaning = normalise(short), normalise(meaning)
    _check(short, meaning)
    if SHIPPED.short.get(short) == meaning:
        if _own(session, short) is not None:
            forget_abbreviation(session, short=short, actor=actor)
    else:
        _store(session, short, meaning, actor=actor, at=at)
    return short


def switch_off(session: Session, *, short: str, actor: User, at: datetime) -> None:
    """Let a shipped abbreviation mean nothing here."""
    check_keeps_register(actor)
    if short not in SHIPPED.short:
        raise ConflictError(GONE)
    _store(session, short, "", actor=actor, at=at)


def forget_abbreviation(session: Session, *, short: str, actor: User) -> None:
    """Take back what the county said: a shipped abbreviation counts again, an own one is gone."""
    check_keeps_register(actor)
    own = _own(session, short)
    if own is None:
        raise ConflictError(GONE)
    _record(session, own, SHIPPED.short.get(short, ""), actor)
    session.delete(own)
    session.flush()


def _store(session: Session, short: str, meaning: str, *, actor: User, at: datetime) -> None:
    own = _own(session, short)
    if own is not None and own.meaning == meaning:
        return
    if own is None:
        own = Abbreviation(short=short, meaning="", changed_at=at, changed_by_id=actor.id)
        session.add(own)
        session.flush()
    own.meaning, own.changed_at, own.changed_by_id = meaning, at, actor.id
    session.flush()
    _record(session, own, meaning, actor)


def _own(session: Session, short: str) -> Abbreviation | None:
    query = select(Abbreviation).where(Abbreviation.short == short).with_for_update()
    return session.scalars(query).first()


def _check(short: str, meaning: str) -> None:
    if not short or not meaning:
        raise InvalidError(NO_LETTERS)
    if short in SHIPPED.levels:
        raise InvalidError(LEVEL, short=short)
    if short == meaning:
        raise InvalidError(SAME)


def _record(session: Session, own: Abbreviation, meaning: str, actor: User) -> None:
    record(
        session,
        Action.ABBREVIATION_CHANGED,
        own,
        actor_id=actor.id,
        short=own.short,
        meaning=meaning,
    )


NO_LETTERS = N_("Bitte geben Sie Abkürzung und Bedeutung mit Buchstaben oder Ziffern ein.")
LEVEL = N_(
    "„%(short)s“ steht für eine Ebene des Verbands und wird immer so gelesen. Bitte nehmen Sie "
    "eine andere Abkürzung."
)
SAME = N_(
    "Abkürzung und Bedeutung sind dasselbe, wenn man nur Wörter vergleicht. Bitte schreiben Sie "
    "die Bedeutung aus."
)
GONE = N_("Diese Abkürzung hat inzwischen jemand anders geändert. Bitte laden Sie die Seite neu.")
